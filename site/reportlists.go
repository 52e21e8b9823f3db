package site

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"yanxi/content"
	"yanxi/site/report"
	"yanxi/site/stats"
	"yanxi/site/ui"
)

// Lengths of a report's lists.
const (
	reportTop    = 10
	reportMoving = 5
	reportAged   = 20
)

// section begins a list; heads are keys of messages.
func (e *Edition) section(id, title string, heads ...string) ui.ReportSection {
	s := ui.ReportSection{ID: id, Title: title, Level: 2, None: e.ui.T("reports.nothing")}
	for _, h := range heads {
		s.Head = append(s.Head, ui.ReportCell{Text: e.ui.T(h)})
	}
	return s
}

// alignHeads lets the head of a column of numbers stand as they do.
func alignHeads(sections []ui.ReportSection) {
	for _, s := range sections {
		for i := range s.Head[1:] {
			if len(s.Rows) > 0 && i < len(s.Rows[0].Cells) {
				s.Head[i+1].Number, s.Head[i+1].Words = s.Rows[0].Cells[i].Number, s.Rows[0].Cells[i].Words
			}
		}
	}
}

func count(n int) ui.ReportCell { return ui.ReportCell{Text: strconv.Itoa(n), Number: true} }

func cell(s string) ui.ReportCell { return ui.ReportCell{Text: s} }

func documentRow(d *content.Document, cells ...ui.ReportCell) ui.ReportRow {
	return ui.ReportRow{Link: ui.Link{Text: d.Title, URL: DocumentURL(d.ID)}, Cells: cells}
}

// mean writes a mean as people say it: with a tenth only where it is small.
func mean(x float64) string {
	if x < 10 {
		return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
	}
	return strconv.Itoa(int(math.Round(x)))
}

// reportDocuments are the lists of texts and groups.
func (e *Edition) reportDocuments(r *report.Report) []ui.ReportSection {
	texts := func(id, title string, list []report.Document) ui.ReportSection {
		s := e.section(id, title, "reports.document", "reports.reads", "reports.change", "reports.likes")
		for _, d := range list {
			s.Rows = append(s.Rows, documentRow(d.Document, count(d.Counts.Reads.Now), cell(report.Brief(e.ui, d.Counts.Reads)), count(d.Counts.Likes.Now)))
		}
		return s
	}
	read := slices.DeleteFunc(slices.Clone(r.Documents), func(d report.Document) bool { return d.Counts.Reads.Now == 0 })
	most := texts("most-read", e.ui.T("reports.most-read"), first(read, reportTop))
	if r.Gone.Now > 0 {
		most.More = e.ui.T("reports.gone", r.Gone.Now)
	}
	rising, falling := texts("rising", e.ui.T("reports.rising"), r.Rising(reportMoving)), texts("falling", e.ui.T("reports.falling"), r.Falling(reportMoving))
	rising.Note, falling.Note = e.ui.T("reports.rising.note"), e.ui.T("reports.falling.note")
	return append([]ui.ReportSection{most, rising, falling, e.reportLiked(r)}, e.reportGroups(r)...)
}

// reportLiked lists texts by the share of readers whom they helped at least.
func (e *Edition) reportLiked(r *report.Report) ui.ReportSection {
	s := e.section("liked", e.ui.T("reports.liked"), "reports.document", "reports.share", "reports.likes", "reports.reads")
	s.Note = e.ui.T("reports.liked.note")
	liked := slices.DeleteFunc(slices.Clone(r.Documents), func(d report.Document) bool { return d.Counts.Likes.Now == 0 })
	slices.SortStableFunc(liked, func(a, b report.Document) int { return cmp.Compare(b.Counts.Rate(), a.Counts.Rate()) })
	for _, d := range first(liked, reportTop) {
		rate := e.ui.T("reports.liked.rate", int(d.Counts.Rate()*100))
		s.Rows = append(s.Rows, documentRow(d.Document, cell(rate), count(d.Counts.Likes.Now), count(d.Counts.Reads.Now)))
	}
	return s
}

