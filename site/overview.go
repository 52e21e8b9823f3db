package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/figure"
	"yanxi/site/ui"
)

// overview plots cases, those that the filters leave; nil if there are none.
func (e *Edition) overview(all []*content.Document, filters map[string]string) *ui.OverviewFigure {
	docs := among(all, filters)
	if len(docs) == 0 {
		return nil
	}
	var plotted []figure.Plotted
	f := &ui.OverviewFigure{Caption: e.overviewFinding(docs)}
	for i, d := range docs {
		clock := d.Case.Clock()
		grade := d.Case.Outcome.Grade
		took := e.elapsed(clock.Response)
		label := e.gradeLabel(grade)
		plotted = append(plotted, figure.Plotted{
			Title: d.Title, Short: shortTitle(d.Title), Page: DocumentURL(d.ID), Grade: grade, Response: clock.Response, Number: i + 1,
			Name: e.ui.T("compare.point", i+1, d.Title, took, label),
		})
		f.Rows = append(f.Rows, ui.OverviewRow{
			Link: ui.Link{Text: d.Title, URL: DocumentURL(d.ID)}, Date: d.Date, Time: took,
			Term: e.Label(index.FacetClock, clock.Term()), Grade: label,
		})
	}
	window, words := e.lib.ClockRules().Response, e.figureWords()
	f.Wide = figure.NewOverview(plotted, window, wideComparison, e.gradeLabel, e.step, words)
	f.Narrow = figure.NewOverview(plotted, window, narrowFigure, e.gradeLabel, e.step, words)
	return f
}

func (e *Edition) gradeLabel(grade string) string {
	if grade == "" {
		return e.ui.T("compare.ungraded")
	}
	return e.ui.Label("grade", grade)
}

// step names a time of the axis in the unit that people use.
func (e *Edition) step(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d >= 365*day:
		return e.ui.T("compare.step.year", d/(365*day))
	case d >= 30*day:
		return e.ui.T("compare.step.month", d/(30*day))
	case d >= 7*day:
		return e.ui.T("compare.step.week", d/(7*day))
	case d >= day:
		return e.ui.T("span.days", d/day)
	case d < time.Hour: // the left end, where all that is shorter stands
		return e.ui.T("compare.step.least", e.long(int64(d/time.Second)))
	}
	return e.long(int64(d / time.Second))
}

// among are the documents that have the terms.
func among(docs []*content.Document, filters map[string]string) []*content.Document {
	return slices.DeleteFunc(slices.Clone(docs), func(d *content.Document) bool { return !has(d, filters) })
}

func has(d *content.Document, filters map[string]string) bool {
	for facet, term := range filters {
		if !slices.Contains(d.Terms[facet], term) {
			return false
		}
	}
	return true
}

// overviewFinding counts what the picture shows. It names no cause: there are few cases,
// and they were chosen to be learnt from.
func (e *Edition) overviewFinding(docs []*content.Document) string {
	var within, late, open, withinGood, lateGood int
	for _, d := range docs {
		good := d.Case.Outcome.Grade == "good"
		switch d.Case.Clock().Term() {
		case content.ClockWithin:
			within++
			if good {
				withinGood++
			}
		case content.ClockLate:
			late++
			if good {
				lateGood++
			}
		default:
			open++
		}
	}
	var said []string
	found := func(term string, n, good int) {
		label := e.Label(index.FacetClock, term)
		if len(said) > 0 {
			label = inSentence(label)
		}
		switch {
		case n > 1 && good == n:
			said = append(said, e.ui.T("compare.found-all", label, n))
		case n > 0 && good > 0:
			said = append(said, e.ui.T("compare.found", label, n, good))
		case n > 0:
			said = append(said, e.ui.T("compare.found-none", label, n))
		}
	}
	found(content.ClockWithin, within, withinGood)
	found(content.ClockLate, late, lateGood)
	switch {
	case open > 0 && len(said) == 0:
		said = append(said, e.ui.T("compare.found-open-only", open))
	case open > 0:
		said = append(said, e.ui.T("compare.found-open", open))
	}
	return strings.Join(said, e.ui.T("figure.then")) + e.ui.T("figure.stop") + e.ui.T("compare.careful")
}

// overviewFilters narrow the overview by one term of each facet; a chosen one is taken away by its link.
func (e *Edition) overviewFilters(all []*content.Document, c comparison) []ui.Facet {
	if e.options.Static {
		return nil
	}
	var out []ui.Facet
	for _, facet := range overviewFacets {
		f := ui.Facet{Name: facet, Label: e.facetLabel(facet)}
		for term, n := range termNumbers(facet, among(all, without(c.filters, facet))) {
			address, chosen := overviewURL(c, facet, term)
			link := ui.Link{Text: e.Label(facet, term), URL: address}
			f.Terms = append(f.Terms, ui.FacetTerm{Count: ui.Count{Link: link, Count: n}, Chosen: chosen})
		}
		slices.SortFunc(f.Terms, func(a, b ui.FacetTerm) int {
			return cmp.Or(cmp.Compare(b.Count.Count, a.Count.Count), cmp.Compare(a.Text, b.Text))
		})
		if len(f.Terms) > 1 || c.filters[facet] != "" {
			out = append(out, f)
		}
	}
	return out
}

func without(filters map[string]string, facet string) map[string]string {
	out := map[string]string{}
	for f, term := range filters {
		if f != facet {
			out[f] = term
		}
	}
	return out
}

// overviewURL chooses a term, or takes it away.
func overviewURL(c comparison, facet, term string) (address string, chosen bool) {
	chosen = c.filters[facet] == term
	values := url.Values{}
	for f, t := range without(c.filters, facet) {
		values.Set(f, t)
	}
	if !chosen {
		values.Set(facet, term)
	}
	for _, d := range c.cases {
		values.Add("id", d.ID)
	}
	if len(values) == 0 {
		return pathCompare, chosen
	}
	return pathCompare + "?" + values.Encode(), chosen
}
