package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/ui"
)

// facetLists holds the documents of each term of each facet that has pages.
type facetLists struct {
	names []string // in order: kind, vocabularies, tag, person
	terms map[string]map[string][]*content.Document
}

func newFacetLists(lib *content.Library) *facetLists {
	l := &facetLists{terms: map[string]map[string][]*content.Document{}}
	l.addAll(lib, index.FacetKind, func(d *content.Document) []string { return []string{string(d.Kind)} })
	for _, v := range lib.Vocabularies() {
		l.addAll(lib, v.Name, func(d *content.Document) []string { return d.Terms[v.Name] })
	}
	l.addAll(lib, index.FacetTag, func(d *content.Document) []string { return d.Tags })
	l.addAll(lib, index.FacetPerson, func(d *content.Document) []string { return d.People })
	return l
}

func (l *facetLists) addAll(lib *content.Library, facet string, terms func(*content.Document) []string) {
	l.names = append(l.names, facet)
	byTerm := map[string][]*content.Document{}
	for _, d := range lib.Documents() {
		for _, term := range terms(d) {
			byTerm[term] = append(byTerm[term], d)
		}
	}
	for _, docs := range byTerm {
		slices.SortStableFunc(docs, newestFirst)
	}
	l.terms[facet] = byTerm
}

// newestFirst orders by date, documents without one last.
func newestFirst(a, b *content.Document) int {
	return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.ID, b.ID))
}

// counts lists the terms of a facet, most used first.
func (e *Edition) counts(facet string) []ui.Count {
	numbers := map[string]int{}
	for term, docs := range e.facets().terms[facet] {
		numbers[term] = len(docs)
	}
	return e.sortedCounts(facet, numbers)
}

// countsAmong counts a vocabulary's terms among some documents only.
func (e *Edition) countsAmong(vocabulary string, docs []*content.Document) []ui.Count {
	return e.sortedCounts(vocabulary, termNumbers(vocabulary, docs))
}

// termNumbers are how many of some documents have each term of a vocabulary.
func termNumbers(vocabulary string, docs []*content.Document) map[string]int {
	numbers := map[string]int{}
	for _, d := range docs {
		for _, term := range d.Terms[vocabulary] {
			numbers[term]++
		}
	}
	return numbers
}

func (e *Edition) sortedCounts(facet string, numbers map[string]int) []ui.Count {
	out := make([]ui.Count, 0, len(numbers))
	for term, n := range numbers {
		out = append(out, ui.Count{Link: e.termLink(facet, term), Count: n})
	}
	slices.SortFunc(out, func(a, b ui.Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	return out
}

func (e *Edition) termLink(facet, term string) ui.Link {
	return ui.Link{Text: e.Label(facet, term), URL: facetURL(facet, term)}
}

func (e *Edition) termLinks(facet string, terms []string) []ui.Link {
	out := make([]ui.Link, len(terms))
	for i, term := range terms {
		out[i] = e.termLink(facet, term)
	}
	return out
}

// Label names a facet's term in the site's language.
func (e *Edition) Label(facet, term string) string {
	switch facet {
	case index.FacetKind:
		return e.ui.Label("kind", term)
	case index.FacetClock:
		return e.lib.ClockRules().TermLabel(term, e.ui.Lang())
	case index.FacetCourse:
		if d := e.lib.Document(term); d != nil {
			return d.Title
		}
		return term
	case index.FacetYear:
		if _, err := strconv.Atoi(term); err == nil {
			return e.ui.T("year", term)
		}
		return term
	case index.FacetTag, index.FacetPerson:
		return term
	}
	return e.lib.TermLabel(facet, term)
}

// facetLabel names a facet in the site's language.
func (e *Edition) facetLabel(facet string) string {
	for _, v := range e.lib.Vocabularies() {
		switch {
		case v.Name != facet:
		case strings.HasPrefix(e.ui.Lang(), "en") && v.LabelEN != "":
			return v.LabelEN
		case v.Label != "":
			return v.Label
		}
	}
	return e.ui.Label("facet", facet)
}
