// Package draft keeps the texts that trainers are writing until they are
// submitted to the library, with their pictures and their past versions.
//
// A draft belongs to one person. Each saving names the version that it began
// from: where somebody else, or the same person in another window, has saved
// since, nothing is written and both texts come back in a [Conflict]. A draft
// that was submitted cannot be changed until it is opened again.
//
// Some of the past versions are kept: one for each five minutes of writing, what
// stood there before a text lost half its length, and what was submitted or given up
// for an older one; the oldest go first. [Note]s tell what an import could not keep. All is bounded: see the constants.
package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// A State says what may be done with a draft.
type State string

// The states of drafts.
const (
	Open      State = "open"
	Submitted State = "submitted" // its text is in the library; it cannot be changed here
)

// A Draft is a text that somebody is writing.
type Draft struct {
	ID       string // 16 letters and digits, made by chance
	Owner    string // name of a person
	Document string // id in the library; empty until it is decided
	File     string // path in the library; empty until it is decided
	Title    string
	Text     string // UTF-8; empty in lists
	Base     string // digest of the library's text that it began from; empty: it is a new text
	Version  int64  // counts what was saved, from 1
	Created  time.Time
	Updated  time.Time
	State    State
}

// A Version is what a draft was once.
type Version struct {
	Version int64
	At      time.Time
	Title   string
	Text    string // empty in lists
}

// Bounds. Sizes are in bytes.
const (
	MaxText       = 1 << 20
	MaxTitle      = 200 // characters; what is beyond is cut
	MaxDrafts     = 300 // of a person
	MaxVersions   = 80  // kept of a draft
	MaxPictures   = 50  // of a draft
	MaxPicture    = 5 << 20
	MaxAllPicture = 40 << 20 // of a draft together

	keepEvery = 5 * time.Minute
)

// Why something is not kept. Any other error is [ErrAway].
var (
	ErrUnknown   = fmt.Errorf("there is no such draft: %w", fs.ErrNotExist)
	ErrSubmitted = errors.New("the draft was submitted and cannot be changed")
	ErrLong      = errors.New("the text is too long")
	ErrMany      = errors.New("there are too many drafts")
	ErrPicture   = errors.New("the picture is too large, or its name cannot be used")
	ErrPictures  = errors.New("the draft has too many pictures")
)

// ErrAway means that the database cannot be used at the moment.
var ErrAway = errors.New("the drafts cannot be reached")

// A Conflict is why a text was not saved: another was, since the version that it
// began from. Nothing is lost: both are here.
type Conflict struct {
	Theirs *Draft // as it is kept
	Title  string // what was to be saved
	Text   string
}

func (c *Conflict) Error() string {
	return fmt.Sprintf("the draft %s is at version %d already", c.Theirs.ID, c.Theirs.Version)
}
