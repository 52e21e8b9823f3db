package site

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/site/api"
	"yanxi/site/ask"
	"yanxi/site/ui"
)

// asking shows the form for a question, about a document (id) or with what was
// searched for in vain (q), and takes the question when it is sent.
func (s *Site) asking(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		s.page(func(e *Edition, r *http.Request) (*Page, int, error) {
			query := r.URL.Query()
			d := e.lib.Document(query.Get("id"))
			if query.Get("id") != "" && d == nil {
				return nil, http.StatusNotFound, nil
			}
			p := e.askPage(d)
			p.Text = cut(ask.Clean(query.Get("q")), ask.MaxText)
			return e.asked(p, http.StatusOK)
		}).ServeHTTP(w, r)
		return
	}
	if s.tally.same.Check(r) != nil {
		s.fail(w, r, http.StatusForbidden, nil)
		return
	}
	form, status, _ := readForm(w, r)
	s.page(func(e *Edition, r *http.Request) (*Page, int, error) {
		d := e.lib.Document(form.Get("id"))
		p := e.askPage(d)
		p.Text, p.Name = form.Get("text"), form.Get("name")
		switch {
		case status == http.StatusRequestEntityTooLarge:
			return e.refused(p, status, "", e.ui.T("ask.large", ask.MaxText))
		case status != 0:
			return e.refused(p, status, "", e.ui.T("ask.unreadable"))
		case form.Get("site") != "": // only a program sees this field
			return e.refused(p, http.StatusUnprocessableEntity, "", e.ui.T("ask.trapped"))
		case form.Get("id") != "" && d == nil:
			return e.refused(p, http.StatusNotFound, "", e.ui.T("ask.gone"))
		}
		q, err := s.take(r.Context(), e, r, d, form.Get("text"), form.Get("name"))
		if err != nil {
			return s.untaken(e, w, p, err)
		}
		return e.asked(e.takenPage(p, q), http.StatusOK)
	}).ServeHTTP(w, r)
}

// take keeps a question about a document, nil for none.
func (s *Site) take(ctx context.Context, e *Edition, r *http.Request, d *content.Document, text, name string) (*ask.Question, error) {
	if !s.tally.allow(r) {
		return nil, ask.ErrTooMany
	}
	a := ask.Asking{Text: text, Name: name, Visitor: s.tally.visitor(r), Due: e.lib.Due(e.options.now())}
	if d != nil {
		a.Document = d.ID
	}
	return s.options.Activity.Desk.Ask(ctx, a)
}

// pathQuestions takes the API's posts of questions.
const pathQuestions = "/api/v1/questions"

// sender is the request in the context of the API's handlers.
type sender struct{}

// questions refuses the API's posts of questions from other sites; the others go on
// with their request.
func (s *Site) questions(next http.Handler) http.Handler {
	if !s.options.asks() {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.TrimRight(r.URL.Path, "/") != pathQuestions {
			next.ServeHTTP(w, r)
			return
		}
		if s.tally.same.Check(r) != nil {
			writeProblem(w, refusal{http.StatusForbidden, "Only the site's own pages and programs may send this."})
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), sender{}, r)))
	})
}

// askedBy keeps the questions of the API; nil where readers cannot ask.
func (s *Site) askedBy(edition func() *Edition) api.AskFunc {
	if !s.options.asks() {
		return nil
	}
	return func(ctx context.Context, about *content.Document, text, name string) (*ask.Question, error) {
		r, ok := ctx.Value(sender{}).(*http.Request)
		if !ok {
			return nil, ask.ErrAway // not behind questions
		}
		return s.take(ctx, edition(), r, about, text, name)
	}
}

// untaken says why a question was not taken, with all that was typed.
func (s *Site) untaken(e *Edition, w http.ResponseWriter, p ui.AskPage, err error) (*Page, int, error) {
	switch {
	case errors.Is(err, ask.ErrShort):
		return e.refused(p, http.StatusUnprocessableEntity, "text", e.ui.T("ask.short"))
	case errors.Is(err, ask.ErrLong):
		return e.refused(p, http.StatusUnprocessableEntity, "text", e.ui.T("ask.long", ask.MaxText, utf8.RuneCountInString(ask.Clean(p.Text))))
	case errors.Is(err, ask.ErrName):
		return e.refused(p, http.StatusUnprocessableEntity, "name", e.ui.T("ask.longname", ask.MaxName))
	case errors.Is(err, ask.ErrTooMany):
		w.Header().Set("Retry-After", "600")
		return e.refused(p, http.StatusTooManyRequests, "", e.ui.T("ask.many", ask.PerVisitor))
	case errors.Is(err, ask.ErrTooManyAll):
		w.Header().Set("Retry-After", "600")
		return e.refused(p, http.StatusTooManyRequests, "", e.ui.T("ask.busy"))
	}
	s.log.Warn("a question could not be kept", "error", err)
	return e.refused(p, http.StatusServiceUnavailable, "", e.ui.T("ask.away"))
}

// askPage is the form for a question about a document, nil for none.
func (e *Edition) askPage(d *content.Document) ui.AskPage {
	title := e.ui.T("ask.title")
	p := ui.AskPage{
		Heading: title, Action: pathAsk, Within: e.lib.Settings().AnswerWithin, MaxText: ask.MaxText, MaxName: ask.MaxName,
	}
	if d != nil {
		p.Document, p.About = d.ID, &ui.Link{Text: d.Title, URL: DocumentURL(d.ID)}
		p.Layout = e.layout(title, "", "", *p.About)
	} else {
		p.Layout = e.layout(title, "", "")
	}
	p.NoIndex, p.Live = true, false // or a change of the library would lose what is being typed
	return p
}

func (e *Edition) refused(p ui.AskPage, status int, field, notice string) (*Page, int, error) {
	p.Field, p.Notice = field, notice
	return e.asked(p, status)
}

func (e *Edition) asked(p ui.AskPage, status int) (*Page, int, error) {
	page, err := e.render("ask", p)
	return page, status, err
}

// takenPage says that a question was taken.
func (e *Edition) takenPage(p ui.AskPage, q *ask.Question) ui.AskPage {
	p.Heading = e.ui.T("ask.sent.title")
	p.Title = p.Heading
	p.Sent = &ui.Asked{
		ID: q.ID, Text: q.Text, Due: e.when(q.Due.In(e.lib.Settings().Location)),
		Back: ui.Link{Text: e.ui.T("home.crumb"), URL: pathHome},
	}
	if p.About != nil {
		p.Sent.Back = *p.About
	}
	return p
}
