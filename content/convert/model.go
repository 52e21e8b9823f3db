package convert

import (
	"strings"
	"time"
	"unicode"
)

// A text is what the readers make and the writer prints.
type text struct {
	title    string
	said     string // what the file says its title is
	authors  []string
	date     time.Time
	updated  time.Time
	source   string
	tags     []string
	summary  string
	blocks   []*block
	footnote [][]*block // what [^n] says, from n = 1

	raw []byte // Markdown that needs nothing done
}

type blockKind int

const (
	paragraph blockKind = iota
	heading
	list
	table
	quote
	code
	rule
)

// A block is a paragraph or what stands in the place of some.
type block struct {
	kind  blockKind
	runs  []run      // of a paragraph or heading; its text, of code
	level int        // of a heading, from 1
	items [][]*block // of a list
	start int        // the number of a list's first item; 0: a list without numbers
	rows  []row      // of a table
	body  []*block   // of a quote
	other bool       // of a list: written with the other kind of mark
	look  look
	notes []*note // whose place this is
}

// A look is how a paragraph looked, by which titles and headings are known that
// no style names.
type look struct {
	centred bool
	bold    bool // all of it
	size    int  // in half points; 0: not known
	title   bool // its style says that it is the title
	spans   bool // of the only paragraph of a cell: it takes several columns
}

// A row is a row of a table, a cell its blocks.
type row []cell

type cell []*block

// A run is some text in one style, or one thing in a text.
type run struct {
	kind  runKind
	text  string // of words; the alternative text of a picture
	style style
	link  string // where it leads; empty for no link
	dest  string // of a picture
	n     int    // of a footnote's mark, from 1
}

type runKind int

const (
	words runKind = iota
	lineBreak
	picture
	noteMark
)

// A style is a set of what Markdown can say of text.
type style uint8

const (
	strike style = 1 << iota
	bold
	italic
	subscript
	superscript
	monospace
)

// plain is the text of runs.
func plain(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.kind {
		case words:
			b.WriteString(r.text)
		case lineBreak:
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// blank reports whether runs show nothing.
func blank(runs []run) bool {
	for _, r := range runs {
		if r.kind == picture || r.kind == noteMark || r.kind == words && strings.TrimFunc(r.text, isSpace) != "" {
			return false
		}
	}
	return true
}

// isSpace also takes the space of full width, no-break spaces and what nobody sees.
func isSpace(r rune) bool { return unicode.IsSpace(r) || simpleSpace(r) < 0 }

// walk calls do for every block, those within others after them.
func walk(blocks []*block, do func(*block)) {
	for _, b := range blocks {
		do(b)
		walk(b.body, do)
		for _, item := range b.items {
			walk(item, do)
		}
		for _, r := range b.rows {
			for _, c := range r {
				walk(c, do)
			}
		}
	}
}

// hasWords reports whether there is anything to read.
func (t *text) hasWords() bool {
	found := false
	walk(t.blocks, func(b *block) { found = found || !blank(b.runs) })
	return found || len(t.footnote) > 0
}

// oneLine joins what stands on several lines, without a space between Chinese characters.
func oneLine(s string) string {
	var b strings.Builder
	var last rune
	for _, field := range strings.FieldsFunc(s, isSpace) {
		first := []rune(field)[0]
		if b.Len() > 0 && (!wide(last) || !wide(first)) {
			b.WriteByte(' ')
		}
		b.WriteString(field)
		all := []rune(field)
		last = all[len(all)-1]
	}
	return b.String()
}

// wide reports whether a character takes the width of a Chinese one.
func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0xA4CF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F || r >= 0xFF01 && r <= 0xFF60 ||
		r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x20000 && r <= 0x3FFFF
}
