package markdown

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// simpleElements are the inline elements that raw HTML may use. Without
// attributes they pass as they are.
var simpleElements = map[string]bool{
	"abbr": true, "b": true, "bdi": true, "bdo": true, "br": true, "cite": true, "code": true,
	"del": true, "dfn": true, "em": true, "i": true, "ins": true, "kbd": true, "mark": true,
	"q": true, "rb": true, "rp": true, "rt": true, "rtc": true, "ruby": true, "s": true,
	"samp": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true,
	"time": true, "u": true, "var": true, "wbr": true,
}

// plainID is the form of an id that raw HTML may have.
var plainID = regexp.MustCompile(`^[^\s!-,/;-@\[-^{-\x7F\x60]+$`)

// rawPolicy says what of raw HTML reaches the page. What the writer itself adds
// to links and images is allowed, too, as it passes through here.
var rawPolicy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for name := range simpleElements {
		p.AllowNoAttrs().OnElements(name)
	}
	p.AllowNoAttrs().OnElements(
		"address", "article", "blockquote", "caption", "center", "col", "colgroup", "dd", "details",
		"div", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
		"p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")

	p.AllowAttrs("title").Globally()
	p.AllowAttrs("id").Matching(plainID).Globally()
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[A-Za-z0-9-]{1,35}$`)).Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^(ltr|rtl|auto)$`)).Globally()

	number := regexp.MustCompile(`^-?[0-9]{1,5}$`)
	p.AllowAttrs("colspan", "rowspan").Matching(number).OnElements("td", "th")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(row|col|rowgroup|colgroup)$`)).OnElements("th")
	p.AllowAttrs("span").Matching(number).OnElements("col", "colgroup")
	p.AllowAttrs("start").Matching(number).OnElements("ol")
	p.AllowAttrs("reversed").Matching(regexp.MustCompile(`^(reversed)?$`)).OnElements("ol")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^[1aAiI]$`)).OnElements("ol")
	p.AllowAttrs("value").Matching(number).OnElements("li")
	p.AllowAttrs("open").Matching(regexp.MustCompile(`^(open)?$`)).OnElements("details")
	p.AllowAttrs("datetime").Matching(regexp.MustCompile(`^[0-9A-Za-z:.+ -]{1,40}$`)).OnElements("time", "del", "ins")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?i)(left|right|center)$`)).
		OnElements("div", "p", "table", "td", "th", "tr", "thead", "tbody", "h2", "h3", "h4", "h5", "h6")

	p.AllowURLSchemes(safeSchemes...)
	p.AllowRelativeURLs(true)
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^noopener noreferrer external$`)).OnElements("a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(broken|external-image)$`)).OnElements("a", "span")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(number).OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("decoding").Matching(regexp.MustCompile(`^async$`)).OnElements("img")
	return p
})

// raw renders raw HTML. Its links go through the resolver like all others.
func (w *htmlWriter) raw(f fragment) {
	if f.isComment() {
		return
	}
	w.unbalanced = true
	if f.isTag(simpleElements) {
		w.buf = append(w.buf, f.html...)
		return
	}
	start := len(w.buf)
	for t := range f.tokens() {
		w.rawToken(t)
	}
	w.buf = append(w.buf[:start], rawPolicy().SanitizeBytes(w.buf[start:])...)
}

// rawToken writes a token for the policy to judge, with its links resolved.
func (w *htmlWriter) rawToken(t rawToken) {
	switch {
	case t.isStart("a"):
		w.rawAnchor(t)
	case t.isStart("img"):
		w.rawImage(t)
	case t.Type == html.EndTagToken && t.Data == "a":
		w.write(w.rawClose)
		w.rawClose = ""
	case len(t.Attr) > 0:
		t.Attr = w.rawIDs(t.Attr)
		w.write(t.String())
	default:
		w.buf = append(w.buf, t.raw...)
	}
}

// rawAnchor writes the start of a link, or of a place to link to. It closes
// the one before it, as browsers would.
func (w *htmlWriter) rawAnchor(t rawToken) {
	w.write(w.rawClose)
	w.rawClose = ""
	id := w.rawAnchorID(t)
	kind, dest, ok := t.dest()
	if _, safe := safeScheme(dest); !ok || !safe {
		if id != "" {
			w.write("<span")
			w.attr("id", id)
			w.write("></span>")
		}
		return
	}
	target := w.resolveAt(newLink(kind, dest), t.span)
	if target.URL == "" {
		w.openBroken(dest)
		w.rawClose = "</span>"
		return
	}
	w.openLink(target)
	if id != "" {
		w.attr("id", id)
	}
	if title, ok := t.attr("title"); ok {
		w.attr("title", title)
	}
	w.write(">")
	w.rawClose = "</a>"
}

// rawAnchorID returns the id that an anchor may have, by either attribute.
func (w *htmlWriter) rawAnchorID(t rawToken) string {
	for _, name := range []string{"id", "name"} {
		if id, ok := t.attr(name); ok && w.takeID(id) {
			return id
		}
	}
	return ""
}

// rawImage writes an image.
func (w *htmlWriter) rawImage(t rawToken) {
	kind, dest, ok := t.dest()
	alt, _ := t.attr("alt")
	title, _ := t.attr("title")
	p := picture{dest: dest, alt: alt, title: title, width: t.pixels("width")}
	var target Target
	if _, safe := safeScheme(dest); ok && safe {
		target = w.resolveAt(newLink(kind, dest), t.span)
	} else {
		ok = false
	}
	w.picture(p, target, ok)
}

// rawIDs removes an id that another element has, or must have.
func (w *htmlWriter) rawIDs(attrs []html.Attribute) []html.Attribute {
	var kept []html.Attribute
	for _, a := range attrs {
		if a.Key != "id" || w.takeID(a.Val) {
			kept = append(kept, a)
		}
	}
	return kept
}

// takeID reports whether raw HTML may have an id, and gives it that.
func (w *htmlWriter) takeID(id string) bool {
	if !w.doc.ids.free(id) || w.taken[id] {
		return false
	}
	if w.taken == nil {
		w.taken = map[string]bool{}
	}
	w.taken[id] = true
	return true
}

// rebalance closes what raw HTML left open and drops what it closed without
// having opened it, so that the page around the body stays whole. It reports
// false for a body that is nested too deep for browsers to agree on.
func rebalance(body []byte) (string, bool) {
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(string(body)), context)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	ids := map[string]bool{}
	for _, n := range nodes {
		dropRepeatedIDs(n, ids)
		if err := html.Render(&b, n); err != nil {
			return "", false
		}
	}
	return b.String(), true
}

// dropRepeatedIDs removes the ids that an element has only because balancing
// made two of one: <p><i id=x>a<p>b.
func dropRepeatedIDs(n *html.Node, seen map[string]bool) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		if a.Key != "id" {
			return false
		}
		repeated := seen[a.Val]
		seen[a.Val] = true
		return repeated
	})
	for c := range n.ChildNodes() {
		dropRepeatedIDs(c, seen)
	}
}
