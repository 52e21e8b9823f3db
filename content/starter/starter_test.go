package starter_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
	"yanxi/content/quiz"
	"yanxi/content/starter"
)

var now = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// read opens a library of one text, and returns it with what is found wrong.
func read(t *testing.T, file, text string) (*content.Library, *content.Document, []string) {
	t.Helper()
	lib, err := content.Open(fstest.MapFS{file: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	if len(lib.Documents()) != 1 {
		t.Fatalf("%s: no document of\n%s", file, text)
	}
	var rules []string
	for _, f := range lib.Check(t.Context()) {
		rules = append(rules, f.Rule)
	}
	return lib, lib.Documents()[0], rules
}

func TestText(t *testing.T) {
	for _, kind := range starter.Kinds() {
		for _, title := range []string{"值班交接怎么写", `: - "引号" #'`, "- x", "true", "2026-01-01", "一\n二"} {
			text, ok := starter.Text(kind, title, now)
			file, _ := starter.File(kind, "a")
			if !ok {
				t.Fatal(kind)
			}
			_, d, found := read(t, file, text)
			if want := strings.Join(strings.Fields(title), " "); d.Title != want {
				t.Errorf("%s: the title is %q, want %q", kind, d.Title, want)
			}
			if kind != starter.KindQuiz && string(d.Kind) != kind || len(found) > 0 {
				t.Errorf("%s: %s, findings %v", kind, d.Kind, found)
			}
		}
	}
	if _, ok := starter.Text("poem", "x", now); ok {
		t.Error("an unknown kind has a text")
	}
}

func TestCaseForm(t *testing.T) {
	c := starter.CaseForm{
		Title: "示例市：“水管”爆裂", Date: "2026-11-02", Summary: "一句话: 带冒号 # 和井号", Author: "小周", Field: "public-security", Place: "示例市",
		Unit: "示例市水务局", Severity: "ordinary", Platforms: []string{"weibo", "wechat"}, Tags: []string{"供水", "a, b"},
		Moments: []starter.Moment{
			{At: "2026-11-02 06:10", Type: "outbreak", Actor: "河西路", Text: "水管爆裂\n水漫路面", Sources: "1"},
			{Type: "fact"},
			{At: "约2026-11-02 07:00", Type: "first_response", Statement: `我们说："正在抢修"`, Sources: "1、2和3"},
			{Text: "时间不知道的一件事", Type: "fact"},
		},
		Grade: "mixed", Outcome: "当天恢复供水", Lessons: []string{"先说: 恢复时间", "- 再说原因"},
		Sources: []starter.Source{{Title: "通报", Publisher: "水务局", Date: "2026-11-02", URL: "https://example.org/a?b=c#d"}, {Date: "2026"}, {Title: "[报道]"}, {Title: "第三"}},
	}
	_, d, found := read(t, "cases/a.md", c.Text())
	if len(found) != 0 {
		t.Errorf("findings %v of\n%s", found, c.Text())
	}
	if d.Case == nil || len(d.Case.Timeline) != 3 || len(d.Case.Sources) != 3 || len(d.Case.Lessons) != 2 || d.Case.Outcome.Grade != "mixed" {
		t.Fatalf("%+v", d.Case)
	}
	m := d.Case.Timeline[1]
	if m.Precision != content.PrecisionApproximate || m.Statement != `我们说："正在抢修"` || len(m.Sources) != 3 {
		t.Errorf("%+v", m)
	}
	if d.Case.Timeline[2].Precision != content.PrecisionUnknown || d.Case.Lessons[1] != "- 再说原因" || len(d.Tags) != 2 {
		t.Errorf("%+v, %q, %q", d.Case.Timeline[2], d.Case.Lessons, d.Tags)
	}
	_, d, found = read(t, "cases/a.md", starter.CaseForm{Title: "只有题目", Date: "2026-11-02"}.Text())
	if d.Title != "只有题目" || len(found) != 0 {
		t.Errorf("%+v, %v", d, found)
	}
}

func TestQuizForm(t *testing.T) {
	n := starter.NoteForm{Title: "小测", Date: "2026-11-02", Summary: "几道题", Author: "小周", Pass: 60, Questions: []starter.Question{
		{Kind: "single", Stem: "哪一关？", Answers: "保密关\n* 文字关\n", Explanation: "看通报。"},
		{Kind: string(quiz.KindMultiple), Stem: "哪些？", Answers: "*甲\n＊ 乙\n丙"},
		{},
		{Kind: string(quiz.KindTrueFalse), Stem: "对不对", Answers: "错"},
		{Kind: string(quiz.KindFillIn), Stem: "填____", Answers: "5\n五"},
		{Kind: string(quiz.KindOrdering), Stem: "排好", Answers: "核实\n送审\n发布"},
	}}
	lib, d, found := read(t, "notes/a.md", n.Text())
	quizzes, err := lib.Quizzes(d)
	if err != nil || len(found) != 0 || len(quizzes) != 1 || len(quizzes[0].Questions) != 5 {
		t.Fatalf("%+v, %v, findings %v of\n%s", quizzes, err, found, n.Text())
	}
	var kinds []string
	for _, q := range quizzes[0].Questions {
		kinds = append(kinds, string(q.Kind))
	}
	if quizzes[0].Pass != 60 || !quizzes[0].Questions[0].Options[1].Right || quizzes[0].Questions[2].True {
		t.Errorf("%v: %+v", kinds, quizzes[0])
	}
	if _, d, found := read(t, "notes/a.md", starter.NoteForm{Title: "笔记", Date: "2026-11-02"}.Text()); d.Quiz || len(found) != 0 {
		t.Errorf("%+v, %v", d, found)
	}
}

func TestFileName(t *testing.T) {
	for title, want := range map[string]string{
		"CON": "con-1", "Com1": "com1-1", "com10": "com10", "nul.txt": "nul-txt", "concert": "concert",
		"值班交接怎么写": "值班交接怎么写", "A: b/../c": "a-b-c", "…": "", strings.Repeat("长", 99): strings.Repeat("长", starter.MaxName),
	} {
		if got := starter.FileName(title); got != want {
			t.Errorf("%q: %q", title, got)
		}
	}
}
