package ui

import (
	"html/template"
	"time"
)

// A Layout is what every page has around its content.
type Layout struct {
	SiteName    string
	Lang        string    // of the page's own words
	Title       string    // without the site's name; empty on the home page
	Description string    // plain text for search engines and previews
	Canonical   string    // absolute address; empty if the site does not know its own
	OpenGraph   string    // website or article
	Feed        *Link     // what the page lists, as a feed
	Nav         []NavLink // the site's main sections
	Foot        []Link    // what the end of each page leads to, besides the feed
	Crumbs      []Link    // from the home page down; the last is the page itself, without URL
	Query       string    // in the search box
	NoIndex     bool      // for search engines
	Live        bool      // the page reloads itself when the library changes
	Static      bool      // exported: no server behind the page
	API         string    // of an exported site: the address of an API, if any
	Math        bool
	Mermaid     bool
	Code        bool
	Scripts     []string // assets that this page needs besides app.js, in order
	OnPaper     OnPaper
	Export      *ExportSearch // on an exported site: how its search works
}

// ExportSearch tells the script of an exported site where to search.
type ExportSearch struct {
	Index string // address of the exported search index; empty if an API is used
}

// A Link is a text with an address; without one it is just the text.
type Link struct {
	Text string
	URL  string
}

// A NavLink is a link to a section of the site.
type NavLink struct {
	Link
	Current bool // the page is in that section
}

// An Item is a document in a list.
type Item struct {
	ID        string
	Title     string
	URL       string
	Kind      string // stable id
	KindLabel string
	Date      time.Time
	Summary   string
	Course    *Link
	Labels    []Link // of fields and platforms
	Minutes   int    // to read; 0 if not known
	Questions int    // of its quizzes
	Clock     *Clock // of a case whose first response has a known time
}

// A Clock says how long after the outbreak of a case somebody answered.
type Clock struct {
	Term  string // within_12h, late or unknown
	Label string // of the term
	Span  string // in words, a range where it is not known to the minute; empty if it is not known
}

// A Count is a term with the number of documents that have it.
type Count struct {
	Link
	Count int
}

// A Pager leads through a long list.
type Pager struct {
	Page, Pages int
	Prev, Next  string // addresses, empty at the ends
	First, Last string
	Label       string // for a page that has several; may be empty
}

// A TOCEntry is a heading in the table of contents.
type TOCEntry struct {
	Text   string
	Anchor string
	Level  int // 2 to 6
}

// An Article is what the pages of notes, cases and courses have in common.
type Article struct {
	Layout
	ID        string
	Kind      string
	KindLabel string
	Heading   string
	Summary   string
	TextLang  string // of the text, if not the page's
	Date      time.Time
	Updated   time.Time
	ReviewBy  time.Time
	Overdue   bool   // ReviewBy is past
	Status    string // shown if not published
	Unit      string
	Owner     string
	People    []Link
	Tags      []Link
	Terms     []TermGroup
	Minutes   int // reading time
	Course    *Link
	TOC       []TOCEntry
	Body      template.HTML
	Prev      *Link // within the course
	Next      *Link
	Routes    []Route
	Studied   bool // a reader can say that it was read
	Related   []Item
	Children  []Item // of a folder's page: what is in it
	Folders   []Count
	Feedback  *Feedback // nil: nothing is counted
	Answers   []AnsweredQuestion
	Ask       string // where to ask about it; empty: nowhere
	AnswerTo  *Link  // of an answer to a reader: the document that was asked about
}

// A TermGroup is one vocabulary with the document's terms of it.
type TermGroup struct {
	Label string
	Terms []Link
}

// HomePage is the first page of a site.
type HomePage struct {
	Layout
	Heading  string
	Lead     string
	Ways     []Link        // further on, beside the path
	Start    *Study        // where a new reader begins; nil: the library has no path
	Intro    template.HTML // the body of the library's own index page
	Courses  []Item
	Cases    []Item
	Fields   []Count // how the cases spread
	New      []Item
	MostRead []Item // by others, lately
	Rising   []Item // more than before
	Kinds    []Count
	Total    int
}

// NotePage shows a training note, or a folder's own page.
type NotePage struct{ Article }

// CoursePage shows the facts of a course and its material in order.
type CoursePage struct {
	Article
	Start, End time.Time
	Place      string
	Host       string
	Audience   string
	Lecturers  []Lecturer
	Units      []Unit
	Taught     []template.HTML
	Path       bool
	Study      *Study // nil: it has no material
}

// HasFacts says that there is anything to say of when, where and by whom.
func (p CoursePage) HasFacts() bool {
	return !p.Start.IsZero() || p.Place != "" || p.Host != "" || p.Audience != "" || len(p.Lecturers) > 0
}

// Lecturer is a person who taught, with a link to all their material.
type Lecturer struct {
	Link
	Title string
	Topic string
}

// Unit is a part of a course. The last unit may have no title: the material
// that no unit names.
type Unit struct {
	Title    string
	Lecturer string
	Items    []Item
	Minutes  int    // to read all of it
	Length   string // the same in words; empty if there is nothing
}

// CasePage shows an event and how it was answered.
type CasePage struct {
	Article
	Place      string
	Response   *Clock // nil for a case without a timeline
	Timeline   []Moment
	Figure     *CaseFigure // nil for a case without a timeline
	Similar    []SimilarCase
	CompareURL string         // where other cases are chosen to compare with; empty if there is none
	Clock      *ResponseClock // nil for a case without a timeline
	Review     *CaseReview    // nil if nothing is said of its statements
	Grade      string         // good, mixed, poor or empty
	GradeLabel string
	Outcome    template.HTML
	Lessons    []template.HTML
	Sources    []Source
}

// Moment is an entry of a timeline.
type Moment struct {
	Number    int    // from 1, where it is shown out of its order; else 0
	When      string // in words, with what is not known said so
	Datetime  string // for machines; empty if unknown
	Precision string
	Type      string // stable id
	TypeLabel string
	Actor     string
	Platform  string // label
	Text      template.HTML
	Statement template.HTML
	Acts      []string // labels
	Sources   []int
}

// Source is where a fact comes from.
type Source struct {
	Number    int
	Title     string
	Publisher string
	Date      string
	URL       string
	Note      string
}

// ListPage lists documents: of a kind, tag, term or person, or in a folder.
type ListPage struct {
	Layout
	Heading  string
	Lead     string
	Total    int
	Items    []Item
	Folders  []Count // below this folder
	Also     *Link   // another way to see the list
	Siblings []Count // other values of the same facet
	Pager    Pager
}

// TermsPage lists the terms of a facet with their counts.
type TermsPage struct {
	Layout
	Heading string
	Terms   []Count
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

// AboutPage says what the site is and what is in it.
type AboutPage struct {
	Layout
	Heading string
	Version string
	Kinds   []Count
	Facets  []Count // the term pages
	Total   int
}

// APIPage is the human description of the API.
type APIPage struct {
	Layout
	Endpoints []Endpoint
}

// Endpoint is one operation of the API.
type Endpoint struct {
	Method, Path         string
	Summary, Description string
	Parameters           []Parameter
	Example              string
	Body                 string // to send
}

// Parameter is one parameter of an [Endpoint].
type Parameter struct {
	Name, In, Type, Description string
	Required                    bool
}

// ErrorPage says what went wrong and what to do.
type ErrorPage struct {
	Layout
	Status  int
	Heading string
	Text    string
	Links   []Link
}
