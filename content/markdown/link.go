package markdown

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// A place is a link and where it stands.
type place struct {
	Link
	span
}

// Links returns the links and images of the text in order. Those whose scheme
// is not safe to follow, such as javascript, are among them, for an author to be
// told; on the page they are text.
func (d *Document) Links() []Link {
	var places []place
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if l, ok := d.link(n); ok {
			places = append(places, place{l, d.spans[n]})
		} else if f, ok := d.fragmentOf(n); ok {
			places = append(places, f.links()...)
		}
		return ast.WalkContinue, nil
	})
	// Footnotes stand at the end of the tree.
	slices.SortStableFunc(places, func(a, b place) int { return a.start - b.start })
	links := make([]Link, len(places))
	at := locator{doc: d}
	for i, p := range places {
		links[i] = p.Link
		at.place(&links[i], p.span)
	}
	return links
}

// Anchors returns the ids that a link into the page can name, sorted: those of
// the headings, wherever they stand, of the quizzes, of the footnotes, and of raw
// HTML.
func (d *Document) Anchors() []string {
	ids := map[string]bool{}
	walkBlocks(d.root, func(n ast.Node) {
		if h, ok := n.(*ast.Heading); ok {
			ids[headingID(h)] = true
		}
	})
	for index := range d.footnotes() {
		ids[noteID(index)] = true
	}
	for _, id := range d.quizIDs() {
		ids[id] = true
	}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := d.fragmentOf(n); ok && entering {
			for _, id := range f.ids() {
				if d.ids.free(id) {
					ids[id] = true
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return slices.Sorted(maps.Keys(ids))
}

// link returns the link that a node is, without its position.
func (d *Document) link(n ast.Node) (Link, bool) {
	kind, dest, ok := d.dest(n)
	if !ok {
		return Link{}, false
	}
	if wiki, ok := n.(*wikilink); ok { // which knows no percent-encoding
		return Link{Kind: kind, Dest: dest, Fragment: wiki.fragment}, true
	}
	return newLink(kind, dest), true
}

// destOf returns where a node leads, for a reader.
func (d *Document) destOf(n ast.Node) string {
	_, dest, _ := d.dest(n)
	return dest
}

// dest returns where a node leads, as the author wrote it. It reports false
// for a node that is no link.
func (d *Document) dest(n ast.Node) (LinkKind, string, bool) {
	if _, ok := d.spans[n]; !ok {
		return 0, "", false
	}
	switch n := n.(type) {
	case *ast.Link:
		return LinkInline, unescape(n.Destination), true
	case *ast.Image:
		return LinkImage, unescape(n.Destination), true
	case *ast.AutoLink:
		dest := string(n.URL(d.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !hasScheme(dest, "mailto") {
			dest = "mailto:" + dest
		}
		return LinkInline, dest, true
	case *wikilink:
		if n.image {
			return LinkImage, n.target, true
		}
		return LinkWiki, n.target, true
	}
	return 0, "", false
}

// newLink splits a destination.
func newLink(kind LinkKind, dest string) Link {
	l := Link{Kind: kind}
	l.Dest, l.Fragment, _ = strings.Cut(dest, "#")
	if scheme, _ := safeScheme(dest); scheme == "" && !strings.HasPrefix(dest, "//") {
		l.Dest, l.Fragment = percentDecode(l.Dest), percentDecode(l.Fragment)
	}
	return l
}

// A locator finds the positions of links. Asked in the order of the text it
// counts each character once, however long the line.
type locator struct {
	doc    *Document
	line   int // from 1; 0 before the first link
	offset int // on that line
	column int // of the character at offset
}

// place sets the position of a link.
func (l *locator) place(link *Link, s span) {
	d := l.doc
	line := d.line(s.start)
	if line != l.line || s.start < l.offset {
		l.line, l.offset, l.column = line, d.lines[line-1], 1
	}
	l.column += utf8.RuneCount(d.src[l.offset:s.start])
	l.offset = s.start
	end := len(d.src)
	if line < len(d.lines) {
		end = d.lines[line] - 1
	}
	end = max(s.start, min(s.stop, end))
	link.Line, link.Column = line, l.column
	link.EndColumn = l.column + utf8.RuneCount(d.src[s.start:end])
}

// line returns the number, from 1, of the line that holds the byte at offset.
func (d *Document) line(offset int) int {
	return sort.SearchInts(d.lines, offset+1)
}
