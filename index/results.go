package index

import (
	"time"

	"yanxi/content"
)

// Sort is the order of results.
type Sort string

const (
	SortRelevance Sort = "relevance" // the default; an empty query is sorted by date
	SortDate      Sort = "date"      // newest first
	SortArrived   Sort = "arrived"   // by the day of their publication or last change, the latest first; then as SortDate
	SortClock     Sort = "clock"     // cases by how soon the first response came, the soonest first; see [content.Clock]
)

// Bounds of paging.
const (
	DefaultSize = 10
	MaxSize     = 50
	maxDepth    = 10_000 // results that can be reached by paging; pages beyond are empty
)

// A Request is a query with what narrows and orders its results.
type Request struct {
	Query   string
	Filters map[string][]string // facet name -> terms, any of which will do; they narrow the filters in the query
	From    time.Time           // dated then or later; zero: from the first
	To      time.Time           // dated before; zero: up to the last
	Sort    Sort
	Page    int  // from 1
	Size    int  // up to [MaxSize]; 0 means [DefaultSize]
	Strict  bool // only what holds all words, however little that is

	Verbatim bool // as typed: spelling is not corrected
}

func (r Request) normalised() Request {
	r.Page = max(r.Page, 1)
	if r.Size <= 0 {
		r.Size = DefaultSize
	}
	r.Size = min(r.Size, MaxSize)
	switch r.Sort {
	case SortDate, SortArrived, SortClock:
	default:
		r.Sort = SortRelevance
	}
	return r
}

// window is the range of results that the page shows; it is empty beyond [maxDepth].
func (r Request) window() (from, to int) {
	if r.Page > maxDepth/r.Size {
		return maxDepth, maxDepth
	}
	return (r.Page - 1) * r.Size, r.Page * r.Size
}

// Results answer a [Request].
type Results struct {
	Query   Query
	Total   int // of all pages, exact
	Page    int
	Size    int
	Full    int  // of Total: how many hold all words; these come first
	Relaxed bool // nothing holds all words: these hold some
	// Incomplete: a quoted phrase is made of words so common that not all texts that
	// hold these could be looked into. All results are right, some may be missing.
	Incomplete bool
	Unknown    []UnknownFilter // of the query: nothing is called so

	// Corrected is the query that was answered instead of the one typed, of
	// which nothing or less than a page held all words; empty if none was. See
	// [Request.Verbatim].
	Corrected string
	// Near are words that may have been meant, if nothing was found; [MaxNear] at most.
	Near []string

	Hits   []Hit
	Facets []Facet
	Took   time.Duration // of the search alone, not of what is made of its results
}

// A Hit is one document that matched.
type Hit struct {
	Document *content.Document
	Score    float64     // comparable with the other hits of the same results only
	Section  *SectionRef // the section that matched best; nil if none did
	Snippet  string      // safe HTML with <mark>; empty if the document has no text
}

// SectionRef names a section of a document.
type SectionRef struct {
	Heading string
	Anchor  string // of the heading on its page; not percent-encoded
}

// Facet counts the terms of one facet among the results, the most frequent
// first and years newest first, up to a hundred.
type Facet struct {
	Name  string
	Terms []FacetTerm
}

// FacetTerm is one term of a facet with the number of results that have it.
type FacetTerm struct {
	Term   string
	Count  int
	Chosen bool
}
