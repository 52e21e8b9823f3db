package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// An htmlWriter renders the nodes of a document. Everything that reaches buf
// is a literal of this package, escaped text, or sanitised.
type htmlWriter struct {
	doc      *Document
	resolver Resolver
	at       locator
	buf      []byte

	code       highlighter
	spans      int             // elements of emphasis that are open
	unbalanced bool            // raw HTML may have left elements open
	rawClose   string          // what ends the raw link that is open
	taken      map[string]bool // the ids of raw HTML
	quizHTML   map[int]string  // what stands in the places of quizzes
}

// HTML returns the body of the page. Links lead where r says; without a
// resolver they lead where the author wrote.
func (d *Document) HTML(r Resolver) string {
	w := d.writer(r)
	w.blocks(d.root)
	return w.finish()
}

// finish returns what was written, whole in itself.
func (w *htmlWriter) finish() string {
	if !w.unbalanced {
		return w.placeQuizzes(string(w.buf))
	}
	if body, ok := rebalance(w.buf); ok {
		return w.placeQuizzes(body)
	}
	return "<pre>" + string(appendHTML(nil, w.doc.shownSource())) + "</pre>\n"
}

// writer returns a writer for the document.
func (d *Document) writer(r Resolver) *htmlWriter {
	if r == nil {
		r = asWritten{}
	}
	return &htmlWriter{doc: d, resolver: r, at: locator{doc: d}, buf: make([]byte, 0, len(d.src)+len(d.src)/4)}
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
		if title := titleOf(n); title != nil {
			w.callout(title)
		} else {
			w.wrap("blockquote", n)
		}
	case *container:
		if title := titleOf(n); title != nil {
			w.callout(title)
		} else {
			w.blocks(n)
		}
	case *mathBlock:
		w.mathBlock(w.doc.tex(n))
	case *ast.CodeBlock:
		w.codeBlock(n.Lines().Value(w.doc.src), "")
	case *ast.FencedCodeBlock:
		w.fence(n)
	case *ast.ThematicBreak:
		w.write("<hr>\n")
	case *ast.HTMLBlock:
		f, _ := w.doc.fragmentOf(n)
		w.raw(f)
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
	if w.figure(n) {
		return
	}
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

// fence renders a fenced block by what its language asks for.
func (w *htmlWriter) fence(n *ast.FencedCodeBlock) {
	if w.doc.isQuiz(n) {
		w.quiz(n)
		return
	}
	lang := w.doc.language(n)
	switch lang {
	case "math":
		w.mathBlock(w.doc.tex(n))
	case "mermaid":
		// A script draws it; without one the source is readable.
		w.write("<figure class=\"mermaid\"><pre><code>")
		w.buf = appendHTML(w.buf, n.Lines().Value(w.doc.src))
		w.write("</code></pre></figure>\n")
	default:
		w.codeBlock(n.Lines().Value(w.doc.src), lang)
	}
}

// codeBlock renders a block of code.
func (w *htmlWriter) codeBlock(src []byte, lang string) {
	start := len(w.buf)
	w.write(`<pre class="chroma"><code`)
	w.attr("class", "language-"+lang)
	w.write(">")
	marked, ok := w.code.highlight(w.buf, src, lang)
	if !ok {
		w.buf = w.buf[:start]
		w.write("<pre><code")
		if lang != "" {
			w.attr("class", "language-"+lang)
		}
		w.write(">")
		marked = appendHTML(w.buf, src)
	}
	w.buf = marked
	w.write("</code></pre>\n")
}

// language returns the language that a fence names.
func (d *Document) language(n *ast.FencedCodeBlock) string {
	lang := strings.ToLower(unescape(n.Language(d.src)))
	lang, _, _ = strings.Cut(lang, "{") // go{1,3} of VitePress
	return strings.Trim(lang, ".:")
}
