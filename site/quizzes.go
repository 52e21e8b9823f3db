package site

import (
	"time"

	"yanxi/content"
	"yanxi/content/quiz"
	"yanxi/site/api"
	"yanxi/site/ui"
)

// A quizDocument is a document with the quizzes of its text.
type quizDocument struct {
	*content.Document
	quizzes []quiz.Quiz
}

// readQuizzes reads the quizzes of a whole library; a file that cannot be read has none.
func readQuizzes(lib *content.Library) []quizDocument {
	var out []quizDocument
	for _, d := range lib.Documents() {
		if quizzes := quizzesOf(lib, d); len(quizzes) > 0 {
			out = append(out, quizDocument{d, quizzes})
		}
	}
	return out
}

// quizzesOf reads the quizzes of a document that have questions; none if there is
// no document, or its file cannot be read.
func quizzesOf(lib *content.Library, d *content.Document) []quiz.Quiz {
	if d == nil {
		return nil
	}
	quizzes, err := lib.Quizzes(d)
	if err != nil {
		return nil // the page of the document says so
	}
	return quizzes
}

// hasQuizzes reports whether the library has a quiz at all.
func (e *Edition) hasQuizzes() bool {
	for _, d := range e.lib.Documents() {
		if d.Quiz {
			return true
		}
	}
	return false
}

// quizListPage lists the documents that have quizzes, newest first.
func (e *Edition) quizListPage() (*Page, error) {
	now := e.options.now()
	title := e.ui.T("quizzes.title")
	p := ui.QuizListPage{Layout: e.layout(title, "", pathQuizzes), Heading: title}
	var until time.Time
	docs := map[*content.Document][]quiz.Quiz{}
	for _, d := range e.quizzes() {
		docs[d.Document] = d.quizzes
	}
	for _, d := range sortedNewest(e.lib.Documents()) {
		if len(docs[d]) == 0 {
			continue
		}
		out := ui.QuizDocument{Item: e.item(d)}
		for i := range docs[d] {
			q := &docs[d][i]
			f := e.quizFacts(q, now)
			out.Quizzes = append(out.Quizzes, ui.QuizEntry{
				Link:  ui.Link{Text: q.Title, URL: quizURL(d, q.ID)},
				State: f.State, Count: f.Count, Opens: f.Opens, Closes: f.Closes,
			})
			p.Questions += f.Count
			until = earlier(until, q.NextChange(now))
		}
		p.Documents = append(p.Documents, out)
	}
	if len(p.Documents) > 0 {
		p.Daily = &ui.Link{Text: e.ui.T("daily.title"), URL: pathDaily}
	}
	page, err := e.render("quizzes", p)
	if err != nil {
		return nil, err
	}
	page.Until = until
	return page, nil
}

// quizzing is what the API lists.
func (e *Edition) quizzing() []api.Quizzing {
	all := e.quizzes()
	out := make([]api.Quizzing, len(all))
	for i, d := range all {
		out[i] = api.Quizzing{Document: d.Document, Quizzes: d.quizzes}
	}
	return out
}

// rereadAt is [Edition.reread] for the API.
func (e *Edition) rereadAt(d *content.Document, link string) (address, title string) {
	l := e.reread(d, link)
	if l == nil {
		return "", ""
	}
	return l.URL, l.Text
}
