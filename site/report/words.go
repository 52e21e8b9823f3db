package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"yanxi/site/stats"
)

// A Texter has the messages of a language; *ui.UI is one.
type Texter interface {
	T(key string, args ...any) string
	Day(t time.Time) string
}

// leastShared is the count before from which on a change is said in per cent: of four reads, one is 25 %.
const leastShared = 20

// Change says in words and with a sign how a count differs from the period before.
func Change(t Texter, c stats.Count) string {
	if c.Before == 0 && c.Now == 0 {
		return t.T("reports.change.never")
	}
	return change(t, c, "reports.change.")
}

// Brief is [Change] in the column of a table whose head says what it is compared with.
func Brief(t Texter, c stats.Count) string { return change(t, c, "reports.brief.") }

// change says it in one of two forms, whose messages begin with form.
func change(t Texter, c stats.Count, form string) string {
	diff := c.Now - c.Before
	share, _ := c.Change()
	percent := int(math.Round(math.Abs(share) * 100))
	switch {
	case diff == 0:
		return t.T(form + "same")
	case c.Before == 0:
		return t.T("reports.change.new")
	case c.Before < leastShared && diff > 0:
		return t.T(form+"more-few", diff)
	case c.Before < leastShared:
		return t.T(form+"less-few", -diff)
	case diff > 0:
		return t.T(form+"more", percent, diff)
	}
	return t.T(form+"less", percent, -diff)
}

// Quotation puts a text into the language's quotation marks, unless it has some.
func Quotation(t Texter, s string) string {
	if strings.ContainsAny(s, `"“”「」『』＂`) {
		return s
	}
	return t.T("reports.quoted", s)
}

// Sentence says what a task is.
func (k Task) Sentence(t Texter) string {
	switch k.Kind {
	case "questions", "open":
		return t.T("reports.todo."+k.Kind, k.Count)
	}
	return t.T("reports.todo."+k.Kind, Quotation(t, k.Text), k.Count)
}

// DueDay says by when a question is to be answered, and whether that day is past.
func DueDay(t Texter, q Question, zone *time.Location) string {
	if q.Overdue {
		return t.T("reports.due.past", t.Day(q.Due.In(zone)))
	}
	return t.Day(q.Due.In(zone))
}

// Reached says how far the furthest came, as 3/8.
func (c Course) Reached() string { return fmt.Sprintf("%d/%d", c.Furthest, c.Texts) }

// longestQuestion is how many characters of a question a list shows.
const longestQuestion = 80

// Short is the question in one line, cut where it is long.
func (q Question) Short() string {
	text := []rune(strings.Join(strings.Fields(q.Text), " "))
	if len(text) > longestQuestion {
		return string(text[:longestQuestion]) + "…"
	}
	return string(text)
}

// Name is what a report is called by its length: of a day, a week, a month.
func (r *Report) Name(t Texter) string {
	key := "reports.title"
	switch r.Days() {
	case 1:
		key += ".day"
	case weekDays:
		key += ".week"
	case monthDays:
		key += ".month"
	}
	return t.T(key)
}

// Range names the days of a period.
func Range(t Texter, p stats.Period) string {
	from, to := t.Day(stats.Date(p.From, time.UTC)), t.Day(stats.Date(p.To, time.UTC))
	if p.From == p.To {
		return from
	}
	return t.T("reports.range", from, to)
}

// Partial reports whether the period's last day is not over yet.
func (r *Report) Partial() bool { return r.To >= stats.DayOf(r.Made) }

func signed(n int) string {
	if n < 0 {
		return fmt.Sprintf("−%d", -n)
	}
	return fmt.Sprintf("+%d", n)
}
