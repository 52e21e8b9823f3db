package markdown

import (
	"bytes"
	"net/url"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// linkParser notes where the links that another parser finds stand: goldmark
// keeps the beginning of a link, not its end.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	node := p.InlineParser.Parse(parent, block, pc)
	if node == nil {
		return nil
	}
	_, at := block.Position()
	switch n := node.(type) {
	case *ast.Link, *ast.Image:
		stateOf(pc).spans[n] = span{n.Pos(), at.Start}
	case *ast.AutoLink:
		label := n.Label(block.Source())
		start := at.Start - len(label)
		if !bytes.Equal(block.Source()[start:at.Start], label) { // in angle brackets
			start -= len("<>")
		}
		stateOf(pc).spans[n] = span{start, at.Start}
	}
	return node
}

// CloseBlock lets the wrapped parser settle what a paragraph left open.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := p.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// Links returns the links and images of the text in order. What only looks
// like a link, because its scheme is not safe to follow, is not among them.
func (d *Document) Links() []Link {
	var links []Link
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			if l, ok := d.link(n); ok {
				links = append(links, l)
			}
		}
		return ast.WalkContinue, nil
	})
	// Footnotes were moved to the end of the tree.
	sort.SliceStable(links, func(i, j int) bool {
		a, b := links[i], links[j]
		return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
	})
	return links
}

// link returns what an inline node links to.
func (d *Document) link(n ast.Node) (Link, bool) {
	switch n := n.(type) {
	case *ast.Link:
		return d.newLink(n, LinkInline, unescape(n.Destination))
	case *ast.Image:
		return d.newLink(n, LinkImage, unescape(n.Destination))
	case *ast.AutoLink:
		dest := string(n.URL(d.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !hasScheme(dest, "mailto") {
			dest = "mailto:" + dest
		}
		return d.newLink(n, LinkInline, dest)
	}
	return Link{}, false
}

// newLink returns the link that stands at node n and leads to dest.
func (d *Document) newLink(n ast.Node, kind LinkKind, dest string) (Link, bool) {
	scheme, ok := safeScheme(dest)
	if !ok {
		return Link{}, false
	}
	l := Link{Kind: kind}
	l.Dest, l.Fragment, _ = strings.Cut(dest, "#")
	if scheme == "" && !strings.HasPrefix(dest, "//") {
		l.Dest, l.Fragment = percentDecode(l.Dest), percentDecode(l.Fragment)
	}
	d.place(&l, d.spans[n])
	return l, true
}

// place sets the position of a link.
func (d *Document) place(l *Link, s span) {
	line := d.line(s.start)
	begin := d.lines[line-1]
	end := len(d.src)
	if line < len(d.lines) {
		end = d.lines[line] - 1
	}
	l.Line = line
	l.Column = utf8.RuneCount(d.src[begin:s.start]) + 1
	l.EndColumn = l.Column + utf8.RuneCount(bytes.TrimRight(d.src[s.start:max(s.start, min(s.stop, end))], "\r"))
}

// line returns the number, from 1, of the line that holds the byte at offset.
func (d *Document) line(offset int) int {
	return sort.SearchInts(d.lines, offset+1)
}

// percentDecode undoes percent-encoding where it is valid UTF-8.
func percentDecode(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	if u, err := url.PathUnescape(s); err == nil && utf8.ValidString(u) {
		return u
	}
	return s
}

// safeScheme returns the scheme of a URL, lower-cased and empty for a relative
// one, and whether a reader may safely follow it. Browsers skip control
// characters and spaces in front of and inside a scheme, so none is allowed.
func safeScheme(dest string) (string, bool) {
	i := strings.IndexAny(dest, ":/?#")
	if i < 0 || dest[i] != ':' {
		return "", true
	}
	scheme := strings.ToLower(dest[:i])
	switch scheme {
	case "http", "https", "mailto", "tel", "ftp":
		return scheme, true
	}
	return scheme, false
}

// hasScheme reports whether dest begins with a scheme, in any case.
func hasScheme(dest, scheme string) bool {
	return len(dest) > len(scheme) && dest[len(scheme)] == ':' && strings.EqualFold(dest[:len(scheme)], scheme)
}
