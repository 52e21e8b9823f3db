package quiz

import "time"

// A Block is the source of one quiz: a fenced block in the language quiz.
type Block struct {
	Title string // the rest of the line that opens it
	Line  int    // of that line in the file, from 1
	Lines []Line // between the fences
}

// A Line is one line of a block, without what a list or quote around the block
// puts before it.
type Line struct {
	Text   string
	Number int // in the file, from 1
	Column int // of the first character of Text, from 1
}

// A DateReader reads a time as people write it. It reports whether only a day
// is given, and whether it could be read.
type DateReader func(s string) (t time.Time, day, ok bool)

// isoDates reads 2026-12-01 and 2026-12-01 18:00 in UTC.
func isoDates(s string) (t time.Time, day, ok bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, true, true
	}
	t, err := time.Parse("2006-01-02 15:04", s)
	return t, false, err == nil
}

// Bounds on one block. What is beyond is left out, with a problem.
const (
	MaxSize      = 256 << 10 // bytes of a block
	MaxQuestions = 200       // of a quiz
	MaxOptions   = 30        // options, or accepted answers, of a question
	MaxText      = 4000      // bytes of a stem, an option or a line of answers
	MaxAnswer    = 200       // characters of a text to fill in: what a form takes
	MaxNote      = 16000     // bytes of an explanation
	MaxQuizzes   = 50        // of a document
)

// A Problem is something wrong with a quiz. The package content has the words
// for it, by its name. Args hold nothing that is to be hidden.
type Problem struct {
	Name         string // quiz-no-right
	Line, Column int    // in the file, from 1
	EndColumn    int    // just past the last character
	Args         []any  // of the words
	LeavesOut    bool   // a question or more could not be used
}
