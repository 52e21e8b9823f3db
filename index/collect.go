package index

import (
	"cmp"
	"slices"
)

// maxFacetTerms bounds the terms that are listed of one facet.
const maxFacetTerms = 100

// A collector takes the documents that a query matched, applies the filters
// and counts the facets, all in one pass.
//
// Terms of one facet are alternatives, facets narrow one another. So that a reader can
// widen a choice, the counts of a facet ignore the filter on that facet
// itself: a document that only this filter turns away still counts for it.
type collector struct {
	table   *table
	allowed []map[int32]bool // by facet; nil: no filter
	counts  [][]int          // by facet, by term
	seen    []bool           // by document: it was added
	matches []match
}

type match struct {
	doc   int32
	score float64
	full  bool // holds all words: above all that hold some
}

func newCollector(t *table, filters map[string][]string) *collector {
	c := &collector{table: t, allowed: make([]map[int32]bool, len(t.facets)), counts: make([][]int, len(t.facets)), seen: make([]bool, len(t.docs))}
	for i, f := range t.facets {
		c.counts[i] = make([]int, len(f.terms))
		if terms := filters[f.name]; len(terms) > 0 {
			c.allowed[i] = make(map[int32]bool, len(terms))
			for n, term := range f.terms {
				if slices.Contains(terms, term) {
					c.allowed[i][int32(n)] = true
				}
			}
		}
	}
	return c
}

// addNew adds a match unless its document was added before.
func (c *collector) addNew(m match) {
	if !c.seen[m.doc] {
		c.add(m)
	}
}

func (c *collector) add(m match) {
	c.seen[m.doc] = true
	refused, by := 0, -1
	for i, allowed := range c.allowed {
		if allowed != nil && !slices.ContainsFunc(c.table.facets[i].of[m.doc], func(n int32) bool { return allowed[n] }) {
			refused, by = refused+1, i
		}
	}
	switch refused {
	case 0:
		c.matches = append(c.matches, m)
		for i := range c.counts {
			c.count(i, m.doc)
		}
	case 1:
		c.count(by, m.doc)
	}
}

func (c *collector) count(facet int, doc int32) {
	for _, n := range c.table.facets[facet].of[doc] {
		c.counts[facet][n]++
	}
}

// top sorts the matches and returns those from one position to another.
func (c *collector) top(order Sort, from, to int) []match {
	slices.SortFunc(c.matches, func(a, b match) int {
		byScore := cmp.Compare(b.score, a.score)
		if order == SortDate {
			byScore = 0
		}
		return cmp.Or(compareBool(b.full, a.full), byScore, c.table.compareDate(a.doc, b.doc))
	})
	from = min(from, len(c.matches))
	return c.matches[from:min(to, len(c.matches))]
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// facets lists the terms that were met, most frequent first; years newest
// first. A chosen term is listed even with no match, so that it can be undone.
func (c *collector) facets() []Facet {
	out := make([]Facet, len(c.counts))
	for i, counts := range c.counts {
		column := c.table.facets[i]
		f := Facet{Name: column.name, Terms: []FacetTerm{}}
		for n, count := range counts {
			chosen := c.allowed[i][int32(n)]
			if count > 0 || chosen {
				f.Terms = append(f.Terms, FacetTerm{Term: column.terms[n], Count: count, Chosen: chosen})
			}
		}
		slices.SortFunc(f.Terms, func(a, b FacetTerm) int {
			if a.Chosen != b.Chosen && len(f.Terms) > maxFacetTerms {
				return compareBool(b.Chosen, a.Chosen) // not to be cut off
			}
			if column.name == FacetYear {
				return cmp.Compare(b.Term, a.Term)
			}
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Term, b.Term))
		})
		f.Terms = f.Terms[:min(len(f.Terms), maxFacetTerms)]
		out[i] = f
	}
	return out
}
