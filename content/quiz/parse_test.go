package quiz

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const sample = `id: gates
opens: 2026-12-01
closes：2026-12-31
pass: 60%

? 通报里写“据了解”，先在哪一关被拦下？
( ) 保密关
(x) 文字关
> 没有说是谁、
> 怎么了解的。
-> four-gates.md#文字关

？ 首次通报里不该有哪些内容？ {#first-notice}
选两项。
[x] 伤亡数字
【 】 已经到场的力量
[x] 猜测

? 首次通报可以先不写原因。
= 对

? 最迟____小时内发布。
= 5 | 五
= a\|b | \对

? 按先后排好。
1. 核实
2、送审
3) 发布
`

func TestParse(t *testing.T) {
	q, problems := parse(newBlock(" 四道关 ", sample), Options{})
	if len(problems) > 0 {
		t.Errorf("problems: %+v", problems)
	}
	want := Quiz{
		ID: "gates", Title: "四道关", Pass: 60, Line: 1,
		Opens:  time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC),
		Closes: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		Questions: []Question{
			{Kind: KindSingle, Stem: "通报里写“据了解”，先在哪一关被拦下？", Options: []Option{{Text: "保密关"}, {Text: "文字关", Right: true}},
				Explanation: "没有说是谁、\n怎么了解的。", Reread: "four-gates.md#文字关", Line: 7},
			{ID: "first-notice", Kind: KindMultiple, Stem: "首次通报里不该有哪些内容？\n选两项。",
				Options: []Option{{Text: "伤亡数字", Right: true}, {Text: "已经到场的力量"}, {Text: "猜测", Right: true}}, Line: 14},
			{Kind: KindTrueFalse, Stem: "首次通报可以先不写原因。", True: true, Line: 20},
			{Kind: KindFillIn, Stem: `最迟\_\_\_\_小时内发布。`, Accepted: []string{"5", "五", "a|b", "对"}, Line: 23},
			{Kind: KindOrdering, Stem: "按先后排好。", Options: []Option{{Text: "核实"}, {Text: "送审"}, {Text: "发布"}}, Line: 27},
		},
	}
	opts := cmp.Options{
		cmpopts.IgnoreUnexported(Question{}),
		cmp.FilterPath(func(p cmp.Path) bool { return strings.HasSuffix(p.String(), "Options.ID") }, cmp.Ignore()),
		cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Questions.ID" }, cmp.Comparer(func(a, b string) bool {
			return a == b || a == "" && strings.HasPrefix(b, "q-") || b == "" && strings.HasPrefix(a, "q-")
		})),
	}
	if diff := cmp.Diff(want, q, opts); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestProblems lists for a quiz what is wrong and the questions that remain.
func TestProblems(t *testing.T) {
	tests := []struct{ src, want string }{
		{"", "quiz-empty 1"},
		{"说明\n? a__\n= 1", "quiz-unknown-line 2; fill_in a"},
		{"nr: 3\n? a__\n= 1", "quiz-unknown-key 2 [nr]; fill_in a"},
		{"pass: 101\n? a__\n= 1", "quiz-bad-pass 2 [101 80]; fill_in a"},
		{"pass: 50\npass: 60\n? a__\n= 1", "quiz-repeated-key 3 [pass]; fill_in a"},
		{"opens: 明天\n? a__\n= 1", "quiz-bad-date 2 [opens 明天]; fill_in a"},
		{"opens: 2026-12-02\ncloses: 2026-12-01\n? a__\n= 1", "quiz-close-order 1; fill_in a"},
		{"id: a b\n? a__\n= 1", "quiz-bad-id 2 [a b]; fill_in a"},
		{"?\n= 对", "quiz-no-stem 2"},
		{"? a\n? b\n= 错", "quiz-no-answers 2 [a]; true_false b"},
		{"? a\n( ) b\n( ) c", "quiz-no-right 2 [a]"},
		{"? a\n[ ] b\n[ ] c", "quiz-no-right 2 [a]"},
		{"? a\n[x] b\n[x] c", "quiz-all-right 2; multiple a"},
		{"? a\n(x) b\n(x) c\n( ) d", "quiz-several-right 2; multiple a"},
		{"? a\n(x) b\n( ) b\n( ) c", "quiz-duplicate-option 4 [b]; single a"},
		{"? a\n( ) b\n(x)  b \n( ) c", "quiz-duplicate-option 4 [b]; single a"},
		{"? a__\n= 5 | ５", "quiz-duplicate-answer 3; fill_in a"},
		{"? a\n(x) b", "quiz-few-options 2; single a"},
		{"? a\n1. b", "quiz-few-options 2"},
		{"? a\n(x) b\n( )\n( ) c", "quiz-empty-option 4; single a"},
		{"? a\n= 5", "quiz-no-blank 2; fill_in a"},
		{"? a\n(x) b\n[x] c\n= d\n( ) e", "quiz-mixed 4; single a"},
		{"? a\n= 对\n= 错", "quiz-mixed 4; true_false a"},
		{"? a\n= 对\n多余", "quiz-unknown-line 4; true_false a"},
		{"? a\n= 对\n-> x\n-> y", "quiz-second-reread 5; true_false a"},
		{"? a\n= 对\n? a\n= 错", "quiz-duplicate-question 4 [q-zklycewk q-zklycewk-2]; true_false a; true_false a"},
		{"? a {#x}\n= 对\n? b {#x}\n= 错", "quiz-duplicate-id 4 [x x-2]; true_false a; true_false b"},
	}
	for _, tt := range tests {
		q, problems := parse(newBlock("", tt.src), Options{})
		var got []string
		for _, p := range problems {
			s := fmt.Sprint(p.Name, " ", p.Line)
			if len(p.Args) > 0 {
				s += fmt.Sprint(" ", p.Args)
			}
			got = append(got, s)
		}
		for _, question := range q.Questions {
			got = append(got, string(question.Kind)+" "+question.Stem[:1])
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.src, s, tt.want)
		}
	}
}

