package convert

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// An inlineWriter writes the runs of one paragraph.
type inlineWriter struct {
	strings.Builder
	escaper
	breaks string // what a line break is
	links  bool   // inside a link, where no other can be

	opened int  // how long the text was after the last of the marks * that began something
	closed int  // and after the last mark that ended something,
	by     byte // which was of this character
	inside bool // between marks *, with nothing else between
	after  rune // what follows the runs at hand
}

// inline writes runs as Markdown, with breaks between lines.
func inline(runs []run, breaks string, inTable bool) string {
	runs = tidy(runs)
	w := &inlineWriter{escaper: escaperFor(runs, inTable), breaks: breaks}
	w.runs(runs, 0)
	return w.String()
}

// order is how styles are nested, from the outside.
var order = []style{strike, bold, italic, superscript, subscript, monospace}

// runs writes runs, whose styles in done are written already.
func (w *inlineWriter) runs(runs []run, done style) {
	for i := 0; i < len(runs); {
		r := runs[i]
		if r.link != "" && !w.links {
			n := extent(runs[i:], func(o run) bool { return o.link == r.link })
			w.link(runs[i:i+n], done, w.following(runs[i+n:], done))
			i += n
			continue
		}
		outer := style(0)
		for _, s := range order {
			if r.style&^done&s != 0 {
				outer = s
				break
			}
		}
		if outer == 0 || r.kind == lineBreak || r.kind == noteMark || r.kind == picture {
			w.one(r, w.following(runs[i+1:], done))
			i++
			continue
		}
		n := extent(runs[i:], func(o run) bool { return o.style&outer != 0 && o.kind == words && (w.links || o.link == "") })
		w.styled(runs[i:i+n], outer, done, w.following(runs[i+n:], done), i+n == len(runs))
		i += n
	}
}

// extent counts the first runs for which ok holds.
func extent(runs []run, ok func(run) bool) int {
	n := 0
	for n < len(runs) && ok(runs[n]) {
		n++
	}
	return n
}

// markup stands for a character of markup, of whatever kind, where the next or last
// character is asked for. It needs most care of all: see [escaper.special].
const markup = '~'

// following is the first character of what will be written for runs.
func (w *inlineWriter) following(runs []run, done style) rune {
	if len(runs) == 0 {
		return w.after
	}
	r := runs[0]
	switch {
	case r.kind == lineBreak && w.breaks != "<br>":
		return '\n'
	case r.kind != words || r.style&^done != 0 || r.link != "" && !w.links:
		return markup
	}
	first, _ := utf8.DecodeRuneInString(r.text)
	return first
}

// ending is the last character of what will be written for runs.
func (w *inlineWriter) ending(runs []run, done style) rune {
	r := runs[len(runs)-1]
	if r.kind != words || r.style&^done != 0 || r.link != "" && !w.links {
		return markup
	}
	last, _ := utf8.DecodeLastRuneInString(r.text)
	return last
}

// one writes what has no style left to write.
func (w *inlineWriter) one(r run, after rune) {
	switch r.kind {
	case words:
		w.escape(&w.Builder, r.text, w.last(), after)
	case lineBreak:
		w.WriteString(w.breaks)
	case picture:
		w.WriteString("![")
		w.escape(&w.Builder, oneLine(r.text), 0, 0)
		w.WriteString("](" + destination(r.dest) + ")")
	case noteMark:
		w.WriteString("[^" + strconv.Itoa(r.n) + "]")
	}
}

// last is the last character written.
func (w *inlineWriter) last() rune {
	r, _ := utf8.DecodeLastRuneInString(w.String())
	if w.Len() == 0 {
		return 0
	}
	return r
}

// within writes runs with something after them.
func (w *inlineWriter) within(runs []run, done style, after rune) {
	was := w.after
	w.after = after
	w.runs(runs, done)
	w.after = was
}

// link writes runs that lead to one place.
func (w *inlineWriter) link(runs []run, done style, after rune) {
	dest := runs[0].link
	if blank(runs) {
		w.links = true
		w.within(runs, done, after)
		w.links = false
		return
	}
	head, runs, tail := trim(runs, isSpace, isSpace)
	w.WriteString(head + "[")
	was := w.inside
	w.links, w.inside = true, false
	w.within(runs, done, markup)
	w.links, w.inside = false, was
	w.WriteString("](" + destination(dest) + ")" + tail)
}

// code writes a code span, with more backticks than it has.
func (w *inlineWriter) code(text string) {
	text = strings.ReplaceAll(text, "\n", " ")
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if w.table {
		text = strings.ReplaceAll(text, "|", `\|`)
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	if strings.Trim(text, " ") == "" {
		w.WriteString(text)
		return
	}
	w.WriteString(fence + text + fence)
}
