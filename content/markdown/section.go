package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A sectionWriter cuts a text into sections.
type sectionWriter struct {
	textWriter
	sections []Section
	notes    map[int]*east.Footnote // those not yet written
}

// Sections returns the text cut at its headings, those inside quotes, lists
// and callouts excepted: they are lines of the section that holds them. A
// footnote's text is at the end of the section that first refers to it.
func (d *Document) Sections() []Section {
	w := &sectionWriter{textWriter: textWriter{doc: d}, notes: d.footnotes()}
	w.sections = append(w.sections, Section{Line: 1})
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			w.finish()
			w.textWriter.notes = nil
			w.sections = append(w.sections, Section{
				Heading: d.plain(n),
				Anchor:  headingID(n),
				Level:   n.Level,
				Line:    d.line(n.Pos()),
			})
			w.findNotes(n)
		case *east.FootnoteList:
		default:
			w.block(n)
		}
	}
	w.finish()
	if w.sections[0].Text == "" {
		w.sections = w.sections[1:]
	}
	return w.sections
}

// findNotes notes the footnotes that a heading refers to.
func (w *sectionWriter) findNotes(h *ast.Heading) {
	t := textWriter{doc: w.doc}
	t.inlines(h)
	w.textWriter.notes = t.notes
}

// finish closes the section at hand.
func (w *sectionWriter) finish() {
	// A footnote may refer to others, which then join the end of the list.
	for i := 0; i < len(w.textWriter.notes); i++ {
		index := w.textWriter.notes[i]
		if note := w.notes[index]; note != nil {
			delete(w.notes, index)
			w.blocks(note)
		}
	}
	w.sections[len(w.sections)-1].Text = string(bytes.TrimSpace(w.buf))
	w.buf = w.buf[:0]
}

// blocks writes the children of n, a line for each.
func (w *sectionWriter) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
}

func (w *sectionWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.DefinitionTerm, *calloutTitle:
		w.inlines(n)
	case *ast.FencedCodeBlock:
		if w.doc.language(n) == "mermaid" || w.doc.isQuiz(n) {
			return // the source of a picture, or what is not to be shown
		}
		w.buf = append(w.buf, n.Lines().Value(w.doc.src)...)
	case *ast.CodeBlock:
		w.buf = append(w.buf, n.Lines().Value(w.doc.src)...)
	case *mathBlock:
		w.buf = append(w.buf, w.doc.tex(n)...)
	case *ast.HTMLBlock:
		f, _ := w.doc.fragmentOf(n)
		w.buf = append(w.buf, f.text()...)
	case *east.TableRow, *east.TableHeader:
		w.row(n)
	default:
		w.blocks(n)
		return
	}
	w.endLine()
}

// row writes the cells of a table's row.
func (w *sectionWriter) row(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		start := len(w.buf)
		w.inlines(c)
		if len(w.buf) > start {
			w.buf = append(w.buf, ' ')
		}
	}
}

// endLine ends a block's line, if it has left anything.
func (w *sectionWriter) endLine() {
	w.brk = false
	w.buf = bytes.TrimRight(w.buf, " \t\n")
	if len(w.buf) > 0 {
		w.buf = append(w.buf, '\n')
	}
}

// footnotes returns the footnotes by number.
func (d *Document) footnotes() map[int]*east.Footnote {
	list, ok := d.root.LastChild().(*east.FootnoteList)
	if !ok {
		return nil
	}
	notes := make(map[int]*east.Footnote, list.ChildCount())
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		if note, ok := c.(*east.Footnote); ok {
			notes[note.Index] = note
		}
	}
	return notes
}