func TestIDs(t *testing.T) {
	blocks := []Block{newBlock("", "? Ａ b\n= 对"), newBlock("", "id: quiz-1\n? a  B\n= 对"), newBlock("", "id: main\n? c\n= 对")}
	all, _ := ParseAll(blocks, Options{Taken: []string{"main"}})
	if all[0].ID != "quiz-1-2" || all[1].ID != "quiz-1" || all[2].ID != "main-2" {
		t.Errorf("quizzes: %s, %s, %s", all[0].ID, all[1].ID, all[2].ID)
	}
	if a, b := all[0].Questions[0].ID, all[1].Questions[0].ID; b != a+"-2" {
		t.Errorf("equal stems: %s and %s", a, b)
	}
}

func TestBounds(t *testing.T) {
	many, problems := parse(newBlock("", strings.Repeat("? a\n= 对\n", MaxQuestions+5)), Options{})
	if len(many.Questions) != MaxQuestions || problems[len(problems)-1].Name != "quiz-many-questions" {
		t.Errorf("%d questions, %v", len(many.Questions), problems[len(problems)-1])
	}
	wide, _ := parse(newBlock("", "? a\n(x) r\n"+manyLines("( ) %d\n", MaxOptions+5)), Options{})
	if n := len(wide.Questions[0].Options); n != MaxOptions {
		t.Errorf("%d options", n)
	}
	long, problems := parse(newBlock("", "? "+strings.Repeat("长", MaxText)+"\n= 对\n? b\n= 对"), Options{})
	if len(long.Questions) != 1 || problems[0].Name != "quiz-too-long" {
		t.Errorf("a long stem: %d questions, %v", len(long.Questions), problems)
	}
	for n, tooLong := range map[int]bool{MaxAnswer: false, MaxAnswer + 1: true} {
		q, problems := parse(newBlock("", "? ____\n= "+strings.Repeat("长", n)), Options{})
		found := slices.ContainsFunc(problems, func(p Problem) bool { return p.Name == "quiz-long-answer" })
		if asked := len(q.Questions) == 1; asked == found || found != tooLong {
			t.Errorf("an answer of %d characters: %d questions, %v", n, len(q.Questions), problems)
		}
	}
	large, problems := parse(newBlock("", strings.Repeat("\n", MaxSize+1)), Options{})
	if len(large.Questions) != 0 || problems[len(problems)-1].Name != "quiz-too-large" {
		t.Errorf("a large block: %v", problems)
	}
	all, _ := ParseAll(make([]Block, MaxQuizzes+1), Options{})
	if len(all) != MaxQuizzes+1 || all[MaxQuizzes].ID != "quiz-51" {
		t.Errorf("many quizzes: %d", len(all))
	}
}

func manyLines(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestRedact(t *testing.T) {
	keys := map[int]string{0: "id: gates", 1: "opens: 2026-12-01", 2: "closes：2026-12-31", 3: "pass: 60%"}
	for i, line := range Redact(newBlock("", sample)) {
		if line != keys[i] {
			t.Errorf("before it opens, line %d: %q, want %q", i, line, keys[i])
		}
	}
	got := Redact(newBlock("", strings.Replace(sample, "opens: 2026-12-01", "", 1)))
	want := map[int]string{0: "id: gates", 2: "closes：2026-12-31", 3: "pass: 60%",
		5: "? 通报里写“据了解”，先在哪一关被拦下？", 12: "？ 首次通报里不该有哪些内容？ {#first-notice}", 13: "选两项。",
		18: "? 首次通报可以先不写原因。", 21: "? 最迟____小时内发布。", 25: "? 按先后排好。"}
	for i, line := range got {
		if line != want[i] {
			t.Errorf("line %d: %q, want %q", i, line, want[i])
		}
	}
	if len(got) != strings.Count(sample, "\n") {
		t.Errorf("%d lines", len(got))
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Add("? ____\n= " + strings.Repeat("\xca", 1500))
	f.Add("? a {#b}\n(x) {#c}\n> [a](b)\n-> [[c]]\n= \\| | \\\\")
	f.Fuzz(func(t *testing.T, src string) {
		q, _ := parse(newBlock("t", src), Options{})
		ids := map[string]bool{}
		for i := range q.Questions {
			question := &q.Questions[i]
			if question.ID == "" || ids[question.ID] {
				t.Errorf("id %q", question.ID)
			}
			ids[question.ID] = true
			if !question.Mark(question.Right()) {
				t.Errorf("the right answer to %+v is wrong", question)
			}
			if question.Mark(nil) || question.Mark([]string{"\x00"}) {
				t.Errorf("no answer to %+v is right", question)
			}
			options := map[string]bool{}
			for _, o := range question.Shuffled(7) {
				options[o.ID] = true
			}
			if len(options) != len(question.Options) {
				t.Errorf("options of %+v", question)
			}
		}
		if got := len(Redact(newBlock("", src))); got != len(newBlock("", src).Lines) {
			t.Errorf("%d lines", got)
		}
	})
}
