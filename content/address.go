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

// pageRank is the position of a file's name in pageNames, or -1.
func pageRank(file string) int {
	name := path.Base(stem(file))
	if len(name) > len("_index") { // most are, and need no folding
		return -1
	}
	return slices.Index(pageNames, strings.ToLower(name))
}

// rootID is the id of the library's first page.
const rootID = "index"

// A place is where a document's file is and what follows from that.
type place struct {
	path  string // of the file, composed
	id    string // what it asks for
	lower string // id in lower case
	rank  int    // pageRank
}

func placeOf(file string) place {
	p := place{path: composed(file), rank: pageRank(file)}
	p.id = stem(p.path)
	if p.rank >= 0 {
		p.id = path.Dir(p.path)
	}
	if p.id == "." {
		p.id = rootID
	}
	p.lower = strings.ToLower(p.id)
	return p
}

// folder is the folder in which the document stands beside others: that of
// its file, of a folder's page the one above. The root is "".
func (p place) folder() string {
	dir := parent(p.path)
	if p.rank >= 0 {
		dir = parent(dir)
	}
	return dir
}

// parent is the folder that holds a file or folder, "" for the root.
func parent(p string) string {
	return p[:max(0, strings.LastIndexByte(p, '/'))]
}

// addresses reads the former addresses and other names of a text: slug, which
// replaces the last part of its path, permalink and url (Jekyll, Hugo), and
// aliases. An alias that doesn't begin with '/' is a name for wikilinks, as
// Obsidian has it; with a '/' inside it is both.
func (f *documentFields) addresses(e *entry) {
	add := func(text string, at span) {
		if _, ok := writtenAddress(text); !ok {
			f.unused("aliases", at, "path")
			return
		}
		e.redirects = append(e.redirects, redirect{text, at})
	}
	n := f.root.get("slug")
	if slug := f.textOf("slug", n); slug != "" {
		if !strings.HasPrefix(slug, "/") {
			slug = path.Join("/", e.place.folder(), slug)
		}
		add(slug, n.at)
	}
	// With a colon it is a pattern: /:year/:title/.
	n = f.root.get("permalink", "url")
	if n.scalar() && strings.HasPrefix(n.text, "/") && !strings.Contains(n.text, ":") {
		add(n.text, n.at)
	}
	for _, alias := range f.namesOf("aliases", f.root.get("aliases", "alias")) {
		if !strings.HasPrefix(alias.text, "/") {
			e.names = append(e.names, alias.text)
		}
		if strings.Contains(alias.text, "/") {
			add(alias.text, alias.at)
		}
	}
	for _, from := range f.namesOf("redirect_from", f.root.get("redirect_from")) {
		add(from.text, from.at)
	}
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
