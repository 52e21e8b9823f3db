package ui

import (
	"html/template"
	"time"

	"yanxi/site/figure"
)

// ComparePage shows cases side by side, or all of them in one picture.
type ComparePage struct {
	Layout
	Heading  string
	Problems []string // what of the address could not be used, a sentence each
	Static   bool     // no server: cases cannot be chosen

	Cases   []ComparedCase // two to four, or none
	Caption string
	Key     []Link // as in CaseFigure
	Wide    *figure.Timeline
	Narrow  *figure.Timeline
	Aspects []Aspect

	Overview *OverviewFigure
	Filters  []Facet
	Slots    [][]CaseOption // fields of the form that chooses cases
}

// A ComparedCase is the head of a column.
type ComparedCase struct {
	Item
	Letter  string // by which the others call it
	Short   string
	Without string // address of the comparison without it
}

// An Aspect is a respect in which cases are compared; a cell for each.
type Aspect struct {
	Label string
	Cells []CompareCell
}

// A CompareCell holds what one case has; empty if it has nothing.
type CompareCell struct {
	Clock      *Clock
	Grade      string
	GradeLabel string
	Text       template.HTML
	Links      []Link
	List       []template.HTML
	Answers    []CompareAnswer
}

// A CompareAnswer is that to one of the course's five questions.
type CompareAnswer struct{ Question, Verdict, Label string }

// A CaseOption is a case that can be chosen.
type CaseOption struct {
	ID, Title string
	Chosen    bool
}

// An OverviewFigure plots cases: how fast the answer was, and how it ended.
type OverviewFigure struct {
	Caption string
	Wide    *figure.Overview
	Narrow  *figure.Overview
	Rows    []OverviewRow // the table behind it
}

// An OverviewRow is a case in the table.
type OverviewRow struct {
	Link
	Date  time.Time
	Time  string
	Term  string
	Grade string
}

// A SimilarCase is a case that is like the one of the page.
type SimilarCase struct {
	Item
	Reasons []string
	Compare string // address of the comparison of both; empty if there is none
}
