package ui

import "html/template"

// A Clock says how long after the outbreak of a case somebody answered.
type Clock struct {
	Term  string // within_12h, late or unknown
	Label string // of the term
	Span  string // in words, a range where it is not known to the minute; empty if it is not known
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
