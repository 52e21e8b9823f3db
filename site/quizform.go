package site

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"html/template"
	"net/url"
	"slices"
	"time"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/content/quiz"
	"yanxi/site/api"
	"yanxi/site/ui"
)

// quizScript improves the forms of a page.
const quizScript = "quiz.js"

// pathMarks has the files by which the script marks exported quizzes. It is the
// site's own, so that no file of a library can be meant by one of their names.
const pathMarks = ui.AssetPrefix + "marks/"

// dailyMarks is the file of the page of the day.
const dailyMarks = pathMarks + "daily.txt"

// marksURL is the file of a document's page. An id can be longer than a file's name
// may be, and one can be a folder of another; a sum of it is neither.
func marksURL(id string) string {
	sum := sha256.Sum256([]byte(id))
	return pathMarks + hex.EncodeToString(sum[:12]) + ".txt"
}

// quizURL is where a quiz stands in its text: its id is that of its element.
func quizURL(d *content.Document, id string) string {
	return DocumentURL(d.ID) + "#" + (&url.URL{Fragment: id}).EscapedFragment()
}

// quizAction is where the form of a quiz is sent.
func quizAction(document, id string) string {
	return pathQuiz + "?" + url.Values{"id": {document}, "quiz": {id}}.Encode()
}

// dailyAction is where the form of the five of a day is sent.
const dailyAction = pathQuiz + "?daily=1"

// quizMark is where the script has answers to a document's questions marked. Without
// a document it ends where the id goes.
func quizMark(document string) string { return api.Prefix + "quizzes?id=" + url.QueryEscape(document) }

// quizForm is a quiz as its document's page shows it now. Whoever asks later sees
// another one after q.NextChange: see [Page.Until].
func (e *Edition) quizForm(d *content.Document, q *quiz.Quiz) *ui.Quiz {
	now := e.options.now()
	f := e.quizFacts(q, now)
	f.Anchor, f.Document = q.ID, d.ID
	if e.options.Static {
		f.Sealed = marksURL(d.ID)
	} else {
		f.Action, f.Mark = quizAction(d.ID, q.ID), quizMark(d.ID)
	}
	if q.State(now) != quiz.StateEarly {
		f.Questions = e.questions(d, q)
	}
	return f
}

func (e *Edition) quizFacts(q *quiz.Quiz, now time.Time) *ui.Quiz {
	return &ui.Quiz{
		ID:       q.ID,
		Title:    q.Title,
		State:    string(q.State(now)),
		Opens:    e.minute(q.Opens),
		Closes:   e.minute(q.Closes),
		OpensAt:  q.Opens,
		ClosesAt: q.Closes,
		Need:     q.Need(len(q.Questions)),
		Count:    len(q.Questions),
	}
}

// minute is a time in words, empty for none; midnight is a day.
func (e *Edition) minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(e.lib.Settings().Location)
	if t.Hour() == 0 && t.Minute() == 0 {
		return e.ui.Day(t)
	}
	return e.ui.Day(t) + t.Format(" 15:04")
}

// pageSeed orders the options on pages that are kept, the same for everyone.
const pageSeed uint64 = 0

// questions are those of a quiz as its document's page asks them.
func (e *Edition) questions(d *content.Document, q *quiz.Quiz) []ui.Question {
	out := make([]ui.Question, len(q.Questions))
	for i := range q.Questions {
		out[i] = e.question(d, &q.Questions[i], i+1, q.Questions[i].ID, pageSeed)
	}
	return out
}

// question is one question of a form. Its options are shuffled by the seed.
func (e *Edition) question(d *content.Document, q *quiz.Question, number int, key string, seed uint64) ui.Question {
	out := ui.Question{
		Number: number, Key: key, Name: "answer." + key, Document: d.ID, ID: q.ID,
		Kind: string(q.Kind), Stem: inline(q.Stem),
	}
	switch q.Kind {
	case quiz.KindTrueFalse:
		for _, id := range []string{quiz.AnswerTrue, quiz.AnswerFalse} {
			out.Options = append(out.Options, ui.Option{ID: id, Text: e.verdictWord(id)})
		}
	case quiz.KindFillIn:
	default:
		for _, o := range q.Shuffled(seed ^ hashOf(d.ID, q.ID)) {
			out.Options = append(out.Options, ui.Option{ID: o.ID, Text: inline(o.Text)})
		}
	}
	if q.Kind == quiz.KindOrdering {
		for i := range out.Options {
			for place := range out.Options {
				out.Options[i].Places = append(out.Options[i].Places, ui.Place{Number: place + 1})
			}
		}
	}
	return out
}

// verdictWord is what a statement is judged by.
func (e *Edition) verdictWord(id string) template.HTML {
	return template.HTML(template.HTMLEscapeString(e.ui.T("quiz." + id))) //nolint:gosec // escaped
}

// hashOf makes a number of texts that says nothing about them.
func hashOf(texts ...string) uint64 {
	h := fnv.New64a()
	for _, s := range texts {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	// Names that differ in their last letter alone differ in the low bits alone.
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	return x ^ x>>33
}

// body is a document's text with its quizzes as forms, and until when it is so.
func (e *Edition) body(d *content.Document, body *content.Body) (text template.HTML, until time.Time) {
	quizzes := body.Quizzes()
	r := quizResolver{resolver{e.lib, d}, e, quizzes}
	for i := range quizzes {
		until = earlier(until, quizzes[i].NextChange(e.options.now()))
	}
	return template.HTML(body.HTML(r)), until //nolint:gosec // sanitised by content/markdown
}

// earlier is the earlier of two moments, of which a zero one never comes.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// A quizResolver puts forms where the quizzes of a text stand.
type quizResolver struct {
	resolver
	edition *Edition
	quizzes []quiz.Quiz
}

// Quiz is the HTML of the n-th quiz of the text, from 0.
func (r quizResolver) Quiz(n int) string {
	if n >= len(r.quizzes) || len(r.quizzes[n].Questions) == 0 {
		return "" // there is a line that says so
	}
	html, err := r.edition.ui.Part("quiz", r.edition.quizForm(r.from, &r.quizzes[n]))
	if err != nil {
		return "" // a test executes the template
	}
	return string(html)
}

// A quizLinker puts links to the page in their place, for texts that are shown elsewhere.
type quizLinker struct{ quizResolver }

// Quiz is a link to the n-th quiz of the text, from 0.
func (r quizLinker) Quiz(n int) string {
	if n >= len(r.quizzes) || len(r.quizzes[n].Questions) == 0 {
		return ""
	}
	q := &r.quizzes[n]
	text := r.edition.ui.T("quiz.link", r.edition.quizTitle(q), len(q.Questions))
	return `<p><a href="` + template.HTMLEscapeString(quizURL(r.from, q.ID)) + `">` + template.HTMLEscapeString(text) + "</a></p>\n"
}

func (e *Edition) quizTitle(q *quiz.Quiz) string {
	if q.Title == "" {
		return e.ui.T("quiz.title")
	}
	return markdown.PlainText(q.Title)
}

// withQuizzes adds the script to a page that has forms.
func withQuizzes(l *ui.Layout) {
	if !slices.Contains(l.Scripts, quizScript) {
		l.Scripts = append(l.Scripts, quizScript)
	}
}