func (e *Edition) reportGroups(r *report.Report) []ui.ReportSection {
	var out []ui.ReportSection
	for _, g := range []struct {
		id, key string
		groups  []report.Group
	}{{"course", "reports.groups.course", r.Courses}, {"kind", "reports.groups.kind", r.Kinds}, {"field", "reports.groups.field", r.Fields}} {
		s := e.section("by-"+g.id, e.ui.T(g.key), "reports.group", "reports.size", "reports.reads", "reports.change", "reports.likes")
		if g.id == "field" {
			s.Note = e.ui.T("reports.groups.note")
		}
		for _, x := range first(g.groups, reportAged) {
			link := ui.Link{Text: x.Label, URL: facetURL(g.id, x.ID)}
			if g.id == "course" {
				link.URL = DocumentURL(x.ID)
			}
			s.Rows = append(s.Rows, ui.ReportRow{Link: link, Cells: []ui.ReportCell{count(x.Documents), count(x.Reads.Now), cell(report.Brief(e.ui, x.Reads)), count(x.Likes.Now)}})
		}
		if len(s.Rows) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// reportNeeds are the lists of what readers looked for.
func (e *Edition) reportNeeds(r *report.Report) []ui.ReportSection {
	n := r.Needs
	queries := func(id string, list []report.Need, command bool, cells func(stats.Query) []ui.ReportCell, heads ...string) ui.ReportSection {
		s := e.section(id, e.ui.T("reports."+id), append([]string{"reports.query"}, heads...)...)
		s.Note = e.ui.T("reports." + id + ".note")
		for _, q := range list {
			row := ui.ReportRow{Link: ui.Link{Text: q.Text, URL: searchFor(q.Text)}, Cells: cells(q.Query)}
			if command {
				row.Command = q.Command
			}
			s.Rows = append(s.Rows, row)
		}
		return s
	}
	missing := queries("missing", n.Missing, true, func(q stats.Query) []ui.ReportCell {
		return []ui.ReportCell{count(q.WithoutResult), count(q.Refined)}
	}, "reports.failed", "reports.refined")
	lost := queries("lost", n.Lost, true, func(q stats.Query) []ui.ReportCell {
		return []ui.ReportCell{count(q.Count), count(q.Results), count(q.Opened), count(q.Refined)}
	}, "reports.times", "reports.found", "reports.clicked", "reports.refined")
	top := queries("top", n.Top, false, func(q stats.Query) []ui.ReportCell {
		return []ui.ReportCell{count(q.Count), count(q.Results), count(q.Opened)}
	}, "reports.times", "reports.found", "reports.clicked")
	if r.Hidden > 0 {
		top.More = e.ui.T("reports.hidden", r.Hidden)
	}
	out := []ui.ReportSection{missing, lost, e.reportWords(n), e.reportLeaving(n)}
	if len(n.Helpless) > 0 || len(r.Reasons) > 0 {
		out = append(out, e.reportHelpless(r))
	}
	return append(out, top)
}

func searchFor(query string) string {
	return searchURL{values: map[string][]string{}}.with("q", query)
}

func (e *Edition) reportWords(n report.Needs) ui.ReportSection {
	s := e.section("words", e.ui.T("reports.words"), "reports.word", "reports.failed", "reports.covered")
	s.Note = e.ui.T("reports.words.note")
	for _, w := range n.Words {
		covered := e.ui.T("reports.covered.none")
		if w.Covered > 0 {
			covered = e.ui.T("reports.covered.some", w.Covered)
		}
		s.Rows = append(s.Rows, ui.ReportRow{Link: ui.Link{Text: w.Word, URL: searchFor(w.Word)}, Cells: []ui.ReportCell{count(w.Searches), cell(covered)}})
	}
	return s
}

func (e *Edition) reportLeaving(n report.Needs) ui.ReportSection {
	s := e.section("leaving", e.ui.T("reports.leaving"), "reports.document", "reports.landed", "reports.stayed")
	s.Note = e.ui.T("reports.leaving.note")
	for _, d := range n.Leaving {
		s.Rows = append(s.Rows, documentRow(d.Document, count(d.Landed), count(d.Stayed)))
	}
	return s
}

// reportHelpless lists the texts that did not help, and why in readers' words.
func (e *Edition) reportHelpless(r *report.Report) ui.ReportSection {
	s := e.section("helpless", e.ui.T("reports.helpless"), "reports.document", "reports.dislikes", "reports.reasons")
	said := map[string]string{}
	var ids []string
	for _, d := range r.Needs.Helpless {
		ids = append(ids, d.ID)
	}
	for _, reason := range r.Reasons {
		if !slices.Contains(ids, reason.Document) {
			ids = append(ids, reason.Document)
		}
		quoted, have := report.Quotation(e.ui, reason.Text), said[reason.Document]
		if len(have) < 600 && !strings.Contains(have, quoted) { // bytes of a cell
			said[reason.Document] = have + quoted
		}
	}
	dislikes := map[string]int{}
	for _, d := range r.Documents {
		dislikes[d.ID] = d.Counts.Dislikes.Now
	}
	for _, id := range first(ids, reportAged) {
		if d := e.lib.Document(id); d != nil {
			s.Rows = append(s.Rows, documentRow(d, count(dislikes[id]), ui.ReportCell{Text: said[id], Words: true}))
		}
	}
	return s
}

// reportLibrary are the lists of texts that need care.
func (e *Edition) reportLibrary(r *report.Report) []ui.ReportSection {
	z := r.Sleeping
	aged := func(id, title string, list []report.Aged) ui.ReportSection {
		s := e.section(id, title, "reports.document", "reports.changed", "reports.review", "reports.owner", "reports.reads")
		s.None = e.ui.T("reports.sleep.none")
		for _, a := range first(list, reportAged) {
			s.Rows = append(s.Rows, documentRow(a.Document, cell(cmp.Or(e.ui.Day(a.Changed), "–")), cell(cmp.Or(e.ui.Day(a.ReviewBy), "–")), cell(cmp.Or(a.Owner, "–")), count(a.Reads)))
		}
		if more := len(list) - reportAged; more > 0 {
			s.More = e.ui.T("reports.sleep.more", more, e.where())
		}
		return s
	}
	unread := aged("unread", e.ui.T("reports.sleep.unread", z.Days, len(z.Unread)), z.Unread)
	if z.TooSoon {
		unread.None = e.ui.T("reports.sleep.too-soon", z.Days)
	}
	return slices.Concat([]ui.ReportSection{
		e.reportWaiting(r),
		aged("overdue", e.ui.T("reports.sleep.overdue", len(z.Overdue)), z.Overdue),
		unread,
	}, e.reportUnfinished(z), []ui.ReportSection{
		aged("unrevised", e.ui.T("reports.sleep.unrevised", z.Years, len(z.Unrevised)), z.Unrevised),
		aged("ownerless", e.ui.T("reports.sleep.ownerless", len(z.Ownerless)), z.Ownerless),
	})
}

// reportUnfinished lists the courses that nobody finished; nothing where no reader has an account.
func (e *Edition) reportUnfinished(z report.Sleeping) []ui.ReportSection {
	u := z.Unfinished
	if u.Readers == 0 {
		return nil
	}
	s := e.section("unfinished", e.ui.T("reports.unfinished", len(u.Courses)), "reports.course", "reports.began", "reports.furthest", "reports.owner")
	switch {
	case u.TooSoon:
		s.None = e.ui.T("reports.unfinished.too-soon", z.Days)
	case u.Unused:
		s.None = e.ui.T("reports.unfinished.unused", u.Readers)
	default:
		s.None, s.Note = e.ui.T("reports.sleep.none"), e.ui.T("reports.unfinished.note", u.Readers, z.Days)
	}
	for _, c := range first(u.Courses, reportAged) {
		s.Rows = append(s.Rows, documentRow(c.Document, count(c.Began), ui.ReportCell{Text: c.Reached(), Number: true}, ui.ReportCell{Text: cmp.Or(c.Owner, "–"), Words: true}))
	}
	if more := len(u.Courses) - reportAged; more > 0 {
		s.More = e.ui.T("reports.unfinished.more", more, e.where())
	}
	return []ui.ReportSection{s}
}

// where is what commands need to find what the site shows, with a space before it.
func (e *Edition) where() string {
	if a := e.options.Activity; a != nil && a.Where != "" {
		return " " + a.Where
	}
	return ""
}

// reportWaiting lists the questions that wait, those whose day is past first.
func (e *Edition) reportWaiting(r *report.Report) ui.ReportSection {
	s := e.section("questions", e.ui.T("reports.waiting", r.Questions.Open), "reports.question", "reports.due", "reports.with", "reports.number")
	for _, q := range r.Questions.Waiting {
		link := ui.Link{Text: q.Short()}
		if e.lib.Document(q.Document) != nil {
			link.URL = DocumentURL(q.Document)
		}
		due := cell(report.DueDay(e.ui, q, r.Made.Location()))
		s.Rows = append(s.Rows, ui.ReportRow{Link: link, Cells: []ui.ReportCell{due, {Text: cmp.Or(q.With, "–"), Words: true}, cell(q.ID)}})
	}
	if len(s.Rows) > 0 {
		s.More = e.ui.T("reports.waiting.more", e.where())
	}
	return s
}
