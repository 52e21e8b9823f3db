package markdown

import (
	"strconv"

	east "github.com/yuin/goldmark/extension/ast"
)

// noteID returns the id of a footnote.
func noteID(index int) string { return "fn-" + strconv.Itoa(index) }

// noteRefID returns the id of the nth reference, from 0, to a footnote.
func noteRefID(index, n int) string {
	id := "fnref-" + strconv.Itoa(index)
	if n > 0 {
		id += "-" + strconv.Itoa(n+1)
	}
	return id
}

// reserveFootnotes takes the ids of the footnotes out of the headings' reach.
func (d *Document) reserveFootnotes() {
	for index, note := range d.footnotes() {
		d.ids.taken[noteID(index)] = true
		last := note.LastChild()
		if last != nil && last.LastChild() != nil {
			last = last.LastChild()
		}
		if back, ok := last.(*east.FootnoteBacklink); ok {
			for n := range back.RefCount {
				d.ids.taken[noteRefID(index, n)] = true
			}
		}
	}
}

func (w *htmlWriter) footnoteLink(n *east.FootnoteLink) {
	number := strconv.Itoa(n.Index)
	w.write(`<sup class="footnote-ref"`)
	w.attr("id", noteRefID(n.Index, n.RefIndex))
	w.write("><a")
	w.attr("href", "#"+noteID(n.Index))
	w.write(` role="doc-noteref"`)
	w.attr("aria-label", w.doc.words.footnote+" "+number)
	w.write(">", number, "</a></sup>")
}

func (w *htmlWriter) footnoteBacklink(n *east.FootnoteBacklink) {
	w.write(` <a class="footnote-back"`)
	w.attr("href", "#"+noteRefID(n.Index, n.RefIndex))
	w.write(` role="doc-backlink"`)
	w.attr("aria-label", w.doc.words.back)
	// The variation selector keeps phones from showing an emoji.
	w.write(">\u21A9\uFE0E</a>")
}

func (w *htmlWriter) footnotes(n *east.FootnoteList) {
	w.write(`<section class="footnotes" role="doc-endnotes"`)
	w.attr("aria-label", w.doc.words.footnotes)
	w.write(">\n<ol>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		note, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		w.write("<li")
		w.attr("id", noteID(note.Index))
		w.write(">\n")
		w.blocks(note)
		w.write("</li>\n")
	}
	w.write("</ol>\n</section>\n")
}
