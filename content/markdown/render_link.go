package markdown

import "github.com/yuin/goldmark/ast"

// resolve asks the resolver for the target of a node. It reports false for
// what is no link, or none that is safe to follow; a broken link has an empty
// URL.
func (w *htmlWriter) resolve(n ast.Node) (Target, bool) {
	l, ok := w.doc.link(n)
	if !ok || !w.doc.isSafe(n) {
		return Target{}, false
	}
	return w.resolveAt(l, w.doc.spans[n]), true
}

// isSafe reports whether a reader may follow a link. A wikilink is a name,
// whatever it looks like.
func (d *Document) isSafe(n ast.Node) bool {
	if _, ok := n.(*wikilink); ok {
		return true
	}
	_, ok := safeScheme(d.destOf(n))
	return ok
}

// resolveAt asks for the target of a link that stands at s.
func (w *htmlWriter) resolveAt(l Link, s span) Target {
	w.at.place(&l, s)
	t := w.resolver.ResolveLink(l)
	if _, safe := safeScheme(t.URL); !safe {
		t.URL = ""
	}
	return t
}

func (w *htmlWriter) link(n ast.Node) {
	t, ok := w.resolve(n)
	switch {
	case !ok:
		w.linkText(n)
	case t.URL == "":
		w.openBroken(w.doc.destOf(n))
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
func (w *htmlWriter) openBroken(dest string) {
	if _, ok := w.resolver.(outwards); ok { // it may lead somewhere yet
		w.write("<span>")
		return
	}
	w.write(`<span class="broken"`)
	w.attr("title", dest)
	w.write(">")
}

// wikilink renders a wikilink.
func (w *htmlWriter) wikilink(n *wikilink) {
	if n.image {
		w.image(n)
		return
	}
	t, ok := w.resolve(n)
	shown := n.shown()
	if n.label == "" && t.Text != "" {
		shown = t.Text
	}
	switch {
	case !ok:
		w.text(shown)
	case t.URL == "":
		w.openBroken(w.doc.destOf(n))
		w.text(shown)
		w.write("</span>")
	default:
		w.openLink(t)
		w.write(">")
		w.text(shown)
		w.write("</a>")
	}
}
