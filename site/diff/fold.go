package diff

import "strings"

// A Part is a block, or a stretch of the same lines that a page may fold.
type Part struct {
	Block
	Folded     bool
	Paragraphs int // lines with something to read, of a folded part
}

// minFolded is how many lines to read a stretch must have to be folded: less is read faster than unfolded.
const minFolded = 3

// Fold gives the blocks in order, with what is the same folded away but for some lines to read around each change.
// In a text without changes all is folded.
func (d *Diff) Fold(around int) []Part {
	var out []Part
	for i, b := range d.Blocks {
		if b.Kind != Same {
			out = append(out, Part{Block: b})
			continue
		}
		before, after := around, around // lines kept after the change before, and before the one after
		if i == 0 {
			before = 0
		}
		if i == len(d.Blocks)-1 {
			after = 0
		}
		out = appendFolded(out, b, before, after)
	}
	return out
}

func appendFolded(out []Part, b Block, before, after int) []Part {
	lines := splitLines(b.Spans[0].Text)
	from := ahead(lines, before)
	to := len(lines) - behind(lines[from:], after)
	n := readable(lines[from:to])
	if n < minFolded {
		return append(out, Part{Block: b})
	}
	add := func(from, to int, folded bool) {
		if from < to {
			out = append(out, Part{
				Block:  Block{Kind: Same, Old: b.Old + from, New: b.New + from, Spans: []Span{{Keep, strings.Join(lines[from:to], "")}}},
				Folded: folded, Paragraphs: readable(lines[from:to]),
			})
		}
	}
	add(0, from, false)
	add(from, to, true)
	add(to, len(lines), false)
	return out
}

// ahead is how many lines from the first on have n to read, with the blank ones after them.
func ahead(lines []string, n int) int {
	i := 0
	for ; i < len(lines); i++ {
		if !blank(lines[i]) {
			if n == 0 {
				break
			}
			n--
		} else if n == 0 && i == 0 {
			break
		}
	}
	return i
}

// behind is the same from the last on.
func behind(lines []string, n int) int {
	i := 0
	for ; i < len(lines); i++ {
		if !blank(lines[len(lines)-1-i]) {
			if n == 0 {
				break
			}
			n--
		} else if n == 0 {
			break
		}
	}
	return i
}

func readable(lines []string) int {
	n := 0
	for _, line := range lines {
		if !blank(line) {
			n++
		}
	}
	return n
}
