package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"yanxi/site/account"
	"yanxi/site/diff"
	"yanxi/site/review"
	"yanxi/site/ui"
)

const (
	queueSize  = 25      // texts on a page of the queue
	maxMeasure = 1 << 20 // bytes of a text that is compared for a list
)

// views select texts of the queue, in the order in which they are shown; the first is the one without a name.
var views = []struct {
	name, key string
	shows     func(*standing) bool
}{
	{"", "waiting", func(s *standing) bool { return s.waits() && s.submitted() }},
	{"all", "all", func(s *standing) bool { return s.State == review.InReview && s.submitted() }},
	{"returned", "returned", func(s *standing) bool { return s.State == review.Returned }},
	{"approved", "approved", func(s *standing) bool { return s.State == review.Approved }},
	{"new", "new", func(s *standing) bool { return !s.submitted() }},
	{"published", "published", func(s *standing) bool { return s.State == review.Published }},
	{"withdrawn", "withdrawn", func(s *standing) bool { return s.State == review.Withdrawn }},
}

// queue lists the texts that are decided about, the oldest first.
func (d *desk) queue(w http.ResponseWriter, r *http.Request, me account.Person) error {
	all, problems := d.standings(me)
	words := d.Words()
	title := words.T("deskreview.heading")
	p := ui.ReviewQueuePage{Layout: d.page(title), Heading: title, Tabs: d.tabs(me, reviewPath)}
	if problems > 0 {
		p.Problem = words.T("deskreview.problem", problems)
	}
	name := r.URL.Query().Get("view")
	at := max(0, slices.IndexFunc(views, func(v struct {
		name, key string
		shows     func(*standing) bool
	},
	) bool {
		return v.name == name
	}))
	var shown []*standing
	for i, v := range views {
		n := 0
		for _, s := range all {
			if v.shows(s) {
				n++
				if i == at {
					shown = append(shown, s)
				}
			}
		}
		link := ui.Link{Text: words.T("deskreview.view." + v.key), URL: queueURL(v.name, 1)}
		p.Views = append(p.Views, ui.ReviewView{NavLink: ui.NavLink{Link: link, Current: i == at}, Count: n})
	}
	now := d.Now()
	for _, s := range shown {
		if s.Overdue {
			p.Overdue++
		}
	}
	sortQueue(shown)
	p.Total, p.Empty = len(shown), words.T("deskreview.none."+views[at].key)
	page := pageOf(r, len(shown))
	p.Pager = pagerOf(views[at].name, page, len(shown))
	for _, s := range shown[min(len(shown), (page-1)*queueSize):min(len(shown), page*queueSize)] {
		p.Texts = append(p.Texts, d.row(s, now))
	}
	d.Render(w, r, "desk-queue", p, http.StatusOK)
	return nil
}

// sortQueue puts what is overdue first, then what has waited longest.
func sortQueue(list []*standing) {
	rank := func(s *standing) int {
		switch {
		case s.Overdue:
			return 0
		case !s.Since.IsZero():
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(a, b *standing) int {
		if c := cmp.Or(rank(a)-rank(b), a.Since.Compare(b.Since)); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
}

func pageOf(r *http.Request, total int) int {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 {
		return 1
	}
	return min(page, max(1, (total+queueSize-1)/queueSize))
}

func pagerOf(view string, page, total int) ui.Pager {
	p := ui.Pager{Page: page, Pages: (total + queueSize - 1) / queueSize}
	if page > 1 {
		p.Prev, p.First = queueURL(view, page-1), queueURL(view, 1)
	}
	if page < p.Pages {
		p.Next, p.Last = queueURL(view, page+1), queueURL(view, p.Pages)
	}
	return p
}

func queueURL(view string, page int) string {
	q := url.Values{}
	if view != "" {
		q.Set("view", view)
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return reviewPath
	}
	return reviewPath + "?" + q.Encode()
}

// reviewURL is where one text is decided about.
func reviewURL(id string) string {
	return reviewPath + strings.TrimPrefix((&url.URL{Path: "/" + id}).EscapedPath(), "/")
}

// row is a text in the queue.
func (d *desk) row(s *standing, now time.Time) ui.ReviewRow {
	words := d.Words()
	row := ui.ReviewRow{
		Link: ui.Link{Text: s.Document.Title, URL: reviewURL(s.ID)},
		Kind: string(s.Document.Kind), KindLabel: words.Label("kind", string(s.Document.Kind)),
		State: string(s.State), StateLabel: words.T("deskreview.state." + string(s.State)),
		Author: d.authors(s), Mine: s.mine, New: s.base() == "",
		Waited: d.waited(s, now), Due: d.due(s.Due), Overdue: s.Overdue,
	}
	if !s.submitted() {
		row.StateLabel = words.T("deskreview.view.new")
	}
	src, err := d.source(s)
	if err != nil {
		d.Log.Warn("desk: a text of the queue cannot be read", "document", s.ID, "error", err)
		return row
	}
	found := d.gateFlaws(s, src)
	for _, n := range s.needs {
		row.Gates = append(row.Gates, d.mark(n, found))
	}
	switch {
	case s.base() == "":
	case len(src) > maxMeasure:
		row.Unmeasured = true
	default:
		if old, ok := d.kept(s.base()); ok {
			c := diff.Texts(old, normal(src))
			row.Added, row.Removed = c.Added, c.Removed
		} else {
			row.New = true
		}
	}
	return row
}

func (d *desk) mark(n need, found flaws) ui.ReviewMark {
	m := ui.ReviewMark{Label: d.needLabel(n), State: n.state()}
	m.StateLabel = d.Words().T("deskreview.sign-state." + m.State)
	m.Errors, m.Warnings, _ = found.count(n.Gate) // a list says what stands in the way
	return m
}

func (d *desk) needLabel(n need) string {
	label := d.gateLabel(n.Gate)
	if n.Step != "" {
		return n.Step + " · " + label
	}
	return label
}

// gateLabel is what a gate is called; one of the library's own by its name there.
func (d *desk) gateLabel(gate string) string {
	return d.Words().Label("desk.gate", gate)
}

// authors are who wrote a text: as it says itself, else who submitted it.
func (d *desk) authors(s *standing) string {
	names := s.Document.Authors
	if len(names) == 0 {
		names = d.calledAll(s.Authors)
	}
	return strings.Join(names[:min(len(names), mostAuthors)], d.Words().T("deskreview.comma"))
}

// mostAuthors is how many people are named.
const mostAuthors = 3

// waited says for how long a text has waited.
func (d *desk) waited(s *standing, now time.Time) string {
	words := d.Words()
	if s.Since.IsZero() || s.State != review.InReview {
		return ""
	}
	switch passed := now.Sub(s.Since); {
	case passed < time.Hour:
		return words.T("deskreview.waited.new")
	case passed < 48*time.Hour:
		return words.T("deskreview.waited.hours", int(passed.Hours()))
	default:
		return words.T("deskreview.waited.days", int(passed.Hours())/24)
	}
}

// due says until when a text is to be mended.
func (d *desk) due(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return d.Words().T("desk.due", d.Words().Day(t.In(d.Library().Settings().Location)))
}
