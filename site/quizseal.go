package site

import (
	"encoding/base64"
	"encoding/json"
	"html/template"
	"time"

	"yanxi/content"
	"yanxi/content/quiz"
)

// sealKey is what the bytes of an exported answer file are xored with, over and
// over. It keeps answers out of sight, not from whoever looks for them: the
// script that marks has it as well.
const sealKey = "yanxi: not a secret, only not in sight"

// sealed is what quiz.js marks an exported quiz by.
type sealed struct {
	Quizzes   map[string]sealedQuiz     `json:"quizzes"`
	Questions map[string]sealedQuestion `json:"questions"`
}

type sealedQuiz struct {
	Closes string        `json:"closes,omitempty"`
	HTML   template.HTML `json:"html,omitempty"`
}

type sealedQuestion struct {
	Quiz     string        `json:"quiz"`
	Kind     quiz.Kind     `json:"kind"`
	Right    []string      `json:"right"`
	Accepted []string      `json:"accepted,omitempty"`
	Why      template.HTML `json:"why,omitempty"`
	Reread   string        `json:"reread,omitempty"`
	Title    string        `json:"title,omitempty"`
	HTML     template.HTML `json:"html,omitempty"` // on the page of the day
}

// A Rewriter puts an address of the site, and all those in HTML, where a page
// needs them.
type Rewriter struct {
	Address func(string) string
	HTML    func(template.HTML) template.HTML
}

// An AnswerFile is a file by which an exported page marks its quizzes. It is not
// for people to read.
type AnswerFile struct {
	Path string // decoded
	Page string // the decoded path of the page that it belongs to
}

// AnswerFiles lists the files by which exported pages mark their quizzes.
func (e *Edition) AnswerFiles() []AnswerFile {
	var out []AnswerFile
	for _, d := range e.quizzes() {
		if d.ID == "index" || !e.shadowed(d.ID) {
			out = append(out, AnswerFile{marksURL(d.ID), decodedURL(d.ID)})
		}
	}
	if len(out) > 0 {
		out = append(out, AnswerFile{dailyMarks, pathDaily})
	}
	return out
}

// Answers makes one of [Edition.AnswerFiles], with addresses as its page needs them.
func (e *Edition) Answers(f AnswerFile, rewrite Rewriter) ([]byte, error) {
	out := sealed{map[string]sealedQuiz{}, map[string]sealedQuestion{}}
	for _, d := range e.quizzes() {
		var err error
		switch f.Path {
		case dailyMarks:
			err = e.sealDaily(&out, d, rewrite)
		case marksURL(d.ID):
			err = e.sealDocument(&out, d, rewrite)
		}
		if err != nil {
			return nil, err
		}
	}
	plain, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	for i := range plain {
		plain[i] ^= sealKey[i%len(sealKey)]
	}
	return append(base64.StdEncoding.AppendEncode(nil, plain), '\n'), nil
}

// sealDocument adds the quizzes of a page, with the forms of those that are not open yet.
func (e *Edition) sealDocument(out *sealed, d quizDocument, rewrite Rewriter) error {
	for i := range d.quizzes {
		q := &d.quizzes[i]
		s := sealedQuiz{Closes: instant(q.Closes)}
		if q.State(e.options.now()) == quiz.StateEarly {
			f := e.quizForm(d.Document, q)
			f.State = string(quiz.StateOpen)
			f.Questions = e.questions(d.Document, q)
			html, err := e.ui.Part("quiz-form", f)
			if err != nil {
				return err
			}
			s.HTML = rewrite.HTML(html)
		}
		out.Quizzes[q.ID] = s
		for n := range q.Questions {
			out.Questions[q.Questions[n].ID] = e.sealQuestion(d.Document, &q.Questions[n], q.ID, rewrite)
		}
	}
	return nil
}

// sealDaily adds the questions of a document to those of which five are chosen.
// Those that are not open at the export are left out.
func (e *Edition) sealDaily(out *sealed, d quizDocument, rewrite Rewriter) error {
	for i := range d.quizzes {
		q := &d.quizzes[i]
		if q.State(e.options.now()) != quiz.StateOpen {
			continue
		}
		id := d.ID + "#" + q.ID
		out.Quizzes[id] = sealedQuiz{Closes: instant(q.Closes)}
		for n := range q.Questions {
			question := &q.Questions[n]
			key := questionKey(d.Document, question)
			html, err := e.ui.Part("question", e.question(d.Document, question, n+1, key, pageSeed))
			if err != nil {
				return err
			}
			s := e.sealQuestion(d.Document, question, id, rewrite)
			s.HTML = rewrite.HTML(html)
			out.Questions[key] = s
		}
	}
	return nil
}

func (e *Edition) sealQuestion(d *content.Document, q *quiz.Question, quizID string, rewrite Rewriter) sealedQuestion {
	s := sealedQuestion{Quiz: quizID, Kind: q.Kind, Right: q.Right(), Accepted: q.Accepted, Why: rewrite.HTML(inline(q.Explanation))}
	if link := e.reread(d, q.Reread); link != nil {
		s.Reread, s.Title = rewrite.Address(link.URL), link.Text
	}
	return s
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// decodedURL is the path of a document's page, not encoded.
func decodedURL(id string) string {
	if id == "index" {
		return pathHome
	}
	return "/" + id + "/"
}
