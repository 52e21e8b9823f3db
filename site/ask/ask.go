// Package ask keeps what readers ask until it is answered.
//
// A question is new, then perhaps passed on to somebody, and in the end answered
// or closed; each step says when and by whom. It has a day by which it is due,
// which the library's calendar gives. The answer is no part of this package: it
// is a document of the library that names the question, and a question knows the
// document's id.
//
// A question's id is the day on which it was asked and its number on that day,
// 20261102-1, so that it can be said on the telephone, and so that a document
// which answers a question of a database that was lost names no other.
//
// Anybody may ask, so all is bounded: texts in length, questions of a visitor
// and of all visitors in number. A visitor is the same string for the same
// reader on the same day, as package stats makes it; it is forgotten after a day
// and is in no backup.
package ask

import (
	"errors"
	"time"
)

// A State says how far a question has come.
type State string

// The states of questions. Those that are new or passed on are open.
const (
	New      State = "new"
	Passed   State = "passed"
	Answered State = "answered"
	Closed   State = "closed"
)

// States are all of them, in the order in which a question has them.
var States = []State{New, Passed, Answered, Closed}

// Open reports whether a question in that state waits for somebody.
func (s State) Open() bool { return s == New || s == Passed }

// A Question is what a reader asked.
type Question struct {
	ID       string
	Document string // id of the document that it is about; empty: the library as a whole
	Text     string
	Name     string // as the reader gave it; may be empty
	State    State
	Created  time.Time
	Due      time.Time // the last second in which an answer is in time
	Answer   string    // id of the document that answers it; empty until then
	History  []Step    // in order; the first is that it was asked
}

// Overdue reports whether a question is open past its day.
func (q *Question) Overdue(now time.Time) bool { return q.State.Open() && now.Unix() > q.Due.Unix() }

// A Step is something that became of a question.
type Step struct {
	State State
	At    time.Time
	By    string // may be empty
	To    string // whom it was passed to
	Note  string // why it was closed, or what there is to say to whom it was passed to
}

// Limits of what can be asked, in characters and in questions.
const (
	MinText = 2
	MaxText = 1000
	MaxName = 40
	MaxNote = 1000 // of a step

	PerVisitor = 5   // in an hour
	PerHour    = 200 // of all visitors
)

// Why a question is not taken. Any other error of a [Desk] is [ErrAway].
var (
	ErrShort      = errors.New("the question is empty")
	ErrLong       = errors.New("the question is too long")
	ErrName       = errors.New("the name is too long")
	ErrTooMany    = errors.New("this visitor has asked too much")
	ErrTooManyAll = errors.New("too much is asked")
)

// Why a question cannot be worked on.
var (
	ErrUnknown = errors.New("there is no such question")
	ErrState   = errors.New("the question is no longer open")
	ErrNote    = errors.New("the text is too long")
	ErrMissing = errors.New("something must be said")
)

// ErrAway means that the database cannot be used at the moment.
var ErrAway = errors.New("the questions cannot be reached")
