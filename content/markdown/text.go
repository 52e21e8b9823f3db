package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A textWriter collects plain text from inline nodes.
type textWriter struct {
	doc   *Document
	buf   []byte
	brk   bool  // a soft line break waits for the character after it
	notes []int // the footnotes referred to, in order
}

// plain returns the text of a block's inline content on one line.
func (d *Document) plain(n ast.Node) string {
	w := textWriter{doc: d}
	w.inlines(n)
	return string(bytes.TrimSpace(w.buf))
}

// inlines writes the children of n.
func (w *textWriter) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
}

func (w *textWriter) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.write(n.Value, n.IsRaw() || n.IsCode())
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				w.write(bytes.ReplaceAll(t.Value(w.doc.src), []byte("\n"), []byte(" ")), true)
			}
		}
	case *ast.AutoLink:
		w.write(n.Label(w.doc.src), true)
	case *ast.RawHTML:
		if isLineBreak(n.Segments.Value(w.doc.src)) {
			w.write([]byte(" "), true)
		}
	case *east.FootnoteLink:
		w.notes = append(w.notes, n.Index)
	case *east.FootnoteBacklink, *east.TaskCheckBox:
	default:
		w.inlines(n)
	}
}

func (w *textWriter) text(n *ast.Text) {
	w.write(n.Value(w.doc.src), n.IsRaw())
	if n.HardLineBreak() {
		w.write([]byte(" "), true)
	} else if n.SoftLineBreak() {
		w.brk = true
	}
}

// write appends text, escapes undone unless raw, after the line break that
// may be waiting.
func (w *textWriter) write(s []byte, raw bool) {
	if len(s) == 0 {
		return
	}
	if w.brk {
		w.brk = false
		before, _ := utf8.DecodeLastRune(w.buf)
		after, _ := utf8.DecodeRune(s)
		if !joinsLines(before, after) {
			w.buf = append(w.buf, ' ')
		}
	}
	if raw {
		w.buf = append(w.buf, s...)
	} else {
		w.buf = appendUnescaped(w.buf, s)
	}
}
