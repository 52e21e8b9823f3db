package content

import (
	"slices"
	"strings"
	"time"
)

// caseFacts reads the keys of a case.
func (f *documentFields) caseFacts() *Case {
	c := &Case{Place: f.text("place"), Severity: f.severity(), Lessons: f.sentences("lessons")}
	for _, n := range f.maps("sources", "title") {
		c.Sources = append(c.Sources, f.within(n).source())
	}
	c.Outcome = f.outcome()
	var places []span
	for _, n := range f.maps("timeline", "text") {
		m := f.moment(n, len(c.Sources))
		if len(c.Timeline) > 0 && earlier(m, c.Timeline[len(c.Timeline)-1]) {
			f.report("moment-order", n.at)
		}
		c.Timeline = append(c.Timeline, m)
		places = append(places, n.at)
	}
	f.beforeOutbreak(c, places)
	c.Review = f.review(c)
	return c
}

// beforeOutbreak reports what cannot be: a response or a correction from before the
// outbreak. Facts and causes may be older: a warning, a neglect. places are those of the moments.
func (f *documentFields) beforeOutbreak(c *Case, places []span) {
	outbreak := c.first(isType(MomentOutbreak))
	if outbreak == nil || outbreak.Precision == PrecisionUnknown {
		return
	}
	for i := range c.Timeline {
		m := &c.Timeline[i]
		if m.Type != MomentFirstResponse && m.Type != MomentCorrection || m.Precision == PrecisionUnknown {
			continue
		}
		if !Between(outbreak, m).Known {
			f.report("before-outbreak", places[i])
		}
	}
}

func (f *fields) source() Source {
	s := Source{
		Title:     f.text("title"),
		Publisher: f.text("publisher"),
		Note:      f.text("note"),
		URL:       f.web("url"),
	}
	if n := f.root.get("date"); n.scalar() {
		s.Date = strings.TrimSpace(n.text)
	}
	if s.URL == "" && (strings.HasPrefix(s.Title, "https://") || strings.HasPrefix(s.Title, "http://")) {
		s.URL = s.Title
	}
	return s
}

// grades are the words for how an event ended.
var grades = map[string]string{
	"good": "good", "mixed": "mixed", "poor": "poor",
	"好": "good", "较好": "good", "一般": "mixed", "差": "poor", "较差": "poor",
}

func (f *fields) outcome() Outcome {
	n := f.root.get("outcome")
	if n == nil || n.kind != nodeMap {
		return Outcome{Text: f.textOf("outcome", n)}
	}
	o := f.within(n)
	out := Outcome{Text: o.text("text")}
	if grade := n.get("grade"); grade != nil {
		out.Grade = grades[fold(grade.text)]
		if out.Grade == "" {
			f.report("unknown-grade", grade.at, grade.text)
		}
	}
	return out
}

// acts are the names of what a statement does.
var acts = map[string]string{
	"fact": "fact", "cause": "cause", "attitude": "attitude", "action": "action",
	"事实": "fact", "原因": "cause", "态度": "attitude", "行动": "action",
}

func (f *documentFields) moment(n *node, sources int) Moment {
	in := f.within(n)
	m := Moment{
		Actor:     in.text("actor"),
		Text:      in.text("text"),
		Statement: in.text("statement"),
		Line:      n.at.line,
	}
	m.At, m.Precision = in.momentTime()
	if t := n.get("type"); t != nil {
		m.Type = momentType(t.text)
		if m.Type == "" {
			f.report("unknown-moment", t.at, t.text)
		}
	}
	m.Acts = in.acts()
	m.Worsened = in.worsened()
	m.Sources = in.sourceNumbers(sources)
	if terms := f.terms("platform", n.get("platform")); len(terms) > 0 {
		m.Platform = terms[0]
	}
	return m
}

// approximately are the marks of a time that is not exact.
var approximately = []string{"~", "～", "大约", "约", "ca.", "about "}

// momentTime reads when a moment was: "2017-08-08 21:19" is exact,
// "2017-08-08" a day, "~2017-08-08 02:00" and 约… approximate.
func (f *fields) momentTime() (time.Time, Precision) {
	n := f.root.get("at")
	if n == nil {
		f.report("missing-time", f.root.at)
		return time.Time{}, PrecisionUnknown
	}
	s := fold(n.text)
	if slices.Contains([]string{"unknown", "不详", "未知", "不明", "?"}, s) {
		return time.Time{}, PrecisionUnknown
	}
	approximate := false
	for _, mark := range approximately {
		if rest, ok := strings.CutPrefix(s, fold(mark)); ok {
			s, approximate = strings.TrimSpace(rest), true
			break
		}
	}
	for _, mark := range []string{"左右", "前后", "许"} {
		if rest, ok := strings.CutSuffix(s, mark); ok {
			s, approximate = strings.TrimSpace(rest), true
		}
	}
	d, ok := parseDate(s, f.zone)
	if !n.scalar() || !ok || d.partial {
		f.report("bad-time", n.at, n.text)
		return time.Time{}, PrecisionUnknown
	}
	if year := d.time.Year(); year < 1900 || year > time.Now().Year()+1 {
		f.report("impossible-time", n.at, n.text)
		return time.Time{}, PrecisionUnknown
	}
	switch {
	case d.twice:
		f.report("repeated-time", n.at, n.text)
	case d.skipped:
		f.report("skipped-time", n.at, n.text, d.time.Format("15:04"))
	}
	switch {
	case approximate:
		return d.time, PrecisionApproximate
	case d.clock:
		return d.time, PrecisionExact
	default:
		return d.time, PrecisionDay
	}
}

func (f *fields) acts() []string {
	var out []string
	for _, name := range f.namesOf("acts", f.root.get("acts")) {
		act := acts[fold(name.text)]
		if act == "" {
			f.report("unknown-act", name.at, name.text)
			continue
		}
		out = append(out, act)
	}
	return unique(out)
}

// sourceNumbers reads the numbers of a moment's sources, of which the case
// has that many.
func (f *fields) sourceNumbers(sources int) []int {
	return f.numbers("unknown-source", sources, "sources", "source")
}

// earlier reports whether a was before b as far as both are known.
func earlier(a, b Moment) bool {
	switch {
	case a.Precision == PrecisionUnknown || b.Precision == PrecisionUnknown,
		a.Precision == PrecisionApproximate || b.Precision == PrecisionApproximate:
		return false
	case a.Precision == PrecisionExact && b.Precision == PrecisionExact:
		return a.At.Before(b.At)
	default:
		return a.At.Format(time.DateOnly) < b.At.Format(time.DateOnly)
	}
}
