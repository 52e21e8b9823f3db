package convert

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elementStyle is what an element by itself means.
var elementStyle = map[atom.Atom]style{
	atom.B: bold, atom.Strong: bold, atom.I: italic, atom.Em: italic, atom.Cite: italic, atom.Dfn: italic, atom.Var: italic,
	atom.S: strike, atom.Strike: strike, atom.Del: strike, atom.Sup: superscript, atom.Sub: subscript,
	atom.Code: monospace, atom.Kbd: monospace, atom.Samp: monospace, atom.Tt: monospace,
}

var (
	boldWeight   = regexp.MustCompile(`font-weight:\s*(?:bold|[6-9]00)`)
	normalWeight = regexp.MustCompile(`font-weight:\s*(?:normal|[1-5]00)`)
	lineThrough  = regexp.MustCompile(`text-decoration[a-z-]*:[^;]*line-through`)
	slanted      = regexp.MustCompile(`font-style:\s*(?:italic|oblique)`)
)

// styled adds to a style what an element and its style attribute say.
func styled(n *html.Node, st style) style {
	st |= elementStyle[n.DataAtom]
	css := strings.ToLower(attr(n, "style"))
	if css == "" {
		return st
	}
	switch {
	case boldWeight.MatchString(css):
		st |= bold
	case normalWeight.MatchString(css):
		st &^= bold
	}
	if lineThrough.MatchString(css) {
		st |= strike
	}
	if slanted.MatchString(css) {
		st |= italic
	}
	return st
}

// inline reads elements within a line; false if an element is none that does
// more than to hold others.
func (f *flow) inline(n *html.Node, st style, link string) bool {
	switch n.DataAtom {
	case atom.Br:
		f.runs = append(f.runs, run{kind: lineBreak})
	case atom.Img, atom.Image:
		f.image(n, link)
	case atom.A:
		f.kids(n, st, f.address(n, link))
	case atom.Q:
		f.text("“", st, link)
		f.kids(n, st, link)
		f.text("”", st, link)
	case atom.U:
		f.note(f.converter.notes.count("underline"))
		f.kids(n, st, link)
	case atom.Rt:
		f.text("（", st, link)
		f.kids(n, st, link)
		f.text("）", st, link)
	case atom.Rp:
	case atom.Input:
		if strings.EqualFold(attr(n, "type"), "checkbox") || strings.EqualFold(attr(n, "type"), "radio") {
			mark := "□"
			if _, on := attrOK(n, "checked"); on {
				mark = "☑"
			}
			f.text(mark, st, link)
		}
	case atom.Video, atom.Audio, atom.Iframe, atom.Object, atom.Embed, atom.Applet, atom.Frameset:
		f.note(f.converter.notes.count("media"))
	case atom.Svg, atom.Canvas, atom.Map:
		if f.weights[n].chars > 0 || n.DataAtom == atom.Canvas {
			f.note(f.converter.notes.count("drawing"))
		}
	case atom.Math:
		f.note(f.converter.notes.add("equation", textOf(n)))
		f.text(textOf(n), 0, link)
	default:
		return false
	}
	return true
}

// text adds text, its white space as a page shows it: one space for any, and none
// for a line end between Chinese characters.
func (f *flow) text(s string, st style, link string) {
	var b strings.Builder
	var before rune
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\r\n\f")
		if i < 0 {
			b.WriteString(s)
			break
		}
		if i > 0 {
			b.WriteString(s[:i])
			before, _ = utf8.DecodeLastRuneInString(s[:i])
		}
		rest := strings.TrimLeft(s[i:], " \t\r\n\f")
		space := s[i : len(s)-len(rest)]
		after, _ := utf8.DecodeRuneInString(rest)
		joins := strings.ContainsAny(space, "\r\n") && (rest == "" || wide(after)) && (before == 0 || wide(before)) && (rest != "" || before != 0)
		if !joins && (b.Len() > 0 || !f.endsInSpace()) {
			b.WriteByte(' ')
		}
		s = rest
	}
	if b.Len() > 0 {
		f.runs = append(f.runs, run{text: b.String(), style: st, link: link})
	}
}

// endsInSpace reports whether another space would not be seen.
func (f *flow) endsInSpace() bool {
	n := len(f.runs)
	return n == 0 || f.runs[n-1].kind == lineBreak || f.runs[n-1].kind == words && strings.HasSuffix(f.runs[n-1].text, " ")
}

// address is where an anchor leads; empty if a page cannot lead there.
func (f *flow) address(n *html.Node, outer string) string {
	to, ok := attrOK(n, "href")
	to = strings.TrimSpace(to)
	switch {
	case !ok || to == "":
		return outer
	case strings.HasPrefix(to, "#"):
		f.note(f.converter.notes.count("anchor"))
		return outer
	case strings.HasPrefix(strings.ToLower(to), "javascript:"):
		return outer
	}
	to = f.absolute(to)
	if u, err := url.Parse(to); err == nil && u.Scheme == "" {
		f.note(f.converter.notes.count("site-link"))
		return outer
	}
	out, note := f.safeLink(to)
	if note != nil {
		f.note(note)
	}
	return out
}

// absolute resolves an address against the page's own, if that is known.
func (p *page) absolute(to string) string {
	u, err := url.Parse(to)
	switch {
	case err != nil || u.IsAbs():
		return to
	case p.base != nil:
		return p.base.ResolveReference(u).String()
	case strings.HasPrefix(to, "//"):
		return "https:" + to
	}
	return to
}
