package index

import (
	"html"
	"strings"

	"yanxi/content"
)

// An Understanding is what a query means to the library that searches are
// about: what can be told without looking for anything.
type Understanding struct {
	Filters []KnownFilter // in the order typed
	Bare    string        // the query without them
	marker  *marker       // nil if the query has no words
}

// A KnownFilter is a filter of a query of which a value at least is known; see
// [Results.Unknown] for the other ones.
type KnownFilter struct {
	Facet   string      // the facet that it names, or "date" or "title"
	Terms   []string    // of the facet, any of which will do; of "title": the values as typed
	Dates   []DateRange // instead of terms, of "date" and [FacetYear]
	Without bool        // -key:value
	Rest    string      // the query without this filter
}

// Understand takes a query apart as [Index.Search] does. Before the first
// [Index.Sync] nothing is understood.
func (x *Index) Understand(query string) *Understanding {
	v := x.latest()
	q := ParseQuery(query)
	u := &Understanding{Bare: q.Text}
	if v == nil {
		return u
	}
	u.Filters, u.Bare = v.table.knownFilters(v.lib, q)
	u.marker = newMarker(v.dict, newPlan(v, &x.ranking, v.table.resolve(v.lib, q).Query))
	return u
}

// Mark gives a title as safe HTML with <mark> around what the query looks for.
func (u *Understanding) Mark(title string) string {
	if u.marker == nil {
		return html.EscapeString(title)
	}
	return stretch(title, u.marker.find(title), 0, len(title))
}

// knownFilters lists the filters of a query that narrow anything, and gives
// the query without them.
func (t *table) knownFilters(lib *content.Library, q Query) (known []KnownFilter, bare string) {
	if len(q.Filters) == 0 {
		return nil, q.Text
	}
	n := t.names()
	r := resolver{names: n, table: t, zone: lib.Settings().Location}
	at := 0
	for _, f := range parseQuery(q.Text, func(key string) bool { return n.keys[key] != "" }).Filters {
		k := r.known(n.keys[f.Key], f)
		if len(k.Terms)+len(k.Dates) == 0 {
			continue
		}
		k.Rest = spaced(q.Text[:f.start], q.Text[f.end:])
		known = append(known, k)
		bare = spaced(bare, q.Text[at:f.start])
		at = f.end
	}
	return known, spaced(bare, q.Text[at:])
}

// spaced puts two parts of a query behind each other.
func spaced(a, b string) string {
	return strings.TrimSpace(strings.TrimSpace(a) + " " + strings.TrimSpace(b))
}

// known says what a filter means.
func (r *resolver) known(facet string, f Filter) KnownFilter {
	k := KnownFilter{Facet: facet, Without: f.Without}
	if facet == filterTitle {
		k.Terms = f.Values
		return k
	}
	for _, v := range f.Values {
		if facet == filterDate || facet == FacetYear {
			if period, ok := ParseDateRange(v, r.zone); ok {
				k.Dates = append(k.Dates, period)
			}
			continue
		}
		k.Terms = append(k.Terms, r.terms(facet, v)...)
	}
	return k
}
