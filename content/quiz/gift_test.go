package quiz

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// same ignores where things stand.
var same = cmp.Options{
	cmpopts.IgnoreUnexported(Question{}), cmpopts.IgnoreFields(Question{}, "Line"), cmpopts.IgnoreFields(Quiz{}, "Line"),
	cmpopts.EquateEmpty(),
}

// words are pieces that texts are made of, with all that GIFT or we give a
// meaning to.
var words = []string{"核实", "5", "五", "据了解", "a", "B", " ", "~", "=", "#", "####", "{", "}", ":", "::", `\`, `\n`, "//", "%50%", "->",
	"|", "｜", "[html]", "[x]", "(x)", "? ", "> ", "1. ", "对", "T", "____", "{#id}", "```", "$CATEGORY:", "*重点*", "。", "`", "<b>", "&amp;"}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(5) {
		b.WriteString(words[r.IntN(len(words))])
	}
	return b.String()
}

// randomQuiz is the source of a quiz of all kinds.
func randomQuiz(r *rand.Rand) string {
	var b strings.Builder
	if r.IntN(2) == 0 {
		b.WriteString("id: eigen\npass: 60\nopens: 2026-12-01\ncloses: 2026-12-05 18:00\n")
	}
	for range 1 + r.IntN(6) {
		b.WriteString("? " + randomText(r))
		if r.IntN(3) == 0 {
			fmt.Fprintf(&b, " {#x%d}", r.IntN(99))
		}
		b.WriteString("\n")
		if r.IntN(3) == 0 {
			b.WriteString(randomText(r) + "\n")
		}
		form := r.IntN(5)
		for i := range 2 + r.IntN(4) {
			mark := " x"[r.IntN(2)]
			switch form {
			case 0:
				fmt.Fprintf(&b, "(%c) %s\n", mark, randomText(r))
			case 1:
				fmt.Fprintf(&b, "[%c] %s\n", mark, randomText(r))
			case 2:
				fmt.Fprintf(&b, "= %s\n", []string{"对", "错"}[r.IntN(2)])
			case 3:
				fmt.Fprintf(&b, "= %s\n", randomText(r))
			case 4:
				fmt.Fprintf(&b, "%d. %s\n", i+1, randomText(r))
			}
		}
		for range r.IntN(3) {
			b.WriteString("> " + randomText(r) + "\n")
		}
		if r.IntN(3) == 0 {
			b.WriteString("-> " + randomText(r) + "\n")
		}
	}
	return b.String()
}

// TestRoundTrip writes quizzes as Markdown and as GIFT and reads them again.
func TestRoundTrip(t *testing.T) {
	kinds := map[Kind]int{}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		blocks := []Block{newBlock([]string{"", "标题/{一}"}[r.IntN(2)], randomQuiz(r)), newBlock("二", randomQuiz(r))}
		quizzes, _ := ParseAll(blocks, Options{})
		var used []Quiz
		for _, q := range quizzes {
			var questions []Question
			for _, question := range q.Questions {
				if question.Kind == KindOrdering || question.Options == nil || len(question.Options) > 1 {
					questions = append(questions, question)
					kinds[question.Kind]++
				}
			}
			if q.Questions = questions; len(questions) > 0 {
				used = append(used, q)
			}
		}
		checkGIFT(t, used)
		for _, q := range used {
			checkFormat(t, q)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if len(kinds) != 5 {
		t.Errorf("kinds: %v", kinds)
	}
}

func checkGIFT(t *testing.T, quizzes []Quiz) {
	t.Helper()
	text, _ := WriteGIFT(quizzes)
	got, problems := ReadGIFT(text, Options{})
	if diff := cmp.Diff(quizzes, got, same); diff != "" {
		t.Errorf("GIFT\n%s\n(-want +got)\n%s\n%+v", text, diff, problems)
	}
	for _, p := range problems {
		if p.LeavesOut || strings.HasPrefix(p.Name, "gift-") {
			t.Errorf("GIFT\n%s\n%+v", text, p)
		}
	}
}

func checkFormat(t *testing.T, q Quiz) {
	t.Helper()
	text := Format(q)
	first, rest, _ := strings.Cut(text, "\n")
	body := rest[:strings.LastIndex(strings.TrimSuffix(rest, "\n"), "\n")+1]
	title := strings.TrimPrefix(strings.TrimLeft(first, "`"), "quiz")
	got, _ := parse(newBlock(title, body), Options{})
	if placeID.MatchString(q.ID) {
		got.ID = q.ID
	}
	if diff := cmp.Diff(q, got, same); diff != "" {
		t.Errorf("Markdown\n%s\n(-want +got)\n%s", text, diff)
	}
}

