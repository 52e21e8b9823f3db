package convert

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An escaper writes text so that Markdown reads it as text. It escapes as little
// as it can, because people go on to edit what it writes.
type escaper struct {
	brackets bool // '[' and ']' could make a link
	dollars  bool // two '$' could make math
	table    bool // '|' ends a cell
}

// escaperFor looks at all that a paragraph says.
func escaperFor(runs []run, inTable bool) escaper {
	e := escaper{table: inTable}
	all := plain(runs)
	e.dollars = strings.Count(all, "$") > 1
	e.brackets = bracketed.MatchString(all)
	for _, r := range runs {
		e.brackets = e.brackets || r.link != "" || r.kind == noteMark || r.kind == picture
	}
	return e
}

// bracketed matches text in which brackets may mean something: links, footnotes,
// wikilinks, boxes to tick, definitions.
var bracketed = regexp.MustCompile(`\]\s*[(\[:]|\[[\[^]|!\[|(?m:^\s*\[)`)

// escape appends text to what was written before it on the same line; after is
// the character that follows it, 0 if markup or nothing does.
func (e escaper) escape(b *strings.Builder, text string, before, after rune) {
	for i, r := range text {
		next := after
		if n := i + utf8.RuneLen(r); n < len(text) {
			next, _ = utf8.DecodeRuneInString(text[n:])
		}
		if e.special(r, before, next, text[i:]) {
			b.WriteByte('\\')
		}
		if r != '\u200B' && r != '\uFEFF' && (r >= ' ' || r == '\t') {
			b.WriteRune(r)
		}
		before = r
	}
}

// special reports whether a character needs a backslash.
func (e escaper) special(r, before, next rune, rest string) bool {
	switch r {
	case '\\':
		return next == 0 || next == '\n' || next < utf8.RuneSelf && (unicode.IsPunct(next) || unicode.IsSymbol(next))
	case '`', '*':
		return true
	case '_':
		return !letter(before) || !letter(next)
	case '~':
		return before == '~' || next == '~' || next == 0
	case '[', ']':
		return e.brackets
	case '!':
		return next == '[' || next == 0 || next == markup
	case '$':
		return e.dollars
	case '|':
		return e.table
	case '<':
		return next == 0 || next == '/' || next == '!' || next == '?' || next < utf8.RuneSelf && unicode.IsLetter(next)
	case '&':
		return entity.MatchString(rest)
	}
	return false
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// lineStart matches what would begin a block of Markdown if it stood at the
// beginning of a line; the group is what the backslash stands before.
var lineStart = regexp.MustCompile(`^(?:(#{1,6})(?:[ \t]|$)|(>)|([-+])(?:[ \t]|$)|\d{1,9}([.)])(?:[ \t]|$)|(=+)[ \t]*$|(-[- \t]*)$|(~{3,})|(:{3,}|:[ \t])|(!{3}|\?{3})|(\|))`)

// guardLine escapes what would begin a block at the start of a line.
func guardLine(line string) string {
	m := lineStart.FindStringSubmatchIndex(line)
	if m == nil {
		return line
	}
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 {
			return line[:m[i]] + `\` + line[m[i]:]
		}
	}
	return line
}

// headingEnd matches what a heading's line would lose: closing signs and an id.
var headingEnd = regexp.MustCompile(`(?:(#+)|(\{)#[^{}]*\})[ \t]*$`)

func guardHeading(line string) string {
	m := headingEnd.FindStringSubmatchIndex(line)
	if m == nil {
		return line
	}
	at := max(m[2], m[4])
	return line[:at] + `\` + line[at:]
}

// A safe link destination stands as it is; any other is percent-encoded where it must be.
var plainDest = regexp.MustCompile(`^[^\s<>()\\\x00-\x1F]+$`)

// destination writes where a link leads.
func destination(s string) string {
	if plainDest.MatchString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == ' ':
			b.WriteString("%20")
		case r == '(':
			b.WriteString("%28")
		case r == ')':
			b.WriteString("%29")
		case r == '<':
			b.WriteString("%3C")
		case r == '>':
			b.WriteString("%3E")
		case r == '\\':
			b.WriteString("%5C")
		case unicode.IsSpace(r) || unicode.IsControl(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
