package starter

import (
	"strings"

	"yanxi/content/quiz"
)

// A NoteForm is what a form asks of a note or a quiz. All but the title may be empty.
type NoteForm struct {
	Title, Summary, Author string
	Date                   string // 2026-11-02
	Tags                   []string
	Questions              []Question
	Pass                   int // percent; 0: the usual
}

// A Question is what a form asks of one question.
type Question struct {
	Kind        string // of package quiz: single, multiple, true_false, fill_in, ordering
	Stem        string
	Answers     string // a line each; of choices those that are right begin with * or ＊
	Explanation string
}

// Empty reports that nothing of a question was filled in.
func (q Question) Empty() bool { return strings.TrimSpace(q.Stem+q.Answers+q.Explanation) == "" }

// Text writes the note with its front matter.
func (n NoteForm) Text() string {
	data := struct {
		NoteForm
		Quiz string
	}{NoteForm: n}
	written := quiz.Quiz{Pass: n.Pass}
	for _, q := range n.Questions {
		if !q.Empty() {
			written.Questions = append(written.Questions, q.question())
		}
	}
	if len(written.Questions) > 0 {
		data.Quiz = quiz.Format(written)
	}
	return fill(noteForm, data)
}

func (q Question) question() quiz.Question {
	out := quiz.Question{Kind: quiz.Kind(q.Kind), Stem: strings.TrimSpace(q.Stem), Explanation: strings.TrimSpace(q.Explanation)}
	for line := range strings.Lines(q.Answers) {
		text := strings.TrimSpace(line)
		right := strings.HasPrefix(text, "*") || strings.HasPrefix(text, "＊")
		text = strings.TrimSpace(strings.TrimLeft(text, "*＊"))
		if text == "" {
			continue
		}
		out.Options = append(out.Options, quiz.Option{Text: text, Right: right})
		out.Accepted = append(out.Accepted, text)
	}
	switch out.Kind {
	case quiz.KindTrueFalse:
		out.True = len(out.Accepted) == 0 || !strings.ContainsAny(out.Accepted[0], "错否×") && !strings.EqualFold(out.Accepted[0], "false")
	case quiz.KindSingle, quiz.KindMultiple, quiz.KindFillIn, quiz.KindOrdering:
	default:
		out.Kind = quiz.KindSingle
	}
	return out
}

var noteForm = parse(`---
kind: note
title: {{yaml .Title}}
date: {{.Date}}
summary:{{with .Summary}} {{yaml .}}{{end}}
{{with .Author}}author: {{yaml .}}
{{end}}tags: {{list .Tags}}
---

{{if .Quiz}}{{.Quiz}}{{else}}## 要点

{{end}}`)
