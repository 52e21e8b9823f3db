package sitetest

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A Page is an HTML page taken apart.
type Page struct {
	root *html.Node
}

// Parse reads a page.
func Parse(t testing.TB, body []byte) Page {
	t.Helper()
	root, err := html.ParseWithOptions(bytes.NewReader(body), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	return Page{root}
}

// elements calls yield with every element.
func (p Page) elements(yield func(*html.Node) bool) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && !yield(n) {
			return
		}
	}
}

// Attr is the value of an attribute, empty if there is none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// All lists the elements with one of the names.
func (p Page) All(names ...string) []*html.Node {
	var out []*html.Node
	for n := range p.elements {
		if slices.Contains(names, n.Data) {
			out = append(out, n)
		}
	}
	return out
}

// addressAttributes hold one address each; those of data- are read by scripts.
var addressAttributes = []string{
	"href", "src", "action", "poster", "data-frame", "data-index", "data-minisearch", "data-more", "data-sealed", "data-suggest",
}

// Links lists the addresses that the page refers to, as written, each once.
func (p Page) Links() []string {
	var out []string
	for n := range p.elements {
		for _, a := range n.Attr {
			if slices.Contains(addressAttributes, a.Key) && !slices.Contains(out, a.Val) {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

// Anchors lists the places in the page that an address can lead to.
func (p Page) Anchors() []string {
	var out []string
	for n := range p.elements {
		if id := Attr(n, "id"); id != "" {
			out = append(out, id)
		}
	}
	return out
}

// Text is what a reader sees: texts without scripts and styles, with single spaces.
func (p Page) Text() string {
	return textOf(p.root)
}

func textOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		switch {
		case n.Type != html.TextNode:
			b.WriteByte(' ')
		case n.Parent.Data != "script" && n.Parent.Data != "style" && n.Parent.Data != "title":
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Title is what the page is called in a browser's tab.
func (p Page) Title() string {
	for _, n := range p.All("title") {
		if n.FirstChild != nil {
			return n.FirstChild.Data
		}
	}
	return ""
}

// Meta is the content of the meta element with that name or property.
func (p Page) Meta(name string) string {
	for _, n := range p.All("meta") {
		if Attr(n, "name") == name || Attr(n, "property") == name {
			return Attr(n, "content")
		}
	}
	return ""
}

// Rel is the address of the link element, or link, with that relation.
func (p Page) Rel(rel string) string {
	for _, n := range p.All("link", "a") {
		if slices.Contains(strings.Fields(Attr(n, "rel")), rel) {
			return Attr(n, "href")
		}
	}
	return ""
}

// Resolve makes an address of a page absolute, and tells the fragment apart.
func Resolve(page *url.URL, address string) (target *url.URL, fragment string, err error) {
	u, err := page.Parse(address)
	if err != nil {
		return nil, "", err
	}
	fragment = u.Fragment
	u.Fragment, u.RawFragment = "", ""
	return u, fragment, nil
}
