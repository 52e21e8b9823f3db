package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table renders a table in a region of its own, which scrolls where the table
// is wider than the page and can be reached by keyboard for that.
func (w *htmlWriter) table(n *east.Table) {
	w.write(`<div class="table" tabindex="0" role="region"`)
	w.attr("aria-label", w.tableLabel(n))
	w.write(">\n<table>\n")
	body := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == east.KindTableHeader {
			w.write("<thead>\n")
			w.row(c, "th")
			w.write("</thead>\n")
			continue
		}
		if !body {
			w.write("<tbody>\n")
			body = true
		}
		w.row(c, "td")
	}
	if body {
		w.write("</tbody>\n")
	}
	w.write("</table>\n</div>\n")
}

func (w *htmlWriter) row(n ast.Node, tag string) {
	w.write("<tr>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.write("<", tag)
		if cell, ok := c.(*east.TableCell); ok && cell.Alignment != east.AlignNone && cell.Alignment != 0 {
			w.attr("align", cell.Alignment.String())
		}
		w.write(">")
		w.inlines(c)
		w.write("</", tag, ">\n")
	}
	w.write("</tr>\n")
}

// tableLabel names a table by its first columns, so that two tables of a page
// do not sound the same.
func (w *htmlWriter) tableLabel(n *east.Table) string {
	const columns = 4
	var names []string
	if header := n.FirstChild(); header != nil {
		for c := header.FirstChild(); c != nil && len(names) < columns; c = c.NextSibling() {
			if name := w.doc.plain(c); name != "" {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return w.doc.words.table
	}
	return w.doc.words.tableOf + strings.Join(names, w.doc.words.comma)
}
