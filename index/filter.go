package index

import (
	"slices"
	"strconv"
	"time"

	"yanxi/content"
	"yanxi/index/zh"
)

// What filters besides facets: dates, and words of the title.
const (
	filterDate  = "date"
	filterTitle = "title"
)

// An UnknownFilter is a filter with a known key and a value that nothing is
// called. The value is looked for as text, unless another one of the same key
// is known.
type UnknownFilter struct {
	Key     string   // as typed, folded: 平台
	Facet   string   // the facet that it names, or "date"
	Value   string   // as typed
	Without bool     // -平台:…
	Near    []string // terms of the facet that may have been meant, the likeliest first; [MaxNear] at most, for the first few unknown ones
}

// resolved is a query with its filters understood by a library.
//
// Values of one key are alternatives, whether they stand together or the key
// is repeated; different keys narrow one another, and what is excluded is never shown.
// Dates and words of titles are ranges and conditions rather than names: there a
// repeated key narrows (日期:>=2018 日期:<2020).
type resolved struct {
	Query   Query // without filters: what turned out to be none is in its groups, and only they in its text
	Unknown []UnknownFilter

	include map[string][]string // facet name -> terms, any of which will do
	exclude map[string][]string // facet name -> terms, none of which may be there
	dates   *dateSet            // nil: any
	titles  [][]string          // of each, one value's words have to be in the title
	without []string            // no value's words may all be in the title
}

// resolve finds out what the filters of a query mean. q is as [ParseQuery] made it.
func (t *table) resolve(lib *content.Library, q Query) resolved {
	if len(q.Filters) == 0 {
		return resolved{Query: q}
	}
	n := t.names()
	r := resolver{names: n, table: t, zone: lib.Settings().Location, texts: map[string][]Item{}}
	r.include, r.exclude = map[string][]string{}, map[string][]string{}
	r.Query = parseQuery(q.Text, func(key string) bool { return n.keys[key] != "" })
	filters := r.Query.Filters
	r.Query.Filters = nil
	for _, f := range filters {
		switch facet := n.keys[f.Key]; facet {
		case filterTitle:
			r.title(f)
		case filterDate:
			r.date(f)
		default:
			r.facet(facet, f)
		}
	}
	for _, terms := range []map[string][]string{r.include, r.exclude} {
		for facet := range terms {
			slices.Sort(terms[facet])
			terms[facet] = slices.Compact(terms[facet])
		}
	}
	r.fallBack()
	r.Query.Text = r.Query.plain()
	return r.resolved
}

// A resolver goes through the filters of one query.
type resolver struct {
	resolved
	names   *names
	table   *table
	zone    *time.Location
	unknown []string          // facets with unknown values, in order
	texts   map[string][]Item // those values
	dated   bool              // some value of a date is known
}

func (r *resolver) title(f Filter) {
	if f.Without {
		r.without = append(r.without, f.Values...)
	} else {
		r.titles = append(r.titles, f.Values)
	}
}

func (r *resolver) date(f Filter) {
	var ranges []DateRange
	for _, v := range f.Values {
		if period, ok := ParseDateRange(v, r.zone); ok {
			ranges = append(ranges, period)
		} else {
			r.miss(filterDate, f, v)
		}
	}
	if len(ranges) == 0 {
		return
	}
	set := newDateSet(ranges...)
	if f.Without {
		set = set.complement()
	}
	r.dates = r.dates.intersect(set)
	r.dated = r.dated || !f.Without
}

func (r *resolver) facet(facet string, f Filter) {
	to := r.include
	if f.Without {
		to = r.exclude
	}
	for _, v := range f.Values {
		terms := r.terms(facet, v)
		if len(terms) == 0 {
			r.miss(facet, f, v)
		}
		to[facet] = append(to[facet], terms...)
	}
}

// terms gives the terms of a facet that a reader calls value.
func (r *resolver) terms(facet, value string) []string {
	if facet != FacetYear {
		return r.names.facets[facet].find(value)
	}
	period, ok := ParseDateRange(value, r.zone)
	if !ok {
		return nil
	}
	if from := period.From; !from.IsZero() && period.To.Equal(from.AddDate(1, 0, 0)) {
		return []string{strconv.Itoa(from.Year())}
	}
	var years []string
	for _, year := range r.names.facets[FacetYear].terms {
		if of, _ := ParseDateRange(year, r.zone); overlap(period, of) {
			years = append(years, year)
		}
	}
	if years == nil {
		years = []string{""} // of no document
	}
	return years
}

func overlap(a, b DateRange) bool {
	return (a.To.IsZero() || b.From.Before(a.To)) && (a.From.IsZero() || a.From.Before(b.To))
}

// nearFor bounds the unknown values for which near terms are looked for: that
// goes through all terms.
const nearFor = 4

// miss notes a value that nothing is called.
func (r *resolver) miss(facet string, f Filter, value string) {
	u := UnknownFilter{Key: f.Key, Facet: facet, Value: value, Without: f.Without}
	if names := r.names.facets[facet]; names != nil && len(r.Unknown) < nearFor {
		u.Near = names.near(value)
	}
	r.Unknown = append(r.Unknown, u)
	if f.Without {
		return
	}
	if r.texts[facet] == nil {
		r.unknown = append(r.unknown, facet)
	}
	r.texts[facet] = append(r.texts[facet], Item{Text: value})
}

// fallBack makes text of the values of a key of which none is known.
func (r *resolver) fallBack() {
	for _, facet := range r.unknown {
		if len(r.include[facet]) == 0 && (facet != filterDate || !r.dated) {
			r.Query.Groups = append(r.Query.Groups, r.texts[facet])
		}
	}
}

// narrows reports whether the filters turn any document away.
func (r *resolved) narrows() bool {
	return len(r.include)+len(r.exclude)+len(r.titles)+len(r.without) > 0 || r.dates != nil
}

// during narrows to the dates of a request; see [Request].
func (r *resolved) during(from, to time.Time) {
	if !from.IsZero() || !to.IsZero() {
		r.dates = r.dates.intersect(newDateSet(DateRange{from, to}))
	}
}

// admitted tells of each document whether the filters let it through. It is
// nil if they let all through.
func (r *resolved) admitted(t *table, d *zh.Dictionary) []bool {
	if !r.narrows() {
		return nil
	}
	ok := make([]bool, len(t.docs))
	for i, doc := range t.docs {
		ok[i] = r.dates.holds(doc.Date)
	}
	for i := range t.facets {
		c := &t.facets[i]
		if terms := r.include[c.name]; len(terms) > 0 {
			c.keep(ok, terms, true)
		}
		if terms := r.exclude[c.name]; len(terms) > 0 {
			c.keep(ok, terms, false)
		}
	}
	r.keepTitles(ok, t, d)
	return ok
}

// keep turns away the documents with none of the terms, or those with any.
func (c *facetColumn) keep(ok []bool, terms []string, with bool) {
	wanted := make(map[string]bool, len(terms))
	for _, term := range terms {
		wanted[term] = true
	}
	chosen := make([]bool, len(c.terms))
	for n, term := range c.terms {
		chosen[n] = wanted[term]
	}
	for doc, of := range c.of {
		ok[doc] = ok[doc] && slices.ContainsFunc(of, func(n int32) bool { return chosen[n] }) == with
	}
}
