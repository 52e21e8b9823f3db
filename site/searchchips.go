package site

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"yanxi/index"
	"yanxi/site/ui"
)

// filterTitle is a filter of a query that has values of its own; see [index.KnownFilter].
const filterTitle = "title"

// shownTerms bounds the terms that a chip names: part of a name may stand for many people.
const shownTerms = 3

// chips are the filters in force: those in the query, then those chosen. Each
// links to the search without it.
func (e *Edition) chips(query *index.Understanding, address searchURL) []ui.Chip {
	var out []ui.Chip
	for _, f := range query.Filters {
		out = append(out, ui.Chip{
			Facet: e.filterLabel(f),
			Link:  ui.Link{Text: e.filterText(f), URL: address.asking(f.Rest)},
		})
	}
	for _, facet := range e.searchFacets() {
		for _, term := range address.values[facet] {
			out = append(out, ui.Chip{
				Facet: e.facetLabel(facet),
				Link:  ui.Link{Text: e.Label(facet, term), URL: address.toggle(facet, term)},
			})
		}
	}
	return out
}

func (e *Edition) filterLabel(f index.KnownFilter) string {
	label := e.facetLabel(f.Facet)
	if f.Without {
		return e.ui.T("search.not", label)
	}
	return label
}

// filterText says what a filter of a query was understood to mean.
func (e *Edition) filterText(f index.KnownFilter) string {
	var texts []string
	for _, period := range f.Dates {
		texts = append(texts, e.period(period))
	}
	for _, term := range first(f.Terms, shownTerms) {
		if f.Facet != filterTitle {
			term = e.Label(f.Facet, term)
		}
		texts = append(texts, term)
	}
	text := strings.Join(texts, e.ui.T("search.or"))
	if n := len(f.Terms); n > shownTerms {
		return e.ui.T("search.among", text, n)
	}
	return text
}

// period says a range of dates in words, by year or month if it is whole ones.
func (e *Edition) period(r index.DateRange) string {
	zone := e.lib.Settings().Location
	if r.To.IsZero() {
		return e.ui.T("period.from", e.unit(r.From.In(zone), r.From.In(zone)))
	}
	to := r.To.In(zone)
	last := to.AddDate(0, 0, -1)
	if r.From.IsZero() {
		return e.ui.T("period.until", e.unit(last, to))
	}
	from := r.From.In(zone)
	begin, end := e.unit(from, from, to), e.unit(last, from, to)
	if begin == end {
		return begin
	}
	return e.ui.T("period.range", begin, end)
}

// unit writes a day as roughly as the ends of a range allow.
func (e *Edition) unit(day time.Time, ends ...time.Time) string {
	years, months := true, true
	for _, t := range ends {
		months = months && t.Day() == 1
		years = years && t.YearDay() == 1
	}
	switch {
	case years:
		return e.ui.T("year", strconv.Itoa(day.Year()))
	case months:
		return day.Format(e.ui.T("format.month"))
	}
	return e.ui.Day(day)
}

// asking is the address of another query with the same filters chosen.
func (s searchURL) asking(query string) string {
	v := maps.Clone(s.values)
	delete(v, paramVerbatim)
	return searchURL{v}.with("q", query)
}

// bare is the address of a query without any filter, typed or chosen.
func (s searchURL) bare(query *index.Understanding) string {
	v := maps.Clone(s.values)
	for key := range v {
		if key != "q" && key != "sort" && key != paramVerbatim {
			delete(v, key)
		}
	}
	return searchURL{v}.with("q", query.Bare)
}
