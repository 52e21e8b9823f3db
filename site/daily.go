package site

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"yanxi/content"
	"yanxi/content/quiz"
	"yanxi/site/ui"
)

const (
	dailyCount = 5
	dailyAhead = 60 // keys that a script may choose from when it leaves out what was answered
)

// A keyed question is one of the library by its key: the id of its document, a
// slash, and its own id, which has none.
type keyed struct {
	key string
	d   *content.Document
	q   *quiz.Question
}

func questionKey(d *content.Document, q *quiz.Question) string { return d.ID + "/" + q.ID }

// dailyPool lists the questions that can be answered now in the order of a day:
// another one each day, the same for all. until is when it becomes another one
// though the day is the same.
func (e *Edition) dailyPool(now time.Time) (pool []keyed, until time.Time) {
	for _, d := range e.quizzes() {
		for i := range d.quizzes {
			q := &d.quizzes[i]
			until = earlier(until, q.NextChange(now))
			if q.State(now) != quiz.StateOpen {
				continue
			}
			for n := range q.Questions {
				pool = append(pool, keyed{questionKey(d.Document, &q.Questions[n]), d.Document, &q.Questions[n]})
			}
		}
	}
	day := now.Format(time.DateOnly)
	slices.SortFunc(pool, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(hashOf(day, a.key), hashOf(day, b.key)), cmp.Compare(a.key, b.key))
	})
	return pool, until
}

func midnightAfter(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, t.Location())
}

// dailyPage has the five questions of today.
func (e *Edition) dailyPage() (*Page, error) {
	now := e.libraryNow()
	pool, until := e.dailyPool(now)
	page, err := e.render("daily", e.daily(pool, now))
	if err != nil {
		return nil, err
	}
	page.Until = earlier(until, midnightAfter(now))
	return page, nil
}

func (e *Edition) daily(pool []keyed, now time.Time) ui.DailyPage {
	title := e.ui.T("daily.title")
	p := ui.DailyPage{Layout: e.layout(title, e.ui.T("daily.lead"), pathDaily), Heading: title}
	if len(pool) == 0 {
		return p
	}
	withQuizzes(&p.Layout)
	p.Quiz = e.dailyForm(first(pool, dailyCount), now, hashOf(now.Format(time.DateOnly)))
	var next []string
	for _, k := range first(pool, dailyAhead) {
		next = append(next, url.QueryEscape(k.key))
	}
	p.Quiz.Daily.Next = strings.Join(next, " ")
	if e.options.Static { // which five is only known on the day
		p.Quiz.Questions = nil
		p.Quiz.Sealed, p.Quiz.Action, p.Quiz.Mark = dailyMarks, "", ""
		p.Quiz.Daily = &ui.Daily{}
	}
	return p
}

// dailyForm asks some questions of the library.
func (e *Edition) dailyForm(questions []keyed, now time.Time, seed uint64) *ui.Quiz {
	day := now.Format(time.DateOnly)
	f := &ui.Quiz{
		ID: day, State: string(quiz.StateOpen), Count: len(questions),
		Action: dailyAction, Mark: quizMark(""),
		Daily: &ui.Daily{Today: day, More: pathDaily},
	}
	for i, k := range questions {
		f.Questions = append(f.Questions, e.question(k.d, k.q, i+1, k.key, seed))
	}
	return f
}

// find returns the question of a key if it can be answered now.
func (e *Edition) find(key string, now time.Time) (keyed, bool) {
	i := strings.LastIndexByte(key, '/')
	if i < 0 {
		return keyed{}, false
	}
	d := e.lib.Document(key[:i])
	for _, q := range quizzesOf(e.lib, d) {
		if question := q.Question(key[i+1:]); question != nil && q.State(now) == quiz.StateOpen {
			return keyed{key, d, question}, true
		}
	}
	return keyed{}, false
}

// findAll finds the questions of some keys, at most [maxKeys] of them, each
// once. lost is how many there are not.
func (e *Edition) findAll(keys []string, now time.Time) (found []keyed, lost int) {
	for i, key := range first(keys, maxKeys) {
		if slices.Contains(keys[:i], key) {
			continue
		}
		if k, ok := e.find(key, now); ok {
			found = append(found, k)
		} else {
			lost++
		}
	}
	return found, lost
}

// maxKeys is how many questions one form of the day can have.
const maxKeys = 4 * dailyCount

// chosen answers /daily/?q=…: the questions that a script chose. Without any it
// is the day's own page, from the cache.
func (s *Site) chosen(w http.ResponseWriter, r *http.Request) {
	if keys := r.URL.Query()["q"]; len(keys) > 0 {
		s.page(func(e *Edition, _ *http.Request) (*Page, int, error) {
			now := e.libraryNow()
			found, _ := e.findAll(keys, now)
			title := e.ui.T("daily.title")
			p := ui.DailyPage{Layout: e.layout(title, "", ""), Heading: title}
			p.NoIndex = true
			if len(found) > 0 {
				withQuizzes(&p.Layout)
				p.Quiz = e.dailyForm(found, now, randomSeed())
			}
			page, err := e.render("daily", p)
			return page, http.StatusOK, err
		}).ServeHTTP(w, r)
		return
	}
	s.static(w, r)
}
