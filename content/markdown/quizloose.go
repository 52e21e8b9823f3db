package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
)

// A quiz that its author has not written as a proper fence would be shown with
// its answers: indented too far, glued to raw HTML, in a comment, or in a quote
// that ends before it does. Such loose quizzes are found line by line, emptied,
// and the text is parsed again without them.

var (
	// looseOpen matches a line that looks as if it opened a quiz, with whatever
	// lists and quotes put before it.
	looseOpen = regexp.MustCompile("^[ \\t\u3000<>＞*+\\-0-9.)、:：!|·•?]*(`{3,}|~{3,})([^`~].*)?$")

	// quizSign matches a line that can only be of a quiz.
	// Lists and quotes may put something before it.
	quizSign = regexp.MustCompile(`^[\s>*+\-]*(?:[?？=＝]|->|→|[(（]\s*[xX]?\s*[)）]|[\[【]\s*[xX]?\s*[\]】]|(?i:id|opens|closes|pass)\s*[:：])`)
)

// A lineRange is lines from first up to but without last, from 0.
type lineRange struct {
	first, last int
	comment     bool // of raw HTML: nobody meant to show them
}

// looseQuizzes finds the ranges of lines between fences that nothing hides.
func (d *Document) looseQuizzes() []lineRange {
	if !MayHaveQuiz(d.src) {
		return nil
	}
	inFence := make([]bool, len(d.lines)+1) // lines of any fence, from 1
	inComment := d.commentLines()
	var loose []lineRange
	for n := range d.fences() {
		quiz := d.isQuiz(n)
		last := 0
		if n.Info != nil {
			last = d.line(n.Info.Segment.Start)
			inFence[last] = true
		}
		for i := range n.Lines().Len() {
			last = d.line(n.Lines().At(i).Start)
			inFence[last] = true
		}
		if r, ok := d.escaped(last); quiz && ok {
			loose = append(loose, r)
		}
	}
	for i := 0; i < len(d.lines); i++ {
		if inFence[i+1] {
			continue
		}
		m := looseOpen.FindSubmatch(d.lineText(i))
		if m == nil || bytes.Contains(m[2], m[1]) {
			if r, ok := d.withinLine(i); ok {
				r.comment = inComment[i+1]
				loose = append(loose, r)
				i = max(i, r.last-1)
			}
			continue
		}
		if _, ok := quizInfo(m[2]); ok {
			r := lineRange{i, d.closeOf(i+1, m[1]), inComment[i+1]}
			if r.comment {
				r.first++
			} else {
				r.last = min(r.last+1, len(d.lines))
			}
			if !r.comment || len(bytes.TrimSpace(d.linesText(r))) > 0 {
				loose = append(loose, r)
			}
			i = max(i, r.last-1)
		}
	}
	slices.SortFunc(loose, func(a, b lineRange) int { return a.first - b.first })
	return loose
}

// commentLines are the lines, from 1, of comments of raw HTML.
func (d *Document) commentLines() map[int]bool {
	lines := map[int]bool{}
	walkBlocks(d.root, func(n ast.Node) {
		if h, ok := n.(*ast.HTMLBlock); ok && h.HTMLBlockType == ast.HTMLBlockType2 {
			for i := range h.Lines().Len() {
				lines[d.line(h.Lines().At(i).Start)] = true
			}
		}
	})
	return lines
}

// fences yields the fenced blocks.
func (d *Document) fences() func(func(*ast.FencedCodeBlock) bool) {
	return func(yield func(*ast.FencedCodeBlock) bool) {
		stopped := false
		walkBlocks(d.root, func(n ast.Node) {
			if f, ok := n.(*ast.FencedCodeBlock); ok && !stopped {
				stopped = !yield(f)
			}
		})
	}
}

// escaped returns the lines of a quiz behind the last one of its fence, from 1:
// where the list or quote around ended before the fence was closed.
func (d *Document) escaped(last int) (lineRange, bool) {
	if last == 0 || last >= len(d.lines) || anyFence(d.lineText(last)) {
		return lineRange{}, false
	}
	for i := last; i < len(d.lines); i++ {
		switch line := d.lineText(i); {
		case len(bytes.TrimSpace(line)) == 0:
		case quizSign.Match(line):
			return lineRange{first: last, last: min(d.closeOf(last, []byte("```"))+1, len(d.lines))}, true
		default:
			return lineRange{}, false
		}
	}
	return lineRange{}, false
}

// closeOf returns the line after i that closes a fence, from 0, or the number
// of lines.
func (d *Document) closeOf(i int, fence []byte) int {
	for ; i < len(d.lines); i++ {
		if m := looseOpen.FindSubmatch(d.lineText(i)); m != nil && m[1][0] == fence[0] &&
			len(bytes.TrimSpace(m[2])) == 0 {
			return i
		}
	}
	return i
}

// opensQuiz reports whether a line opens a quiz, or looks like it.
func opensQuiz(line []byte) bool {
	if !bytes.Contains(line, []byte("```")) && !bytes.Contains(line, []byte("~~~")) {
		return false
	}
	m := looseOpen.FindSubmatch(line)
	if m == nil {
		return false
	}
	_, ok := quizInfo(m[2])
	return ok
}

// anyFence reports whether a line is a fence without language.
func anyFence(line []byte) bool {
	m := looseOpen.FindSubmatch(line)
	return m != nil && len(bytes.TrimSpace(m[2])) == 0
}

// lineText returns a line, counted from 0, without its end.
func (d *Document) lineText(i int) []byte {
	end := len(d.src)
	if i+1 < len(d.lines) {
		end = d.lines[i+1] - 1
	}
	return d.src[d.lines[i]:end]
}

// linesText returns the lines of a range.
func (d *Document) linesText(r lineRange) []byte {
	if r.first >= r.last {
		return nil
	}
	end := len(d.src)
	if r.last < len(d.lines) {
		end = d.lines[r.last]
	}
	return d.src[d.lines[r.first]:end]
}

// without returns the text with the lines of the ranges emptied.
func (d *Document) without(ranges []lineRange) []byte {
	out := slices.Clone(d.src)
	for _, r := range ranges {
		for i := r.first; i < r.last; i++ {
			start := d.lines[i]
			for j := range d.lineText(i) {
				out[start+j] = ' '
			}
		}
	}
	return out
}

// looseRounds is how often a text is parsed again. Each round empties a quiz
// that the one before it brought to light.
const looseRounds = 4

// hideLoose parses the text again without its loose quizzes.
func (d *Document) hideLoose() *Document {
	var hidden []Quiz
	for round := 0; ; round++ {
		loose := d.looseQuizzes()
		if len(loose) == 0 {
			break
		}
		if round == looseRounds {
			loose = []lineRange{{first: loose[0].first, last: len(d.lines)}}
		}
		for _, r := range loose {
			hidden = append(hidden, d.looseQuiz(r))
		}
		d = newDocument(documentParser, d.without(loose))
		if round == looseRounds {
			break
		}
	}
	d.loose = hidden
	return d
}

// looseQuiz is what stands in a range of lines.
func (d *Document) looseQuiz(r lineRange) Quiz {
	q := Quiz{Line: r.first + 1, Loose: true, Commented: r.comment}
	for i := r.first; i < r.last; i++ {
		q.Lines = append(q.Lines, QuizLine{string(d.lineText(i)), i + 1, 1})
	}
	return q
}
