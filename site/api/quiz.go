package api

import (
	"context"
	"time"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/content/quiz"
)

// Quizzing is a document with its quizzes, as the site knows them.
type Quizzing struct {
	*content.Document
	Quizzes []quiz.Quiz
}

type quizzesInput struct {
	ID string `query:"id" doc:"The id of a document; without it, the documents that have quizzes are listed"`
}

// Quizzes are those of one document, or the documents that have any.
type Quizzes struct {
	ID        string         `json:"id,omitempty" doc:"Of the document that was asked for"`
	Title     string         `json:"title,omitempty"`
	URL       string         `json:"url,omitempty" doc:"Address of its page"`
	Quizzes   []Quiz         `json:"quizzes,omitempty" doc:"In the order of the text; without id, none"`
	Documents []QuizDocument `json:"documents,omitempty" doc:"Without id: those that have quizzes, newest first"`
}

// Quiz is a quiz without anything of its answers.
type Quiz struct {
	QuizHead
	Questions []Question `json:"questions" doc:"None before the quiz opens"`
}

// QuizHead is what is known of a quiz at any time.
type QuizHead struct {
	ID     string     `json:"id" example:"gates" doc:"Unique in the document"`
	Title  string     `json:"title" doc:"May be empty"`
	State  string     `json:"state" enum:"early,open,closed" doc:"Whether it can be answered now"`
	Opens  *time.Time `json:"opens" doc:"Null if it was always open"`
	Closes *time.Time `json:"closes" doc:"Null if it never closes"`
	Pass   int        `json:"pass" minimum:"1" maximum:"100" doc:"Per cent of the questions to be right"`
	Count  int        `json:"count" doc:"How many questions it has"`
}

// Question is what is asked.
type Question struct {
	ID      string   `json:"id" doc:"Unique in the document"`
	Kind    string   `json:"kind" enum:"single,multiple,true_false,fill_in,ordering"`
	Stem    string   `json:"stem" doc:"Inline Markdown"`
	Options []Option `json:"options" doc:"Of a choice or an ordering, in an order that says nothing"`
}

// Option is one of several answers.
type Option struct {
	ID   string `json:"id"`
	Text string `json:"text" doc:"Inline Markdown"`
}

// QuizDocument is a document that has quizzes.
type QuizDocument struct {
	Listed
	Quizzes []QuizHead `json:"quizzes"`
}

func (s *service) quizzes(_ context.Context, in *quizzesInput) (*Quizzes, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	if in.ID == "" {
		return s.quizDocuments(), nil
	}
	d, quizzes, err := s.quizzesOf(lib, in.ID)
	if err != nil {
		return nil, err
	}
	answer := &Quizzes{ID: d.ID, Title: d.Title, URL: s.URL(d.ID), Quizzes: []Quiz{}}
	for i := range quizzes {
		q := &quizzes[i]
		out := Quiz{QuizHead: s.quizHead(q), Questions: []Question{}}
		for n := range q.Questions {
			if q.State(s.Now()) != quiz.StateEarly {
				out.Questions = append(out.Questions, question(&q.Questions[n]))
			}
		}
		answer.Quizzes = append(answer.Quizzes, out)
	}
	return answer, nil
}

// quizzesOf finds a document and reads its quizzes that have questions.
func (s *service) quizzesOf(lib *content.Library, id string) (*content.Document, []quiz.Quiz, error) {
	d := lib.Document(id)
	if d == nil {
		return nil, nil, noDocument(lib, id)
	}
	quizzes, err := lib.Quizzes(d)
	return d, quizzes, err
}

func (s *service) quizDocuments() *Quizzes {
	answer := &Quizzes{Documents: []QuizDocument{}}
	if s.Quizzes == nil {
		return answer
	}
	quizzes := map[*content.Document][]quiz.Quiz{}
	var docs []*content.Document
	for _, d := range s.Quizzes() {
		quizzes[d.Document] = d.Quizzes
		docs = append(docs, d.Document)
	}
	for _, d := range newestFirst(docs) {
		out := QuizDocument{Listed: s.listed(d)}
		for i := range quizzes[d] {
			out.Quizzes = append(out.Quizzes, s.quizHead(&quizzes[d][i]))
		}
		answer.Documents = append(answer.Documents, out)
	}
	return answer
}

func (s *service) quizHead(q *quiz.Quiz) QuizHead {
	return QuizHead{
		ID:     q.ID,
		Title:  markdown.PlainText(q.Title),
		State:  string(q.State(s.Now())),
		Opens:  instant(q.Opens),
		Closes: instant(q.Closes),
		Pass:   min(max(q.Pass, 1), 100),
		Count:  len(q.Questions),
	}
}

// question leaves out all that answers it. The order of the options depends on
// the question alone, so that asking twice tells nothing.
func question(q *quiz.Question) Question {
	out := Question{ID: q.ID, Kind: string(q.Kind), Stem: q.Stem, Options: []Option{}}
	for _, o := range q.Shuffled(0) {
		out.Options = append(out.Options, Option{ID: o.ID, Text: o.Text})
	}
	return out
}

// instant is a time, nil for none.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
