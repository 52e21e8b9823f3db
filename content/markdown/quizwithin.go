package markdown

import (
	"bytes"
	"regexp"
)

// A quiz whose fence does not begin its line, as in "for example ```quiz", is
// no fence to Markdown: it would be shown as part of a paragraph, a heading or a table.
// So would one that an input method has given other signs than backticks.

var (
	// withinOpen matches what was meant to open a quiz, wherever it stands.
	withinOpen = regexp.MustCompile("`{3,}|~{3,}|·{3,}|｀{3,}|～{3,}")

	// withinClose matches a line that was meant to close it.
	withinClose = regexp.MustCompile("^[ \\t\u3000<>＞*+\\-|]*(?:`{3,}|~{3,}|·{3,}|｀{3,}|～{3,})\\s*$")

	// beginsQuiz matches the first line of a quiz: a question, or a key.
	beginsQuiz = regexp.MustCompile(`^[ \t\x{3000}<>＞*+\-|]*(?:[?？]|(?i:id|title|opens|closes|pass|编号|标题|开始|截止|及格)\s*[:：])`)

	// wholeQuiz matches a question with its answer in one line.
	wholeQuiz = regexp.MustCompile(`[?？].*(?:[(（\[【]\s*[xX]\s*[)）\]】]|[=＝])`)
)

// withinLine returns the lines of a quiz that line i, from 0, opens behind
// something else. What stands in the line itself stays unless it is all of the quiz.
func (d *Document) withinLine(i int) (lineRange, bool) {
	line := d.lineText(i)
	if !MayHaveQuiz(line) {
		return lineRange{}, false
	}
	for _, at := range withinOpen.FindAllIndex(line, maxWithin) {
		rest := line[at[1]:]
		if _, ok := quizInfo(rest); !ok {
			continue
		}
		code, _, ended := bytes.Cut(rest, line[at[0]:at[1]])
		whole := wholeQuiz.Match(code)
		switch {
		case d.beginsWithin(i+1, !ended):
			first := i + 1
			if whole {
				first = i
			}
			return lineRange{first: first, last: min(d.endWithin(i+1)+1, len(d.lines))}, true
		case whole:
			return lineRange{first: i, last: i + 1}, true
		}
	}
	return lineRange{}, false
}

// maxWithin bounds how many signs of a line are looked at.
const maxWithin = 16

// beginsWithin reports whether a quiz begins at line i, or after a blank one.
func (d *Document) beginsWithin(i int, blank bool) bool {
	if blank && i < len(d.lines) && len(bytes.TrimSpace(d.lineText(i))) == 0 {
		i++
	}
	return i < len(d.lines) && beginsQuiz.Match(d.lineText(i))
}

// endWithin is the line at or after i that closes a quiz, or the number of lines.
func (d *Document) endWithin(i int) int {
	for i < len(d.lines) && !withinClose.Match(d.lineText(i)) {
		i++
	}
	return i
}
