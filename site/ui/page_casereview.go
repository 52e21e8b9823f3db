package ui

import (
	"html/template"
	"slices"
)

// ResponseClock is how long a case took to answer, and what it is measured against.
type ResponseClock struct {
	Outbreak *MomentRef // nil if the timeline has none: nothing can be measured
	Rows     []ClockRow
	Marks    []ClockMark
}

// Cited reports whether any of the marks says where it comes from.
func (c *ResponseClock) Cited() bool {
	return slices.ContainsFunc(c.Marks, func(m ClockMark) bool { return m.Citation != nil })
}

// A ClockRow is the time from the outbreak to one thing.
type ClockRow struct {
	Label  string
	Span   string     // in words; empty if not known
	Why    string     // why it is not known; empty if it is
	Term   string     // within_12h, late or unknown where a window applies; else empty
	Within string     // the term in words
	Moment *MomentRef // nil if the timeline has none
}

// A ClockMark is a time after the outbreak by which something is expected.
type ClockMark struct {
	Span      string // of the window
	Label     string
	Responded Answer // by then; shapeless where the case may be none that it is expected of
	Facts     Answer
	Waived    string // says that it is not expected of the case, in place of the answers; else empty
	Aside     string // says that it may not be; else empty
	Citation  *Source
}

// An Answer is yes, no or not known, or something between: an id of a shape, with its word.
type Answer struct {
	Shape string // good, mixed, poor, unknown, or empty: a word that judges nothing
	Label string
}

// A MomentRef leads to a moment of the timeline.
type MomentRef struct {
	Number int // from 1
	When   string
	Who    string
}

// CaseReview is what the statements of a case did and how they are judged.
type CaseReview struct {
	Statements []Moment
	Checks     []Check
	Worsened   []Worsened
	Questions  []ReviewQuestion
}

// A Check is a sentence about the statements that follows from the timeline.
type Check struct {
	Answer   Answer
	Rule     string
	Why      string
	Moments  []MomentRef
	Citation *Source
}

// Worsened is wording that made it worse.
type Worsened struct {
	Words  string
	Why    template.HTML
	Moment MomentRef
}

// A ReviewQuestion is one of the course's five with the author's answer.
type ReviewQuestion struct {
	ID       string
	Label    string
	Asks     string
	Answer   Answer
	Evidence template.HTML
	Sources  []int
	Moments  []MomentRef
}
