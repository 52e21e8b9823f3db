package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// An htmlWriter renders the nodes of a document. Everything that reaches buf
// is a literal of this package, escaped text, or sanitised.
type htmlWriter struct {
	doc      *Document
	resolver Resolver
	buf      []byte
}

// HTML returns the body of the page. Links lead where r says; without a
// resolver they lead where the author wrote.
func (d *Document) HTML(r Resolver) string {
	if r == nil {
		r = asWritten{}
	}
	w := &htmlWriter{doc: d, resolver: r, buf: make([]byte, 0, len(d.src)+len(d.src)/4)}
	w.blocks(d.root)
	return string(w.buf)
}

// write appends HTML.
func (w *htmlWriter) write(html ...string) {
	for _, s := range html {
		w.buf = append(w.buf, s...)
	}
}

// text appends plain text.
func (w *htmlWriter) text(s string) {
	w.buf = appendHTML(w.buf, s)
}

// attr appends an attribute.
func (w *htmlWriter) attr(name, value string) {
	w.write(" ", name, `="`)
	w.text(value)
	w.write(`"`)
}

// blocks renders the children of n.
func (w *htmlWriter) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
}

// block renders a block; what it does not know it renders by its children.
func (w *htmlWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.inlines(n)
		if n.NextSibling() != nil {
			w.write("\n")
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.listItem(n)
	case *ast.Blockquote:
		w.wrap("blockquote", n)
	case *ast.CodeBlock:
		w.code(n.Lines().Value(w.doc.src), "")
	case *ast.FencedCodeBlock:
		w.code(n.Lines().Value(w.doc.src), unescape(n.Language(w.doc.src)))
	case *ast.ThematicBreak:
		w.write("<hr>\n")
	case *ast.HTMLBlock:
	case *ast.LinkReferenceDefinition:
	case *east.Table:
		w.table(n)
	case *east.DefinitionList:
		w.wrap("dl", n)
	case *east.DefinitionTerm:
		w.write("<dt>")
		w.inlines(n)
		w.write("</dt>\n")
	case *east.DefinitionDescription:
		w.wrap("dd", n)
	case *east.FootnoteList:
		w.footnotes(n)
	case *east.FootnoteBacklink: // of a note that does not end in a paragraph
		w.footnoteBacklink(n)
	default:
		w.blocks(n)
	}
}

// wrap renders a block as an element around its children.
func (w *htmlWriter) wrap(tag string, n ast.Node) {
	w.write("<", tag, ">\n")
	w.blocks(n)
	w.write("</", tag, ">\n")
}

func (w *htmlWriter) paragraph(n *ast.Paragraph) {
	w.write("<p>")
	w.inlines(n)
	w.write("</p>\n")
}

func (w *htmlWriter) heading(n *ast.Heading) {
	tag := "h" + strconv.Itoa(n.Level)
	w.write("<", tag)
	w.attr("id", headingID(n))
	w.write(">")
	w.inlines(n)
	w.write("</", tag, ">\n")
}

func (w *htmlWriter) list(n *ast.List) {
	if !n.IsOrdered() {
		w.wrap("ul", n)
		return
	}
	w.write("<ol")
	if n.Start != 1 {
		w.attr("start", strconv.Itoa(n.Start))
	}
	w.write(">\n")
	w.blocks(n)
	w.write("</ol>\n")
}

func (w *htmlWriter) listItem(n *ast.ListItem) {
	w.write("<li")
	if first := n.FirstChild(); first != nil && first.FirstChild() != nil &&
		first.FirstChild().Kind() == east.KindTaskCheckBox {
		w.write(` class="task"`)
	}
	w.write(">")
	w.blocks(n)
	w.buf = bytes.TrimRight(w.buf, "\n")
	w.write("</li>\n")
}

// code renders a block of code.
func (w *htmlWriter) code(src []byte, lang string) {
	w.write("<pre><code")
	if lang != "" {
		w.attr("class", "language-"+lang)
	}
	w.write(">")
	w.buf = appendHTML(w.buf, src)
	w.write("</code></pre>\n")
}
