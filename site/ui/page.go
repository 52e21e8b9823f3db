package ui

import (
	"html/template"
	"time"
)

// A Layout is what every page has around its content.
type Layout struct {
	SiteName    string
	Lang        string     // of the page's own words
	Title       string     // without the site's name; empty on the home page
	Description string     // plain text for search engines and previews
	Canonical   string     // absolute address; empty if the site does not know its own
	OpenGraph   string     // website or article
	Feed        *Link      // what the page lists, as a feed
	Nav         []NavLink  // the site's main sections
	Work        []WorkLink // hidden until a script knows who looks: pages are the same for everyone
	Foot        []Link     // what the end of each page leads to, besides the feed
	Crumbs      []Link     // from the home page down; the last is the page itself, without URL
	Query       string     // in the search box
	NoIndex     bool       // for search engines
	Live        bool       // the page reloads itself when the library changes
	Accounts    bool       // people can sign in
	Still       bool       // no scripts: it is shown within another page
	Static      bool       // exported: no server behind the page
	API         string     // of an exported site: the address of an API, if any
	Math        bool
	Mermaid     bool
	Code        bool
	Desk        bool     // of those who write and review
	Scripts     []string // assets that this page needs besides app.js, in order
	OnPaper     OnPaper
	Export      *ExportSearch // on an exported site: how its search works
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

// A WorkLink leads those who write and review to where they do, from every page.
type WorkLink struct {
	Link
	Roles string // whom it is for, with spaces between
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
	Change    string // where those who write change it; empty: nobody can
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
	Roles    []Role
	Kinds    []Count
	Empty    string // why there is nothing
}

// NotePage shows a training note, or a folder's own page.
type NotePage struct{ Article }

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

// AboutPage says what the site is and what is in it.
type AboutPage struct {
	Layout
	Heading string
	Version string
	Kinds   []Count
	Facets  []Count // the term pages
	Total   int
}

// ErrorPage says what went wrong and what to do.
type ErrorPage struct {
	Layout
	Status  int
	Heading string
	Text    string
	Links   []Link
}
