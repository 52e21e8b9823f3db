// Package diff tells what changed between two Chinese Markdown texts, as an
// editor would: paragraph by paragraph, and within a paragraph word by word.
//
// Lines are matched first, by those that are in both texts once (patience), then the
// changed lines between them by how alike they are. A line that became another is shown
// as one [Changed] block of words kept, removed and inserted; a paragraph that
// was split or joined stays one block too; lines that stand elsewhere unchanged are
// [MovedFrom] and [MovedTo]. Words are those of package index/zh, marks and spaces
// stand for themselves, so a half-width comma that became a full-width one is a change. Bits
// of equal text that are too small to help a reader are part of the change around them.
//
// The result is data without markup. Nothing is lost: [Diff.Old] and [Diff.New] give both
// texts back, byte for byte. Any bytes may be given; time and memory stay in proportion to the
// texts (some five seconds for the worst two texts of 5 MB that we could think of), because every search
// for the best answer is bounded, and what lies beyond is shown as removed and added.
package diff

import (
	"strings"
	"unicode/utf8"
)

// A Kind says what became of the lines of a block.
type Kind uint8

// The kinds.
const (
	Same      Kind = iota + 1 // in both texts
	Changed                   // in both, with other words; spans say which
	Removed                   // in the old text only
	Added                     // in the new text only
	MovedFrom                 // the old place of lines that are elsewhere in the new text
	MovedTo                   // the new place of such lines
)

// An Op says what became of a span.
type Op uint8

// What may become of a span.
const (
	Keep Op = iota + 1
	Delete
	Insert
)

// A Span is a piece of text that was kept, deleted or inserted. It may hold line ends.
type Span struct {
	Op   Op
	Text string
}

// A Block is some whole lines.
type Block struct {
	Kind  Kind
	Old   int // number of its first line in the old text, from 1; 0 if it is not there
	New   int // the same in the new text
	Spans []Span
	Other int // of moved lines: the line where they begin in the other text
}

// A Diff is what changed between two texts, in the order of reading.
type Diff struct {
	Blocks []Block
	// Removed and Added count characters, white space left out. Moved lines count in neither.
	Removed, Added int
}

// Texts compares two texts.
func Texts(old, new string) *Diff {
	a, b := splitLines(old), splitLines(new)
	d := &Diff{}
	w := &writer{diff: d, a: a, b: b}
	w.write(alignLines(a, b))
	d.count()
	return d
}

// Equal reports whether nothing changed.
func (d *Diff) Equal() bool {
	for _, b := range d.Blocks {
		if b.Kind != Same {
			return false
		}
	}
	return true
}

// Old is the text that was changed.
func (d *Diff) Old() string { return d.text(Insert) }

// New is the text that it became.
func (d *Diff) New() string { return d.text(Delete) }

func (d *Diff) text(without Op) string {
	var out strings.Builder
	for _, b := range d.Blocks {
		for _, s := range b.Spans {
			if s.Op != without {
				out.WriteString(s.Text)
			}
		}
	}
	return out.String()
}

func (d *Diff) count() {
	for _, b := range d.Blocks {
		if b.Kind == MovedFrom || b.Kind == MovedTo {
			continue
		}
		for _, s := range b.Spans {
			switch s.Op {
			case Delete:
				d.Removed += characters(s.Text)
			case Insert:
				d.Added += characters(s.Text)
			}
		}
	}
}

// characters counts what is not white space.
func characters(s string) int {
	n := 0
	for _, r := range s {
		if !isSpace(r) {
			n++
		}
	}
	return n
}

// isSpace takes in the spaces of Chinese typesetting and what is not seen.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', '\u00a0', '\u3000', '\u200b', '\ufeff', '\u2028', '\u2029':
		return true
	}
	return r >= '\u2000' && r <= '\u200a'
}

// splitLines cuts after each line end, which stays with its line.
func splitLines(text string) []string {
	lines := make([]string, 0, strings.Count(text, "\n")+1)
	for text != "" {
		i := strings.IndexByte(text, '\n') + 1
		if i == 0 {
			i = len(text)
		}
		lines = append(lines, text[:i])
		text = text[i:]
	}
	return lines
}

// blank reports whether a line has nothing to read.
func blank(line string) bool {
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		if !isSpace(r) {
			return false
		}
		i += size
	}
	return true
}
