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
		w.write(w.doc.codeSpan(n), true)
	case *ast.AutoLink:
		w.write(n.Label(w.doc.src), true)
	case *ast.RawHTML:
		w.rawHTML(n)
	case *wikilink:
		w.write([]byte(n.shown()), true)
	case *mathSpan:
		w.write([]byte(n.tex), true)
	case *east.FootnoteLink:
		w.notes = append(w.notes, n.Index)
	case *east.FootnoteBacklink, *east.TaskCheckBox:
	default:
		w.inlines(n)
	}
}

// rawHTML writes what a tag says: a line break is a space, an image its text.
func (w *textWriter) rawHTML(n *ast.RawHTML) {
	f, _ := w.doc.fragmentOf(n)
	if f.isTag(map[string]bool{"br": true}) {
		w.write([]byte(" "), true)
	} else if len(f.html) > 4 && bytes.EqualFold(f.html[:4], []byte("<img")) {
		w.write(f.text(), true)
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

// codeSpan returns the code of a span. In the cell of a table a pipe in code
// is written \|.
func (d *Document) codeSpan(n *ast.CodeSpan) []byte {
	var code []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			code = append(code, t.Value(d.src)...)
		}
	}
	code = bytes.ReplaceAll(code, []byte("\n"), []byte(" "))
	if bytes.Contains(code, []byte(`\|`)) && inTable(n) {
		code = bytes.ReplaceAll(code, []byte(`\|`), []byte("|"))
	}
	return code
}

// inTable reports whether an inline node stands in a cell.
func inTable(n ast.Node) bool {
	for n != nil && n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	_, ok := n.(*east.TableCell)
	return ok
}
