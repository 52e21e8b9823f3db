package site

import (
	"unicode"

	"yanxi/content"
	"yanxi/content/markdown"
)

// Reading speeds, in silent reading for understanding. Adults read English
// non-fiction at 238 words a minute on average (Brysbaert 2019, a meta-analysis
// of 190 studies). China's curriculum standard for Chinese asks for 300
// characters a minute at the end of primary school and 500 of ordinary modern
// prose at the end of the ninth year; rules and cases are denser than that, so
// we take the middle.
const (
	hanPerMinute   = 400
	wordsPerMinute = 238
)

// bytesPerMinute estimates a text that is not read for its length: three bytes
// for a character, and some for marks.
const bytesPerMinute = 3 * hanPerMinute

// mostWeighed is how much material is read to tell how long one page's courses
// take, half a millisecond each; the rest is estimated by the size of its file.
const mostWeighed = 400

// readingMinutes is how long sections take to read, rounded, at least 1. Sources
// are looked up, not read.
func readingMinutes(sections []markdown.Section) int {
	han, words := 0, 0
	for _, s := range sections {
		if s.Line == 0 && s.Anchor == content.AnchorSources {
			continue
		}
		h, w := countWords(s.Text)
		han, words = han+h, words+w
	}
	minutes := float64(han)/hanPerMinute + float64(words)/wordsPerMinute
	return max(1, int(minutes+0.5))
}

// countWords counts Chinese characters, and words of other scripts; a number is
// a word.
func countWords(text string) (han, words int) {
	inWord := false
	for _, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		switch {
		case unicode.Is(unicode.Han, r):
			han++
			letter = false
		case letter && !inWord:
			words++
		}
		inWord = letter
	}
	return han, words
}

// A weight is what a text asks of its reader.
type weight struct {
	minutes   int // at least 1; 0 if its file cannot be read
	questions int // of its quizzes
}

// weigh reads a text once in an edition for what it asks of its reader.
func (e *Edition) weigh(d *content.Document) weight {
	if known, ok := e.weights.Load(d); ok {
		return known.(weight)
	}
	body, err := e.lib.Read(d)
	if err != nil {
		return weight{} // the page of the document says so
	}
	w := weight{minutes: readingMinutes(e.lib.Sections(d, body))}
	for _, q := range body.Quizzes() {
		w.questions += len(q.Questions)
	}
	e.weights.Store(d, w)
	return w
}

// estimatedMinutes is [Edition.weigh] without a look into the file.
func estimatedMinutes(d *content.Document) int {
	return max(1, int((d.Size+bytesPerMinute/2)/bytesPerMinute))
}

// courseMinutes is how long a course's material takes to read.
func (e *Edition) courseMinutes(course *content.Document) int {
	total := 0
	for i, d := range e.lib.Material(course) {
		total += e.minutesWithin(d, i)
	}
	return total
}

// toRead is how long a document takes, or all of a course's material.
func (e *Edition) toRead(d *content.Document) int {
	if d.Course != nil {
		return e.courseMinutes(d)
	}
	return e.weigh(d).minutes
}

// minutesWithin is exact for the first [mostWeighed] documents, from 0.
func (e *Edition) minutesWithin(d *content.Document, n int) int {
	if n < mostWeighed {
		return e.weigh(d).minutes
	}
	return estimatedMinutes(d)
}
