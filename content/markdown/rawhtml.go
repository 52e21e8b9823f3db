package markdown

import (
	"bytes"
	"iter"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// A fragment is a piece of raw HTML with where its lines stand in the source.
type fragment struct {
	html  []byte
	lines []text.Segment
}

// fragmentOf returns the raw HTML that a node is, if it is any.
func (d *Document) fragmentOf(n ast.Node) (fragment, bool) {
	var lines []text.Segment
	switch n := n.(type) {
	case *ast.RawHTML:
		lines = n.Segments.Sliced(0, n.Segments.Len())
	case *ast.HTMLBlock:
		lines = n.Lines().Sliced(0, n.Lines().Len())
		if n.HasClosure() {
			lines = append(lines[:len(lines):len(lines)], n.ClosureLine)
		}
	default:
		return fragment{}, false
	}
	if len(lines) == 1 {
		return fragment{lines[0].Value(d.src), lines}, true
	}
	var joined []byte
	for _, line := range lines {
		joined = append(joined, line.Value(d.src)...)
	}
	return fragment{joined, lines}, true
}

// isComment reports whether the fragment is comments and nothing else.
func (f fragment) isComment() bool {
	src := bytes.TrimSpace(f.html)
	for len(src) > 0 {
		after, ok := bytes.CutPrefix(src, []byte("<!--"))
		if !ok {
			return false
		}
		_, after, _ = bytes.Cut(after, []byte("-->"))
		src = bytes.TrimSpace(after)
	}
	return true
}

// isTag reports whether the fragment is a tag with one of the names and no
// attributes.
func (f fragment) isTag(names map[string]bool) bool {
	tag := f.html
	if len(tag) < 3 || tag[0] != '<' || tag[len(tag)-1] != '>' {
		return false
	}
	tag = bytes.TrimRight(tag[1:len(tag)-1], " /")
	return names[strings.ToLower(string(bytes.TrimPrefix(tag, []byte("/"))))]
}

// A rawToken is a token of raw HTML and where it stands in the source.
type rawToken struct {
	html.Token
	span
	raw []byte // as written, until the next token
}

// tokens returns the tokens of the fragment.
func (f fragment) tokens() iter.Seq[rawToken] {
	return func(yield func(rawToken) bool) {
		z := html.NewTokenizer(bytes.NewReader(f.html))
		at := offsets{lines: f.lines}
		read := 0
		for z.Next() != html.ErrorToken {
			t := rawToken{raw: z.Raw()}
			t.start = at.next(read)
			read += len(t.raw)
			t.stop = at.next(read-1) + 1
			t.Token = z.Token()
			if !yield(t) {
				return
			}
		}
	}
}

// offsets translates places in a fragment, asked for in order, into offsets in
// the source.
type offsets struct {
	lines []text.Segment // those not yet passed
	begin int            // where the first of them begins in the fragment
}

func (o *offsets) next(i int) int {
	for len(o.lines) > 1 && i >= o.begin+o.lines[0].Len() {
		o.begin += o.lines[0].Len()
		o.lines = o.lines[1:]
	}
	if len(o.lines) == 0 {
		return 0
	}
	line := o.lines[0]
	return min(line.Start+max(0, i-o.begin-line.Padding), line.Stop)
}

// isStart reports whether the token begins an element with one of the names.
func (t rawToken) isStart(names ...string) bool {
	if t.Type != html.StartTagToken && t.Type != html.SelfClosingTagToken {
		return false
	}
	for _, name := range names {
		if t.Data == name {
			return true
		}
	}
	return false
}

// attr returns the value of an attribute and whether it is given.
func (t rawToken) attr(name string) (string, bool) {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// pixels returns the value of an attribute that is a length in pixels, or 0.
func (t rawToken) pixels(name string) int {
	value, _ := t.attr(name)
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), "px"))
	if err != nil || n < 0 || n > 10000 {
		return 0
	}
	return n
}

// dest returns where a tag leads.
func (t rawToken) dest() (LinkKind, string, bool) {
	if t.isStart("a") {
		href, ok := t.attr("href")
		return LinkInline, strings.TrimSpace(href), ok
	}
	if t.isStart("img") {
		src, ok := t.attr("src")
		return LinkImage, strings.TrimSpace(src), ok
	}
	return 0, "", false
}

// links returns the links in the fragment.
func (f fragment) links() []place {
	if !f.mayLink() {
		return nil
	}
	var all []place
	for t := range f.tokens() {
		if kind, dest, ok := t.dest(); ok {
			all = append(all, place{newLink(kind, dest), t.span})
		}
	}
	return all
}

// ids returns the ids of the elements in the fragment.
func (f fragment) ids() []string {
	if f.isComment() || bytes.IndexByte(f.html, '=') < 0 {
		return nil
	}
	var ids []string
	for t := range f.tokens() {
		for _, a := range t.Attr {
			if a.Key == "id" || a.Key == "name" && t.Data == "a" {
				ids = append(ids, a.Val)
			}
		}
	}
	return ids
}

// mayLink cheaply rules out most fragments.
func (f fragment) mayLink() bool {
	return bytes.ContainsAny(f.html, "aAiI") && bytes.IndexByte(f.html, '=') >= 0
}

// text returns what a reader sees of the fragment.
func (f fragment) text() []byte {
	if f.isComment() {
		return nil
	}
	var b []byte
	hidden := ""
	for t := range f.tokens() {
		switch {
		case hidden != "":
			if t.Type == html.EndTagToken && t.Data == hidden {
				hidden = ""
			}
		case t.Type == html.TextToken:
			b = append(b, t.Data...)
		case t.Type == html.StartTagToken && hiddenElements[t.Data]:
			hidden = t.Data
		case t.isStart("img"):
			alt, _ := t.attr("alt")
			b = append(b, alt...)
		case !simpleElements[t.Data] || t.Data == "br":
			b = append(b, ' ')
		}
	}
	return bytes.Join(bytes.Fields(b), []byte(" "))
}

// hiddenElements are those whose content is no text for readers.
var hiddenElements = map[string]bool{
	"iframe": true, "noembed": true, "noframes": true, "noscript": true, "object": true,
	"script": true, "style": true, "template": true, "textarea": true, "title": true,
}
