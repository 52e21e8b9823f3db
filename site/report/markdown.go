package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"yanxi/site/stats"
)

// mostLines is how long a list is in a mail.
const mostLines = 5

// WriteMarkdown writes a report that is short enough for a chat or a mail. name is the site's.
func WriteMarkdown(w io.Writer, r *Report, t Texter, name string) error {
	m := &letter{t: t}
	m.line("# %s", t.T("reports.of", plain(name), r.Name(t)))
	m.line("%s", Range(t, r.Period))
	m.totals(r)
	m.todo(r)
	m.documents(t.T("reports.most-read"), first(r.Documents, mostLines))
	m.documents(t.T("reports.rising"), r.Rising(mostLines))
	m.documents(t.T("reports.falling"), r.Falling(mostLines))
	m.needs(t.T("reports.missing"), r.Needs.Missing, func(n Need) int { return n.WithoutResult })
	m.needs(t.T("reports.lost"), r.Needs.Lost, Need.unanswered)
	m.leaving(r.Needs.Leaving)
	m.waiting(r.Questions, r.Made.Location())
	m.asleep(r)
	_, err := w.Write(m.bytes())
	return err
}

func (n Need) unanswered() int { return n.Unanswered() }

// A letter is Markdown on its way.
type letter struct {
	bytes.Buffer
	t Texter
}

func (m *letter) line(format string, args ...any) { fmt.Fprintf(m, format+"\n\n", args...) }

func (m *letter) item(text string) { fmt.Fprintf(m, "- %s\n", text) }

func (m *letter) head(title string) { m.line("## %s", title) }

func (m *letter) bytes() []byte { return append(bytes.TrimRight(m.Bytes(), "\n"), '\n') }

func (m *letter) totals(r *Report) {
	if r.Empty() {
		m.line("%s", m.t.T("reports.empty"))
		return
	}
	for _, row := range []struct {
		key   string
		count stats.Count
	}{{"reports.reads", r.Reads}, {"reports.likes", r.Likes}, {"reports.dislikes", r.Dislikes}, {"reports.searches", r.Searches}, {"reports.zero", r.ZeroResult}} {
		m.item(m.t.T("reports.line.total", m.t.T(row.key), row.count.Now, Change(m.t, row.count)))
	}
	if r.Questions.Open > 0 {
		m.item(m.t.T("reports.questions", r.Questions.Open, r.Questions.Overdue))
	}
	m.WriteString("\n")
	if r.Partial() {
		m.line("%s", m.t.T("reports.partial"))
	}
}

func (m *letter) todo(r *Report) {
	tasks := r.Todo()
	if len(tasks) == 0 {
		return
	}
	m.head(m.t.T("reports.todo"))
	for i, task := range tasks {
		fmt.Fprintf(m, "%d. %s\n", i+1, plain(task.Sentence(m.t)))
		if task.Command != "" {
			fmt.Fprintf(m, "\n       %s\n", task.Command) // indented: no mark in it means anything
		}
	}
	m.WriteString("\n")
}

func (m *letter) documents(title string, list []Document) {
	if len(list) == 0 || list[0].Counts.Reads == (stats.Count{}) {
		return
	}
	m.head(title)
	for _, d := range list {
		m.item(m.t.T("reports.line.reads", plain(d.Title), d.Counts.Reads.Now, signed(d.Counts.Reads.Now-d.Counts.Reads.Before)))
	}
	m.WriteString("\n")
}

func (m *letter) needs(title string, list []Need, count func(Need) int) {
	if len(list) == 0 {
		return
	}
	m.head(title)
	for _, n := range first(list, mostLines) {
		m.item(m.t.T("reports.of", plain(n.Text), strconv.Itoa(count(n))))
	}
	m.WriteString("\n")
}

func (m *letter) leaving(list []Leaving) {
	if len(list) == 0 {
		return
	}
	m.head(m.t.T("reports.leaving"))
	for _, l := range first(list, mostLines) {
		m.item(m.t.T("reports.line.leaving", plain(l.Title), l.Landed, l.Stayed))
	}
	m.WriteString("\n")
}

// waiting names the questions that are to be answered first; zone is the library's.
func (m *letter) waiting(q Questions, zone *time.Location) {
	if len(q.Waiting) == 0 {
		return
	}
	m.head(m.t.T("reports.open"))
	for _, w := range first(q.Waiting, mostLines) {
		m.item(m.t.T("reports.line.question", w.ID, DueDay(m.t, w, zone), plain(w.Short())))
	}
	m.WriteString("\n")
}

func (m *letter) asleep(r *Report) {
	s := r.Sleeping
	rows := []struct {
		key  string
		list []Aged
		days int
	}{{"reports.sleep.overdue", s.Overdue, 0}, {"reports.sleep.unread", s.Unread, s.Days}, {"reports.sleep.unrevised", s.Unrevised, s.Years}}
	said := false
	for _, row := range rows {
		if len(row.list) == 0 {
			continue
		}
		if !said {
			m.head(m.t.T("reports.sleep"))
			said = true
		}
		args := []any{len(row.list)}
		if row.days > 0 {
			args = []any{row.days, len(row.list)}
		}
		m.item(m.t.T("reports.of", m.t.T(row.key, args...), plain(titles(m.t, row.list))))
	}
	if courses := s.Unfinished.Courses; len(courses) > 0 {
		if !said {
			m.head(m.t.T("reports.sleep"))
		}
		m.item(m.t.T("reports.of", m.t.T("reports.unfinished", len(courses)), plain(m.courses(courses))))
	}
}

// courses names the first few of a list with how far people came in them.
func (m *letter) courses(list []Course) string {
	var names []string
	for _, c := range first(list, mostNames) {
		names = append(names, m.t.T("reports.line.unfinished", c.Title, c.Began, c.Reached()))
	}
	return enumerate(m.t, names, len(list))
}

// titles names the first few of a list.
func titles(t Texter, list []Aged) string {
	var names []string
	for _, a := range first(list, mostNames) {
		names = append(names, a.Title)
	}
	return enumerate(t, names, len(list))
}

// mostNames is how many texts of a list are named in a line.
const mostNames = 3

// enumerate joins names, which are the first of so many.
func enumerate(t Texter, names []string, of int) string {
	joined := strings.Join(names, t.T("reports.comma"))
	if of > len(names) {
		joined += t.T("reports.and-more")
	}
	return joined
}

// plain keeps a title or a query from meaning anything in Markdown, and within its line.
func plain(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>#|", r):
			b.WriteByte('\\')
		case r < ' ':
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}
