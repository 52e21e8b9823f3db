package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// inlines renders the inline children of n.
func (w *htmlWriter) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
}

func (w *htmlWriter) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.textNode(n)
	case *ast.String:
		w.buf = appendEscaped(w.buf, n.Value)
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			w.span("strong", n)
		} else {
			w.span("em", n)
		}
	case *east.Strikethrough:
		w.span("del", n)
	case *ast.Link, *ast.AutoLink:
		w.link(n)
	case *ast.Image:
		w.image(n)
	case *wikilink:
		w.wikilink(n)
	case *mathSpan:
		w.math(n.tex, n.display)
	case *ast.RawHTML:
		f, _ := w.doc.fragmentOf(n)
		w.raw(f)
	case *east.TaskCheckBox:
		w.checkBox(n)
	case *east.FootnoteLink:
		w.footnoteLink(n)
	case *east.FootnoteBacklink:
		w.footnoteBacklink(n)
	default:
		w.inlines(n)
	}
}

// maxSpans is how deep emphasis is shown within emphasis: browsers give up on
// trees that are deeper than a few hundred elements.
const maxSpans = 32

// span renders an inline element around the children of n.
func (w *htmlWriter) span(tag string, n ast.Node) {
	if w.spans >= maxSpans {
		w.inlines(n)
		return
	}
	w.spans++
	w.write("<", tag, ">")
	w.inlines(n)
	w.write("</", tag, ">")
	w.spans--
}

func (w *htmlWriter) textNode(n *ast.Text) {
	value := n.Value(w.doc.src)
	if n.IsRaw() {
		w.buf = appendHTML(w.buf, value)
	} else {
		w.buf = appendEscaped(w.buf, value)
	}
	switch {
	case n.HardLineBreak():
		w.write("<br>\n")
	case n.SoftLineBreak():
		if !joinsLines(w.doc.runeBefore(n), w.doc.runeAfter(n)) {
			w.write("\n")
		}
	}
}

func (w *htmlWriter) codeSpan(n *ast.CodeSpan) {
	w.write("<code>")
	w.buf = appendHTML(w.buf, w.doc.codeSpan(n))
	w.write("</code>")
}

func (w *htmlWriter) checkBox(n *east.TaskCheckBox) {
	label, checked := w.doc.words.todo, ""
	if n.IsChecked {
		label, checked = w.doc.words.done, " checked"
	}
	w.write(`<input type="checkbox" disabled`, checked)
	w.attr("aria-label", label)
	w.write("> ")
}

// runeBefore returns the last character that a reader sees at the end of n or,
// if n ends in nothing visible, before that.
func (d *Document) runeBefore(n ast.Node) rune {
	for ; n != nil; n = n.PreviousSibling() {
		switch n := n.(type) {
		case *ast.Text:
			if v := n.Value(d.src); len(v) > 0 {
				r, _ := utf8.DecodeLastRune(v)
				return r
			}
		case *wikilink:
			r, _ := utf8.DecodeLastRuneInString(n.shown())
			return r
		case *east.FootnoteLink:
		default:
			return d.runeBefore(n.LastChild())
		}
	}
	return utf8.RuneError
}

// runeAfter returns the first character that a reader sees after n.
func (d *Document) runeAfter(n ast.Node) rune {
	for n.NextSibling() == nil {
		n = n.Parent()
		if n == nil || n.Type() == ast.TypeBlock {
			return utf8.RuneError
		}
	}
	n = n.NextSibling()
	for n.FirstChild() != nil {
		n = n.FirstChild()
	}
	switch n := n.(type) {
	case *ast.Text:
		r, _ := utf8.DecodeRune(n.Value(d.src))
		return r
	case *wikilink:
		r, _ := utf8.DecodeRuneInString(n.shown())
		return r
	}
	return utf8.RuneError
}
