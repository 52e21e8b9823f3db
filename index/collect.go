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
	admits  []bool           // by document, from the filters in the query; nil: all
	allowed []map[int32]bool // by facet; nil: no filter
	counts  [][]int          // by facet, by term
	matches []match
}

type match struct {
	doc   int32
	score float64
	bonus float64 // of that for the title
	full  bool    // holds all words: above all that hold some
	exact bool    // has the query for its title: above all
}

func newCollector(t *table, admits []bool, filters map[string][]string) *collector {
	c := &collector{table: t, admits: admits, allowed: make([]map[int32]bool, len(t.facets)), counts: make([][]int, len(t.facets))}
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

// addAll adds every document.
func (c *collector) addAll() {
	for n := range c.table.docs {
		c.add(match{doc: int32(n)})
	}
}

func (c *collector) add(m match) {
	if c.admits != nil && !c.admits[m.doc] {
		return
	}
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

// An order compares matches; what comes first is less.
type order func(a, b match) int

func compareRank(a, b match) int {
	return cmp.Or(compareBool(b.exact, a.exact), compareBool(b.full, a.full), cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc))
}

// byDate orders the newest first, and what holds all words before what holds some.
func (c *collector) byDate(a, b match) int {
	return cmp.Or(compareBool(b.full, a.full), c.table.compareDate(a.doc, b.doc))
}

// byArrival orders what came or was changed last first, of one day the newest by date.
func (c *collector) byArrival(a, b match) int {
	return cmp.Or(compareBool(b.full, a.full), cmp.Compare(c.table.arrival(b.doc), c.table.arrival(a.doc)), c.table.compareDate(a.doc, b.doc))
}

// byClock orders the soonest response first, what has no known one last and by date,
// and what holds all words before what holds some.
func (c *collector) byClock(a, b match) int {
	return cmp.Or(compareBool(b.full, a.full), cmp.Compare(c.table.response[a.doc], c.table.response[b.doc]), c.table.compareDate(a.doc, b.doc))
}

// best moves the n first matches to the front and returns them in order.
func (c *collector) best(n int, compare order) []match {
	n = min(n, len(c.matches))
	first := c.matches[:n]
	if n > maxFavoured {
		slices.SortFunc(c.matches, compare)
		return first
	}
	slices.SortFunc(first, compare)
	for i := n; i < len(c.matches) && n > 0; i++ {
		m, last := c.matches[i], first[n-1]
		if compare(m, last) >= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(first, m, compare)
		copy(first[at+1:], first[at:n-1])
		first[at], c.matches[i] = m, last
	}
	return first
}

// page returns the matches from one place to another.
func (c *collector) page(from, to int, compare order) []match {
	to = min(to, len(c.matches))
	return c.best(to, compare)[min(from, to):]
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
