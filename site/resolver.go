package site

import (
	"net/url"
	"strings"

	"yanxi/content"
	"yanxi/content/markdown"
)

// A resolver turns a document's links into addresses of the site.
type resolver struct {
	lib  *content.Library
	from *content.Document
}

// ResolveLink implements [markdown.Resolver].
func (r resolver) ResolveLink(link markdown.Link) markdown.Target {
	return r.target(r.lib.Resolve(r.from, link), link)
}

// target is the address of what a link was found to lead to.
func (r resolver) target(ref content.Reference, link markdown.Link) markdown.Target {
	switch {
	case ref.Broken:
		return markdown.Target{}
	case ref.External:
		return markdown.Target{URL: withFragment(link.Dest, link.Fragment), External: true}
	case ref.Site:
		return markdown.Target{URL: siteTarget(link.Dest)}
	case ref.Document != nil:
		return markdown.Target{URL: withFragment(r.documentURL(ref), ref.Fragment), Text: ref.Document.Title}
	case ref.Asset != "":
		w, h := r.lib.ImageSize(ref.Asset)
		return markdown.Target{URL: "/" + escapePath(ref.Asset), Width: w, Height: h}
	case ref.Folder != "":
		return markdown.Target{URL: DocumentURL(ref.Folder)}
	}
	return markdown.Target{}
}

// documentURL leaves the path out where a link leads to its own page.
func (r resolver) documentURL(ref content.Reference) string {
	if ref.Document == r.from && ref.Fragment != "" {
		return ""
	}
	return DocumentURL(ref.Document.ID)
}

func withFragment(url, fragment string) string {
	if fragment == "" {
		return url
	}
	return url + "#" + fragment
}

// siteTarget encodes an author's link to the site itself, which comes decoded:
// /search?q=学校 或 幼儿园&kind=case.
func siteTarget(dest string) string {
	address, query, _ := strings.Cut(dest, "?")
	if strings.Trim(address, "/") == strings.Trim(pathCompare, "/") {
		address = pathCompare
	}
	values := url.Values{}
	for _, parameter := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(parameter, "=")
		values.Add(name, strings.ReplaceAll(value, "+", " "))
	}
	return address + "?" + values.Encode()
}
