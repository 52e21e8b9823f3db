package rules

import (
	"bytes"
	"unicode/utf8"
)

// place says what part of a text a block is.
type place uint8

const (
	placeBody place = iota
	placeHeading
	placeFront
)

// A block is a stretch of text that reads as one: a heading, a paragraph, an item of a list, a row of
// a table, a line of front matter.
type block struct {
	start, end int
	run        int // blocks between two blank lines have the same number
	place      place
	quoted     bool   // a > quotation, or what a case quotes in its front matter
	field      string // in front matter: the key at the top
}

// An image is one that a text shows.
type image struct {
	start, end int
	run        int
	dest       string
}

// A layout is a text divided into blocks, with everything masked that is not read as text: shadow has the same
// length as the source, and the byte [masked] wherever code, HTML, math and addresses stand.
type layout struct {
	src, shadow []byte
	blocks      []block
	waivers     []waiver
	images      []image
	run         int

	// of the body, while its lines are read
	fence     byte // of the code that is open, 0 for none
	fenceSize int
	inList    bool
	wasBlank  bool
	quote     bool // the run is a quotation
	endless   bool // no comment ends in the rest of the text
	pending   int  // start of the open block, -1 for none
	pendingIn place
}

// masked stands for what is not text. No word holds it.
const masked = 0x01

func (l *layout) reset(t Text) {
	l.src = t.Source
	l.shadow = append(l.shadow[:0], t.Source...)
	l.blocks, l.waivers, l.images = l.blocks[:0], l.waivers[:0], l.images[:0]
	l.run, l.fence, l.fenceSize, l.inList, l.wasBlank, l.quote, l.pending = 0, 0, 0, false, true, false, -1
	l.endless = false
	body := min(max(t.Body, 0), len(t.Source))
	for body < len(t.Source) && !utf8.RuneStart(t.Source[body]) {
		body++
	}
	l.front(body)
	l.body(body)
	l.settle(body)
}

func (l *layout) mask(start, end int) {
	for i := start; i < end; i++ {
		if l.shadow[i] != '\n' {
			l.shadow[i] = masked
		}
	}
}

func lineEnd(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i
	}
	return len(text)
}

// body divides the lines of a text into blocks.
func (l *layout) body(at int) {
	l.run++
	for at < len(l.src) {
		stop := at + lineEnd(l.src[at:])
		l.line(at, stop)
		at = stop + 1
	}
	l.close(len(l.src))
}

// close ends the open block before offset at.
func (l *layout) close(at int) {
	if l.pending < 0 {
		return
	}
	b := block{start: l.pending, end: min(at, len(l.src)), run: l.run, place: l.pendingIn, quoted: l.quote}
	l.pending = -1
	l.blocks = append(l.blocks, b)
	l.inline(b.start, b.end)
}

func (l *layout) open(at int, p place) {
	if l.pending < 0 {
		l.pending, l.pendingIn = at, p
	}
}

// line takes one line of the body, without its end.
func (l *layout) line(at, stop int) {
	c := containers(l.src[at:stop])
	text := at + c.size
	rest := l.src[text:stop]
	if l.fence != 0 {
		l.mask(at, stop)
		if n := fenceOf(rest, l.fence); n >= l.fenceSize && len(bytes.TrimSpace(rest[n:])) == 0 {
			l.fence = 0
		}
		return
	}
	if len(rest) == 0 && !c.quote {
		l.close(at)
		l.wasBlank = true
		return
	}
	for _, mark := range [...]byte{'`', '~'} {
		if n := fenceOf(rest, mark); n >= 3 && (mark == '~' || bytes.IndexByte(rest[n:], '`') < 0) {
			l.startRun(at)
			l.fence, l.fenceSize = mark, n
			l.mask(at, stop)
			return
		}
	}
	if l.wasBlank {
		l.startRun(at)
		l.quote = c.quote && !bytes.HasPrefix(rest, []byte("[!"))
		if c.item {
			l.inList = true
		} else if c.indent == 0 {
			l.inList = false
		}
	}
	if c.indent >= 4 && l.wasBlank && !l.inList { // code
		l.mask(at, stop)
		return
	}
	l.wasBlank = false
	l.mask(at, text)
	l.textLine(at, text, stop, c)
}

func (l *layout) textLine(at, text, stop int, c container) {
	rest := l.src[text:stop]
	switch {
	case len(rest) == 0:
		l.close(at)
	case isHeading(rest):
		l.startRun(at)
		l.quote = false
		marks := fenceOf(rest, '#')
		l.mask(text, text+marks)
		l.open(text+marks, placeHeading)
		l.close(stop)
		l.wasBlank = true
	case rest[0] == '|' || c.item:
		l.close(at)
		l.open(text, placeBody)
		if rest[0] == '|' {
			l.close(stop)
		}
	case definition(rest):
		l.close(at)
		l.mask(text, stop)
	default:
		l.open(text, placeBody)
	}
}

func (l *layout) startRun(at int) {
	l.close(at)
	l.run++
}

func isHeading(line []byte) bool {
	n := 0
	for n < len(line) && line[n] == '#' {
		n++
	}
	return n > 0 && n <= 6 && n < len(line) && (line[n] == ' ' || line[n] == '\t')
}

// definition reports whether a line is [label]: address.
func definition(line []byte) bool {
	if line[0] != '[' || len(line) > 1 && line[1] == '^' {
		return false
	}
	i := bytes.Index(line, []byte("]:"))
	return i > 0 && bytes.IndexByte(line[1:i], '[') < 0
}

// fenceOf counts the marks that a line begins with.
func fenceOf(line []byte, mark byte) int {
	n := 0
	for n < len(line) && line[n] == mark {
		n++
	}
	return n
}

// A container is what stands before the text of a line.
type container struct {
	size   int // bytes
	indent int // columns before the first mark
	quote  bool
	item   bool
}

// containers reads indentation, the marks of quotations and those of lists.
func containers(line []byte) container {
	var c container
	for i := 0; i < len(line) && (line[i] == ' ' || line[i] == '\t'); i++ {
		c.indent++
		if line[i] == '\t' {
			c.indent += 3
		}
		c.size++
	}
	for depth := 0; depth < 16 && c.size < len(line); depth++ {
		rest := line[c.size:]
		n := 0
		switch {
		case rest[0] == '>':
			c.quote, n = true, 1
		case (rest[0] == '-' || rest[0] == '*' || rest[0] == '+') && len(rest) > 1 && rest[1] == ' ':
			c.item, n = true, 2
		case '0' <= rest[0] && rest[0] <= '9':
			d := 0
			for d < len(rest) && d < 9 && '0' <= rest[d] && rest[d] <= '9' {
				d++
			}
			if d+1 < len(rest) && (rest[d] == '.' || rest[d] == ')') && rest[d+1] == ' ' {
				c.item, n = true, d+2
			}
		}
		if n == 0 {
			break
		}
		c.size += n
		for c.size < len(line) && (line[c.size] == ' ' || line[c.size] == '\t') {
			c.size++
		}
	}
	return c
}
