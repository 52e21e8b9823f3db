package convert

import "unicode"

// marks are what stands around text of a style: Markdown's, and tags for where these would not be read.
var marks = map[style][2]string{strike: {"~~", "del"}, bold: {"**", "strong"}, italic: {"*", "em"}, superscript: {"", "sup"}, subscript: {"", "sub"}}

// styled writes runs that share a style; last says that they are the last within the marks around them.
func (w *inlineWriter) styled(runs []run, s, done style, after rune, last bool) {
	if s == monospace {
		w.code(plain(runs))
		return
	}
	head, inner, tail := trim(runs, isSpace, isSpace)
	w.WriteString(head)
	if len(inner) == 0 {
		w.WriteString(tail)
		return
	}
	if tail != "" {
		after, last = ' ', false
	}
	mark, tag := marks[s][0], marks[s][1]
	was := w.inside
	if mark == "" || !w.reads(mark, inner, done|s, after, last) {
		w.inside = false
		w.WriteString("<" + tag + ">")
		w.within(inner, done|s, markup)
		w.WriteString("</" + tag + ">")
	} else {
		w.inside = mark[0] == '*'
		w.WriteString(mark)
		if w.inside {
			w.opened = w.Len()
		}
		w.within(inner, done|s, markup)
		w.WriteString(mark)
		w.closed, w.by = w.Len(), mark[0]
	}
	w.inside = was
	w.WriteString(tail)
}

// reads reports whether a mark around runs would be read as what it is meant to be. Where it depends on more
// than the characters beside it, it does not.
func (w *inlineWriter) reads(mark string, inner []run, done style, after rune, last bool) bool {
	before, first, end := w.last(), w.following(inner, done), w.ending(inner, done)
	if mark[0] == '~' && (before == '~' || first == '~' || end == '~' || after == '~') {
		return false
	}
	if mark[0] == '*' {
		opens, closes := w.opened == w.Len() && w.inside, last && w.inside
		if opens != closes { // ***a* b**
			return false
		}
	}
	runsOn := w.closed == w.Len() && w.by == mark[0]
	return !runsOn && flanks(before, first, end, after)
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
