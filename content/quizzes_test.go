package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
)

const quizText = `---
title: 甲
---
文

> ` + "```" + `quiz 题一
> closes: 2026-12-31
> ? 几*时*？
> = SECRET
> > SECRET
> ` + "```" + `

` + "```" + `quiz
? 二 {#zwei}
= 对
` + "```" + `
`

func openQuiz(t *testing.T, text string) (*content.Library, *content.Document, *content.Body) {
	t.Helper()
	l, err := content.Open(fstest.MapFS{"a.md": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	d := l.Document("a")
	body, err := l.Read(d)
	if err != nil {
		t.Fatal(err)
	}
	return l, d, body
}

func TestQuizzes(t *testing.T) {
	l, d, body := openQuiz(t, quizText)
	if !d.Quiz || len(body.Quizzes()) != 2 {
		t.Fatalf("Quiz is %v, %d quizzes", d.Quiz, len(body.Quizzes()))
	}
	q := body.Quizzes()[0]
	if q.ID != "quiz-1" || q.Line != 6 || q.Questions[0].Line != 8 {
		t.Errorf("%+v", q)
	}
	if want := time.Date(2027, 1, 1, 0, 0, 0, 0, l.Settings().Location); !q.Closes.Equal(want) {
		t.Errorf("closes %v, want %v", q.Closes, want)
	}
	want := "文\n\n> ```quiz 题一\n> closes: 2026-12-31\n> ? 几*时*？\n>\n>\n> ```\n\n```quiz\n? 二 {#zwei}\n\n```\n"
	if diff := cmp.Diff(want, body.Markdown); diff != "" {
		t.Errorf("Markdown (-want +got)\n%s", diff)
	}
	var got []string
	for _, s := range l.Sections(d, body) {
		got = append(got, s.Anchor+"|"+s.Heading+"|"+s.Text)
	}
	if diff := cmp.Diff([]string{"||文", "quiz-1|题一|几时？", "quiz-2|小测|二"}, got); diff != "" {
		t.Errorf("sections (-want +got)\n%s", diff)
	}
}

func TestQuizExampleIsNone(t *testing.T) {
	_, d, body := openQuiz(t, "````markdown\n```quiz\n= a\n```\n````\n")
	if d.Quiz || len(body.Quizzes()) != 0 || !strings.Contains(body.Markdown, "= a") {
		t.Errorf("an example is taken for a quiz: %+v", body.Quizzes())
	}
}

func TestQuizInFrontMatter(t *testing.T) {
	quiz := "```quiz\n? 问\n= 答\n```"
	for text, found := range map[string]bool{
		"---\ntitle: 甲\nsummary: |\n  " + strings.ReplaceAll(quiz, "\n", "\n  ") + "\n---\n文\n":     true,
		"---\ntitle: 甲\nlessons:\n- |\n    " + strings.ReplaceAll(quiz, "\n", "\n    ") + "\n---\n": true,
		"---\ntitle: 怎样写```quiz```\n---\n" + quiz + "\n":                                            false,
	} {
		l, _, _ := openQuiz(t, text)
		var levels []content.Level
		for _, f := range l.Check(t.Context()) {
			if f.Rule == "quiz-front-matter" && strings.Contains(strings.Split(text, "\n")[f.Line-1], "```quiz") {
				levels = append(levels, f.Level)
			}
		}
		if found != (len(levels) == 1 && levels[0] == content.LevelError) {
			t.Errorf("%q: %v", text, levels)
		}
	}
}
