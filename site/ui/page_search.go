package ui

import "html/template"

// ExportSearch tells the script of an exported site where to search.
type ExportSearch struct {
	Index  string  // address of the exported search index; empty if an API is used
	Clocks []Clock // the terms of the response clock, without spans
}

// SearchPage shows results, or helps where there are none.
type SearchPage struct {
	Layout
	Ready      bool // false while the first index is being built
	Total      int
	Millis     string
	Corrected  string // the query that was answered instead of the one typed
	Verbatim   string // address of the search for the one typed
	Relaxed    bool   // nothing holds all words
	OneWord    bool   // one word was typed, without a space
	Full       int    // how many hold all words, if others are shown as well; else 0
	Incomplete bool   // a phrase is too common for everything to be looked into
	Unknown    []UnknownFilter
	Empty      bool // the query asks for nothing: everything is listed
	Hits       []Hit
	Kinds      []FacetTerm // of the results, if there are several
	Facets     []Facet     // the other facets
	Chosen     []Chip      // filters in force, typed and chosen
	Clear      string      // address without any of them
	Sort       string
	Sorts      []SortLink
	Pager      Pager
	Counted    *Counted // nil: the search was not counted
	Help       *Link    // how to search
	Ask        string   // where readers ask what they did not find; empty: nowhere

	// Where to go on when nothing was found.
	Near   []Link // queries that may have been meant
	Ways   []Way  // the same search with less to it
	Topics []Count
}

// UnknownFilter says that nothing is called what a query filters by.
type UnknownFilter struct {
	Text string
	Near []Link // the same search by what may have been meant
}

// A Chip is a filter in force; URL is the search without it.
type Chip struct {
	Link
	Facet string // in words
}

// A Way is a search that finds more than the one asked for.
type Way struct {
	Count
	Counted bool // false: how much it finds was not looked up
}

// SortLink is one order of results.
type SortLink struct {
	Link
	Current bool
}

// Hit is one search result.
type Hit struct {
	Item
	Marked  template.HTML // the title with marks
	Section *Link
	Snippet template.HTML
}

// Facet is one facet with its terms as links.
type Facet struct {
	Name  string
	Label string
	Terms []FacetTerm
}

// FacetTerm is one term; URL adds it to the filters, or takes it away if chosen.
type FacetTerm struct {
	Count
	Chosen bool
}
