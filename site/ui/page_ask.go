package ui

// AskPage is where a reader asks, or what it says when a question was taken.
type AskPage struct {
	Layout
	Heading  string
	Action   string
	Document string // id of what the question is about; empty: the library as a whole
	About    *Link  // the same
	Within   int    // working days until the answer is due
	MaxText  int    // characters
	MaxName  int
	Text     string // as typed
	Name     string
	Notice   string // what is wrong; empty: nothing
	Field    string // where: text, name, or empty for none of them
	Sent     *Asked // set: the question was taken
}

// Asked is a question that was taken.
type Asked struct {
	ID   string
	Text string
	Due  string // in words
	Back Link
}

// An AnsweredQuestion is an answer to a reader, on the page that it is about.
type AnsweredQuestion struct {
	Link
	Sentence string // the first of the answer; may be empty
}
