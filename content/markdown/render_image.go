package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// A picture is an image as its author wrote it.
type picture struct {
	dest, alt, title string
	width            int // in pixels; 0 if not given
}

// picture returns the picture that a node is.
func (d *Document) picture(n ast.Node) (picture, bool) {
	_, dest, _ := d.dest(n)
	switch n := n.(type) {
	case *ast.Image:
		return picture{dest: dest, alt: d.plain(n), title: unescape(n.Title)}, true
	case *wikilink:
		return picture{dest: dest, alt: n.shown(), width: n.width}, n.image
	}
	return picture{}, false
}

// figure renders a paragraph that holds one image and nothing else as a
// figure, with the image's title as its caption. It reports false for any
// other paragraph.
func (w *htmlWriter) figure(paragraph *ast.Paragraph) bool {
	n := paragraph.FirstChild()
	if n == nil || n.NextSibling() != nil {
		return false
	}
	p, ok := w.doc.picture(n)
	if !ok {
		return false
	}
	t, ok := w.resolve(n)
	if !ok || t.URL == "" || t.External {
		w.write("<p>")
		w.picture(p, t, ok)
		w.write("</p>\n")
		return true
	}
	caption := p.title
	p.title = ""
	w.write("<figure>")
	w.picture(p, t, ok)
	if caption != "" {
		w.write("<figcaption>")
		w.text(caption)
		w.write("</figcaption>")
	}
	w.write("</figure>\n")
	return true
}

// image renders an image within a line.
func (w *htmlWriter) image(n ast.Node) {
	p, _ := w.doc.picture(n)
	t, ok := w.resolve(n)
	w.picture(p, t, ok)
}

// picture writes an image; ok is false for one whose address is none. One of
// another site is a link to it: showing it would tell that site who reads the
// page.
func (w *htmlWriter) picture(p picture, t Target, ok bool) {
	switch {
	case !ok:
		w.text(p.alt)
	case t.URL == "":
		w.openBroken(p.dest)
		w.text(p.alt)
		w.write("</span>")
	case t.External:
		w.openLink(t)
		w.write(` class="external-image">`)
		if p.alt == "" {
			p.alt = t.URL
		}
		w.text(p.alt)
		w.write("</a>")
	default:
		w.img(p, t)
	}
}

// img writes an image of the library.
func (w *htmlWriter) img(p picture, t Target) {
	width, height := t.Width, t.Height
	if p.width > 0 {
		width, height = p.width, 0
		if t.Width > 0 {
			height = (t.Height*p.width + t.Width/2) / t.Width
		}
	}
	w.write("<img")
	w.attr("src", t.URL)
	w.attr("alt", p.alt)
	if p.title != "" {
		w.attr("title", p.title)
	}
	w.pixels("width", width)
	w.pixels("height", height)
	w.write(` loading="lazy" decoding="async">`)
}

// pixels writes a length, if it is known.
func (w *htmlWriter) pixels(name string, n int) {
	if n > 0 {
		w.attr(name, strconv.Itoa(n))
	}
}
