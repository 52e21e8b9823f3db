package convert

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An inlineWriter writes the runs of one paragraph.
type inlineWriter struct {
	strings.Builder
	escaper
	breaks string // what a line break is
	links  bool   // inside a link, where no other can be
	after  rune   // what follows the runs at hand
}

// inline writes runs as Markdown, with breaks between lines.
func inline(runs []run, breaks string, inTable bool) string {
	runs = tidy(runs)
	w := &inlineWriter{escaper: escaperFor(runs, inTable), breaks: breaks}
	w.runs(runs, 0)
	return w.String()
}

// tidy joins runs of one style and takes away white space at both ends and
// around line breaks.
func tidy(runs []run) []run {
	var out []run
	for _, r := range runs {
		if r.kind == words {
			r.text = strings.Map(simpleSpace, r.text)
			if strings.TrimSpace(r.text) == "" && r.style&monospace == 0 {
				r.style &^= bold | italic | superscript | subscript // nobody sees it
			}
			if n := len(out) - 1; n >= 0 && out[n].kind == words && out[n].style == r.style && out[n].link == r.link {
				out[n].text += r.text
				continue
			}
			if r.text == "" {
				continue
			}
		}
		out = append(out, r)
	}
	for i := range out {
		if out[i].kind != words {
			continue
		}
		if i == 0 || out[i-1].kind == lineBreak {
			out[i].text = strings.TrimLeftFunc(out[i].text, isSpace)
		}
		if i == len(out)-1 || out[i+1].kind == lineBreak {
			out[i].text = strings.TrimRightFunc(out[i].text, isSpace)
		}
	}
	out = slices.DeleteFunc(out, func(r run) bool { return r.kind == words && r.text == "" })
	for len(out) > 0 && out[0].kind == lineBreak {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1].kind == lineBreak {
		out = out[:len(out)-1]
	}
	return out
}

// simpleSpace leaves of white space what an editor types, and of what cannot be seen nothing.
func simpleSpace(r rune) rune {
	switch {
	case r == '\u3000':
		return r
	case unicode.IsSpace(r):
		return ' '
	case r == '\u200B' || r == '\uFEFF' || r == '\u00AD' || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
		return -1
	}
	return r
}

// order is how styles are nested, from the outside.
var order = []style{strike, bold, italic, superscript, subscript, monospace}

// runs writes runs, whose styles in done are written already.
func (w *inlineWriter) runs(runs []run, done style) {
	for i := 0; i < len(runs); {
		r := runs[i]
		if r.link != "" && !w.links {
			n := extent(runs[i:], func(o run) bool { return o.link == r.link })
			w.link(runs[i:i+n], done, following(runs[i+n:], w.after))
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
			w.one(r, following(runs[i+1:], w.after))
			i++
			continue
		}
		n := extent(runs[i:], func(o run) bool { return o.style&outer != 0 && o.kind == words && (w.links || o.link == "") })
		w.styled(runs[i:i+n], outer, done, following(runs[i+n:], w.after))
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

// following is the first character of runs.
func following(runs []run, after rune) rune {
	if len(runs) == 0 {
		return after
	}
	if runs[0].kind != words {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(runs[0].text)
	return r
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
	w.links = true
	w.within(runs, done, 0)
	w.links = false
	w.WriteString("](" + destination(dest) + ")" + tail)
}

// marks are what stands around text of a style: Markdown's, and tags for where these would not be read.
var marks = map[style][2]string{strike: {"~~", "del"}, bold: {"**", "strong"}, italic: {"*", "em"}, superscript: {"", "sup"}, subscript: {"", "sub"}}

// styled writes runs that share a style.
func (w *inlineWriter) styled(runs []run, s, done style, after rune) {
	if s == monospace {
		w.code(plain(runs))
		return
	}
	mark, tag := marks[s][0], marks[s][1]
	head, inner, tail := trim(runs, isSpace, isSpace)
	if len(inner) == 0 {
		w.WriteString(head + tail)
		return
	}
	w.WriteString(head)
	first, _ := utf8.DecodeRuneInString(plain(inner))
	end, _ := utf8.DecodeLastRuneInString(plain(inner))
	if tail != "" {
		after = ' '
	}
	if mark == "" || w.endsInMark(mark) || !flanks(w.last(), first, end, after) {
		w.WriteString("<" + tag + ">")
		w.within(inner, done|s, '<')
		w.WriteString("</" + tag + ">" + tail)
		return
	}
	w.WriteString(mark)
	w.within(inner, done|s, 0)
	w.WriteString(mark + tail)
}

// endsInMark reports whether what is written ends in a mark that would run into the next.
func (w *inlineWriter) endsInMark(mark string) bool {
	s := w.String()
	return strings.HasSuffix(s, mark[:1]) && !strings.HasSuffix(s, `\`+mark[:1])
}

// flanks reports whether marks are read between these characters: before the
// first mark, after it, before the second and after that. See content/markdown
// on emphasis beside Chinese punctuation; where it depends, this says no.
func flanks(before, first, end, after rune) bool {
	outside := func(r rune) bool {
		return r == 0 || r == '\n' || unicode.IsSpace(r) || wide(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)
	}
	western := func(r rune) bool { return (unicode.IsPunct(r) || unicode.IsSymbol(r)) && !wide(r) }
	return (!western(first) || outside(before)) && (!western(end) || outside(after))
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

// trim takes what satisfies left and right off both ends of runs' text. Line
// breaks at the ends stay: nothing but white space is taken.
func trim(runs []run, left, right func(rune) bool) (head string, inner []run, tail string) {
	inner = slices.Clone(runs)
	for len(inner) > 0 && inner[0].kind == words {
		rest := strings.TrimLeftFunc(inner[0].text, left)
		head += inner[0].text[:len(inner[0].text)-len(rest)]
		inner[0].text = rest
		if rest != "" {
			break
		}
		inner = inner[1:]
	}
	for n := len(inner) - 1; n >= 0 && inner[n].kind == words; n-- {
		rest := strings.TrimRightFunc(inner[n].text, right)
		tail = inner[n].text[len(rest):] + tail
		inner[n].text = rest
		if rest != "" {
			break
		}
		inner = inner[:n]
	}
	return head, inner, tail
}
