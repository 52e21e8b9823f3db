package site

import (
	"cmp"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yanxi/content"
	"yanxi/content/quiz"
	"yanxi/site/account"
	"yanxi/site/ui"
)

// maxForm bounds the answers of a form, in bytes.
const maxForm = 64 << 10

// randomSeed orders the options of one more try.
func randomSeed() uint64 { return rand.Uint64() } //nolint:gosec // an order is no secret

// quiz answers what is sent from a quiz's form: with its marks, or with the form
// again and what is wrong. Nothing of it is kept but how people with an account did. The address alone leads to
// the quiz in its text.
func (s *Site) quiz(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		s.quizPlace(w, r)
		return
	}
	form, status, problem := readForm(w, r)
	s.page(func(e *Edition, r *http.Request) (*Page, int, error) {
		t := e.attempt(r.URL.Query(), form)
		if t == nil {
			return e.noQuiz()
		}
		if problem != "" {
			t.problem = problem
		}
		p, code := e.markedPage(t)
		s.keepMarks(r, t, &p)
		page, err := e.render("quiz", p)
		return page, cmp.Or(status, code), err
	}).ServeHTTP(w, r)
}

// keepMarks keeps how somebody with an account did, by the document.
func (s *Site) keepMarks(r *http.Request, t *attempt, p *ui.QuizPage) {
	me, known := account.From(r.Context())
	if s.options.Accounts == nil || !known || len(p.Marked) == 0 {
		return
	}
	of := map[string]*account.Marked{}
	for i, k := range t.asked {
		if of[k.d.ID] == nil {
			of[k.d.ID] = &account.Marked{Document: k.d.ID, Right: map[string]bool{}}
		}
		of[k.d.ID].Right[k.q.ID] = p.Marked[i].Marking.Correct
	}
	if t.quiz != nil {
		one := of[t.d.ID]
		one.Quiz, one.Score, one.Total, one.Passed = t.quiz.ID, p.Score, p.Total, p.Passed
	}
	for _, one := range of {
		if err := s.options.Accounts.KeepMarks(r.Context(), me.Name, *one); err != nil {
			s.log.Warn("quiz: marks could not be kept", "error", err)
		}
	}
}

// quizPlace leads to where a quiz stands.
func (s *Site) quizPlace(w http.ResponseWriter, r *http.Request) {
	e, query := s.current.Load().Edition, r.URL.Query()
	to := pathQuizzes
	switch d := e.lib.Document(query.Get("id")); {
	case query.Has("daily"):
		to = pathDaily
	case d != nil:
		to = DocumentURL(d.ID)
		for _, q := range quizzesOf(e.lib, d) {
			if q.ID == query.Get("quiz") {
				to = quizURL(d, q.ID)
			}
		}
	case query.Has("id"):
		s.fail(w, r, http.StatusNotFound, nil)
		return
	}
	http.Redirect(w, r, s.prefix+to, http.StatusSeeOther)
}

// readForm reads a form of bounded size. A status other than 0 says that it could
// not be read, and problem is the message for it.
func readForm(w http.ResponseWriter, r *http.Request) (form url.Values, status int, problem string) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, http.StatusUnsupportedMediaType, "quiz.unreadable"
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	err := r.ParseForm()
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, http.StatusRequestEntityTooLarge, "quiz.large"
	case r.PostForm == nil || err != nil && len(r.PostForm) == 0:
		return nil, http.StatusBadRequest, "quiz.unreadable"
	}
	return r.PostForm, 0, ""
}

// An attempt is a quiz, or the questions of a day, with what was sent for it.
type attempt struct {
	d       *content.Document // nil for a day's
	quiz    *quiz.Quiz        // likewise
	asked   []keyed
	lost    int // questions that were sent and are not there
	form    url.Values
	again   bool
	problem string
}

// attempt finds what a form belongs to, nil if there is no such quiz.
func (e *Edition) attempt(query, form url.Values) *attempt {
	t := &attempt{form: form, again: form.Has("again")}
	if query.Has("daily") {
		now := e.libraryNow()
		t.asked, t.lost = e.findAll(form["question"], now)
		if len(t.asked) == 0 {
			pool, _ := e.dailyPool(now)
			t.asked = first(pool, dailyCount)
		}
		return t
	}
	t.d = e.lib.Document(query.Get("id"))
	quizzes := quizzesOf(e.lib, t.d)
	at := slices.IndexFunc(quizzes, func(q quiz.Quiz) bool { return q.ID == query.Get("quiz") })
	if at < 0 {
		return nil
	}
	t.quiz = &quizzes[at]
	for i := range t.quiz.Questions {
		t.asked = append(t.asked, keyed{t.quiz.Questions[i].ID, t.d, &t.quiz.Questions[i]})
	}
	return t
}

