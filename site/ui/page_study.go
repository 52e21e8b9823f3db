package ui

// A Study is a course or path as a reader goes through it. How far a reader is
// only the browser knows: progress.js and study.js say it.
type Study struct {
	Link    // of its page
	ID      string
	Summary string
	Path    bool
	Length  string // in words: how many texts, how long
	Minutes int    // to read all of it
	Steps   []Step // in order, at least one
}

// A Step is a text on the way through a course.
type Step struct {
	Link
	ID      string
	Minutes int // to read it; 0 if not known
}

// A Route says how a path goes on that leads through a document.
type Route struct {
	Path Link
	Unit string // where in the path; may be empty
	Next *Link  // nil: it ends here
}

// ProgressPage is filled by the browser with what the reader has learnt.
type ProgressPage struct {
	Layout
	Studies []Study
}
