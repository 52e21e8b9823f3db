package markdown

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// asWritten is the resolver of a text that stands alone: links lead where the
// author wrote, wikilinks nowhere.
type asWritten struct{}

func (asWritten) ResolveLink(l Link) Target {
	if l.Kind == LinkWiki {
		return Target{}
	}
	scheme, _ := safeScheme(l.Dest)
	t := Target{URL: l.Dest, External: scheme != "" || strings.HasPrefix(l.Dest, "//")}
	if !t.External {
		t.URL = (&url.URL{Path: l.Dest}).EscapedPath()
	}
	if l.Fragment != "" {
		t.URL += "#" + (&url.URL{Fragment: l.Fragment}).EscapedFragment()
	}
	return t
}

// resolve asks the resolver for the target of a node. It reports false for
// what is no link at all; a broken link has an empty URL.
func (w *htmlWriter) resolve(n ast.Node) (Target, bool) {
	l, ok := w.doc.link(n)
	if !ok {
		return Target{}, false
	}
	t := w.resolver.ResolveLink(l)
	if _, safe := safeScheme(t.URL); !safe {
		t.URL = ""
	}
	return t, true
}

func (w *htmlWriter) link(n ast.Node) {
	t, ok := w.resolve(n)
	switch {
	case !ok:
		w.linkText(n)
	case t.URL == "":
		w.openBroken(n)
		w.linkText(n)
		w.write("</span>")
	default:
		w.openLink(t)
		if l, ok := n.(*ast.Link); ok && len(l.Title) > 0 {
			w.attr("title", unescape(l.Title))
		}
		w.write(">")
		w.linkText(n)
		w.write("</a>")
	}
}

// linkText renders what a reader sees of a link.
func (w *htmlWriter) linkText(n ast.Node) {
	if auto, ok := n.(*ast.AutoLink); ok {
		w.buf = appendHTML(w.buf, auto.Label(w.doc.src))
		return
	}
	w.inlines(n)
}

// openLink begins the tag of a link; the caller closes it.
func (w *htmlWriter) openLink(t Target) {
	w.write("<a")
	w.attr("href", t.URL)
	if t.External {
		w.attr("rel", "noopener noreferrer external")
	}
}

// openBroken begins the text that stands for a link which leads nowhere.
func (w *htmlWriter) openBroken(n ast.Node) {
	if _, ok := w.resolver.(outwards); ok {
		w.write("<span>")
		return
	}
	l, _ := w.doc.link(n)
	w.write(`<span class="broken"`)
	w.attr("title", l.Dest)
	w.write(">")
}

func (w *htmlWriter) image(n *ast.Image) {
	alt := w.doc.plain(n)
	t, ok := w.resolve(n)
	switch {
	case !ok:
		w.text(alt)
	case t.URL == "":
		w.openBroken(n)
		w.text(alt)
		w.write("</span>")
	case t.External:
		w.openLink(t)
		w.attr("class", "external-image")
		w.write(">")
		w.text(alt)
		w.write("</a>")
	default:
		w.img(t, alt, unescape(n.Title))
	}
}

// img writes an image of the library.
func (w *htmlWriter) img(t Target, alt, title string) {
	w.write("<img")
	w.attr("src", t.URL)
	w.attr("alt", alt)
	if title != "" {
		w.attr("title", title)
	}
	if t.Width > 0 && t.Height > 0 {
		w.attr("width", strconv.Itoa(t.Width))
		w.attr("height", strconv.Itoa(t.Height))
	}
	w.write(` loading="lazy" decoding="async">`)
}
