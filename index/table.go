package index

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"yanxi/content"
)

// The facets of every library, in the order in which they are shown. A
// library's further vocabularies follow.
const (
	FacetKind     = "kind"
	FacetCourse   = "course"
	FacetPlatform = "platform"
	FacetField    = "field"
	FacetTag      = "tag"
	FacetPerson   = "person"
	FacetYear     = "year"
	FacetClock    = "clock" // of cases: whether the first response came in time, see [content.Clock]
)

// A table holds the facet terms of a library's documents by number, so that
// filtering and counting a match costs a few array reads.
type table struct {
	docs   []*content.Document
	number map[string]int32 // by id
	leads  []bool           // by document: a folder's page, which leads to others rather than says something itself
	facets []facetColumn
	newest []int32 // documents, newest first
	// response is by document how long the first response took; noResponse if that is not known.
	response []time.Duration
	names    func() *names // of the terms, made at the first filter
}

// A facetColumn is one facet: its terms and, for each document, which it has.
type facetColumn struct {
	name  string
	terms []string
	of    [][]int32
}

func newTable(lib *content.Library) *table {
	docs := lib.Documents()
	t := &table{docs: docs, number: make(map[string]int32, len(docs)), newest: make([]int32, len(docs)), leads: make([]bool, len(docs)), response: make([]time.Duration, len(docs))}
	for i, d := range docs {
		t.number[d.ID] = int32(i)
		t.newest[i] = int32(i)
		t.response[i] = responseOf(d)
		t.leads[i] = d.Kind == content.KindNote && d.ID != strings.TrimSuffix(d.File, ".md")
	}
	slices.SortStableFunc(t.newest, func(a, b int32) int { return t.compareDate(a, b) })

	t.addFacet(FacetKind, func(d *content.Document) []string { return []string{string(d.Kind)} })
	t.addFacet(FacetCourse, func(d *content.Document) []string { return nonEmpty(courseOf(d)) })
	for _, name := range vocabularyNames(lib) {
		t.addFacet(name, func(d *content.Document) []string { return d.Terms[name] })
	}
	t.addFacet(FacetTag, func(d *content.Document) []string { return d.Tags })
	t.addFacet(FacetPerson, func(d *content.Document) []string { return d.People })
	t.addFacet(FacetClock, clockOf)
	t.addFacet(FacetYear, func(d *content.Document) []string { return nonEmpty(yearOf(d)) })
	t.names = sync.OnceValue(func() *names { return newNames(lib, t) })
	return t
}

// vocabularyNames gives the library's vocabularies, the usual ones first.
func vocabularyNames(lib *content.Library) []string {
	names := []string{FacetPlatform, FacetField}
	for _, v := range lib.Vocabularies() {
		if !slices.Contains(names, v.Name) {
			names = append(names, v.Name)
		}
	}
	return names
}

func (t *table) addFacet(name string, terms func(*content.Document) []string) {
	c := facetColumn{name: name, of: make([][]int32, len(t.docs))}
	numbers := map[string]int32{}
	for i, d := range t.docs {
		for _, term := range terms(d) {
			n, ok := numbers[term]
			if !ok {
				n = int32(len(c.terms))
				numbers[term] = n
				c.terms = append(c.terms, term)
			}
			if !slices.Contains(c.of[i], n) {
				c.of[i] = append(c.of[i], n)
			}
		}
	}
	t.facets = append(t.facets, c)
}

// compareDate orders newest first, documents without a date last, then by id.
func (t *table) compareDate(a, b int32) int {
	return cmp.Or(t.docs[b].Date.Compare(t.docs[a].Date), cmp.Compare(a, b))
}

// arrival is the day on which a document came or was changed, as a number that grows. A day and no finer: the files of
// one checkout are all as old as that.
func (t *table) arrival(doc int32) int {
	d := t.docs[doc]
	at := d.Updated
	if at.Before(d.Arrived) {
		at = d.Arrived
	}
	if at.IsZero() {
		at = d.Date
	}
	return at.Year()*1000 + at.YearDay()
}

// courseOf counts a course among its own material.
func courseOf(d *content.Document) string {
	if d.Kind == content.KindCourse {
		return d.ID
	}
	return d.CourseID
}

func yearOf(d *content.Document) string {
	if d.Date.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Date.Year())
}

func clockOf(d *content.Document) []string {
	if d.Case == nil || len(d.Case.Timeline) == 0 {
		return nil
	}
	return []string{d.Case.Clock().Term()}
}

const noResponse = time.Duration(math.MaxInt64)

// responseOf is how long the first response took, in the middle of what is known.
func responseOf(d *content.Document) time.Duration {
	if d.Case == nil {
		return noResponse
	}
	clock := d.Case.Clock()
	took := clock.Response
	if clock.Term() == content.ClockUnknown {
		return noResponse
	}
	return took.Min + (took.Max-took.Min)/2
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
