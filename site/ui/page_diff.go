package ui

// A Comparison is what changed in a text, line by line of its source.
type Comparison struct {
	Whole          bool // there is nothing to compare with: all is new and shown plainly
	Same           bool // nothing changed
	Added, Removed int  // characters
	Blocks         []DiffBlock
	Cut            int    // lines that are not shown
	All            string // where they are
}

// DiffBlock is some lines of which the same became.
type DiffBlock struct {
	Kind   string // same, changed, removed, added, moved-from, moved-to
	ID     string // of the element that one can go to; empty: one goes past
	Other  int    // of moved lines: the line where they begin in the other text
	Folded int    // how many paragraphs are folded away; 0: they are shown
	Lines  []DiffLine
}

// DiffLine is a line of the new text, or of the old one if it is gone.
type DiffLine struct {
	ID       string // of the element
	Number   int    // in the new text; 0 if it is gone
	Spans    []DiffSpan
	Findings []ReviewFinding
	Said     []LineComment
	Comment  string // where something can be said about the line; empty: nowhere
}

// DiffSpan is a piece of a line.
type DiffSpan struct {
	Op     string // ins, del; empty: kept
	Text   string
	Unseen string // space, wide-space, tab, break: what was changed is not seen, and is named instead
}

// LineComment is what a reviewer said about a line.
type LineComment struct {
	Line     int
	By, Text string
	Past     bool // it was said of a former text
}
