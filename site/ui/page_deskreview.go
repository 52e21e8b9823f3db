package ui

import "time"

// ReviewQueuePage lists texts that are decided about.
type ReviewQueuePage struct {
	Layout
	Heading string
	Tabs    []NavLink
	Views   []ReviewView
	Total   int // in this view
	Overdue int // of them
	Texts   []ReviewRow
	Pager   Pager
	Empty   string // why there are none
	Problem string // something is wrong with the policy or ledgers
}

// ReviewView is a selection of the texts.
type ReviewView struct {
	NavLink
	Count int
}

// ReviewRow is a text in the queue.
type ReviewRow struct {
	Link
	Kind, KindLabel string
	State           string // stable id: in-review, returned, approved, published, withdrawn
	StateLabel      string
	Author          string
	Since           string // when it was submitted, in words
	Waited          string // for how long
	Due             string
	Overdue         bool
	Mine            bool // the reader of the page wrote it
	Gates           []ReviewMark
	New             bool // never approved
	Added, Removed  int  // characters since the last approval
	Unmeasured      bool // too long to compare for a list
}

// ReviewMark is how far a text is at a gate.
type ReviewMark struct {
	Label                   string
	State                   string // signed, void, open
	StateLabel              string
	Errors, Warnings, Infos int
}

// ReviewTextPage is one text with all that is needed to decide about it.
type ReviewTextPage struct {
	Layout
	Heading         string
	Tabs            []NavLink
	ID              string
	File            string
	Kind, KindLabel string
	State           string
	StateLabel      string
	Author          string
	Mine            bool
	Since           string
	Due             string
	Overdue         bool
	Digest          string // of the text that is shown, in full
	Screen          string // names the text and its files together, for what is decided
	Short           string // what people compare: the beginning of it
	Preview         string // the real page
	Page            string // the public page; empty: readers see none
	Changed         string // how much, in words
	Base            string // what the text is compared with, in words
	Notice          *ReviewNotice
	Gates           []ReviewGate
	Order           string // the order in which gates are signed, where the library has one
	Comparison      Comparison
	Between         *Comparison // what changed while one was reading
	Action          string      // where decisions are posted
	Return          *ReviewReturn
	Publish         bool // approved, and somebody has to publish it
	Withdraw        bool // it is published, and the reader of the page may take it back
	History         []ReviewEntry
	Problems        []string // of the ledger
	Other           []ReviewFinding
}

// SignedCount is how many gates are signed.
func (p ReviewTextPage) SignedCount() int {
	n := 0
	for _, g := range p.Gates {
		if g.State == "signed" {
			n++
		}
	}
	return n
}

// ReviewNotice says what was just done, or why it was not.
type ReviewNotice struct {
	Poor bool
	Text string
	Link *Link
}

// ReviewGate is a gate of a text.
type ReviewGate struct {
	ID                      string // of the element
	Form                    string // of its form's comment
	Gate, Step              string // what is signed
	Label                   string
	Key                     int // the key that leads to it
	About                   string
	State                   string // signed, void, open
	StateLabel              string
	Signed                  []ReviewSignature
	Void                    []ReviewSignature
	CanSign                 bool
	Why                     string // it cannot be signed by the reader of the page
	Errors, Warnings, Infos int
	Findings                []ReviewFinding
	More                    int // findings that are not listed
	Comment                 string
}

// ReviewSignature is one that was given.
type ReviewSignature struct {
	By, When, Comment, Why string
}

// ReviewFinding is what a rule found.
type ReviewFinding struct {
	Level, LevelLabel   string
	Gate                string // its label
	Message, Suggestion string
	Line                int
	Target              string // id of the line on the page; empty: the line is not shown
}

// ReviewReturn is the form to send a text back.
type ReviewReturn struct {
	Comment string
	Said    []LineComment // what was typed, and rows to type into
	Due     string        // until when it would have to be mended
	Missing bool          // the comment is
	Open    bool
}

// ReviewEntry is a line of the ledger, in words.
type ReviewEntry struct {
	Time           time.Time
	When, By, Did  string
	Do             string // stable id
	Comment        string
	Said           []LineComment
	Due, Via       string
	Short          string // of the text
	Compare        string // where the text is compared with that of this entry
	Void, Compared bool
}
