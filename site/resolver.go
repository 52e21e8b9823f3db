package site

import (
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
	ref := r.lib.Resolve(r.from, link)
	switch {
	case ref.Broken:
		return markdown.Target{}
	case ref.External:
		return markdown.Target{URL: withFragment(link.Dest, link.Fragment), External: true}
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
