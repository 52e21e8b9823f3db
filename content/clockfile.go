package content

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
)

// Bounds of yanxi/clock.yaml: what a timeline can show.
const (
	maxMarks      = 6
	maxOrderRules = 6
	maxWindow     = 366 * 24 * time.Hour
)

// A clockFile is yanxi/clock.yaml while it is read.
type clockFile struct {
	fields
	links []clockLink
}

// A clockLink is a citation that leads to a document of the library.
type clockLink struct {
	address string
	at      span
}

// readClock reads yanxi/clock.yaml; what can't be used has its default.
func readClock(fsys fs.FS, lang string) (ClockRules, []clockLink, []Finding) {
	rules := defaultClockRules()
	r := &reporter{file: clockFileName, lang: lang}
	root, ok := readKeys(fsys, r, "bad-clock")
	if !ok || root == nil || root.kind == nodeNull {
		return rules, nil, r.findings
	}
	if root.kind != nodeMap {
		r.reportHint("bad-clock", root.at, phrase(lang, "syntax"), phrase(lang, "no-keys"))
		return rules, nil, r.findings
	}
	f := &clockFile{fields: fields{reporter: r, root: root}}
	if n := root.get("response"); n != nil {
		rules.Response = f.response(n, rules.Response)
	}
	if root.get("marks") != nil {
		rules.Marks = f.marks()
	}
	if root.get("order") != nil {
		rules.Order = f.order()
	}
	for _, m := range root.members {
		if !m.used && m.value.kind != nodeNull {
			r.report("unknown-clock-key", m.at, m.key)
		}
	}
	return rules, f.links, r.findings
}

var clockFileName = path.Join(settingsFolder, "clock.yaml")

// response reads the window of the first response; a duration alone will do.
func (f *clockFile) response(n *node, usual Window) Window {
	if n.kind != nodeMap {
		n = &node{kind: nodeMap, members: []*member{newMember("within", n.at, n)}, at: n.at}
	}
	w, ok := f.window(n)
	if !ok {
		w.Within = usual.Within
	}
	if w.Label == "" && w.LabelEN == "" {
		w.Label, w.LabelEN = usual.Label, usual.LabelEN
	}
	return w
}

func (f *clockFile) marks() []Window {
	var marks []Window
	for i, n := range f.maps("marks", "within") {
		if i == maxMarks {
			f.report("too-many-rules", n.at, "marks", maxMarks)
			break
		}
		w, ok := f.window(n)
		if !ok {
			continue
		}
		if w.Label == "" && w.LabelEN == "" {
			w.Label, w.LabelEN = windowWords(w.Within, "zh"), windowWords(w.Within, "en")
		}
		marks = append(marks, w)
	}
	return marks
}

// window reads a window; ok is false if it has no duration, which is reported.
func (f *clockFile) window(n *node) (w Window, ok bool) {
	in := f.within(n)
	w = Window{Label: oneLine(in.text("label")), LabelEN: oneLine(in.text("label_en")), Citation: f.citation(n)}
	if only := n.get("for"); only != nil && only.kind != nodeNull {
		if w.Major = only.scalar() && severities[fold(only.text)] == SeverityMajor; !w.Major {
			f.report("unknown-scope", only.at, only.text)
		}
	}
	within := n.get("within")
	if within == nil {
		f.report("missing-duration", n.at)
		return w, false
	}
	w.Within, ok = parseDuration(within.text)
	if !within.scalar() || !ok {
		f.report("bad-duration", within.at, within.text)
		return w, false
	}
	return w, true
}

func (f *clockFile) order() []OrderRule {
	var order []OrderRule
	for i, n := range f.maps("order", "") {
		if i == maxOrderRules {
			f.report("too-many-rules", n.at, "order", maxOrderRules)
			break
		}
		in := f.within(n)
		first, then := f.act(n, "first"), f.act(n, "then")
		rule := OrderRule{
			First: first, Then: then,
			Label: oneLine(in.text("label")), LabelEN: oneLine(in.text("label_en")), Citation: f.citation(n),
		}
		switch {
		case first == "" || then == "":
		case first == then:
			f.report("same-act", n.at, first)
		default:
			order = append(order, rule)
		}
	}
	return order
}

// act reads one act of an order rule; empty if there is none, which is reported.
func (f *clockFile) act(n *node, key string) string {
	given := n.get(key)
	if given == nil {
		f.report("missing-act", n.at, key)
		return ""
	}
	act := acts[fold(given.text)]
	if act == "" {
		f.report("unknown-order-act", given.at, given.text)
	}
	return act
}

// citation reads who set a rule: a title, or the keys of a source. Its url may
// be the address of a document, from the library's root.
func (f *clockFile) citation(n *node) Source {
	c := n.get("citation")
	if c == nil {
		return Source{}
	}
	if c.kind != nodeMap {
		return Source{Title: f.textOf("citation", c)}
	}
	url := c.get("url")
	if !url.scalar() || !strings.HasPrefix(strings.TrimSpace(url.text), "/") || strings.HasPrefix(strings.TrimSpace(url.text), "//") {
		return f.fields.within(c).source()
	}
	address := strings.TrimSpace(url.text)
	f.links = append(f.links, clockLink{address, url.at})
	s := f.fields.within(without(c, "url")).source()
	s.URL = address
	return s
}

// without is a map without one of its keys.
func without(n *node, key string) *node {
	rest := &node{kind: nodeMap, at: n.at}
	for _, m := range n.members {
		if m.folded != key {
			rest.members = append(rest.members, m)
		}
	}
	return rest
}

// checkClockLinks reports citations that lead to no document.
func (l *Library) checkClockLinks(links []clockLink) {
	for _, link := range links {
		address, _, _ := strings.Cut(link.address, "#")
		if _, ok := l.Redirect(address); !ok {
			l.report(clockFileName, "broken-link", link.at, phrase(l.settings.Lang, "check-name"), link.address)
		}
	}
}

// durationUnits are the words for units, folded; longer ones before those that they begin with.
var durationUnits = []struct {
	word string
	unit time.Duration
}{
	{"个小时", time.Hour}, {"小时", time.Hour}, {"hours", time.Hour}, {"hour", time.Hour}, {"时", time.Hour}, {"h", time.Hour},
	{"分钟", time.Minute}, {"分", time.Minute}, {"minutes", time.Minute}, {"minute", time.Minute}, {"min", time.Minute}, {"m", time.Minute},
	{"days", 24 * time.Hour}, {"day", 24 * time.Hour}, {"天", 24 * time.Hour}, {"日", 24 * time.Hour}, {"d", 24 * time.Hour},
}

// parseDuration reads 12h, 90m, 2d, 1h30m, 12小时 or 5 小时: whole minutes,
// more than none and at most [maxWindow].
func parseDuration(s string) (time.Duration, bool) {
	s = strings.ReplaceAll(fold(s), " ", "")
	var sum time.Duration
	for s != "" {
		digits := len(s) - len(strings.TrimLeft(s, "0123456789."))
		n, err := strconv.ParseFloat(s[:digits], 64)
		if err != nil || n > maxWindow.Minutes() {
			return 0, false
		}
		s = s[digits:]
		unit := time.Duration(0)
		for _, u := range durationUnits {
			if rest, ok := strings.CutPrefix(s, u.word); ok {
				s, unit = rest, u.unit
				break
			}
		}
		sum += time.Duration(n * float64(unit))
		if unit == 0 || sum > maxWindow {
			return 0, false
		}
	}
	return sum.Round(time.Minute), sum.Round(time.Minute) > 0
}
