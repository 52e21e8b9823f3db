package content

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isMarkdown reports whether a file of that name is a document.
func isMarkdown(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".markdown"
}

// stem is the path of a file without its extension.
func stem(file string) string {
	return strings.TrimSuffix(file, path.Ext(file))
}

// pageNames are the names of the file that is its folder's page, best first.
var pageNames = []string{"index", "_index", "readme"}

// pageRank is the place of a file's name in pageNames, or -1.
func pageRank(file string) int {
	return slices.Index(pageNames, strings.ToLower(path.Base(stem(file))))
}

// rootID is the id of the library's first page.
const rootID = "index"

// idOf is the id that a file asks for.
func idOf(file string) string {
	if pageRank(file) < 0 {
		return composed(stem(file))
	}
	if dir := path.Dir(file); dir != "." {
		return composed(dir)
	}
	return rootID
}

// folderOf is the folder in which a document stands beside others: that of
// its file, of a folder's page the one above. The root is "".
func folderOf(file string) string {
	dir := path.Dir(file)
	if pageRank(file) >= 0 && dir != "." {
		dir = path.Dir(dir)
	}
	return folderID(dir)
}

// folderID is the composed form of a folder's path, "" for the root.
func folderID(dir string) string {
	if dir == "." || dir == "/" {
		return ""
	}
	return composed(dir)
}

// addresses reads the former addresses and other names of a text: slug, which
// replaces the last part of its path, permalink and url (Jekyll, Hugo), and
// aliases. An alias that doesn't begin with '/' is a name for wikilinks, as
// Obsidian has it; with a '/' inside it is both.
func (f *documentFields) addresses(e *entry) {
	add := func(n *node, text string) {
		if n.kind == nodeList {
			n = itemPlace(n, text)
		}
		if _, ok := writtenAddress(text); !ok {
			f.unused("aliases", n.at, "path")
			return
		}
		e.redirects = append(e.redirects, redirect{text, n.at})
	}
	if n := f.root.get("slug"); n != nil {
		if s := f.textOf("slug", n); s != "" {
			if !strings.HasPrefix(s, "/") {
				s = path.Join("/", folderOf(e.doc.File), s)
			}
			add(n, s)
		}
	}
	if n := f.root.get("permalink", "url"); n.scalar() && strings.HasPrefix(n.text, "/") && !strings.Contains(n.text, ":") {
		add(n, n.text)
	}
	for _, keys := range [][]string{{"aliases", "alias"}, {"redirect_from"}} {
		n := f.root.get(keys...)
		for _, name := range f.namesOf(keys[0], n) {
			if !strings.HasPrefix(name, "/") && keys[0] == "aliases" {
				e.names = append(e.names, name)
			}
			if strings.Contains(name, "/") {
				add(n, name)
			}
		}
	}
}

func itemPlace(n *node, text string) *node {
	for _, item := range n.list {
		if strings.TrimSpace(item.text) == text {
			return item
		}
	}
	return n
}

// writtenAddress reads an address that an author wrote, which may be
// percent-encoded and have a query or fragment.
func writtenAddress(s string) (string, bool) {
	s, _, _ = strings.Cut(s, "?")
	s, _, _ = strings.Cut(s, "#")
	if raw, err := url.PathUnescape(s); err == nil {
		s = raw
	}
	return cleanAddress(s)
}

// cleanAddress brings a URL path into the form of [Document.Aliases]: raw
// UTF-8 with a slash at both ends, without .html or index.html. It refuses
// what is no path within a site.
func cleanAddress(s string) (string, bool) {
	if strings.Contains(s, "://") || strings.Contains(s, "\\") || len(s) > 1024 || !utf8.ValidString(s) ||
		strings.IndexFunc(s, unicode.IsControl) >= 0 || strings.Contains("/"+s+"/", "/../") {
		return "", false
	}
	s = trimPage(path.Join("/", composed(s)))
	if s == "/" {
		return s, true
	}
	return s + "/", true
}

// trimPage removes from a path with leading slash what tools append to the
// address of a page: .html, and the name of a folder's page.
func trimPage(s string) string {
	switch strings.ToLower(path.Ext(s)) {
	case ".html", ".htm", ".md", ".markdown":
		s = stem(s)
	}
	if slices.Contains(pageNames, strings.ToLower(path.Base(s))) {
		s = path.Dir(s)
	}
	return s
}