// TestReadGIFT reads what Moodle's teachers write.
func TestReadGIFT(t *testing.T) {
	tests := []struct{ src, want string }{
		{"// 注释\n$CATEGORY: $course$/top/网络/四道关 // 一\n\n::q1::哪一关？{\n=文字关#对\n~保密关\n}",
			"四道关 / 一\n? 哪一关？ {#q1}\n(x) 文字关\n( ) 保密关\n> 对"},
		{"::题 一::[html]<p>两<b>个</b>&amp;一个</p>{~%50%a ~%50%b ~%-100%c####因为}",
			"? 两个\\&一个\n[x] a\n[x] b\n[ ] c\n> 因为\ngift-html 1\ngift-name 1"},
		{"太阳从东边出来。{TRUE#错了#对了}\n\n假。{F}", "? 太阳从东边出来。\n= 对\n\n? 假。\n= 错\ngift-feedback 1"},
		{"最迟{=5 =五 =%50%六}小时。", "? 最迟____小时。\n= 5 | 五\ngift-partial 1"},
		{"几？{#3:0.5}\n\n几年？{#\n=1986:0#好\n=%50%1987:1\n}\n\n几？{#1..5}", "? 几？\n= 3\n\n? 几年？\n= 1986\ngift-tolerance 1\nquiz-no-blank 1\ngift-tolerance 3\nquiz-no-blank 3\ngift-range 8"},
		{"多少__？{#42}", `? 多少__？` + "\n= 42\ngift-numerical 1"},
		{"配对{=狗 -> 汪 =猫 -> 喵}\n\n排{=1 -> 一 =2 -> 二}", "? 排\n1. 一\n2. 二\ngift-matching 1"},
		{"排序{>3 ALL VERTICAL\n一\n二\n三\n}", "? 排序\n1. 一\n2. 二\n3. 三"},
		{"写一篇{}\n\n只是说明\n\n没有写完{=a", "gift-essay 1\ngift-description 3\ngift-syntax 5"},
		{`一\=一 \{x\} \: a\\b {=\~ ~\#}`, "? 一=一 {x} : a\\\\b\n(x) \\~\n( ) #"},
		{"[markdown]*好* `x`{T}", "? *好* `x`\n= 对"},
		{"a{~b ~c}", "quiz-no-right 1"},
		{"a{=%50%b ~c}", "? a\n(x) b\n( ) c\ngift-partial 1"},
	}
	for _, tt := range tests {
		quizzes, problems := ReadGIFT(tt.src, Options{})
		var got []string
		for _, q := range quizzes {
			if len(q.Questions) == 0 {
				continue
			}
			text := strings.Trim(Format(q), "`\n")
			got = append(got, strings.TrimLeft(strings.TrimPrefix(text, "quiz"), " \n"))
		}
		for _, p := range problems {
			got = append(got, fmt.Sprint(p.Name, " ", p.Line))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", tt.src, diff)
		}
	}
}

func TestWriteGIFT(t *testing.T) {
	q, _ := parse(newBlock("四道关", sample), Options{})
	text, problems := WriteGIFT([]Quiz{q})
	for _, want := range []string{"// yanxi-quiz: gates\n", "// yanxi-pass: 60\n", "$CATEGORY: 四道关\n", "\n// yanxi-reread: four-gates.md#文字关\n",
		"\n\t=文字关\n", "\n\t~%50%伤亡数字\n", "\n\t~%-100%已经到场的力量\n", "{T}", "\n\t=2 -> 送审\n", "\n\t####没有说是谁、\\n怎么了解的。\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if len(problems) > 0 {
		t.Errorf("%+v", problems)
	}
}

func FuzzReadGIFT(f *testing.F) {
	f.Add("$CATEGORY: a/b\n::x::y{=1 ~%50%2#f####g}")
	f.Add("{=" + strings.Repeat("\xc7", 1500) + "}")
	f.Add("a{>2\nb\nc}\n\nd{#1:2}\n\n{=1->a =2->b}")
	f.Fuzz(func(t *testing.T, src string) {
		quizzes, _ := ReadGIFT(src, Options{})
		for i := range quizzes {
			for j := range quizzes[i].Questions {
				if q := &quizzes[i].Questions[j]; !q.Mark(q.Right()) {
					t.Errorf("the right answer to %+v is wrong", q)
				}
			}
			Format(quizzes[i])
		}
		WriteGIFT(quizzes)
	})
}
