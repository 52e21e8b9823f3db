package review

import (
	"time"

	"yanxi/content"
)

// A State is where a text stands; see the package's documentation.
type State string

// The states.
const (
	Draft     State = "draft"
	InReview  State = "in-review"
	Returned  State = "returned"
	Approved  State = "approved"
	Published State = "published"
	Withdrawn State = "withdrawn"
)

// A Status says where one text stands.
type Status struct {
	ID       string
	File     string            // of the working text; empty: it is gone
	Document *content.Document // of the working text as its front matter has it; nil: it is gone
	State    State
	Twin     bool // another file has the same id: nothing can be decided about either

	Digest  string            // of the working text
	Files   map[string]string // path -> SHA-256 of what it shows and leads to; empty digest: cannot be read
	Authors []string          // who cannot sign it as the author: who submitted since the last approval, who the front matter names
	Needs   []Need            // in the order of the policy
	Since   time.Time         // when it came into its state; zero: the ledger does not tell
	Due     time.Time         // of a returned text: until when it is to be mended, the day's last second; zero: none
	Overdue bool

	Approved  *Version // what was approved last; nil: nothing
	Published *Version // what readers see; nil: nothing
	Return    *Entry   // the last one since the last approval; nil: none
	Ledger    *Ledger
}

// A Version is a text that was approved or published, with what it was then.
type Version struct {
	Entry
	Signatures []Entry // under it, in order
}

// A Need is a signature that the policy asks for.
type Need struct {
	Step, Gate string
	Role       string // the least that may sign
	Signed     *Entry // nil: not yet
	Void       []Void // signatures that do not count, the last of each person
	Open       bool   // it can be signed now, as far as the order of steps goes
}

// A Void is a signature that does not count.
type Void struct {
	Entry
	Why  VoidReason
	File string // that has changed, with [VoidFile]
}

// VoidReason is why a signature does not count.
type VoidReason string

// The reasons.
const (
	VoidText      VoidReason = "text"      // the text has changed
	VoidFile      VoidReason = "file"      // a file of it has changed, has come or gone
	VoidMoved     VoidReason = "moved"     // its file is another
	VoidReturned  VoidReason = "returned"  // the text was sent back afterwards
	VoidWithdrawn VoidReason = "withdrawn" // the text was withdrawn afterwards
	VoidPolicy    VoidReason = "policy"    // the policy does not take it (any more): role, person or order
)

// Missing are the needs that are not met.
func (s *Status) Missing() []Need {
	var out []Need
	for _, n := range s.Needs {
		if n.Signed == nil {
			out = append(out, n)
		}
	}
	return out
}
