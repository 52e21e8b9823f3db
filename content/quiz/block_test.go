package quiz

import "strings"

// newBlock makes a block of a text that stands alone; it begins on line 1.
func newBlock(title, text string) Block {
	b := Block{Title: title, Line: 1}
	if text == "" {
		return b
	}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		b.Lines = append(b.Lines, Line{strings.TrimSuffix(line, "\r"), i + 2, 1})
	}
	return b
}

// parse reads one block.
func parse(b Block, opts Options) (Quiz, []Problem) {
	all, problems := ParseAll([]Block{b}, opts)
	return all[0], problems
}
