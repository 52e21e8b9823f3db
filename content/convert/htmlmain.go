package convert

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mainOf finds the part of a page that is its text: an element that says so, or
// else the body, from which navigation and the like are left out on the way.
func (p *page) mainOf(root *html.Node) *html.Node {
	var body *html.Node
	visit(root, func(n *html.Node) bool {
		if n.DataAtom == atom.Body && body == nil {
			body = n
		}
		return body == nil
	})
	if body == nil {
		return nil
	}
	p.total = p.weigh(body).chars
	var best *html.Node
	rank, length := 0, 0
	visit(body, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		if r := mainRank(n); r > 0 {
			if l := p.weights[n].chars; r > rank && l*5 > p.total || r == rank && l > length {
				best, rank, length = n, r, l
			}
		}
		return true
	})
	if best != nil && length > 0 {
		p.dropped++
		return best
	}
	return body
}

// mainNames are the ids and classes by which common publishing systems mark the text
// of a page.
var mainNames = map[string]bool{
	"ucap-content": true, "js_content": true, "trs_editor": true, "zoom": true, "article-content": true, "articlecontent": true,
	"article_content": true, "entry-content": true, "post-content": true, "rich_media_content": true, "pages_content": true, "artibody": true,
}

// mainRank says how sure it is that an element is the text: 0 for no sign.
func mainRank(n *html.Node) int {
	names := append(strings.Fields(strings.ToLower(attr(n, "class"))), strings.ToLower(attr(n, "id")))
	for _, name := range names {
		if mainNames[name] {
			return 3
		}
	}
	switch {
	case attr(n, "itemprop") == "articleBody":
		return 3
	case n.DataAtom == atom.Article:
		return 2
	case n.DataAtom == atom.Main, attr(n, "role") == "main":
		return 1
	}
	return 0
}

// A weight is how much there is to read in an element, and how much of it in links.
type weight struct{ chars, links, linked int }

// weigh counts the characters of every element that are read, spaces not counted.
func (p *page) weigh(n *html.Node) (w weight) {
	if n.Type == html.TextNode {
		for _, r := range n.Data {
			if !unicode.IsSpace(r) {
				w.chars++
			}
		}
		return w
	}
	if unseen(n) {
		return w
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		in := p.weigh(k)
		w.chars, w.links, w.linked = w.chars+in.chars, w.links+in.links, w.linked+in.linked
	}
	if n.DataAtom == atom.A && attr(n, "href") != "" {
		w.links, w.linked = 1, w.chars
	}
	if n.Type == html.ElementNode {
		p.weights[n] = w
	}
	return w
}

// unseen reports whether nothing in an element is text of the page.
func unseen(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.CommentNode || n.Type == html.DoctypeNode
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Head, atom.Noscript, atom.Button, atom.Select, atom.Textarea, atom.Option, atom.Datalist:
		return true
	}
	if _, ok := attrOK(n, "hidden"); ok {
		return true
	}
	return strings.Contains(strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", ""), "display:none")
}

func attrOK(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// asideNames are those of parts that stand around a text.
var asideNames = map[string]bool{
	"nav": true, "navbar": true, "navigation": true, "menu": true, "footer": true, "foot": true, "sidebar": true, "breadcrumb": true, "breadcrumbs": true,
	"crumbs": true, "crumb": true, "copyright": true, "share": true, "sharing": true, "comments": true, "related": true, "recommend": true, "recommended": true, "banner": true,
	"toolbar": true, "pagination": true, "pager": true, "qrcode": true, "advert": true, "advertisement": true, "ads": true, "skip": true, "topbar": true,
}

// beside reports whether an element is no part of the main text. What holds most
// of the text is, whatever it is called.
func (p *page) beside(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside, atom.Dialog:
	case atom.Header:
		if !p.mostlyLinks(n) {
			return false
		}
	case atom.Div, atom.Section, atom.Ul, atom.Form, atom.Table, atom.P:
		keeps := n.DataAtom == atom.P || n.DataAtom == atom.Table
		if !namedAside(n) && (keeps || !p.mostlyLinks(n)) {
			return false
		}
	default:
		return attr(n, "role") == "navigation"
	}
	return p.weights[n].chars*5 < p.total*2
}

func namedAside(n *html.Node) bool {
	words := strings.FieldsFunc(strings.ToLower(attr(n, "class")+" "+attr(n, "id")), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		if asideNames[w] {
			return true
		}
	}
	return attr(n, "role") == "navigation" || attr(n, "role") == "contentinfo"
}

// mostlyLinks reports whether an element is a list of at least five links, short ones, and little else.
func (p *page) mostlyLinks(n *html.Node) bool {
	w := p.weights[n]
	return w.links >= 5 && w.linked*10 >= w.chars*8 && w.linked < w.links*12
}
