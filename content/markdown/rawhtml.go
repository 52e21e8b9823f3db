package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// htmlSource returns the source of a block of raw HTML.
func (d *Document) htmlSource(n *ast.HTMLBlock) []byte {
	lines := n.Lines()
	if lines.Len() == 1 && !n.HasClosure() {
		line := lines.At(0)
		return line.Value(d.src)
	}
	src := lines.Value(d.src)
	if n.HasClosure() {
		src = append(src, n.ClosureLine.Value(d.src)...)
	}
	return src
}

// isComment reports whether raw HTML is one comment and nothing else.
func isComment(src []byte) bool {
	src, ok := bytes.CutPrefix(bytes.TrimSpace(src), []byte("<!--"))
	if !ok {
		return false
	}
	i := bytes.Index(src, []byte("-->"))
	return i < 0 || i+len("-->") == len(src)
}

// isLineBreak reports whether a raw tag is <br>.
func isLineBreak(tag []byte) bool {
	return len(tag) >= 4 && len(tag) <= 6 && bytes.EqualFold(tag[:3], []byte("<br")) &&
		len(bytes.Trim(tag[3:], " />")) == 0
}

// htmlText returns the text of a block of raw HTML.
func htmlText(src []byte) []byte {
	return nil
}
