package ui

import (
	"html/template"
	"time"
)

// A Quiz is a form of questions, or what stands in its place where they must
// not be shown. The five of a day are one as well.
type Quiz struct {
	Anchor   string // id of its element
	Document string // id; empty for the five of a day
	ID       string // in the document; of the five of a day their date
	Title    string
	State    string // early, open or closed
	Opens    string // in words, empty if it was always open
	Closes   string // in words, empty if it never closes
	OpensAt  time.Time
	ClosesAt time.Time
	Need     int // how many are to be right to pass; 0: there is no passing
	Count    int // of the questions, also where they are not shown
	Action   string
	Mark     string // address of the API that marks it
	Sealed   string // of an export: the file by which the script marks it
	Notice   string // what was wrong with what was sent
	Daily    *Daily

	Questions []Question
}

// Daily is what a script needs to bring back what was answered wrongly.
type Daily struct {
	Today string // YYYY-MM-DD in the library's zone; empty in an export
	Next  string // keys of the questions to take, in the order of the day, separated by spaces
	More  string // address of other questions, without their keys
}

// A Question is asked in a form, or shown with its marks.
type Question struct {
	Number   int
	Key      string // the document's id where the form has questions of several, then the question's
	Name     string // of its field
	Document string // id
	ID       string
	Kind     string // single, multiple, true_false, fill_in or ordering
	Stem     template.HTML
	Options  []Option
	Given    string // text filled in
	Marking  *Marking
}

// An Option is one of several answers.
type Option struct {
	ID     string
	Text   template.HTML
	Chosen bool
	Places []Place // of an ordering: where it can be put
}

// A Place is a place in an order, from 1.
type Place struct {
	Number int
	Chosen bool
}

// A Marking says how a question was answered.
type Marking struct {
	Correct     bool
	Given       []template.HTML // empty: not answered
	Right       []template.HTML // one, unless several belong together
	Ordered     bool            // their order counts
	Explanation template.HTML
	Reread      *Link
}

// Answers are those of one question, given or right.
type Answers struct {
	Texts   []template.HTML
	Ordered bool
}

// Answered is what was given.
func (m *Marking) Answered() Answers { return Answers{m.Given, m.Ordered} }

// Wanted is what is right.
func (m *Marking) Wanted() Answers { return Answers{m.Right, m.Ordered} }

// QuizPage is what comes back after a form was sent: the marks, or the form
// again with what is wrong.
type QuizPage struct {
	Layout
	Heading string
	Back    Link
	Score   int
	Total   int
	Passed  bool
	Need    int
	Graded  bool   // can be passed
	Result  string // JSON for the progress of the reader; empty if nothing was marked
	Marked  []Question
	Again   string   // where the form is asked for anew
	Next    *Link    // the text that comes after that of the quiz; nil if none does
	Seed    string   // sent to Again
	Keys    []string // of the questions, where Again needs them
	Form    *Quiz
	Notice  string
}

// DailyPage has the five questions of a day.
type DailyPage struct {
	Layout
	Heading string
	Quiz    *Quiz // nil if the library has no questions
	Empty   bool
}

// QuizListPage lists the documents that have quizzes.
type QuizListPage struct {
	Layout
	Heading   string
	Daily     *Link
	Documents []QuizDocument
	Questions int
}

// QuizDocument is a document with its quizzes.
type QuizDocument struct {
	Item
	Quizzes []QuizEntry
}

// QuizEntry is a quiz in a list.
type QuizEntry struct {
	Link
	State  string
	Count  int
	Opens  string
	Closes string
}