// markedPage marks an attempt, or says why it cannot be.
func (e *Edition) markedPage(t *attempt) (ui.QuizPage, int) {
	now := e.options.now()
	p := e.quizPage(t)
	if t.quiz != nil && t.quiz.State(now) != quiz.StateOpen {
		p.Notice = e.ui.T("quiz.closed")
		if t.quiz.State(now) == quiz.StateEarly {
			p.Notice = e.ui.T("quiz.early", e.minute(t.quiz.Opens))
		}
		return p, http.StatusForbidden
	}
	seed := randomSeed()
	questions := make([]ui.Question, len(t.asked))
	answers := make([][]string, len(t.asked))
	answered, forged := 0, false
	for i, k := range t.asked {
		questions[i] = e.question(k.d, k.q, i+1, k.key, seed)
		answer, ok := given(t.form, &questions[i])
		forged = forged || !ok
		if answers[i] = answer; len(answer) > 0 {
			answered++
		}
	}
	switch {
	case t.problem != "":
	case t.again:
		return e.form(p, t, questions, "")
	case len(t.asked) == 0:
		t.problem = "daily.empty"
	case forged || t.lost > 0 && answered == 0 || unasked(t.form, questions):
		t.problem = "quiz.changed"
	case answered == 0:
		t.problem = "quiz.empty"
	}
	if t.problem != "" {
		return e.form(p, t, questions, t.problem)
	}
	for i, k := range t.asked {
		if e.mark(k.d, k.q, &questions[i], answers[i]) {
			p.Score++
		}
	}
	e.grade(&p, t, questions)
	return p, http.StatusOK
}

// unasked reports whether a form has answers to what is not asked.
func unasked(form url.Values, questions []ui.Question) bool {
	names := map[string]bool{"question": true, "again": true}
	for _, q := range questions {
		names[q.Name] = true
		for _, o := range q.Options {
			names[q.Name+":"+o.ID] = true
		}
	}
	for name := range form {
		if !names[name] {
			return true
		}
	}
	return false
}

// quizPage is the page around an attempt.
func (e *Edition) quizPage(t *attempt) ui.QuizPage {
	p := ui.QuizPage{Heading: e.ui.T("daily.title"), Back: ui.Link{Text: e.ui.T("daily.title"), URL: pathDaily}}
	if t.quiz != nil {
		p.Heading = e.quizHeading(t.quiz)
		p.Back = ui.Link{Text: t.d.Title, URL: quizURL(t.d, t.quiz.ID)}
		p.Layout = e.layout(p.Heading, "", "", ui.Link{Text: t.d.Title, URL: DocumentURL(t.d.ID)})
	} else {
		p.Layout = e.layout(p.Heading, "", "")
	}
	p.NoIndex, p.Live = true, false
	withQuizzes(&p.Layout)
	return p
}

// quizHeading names a quiz on a page of its own: as one, unless its title says so already.
func (e *Edition) quizHeading(q *quiz.Quiz) string {
	title := e.quizTitle(q)
	if strings.Contains(strings.ToLower(title), strings.ToLower(e.ui.T("quiz.title"))) {
		return title
	}
	return e.ui.T("quiz.heading", title)
}

// onward is the text that comes after one in its course, or else in a path.
func (e *Edition) onward(d *content.Document) *ui.Link {
	var a ui.Article
	e.placeInCourse(d, &a)
	if routes := e.routesOf(d); a.Next == nil && len(routes) > 0 {
		return routes[0].Next
	}
	return a.Next
}

// form shows the questions again, with what was answered.
func (e *Edition) form(p ui.QuizPage, t *attempt, questions []ui.Question, problem string) (ui.QuizPage, int) {
	var f *ui.Quiz
	if t.quiz != nil {
		f = e.quizForm(t.d, t.quiz)
	} else {
		f = e.dailyForm(nil, e.libraryNow(), 0)
	}
	f.Questions, f.Count = questions, len(questions)
	if len(questions) > 0 {
		p.Form = f
	}
	if problem == "" {
		return p, http.StatusOK
	}
	p.Notice = e.ui.T(problem)
	return p, http.StatusUnprocessableEntity
}

// grade says how it went.
func (e *Edition) grade(p *ui.QuizPage, t *attempt, questions []ui.Question) {
	p.Marked, p.Total = questions, len(questions)
	p.Seed = strconv.FormatUint(randomSeed(), 36)
	if t.quiz == nil {
		p.Again = dailyAction
		for _, k := range t.asked {
			p.Keys = append(p.Keys, k.key)
		}
		if t.lost > 0 {
			p.Notice = e.ui.T("daily.gone")
		}
		return
	}
	p.Again, p.Next = quizAction(t.d.ID, t.quiz.ID), e.onward(t.d)
	p.Graded, p.Need = true, t.quiz.Need(p.Total)
	p.Passed = p.Score >= p.Need
	result, err := json.Marshal(quizResult{t.d.ID, t.quiz.ID, p.Score, p.Total, p.Passed})
	if err == nil {
		p.Result = string(result)
	}
}

// A quizResult is what the script that keeps progress reads.
type quizResult struct {
	Document string `json:"document"`
	Quiz     string `json:"quiz"`
	Score    int    `json:"score"`
	Total    int    `json:"total"`
	Passed   bool   `json:"passed"`
}

// noQuiz says that there is no such quiz.
func (e *Edition) noQuiz() (*Page, int, error) {
	title := e.ui.T("quiz.unknown.title")
	p := ui.QuizPage{
		Layout: e.layout(title, "", ""), Heading: title, Notice: e.ui.T("quiz.unknown"),
		Back: ui.Link{Text: e.ui.T("quizzes.title"), URL: pathQuizzes},
	}
	p.NoIndex, p.Live = true, false
	page, err := e.render("quiz", p)
	return page, http.StatusNotFound, err
}
