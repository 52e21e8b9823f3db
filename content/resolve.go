package content

import (
	"cmp"
	"net/url"
	"path"
	"strings"

	"yanxi/content/markdown"
)

// A Reference is what a link of a document leads to. Exactly one of Document,
// Folder, Asset, Site, External and Broken is set.
type Reference struct {
	Document *Document
	Folder   string // a folder without a page: the id that its page would have
	Asset    string // path of a file beside the documents, see [Library.Asset]
	Site     bool   // leads to what the site itself finds or compares; the link's own address is to be used
	Fragment string // id of an element on the page, without '#'
	External bool   // leads to another site; the link's own address is to be used
	Broken   bool
	Reason   Reason // why it is broken
}

// Reason says why a link is broken.
type Reason string

const (
	ReasonMissing Reason = "missing" // there is no such document or file
	ReasonLeaves  Reason = "leaves"  // the path leads above the library's root
	ReasonUnsafe  Reason = "unsafe"  // a scheme that a page must not carry: javascript, data, file
	ReasonHidden  Reason = "hidden"  // the text is there but not published
)

// schemes are those of links to other places.
var schemes = map[string]bool{
	"http": true, "https": true, "mailto": true, "tel": true, "sms": true, "ftp": true, "geo": true,
}

// Resolve finds what a link in a document leads to, written in any of the
// ways that the tools have: a path relative to the file or, as on sites with
// one folder for each page, to the page's address; a path from the root; with
// .md, .html or nothing at the end; a folder; a wikilink by path, end of a
// path, title, file name or alternative name; a fragment alone. Case and the
// composition of letters matter only where two files differ in nothing else.
func (l *Library) Resolve(from *Document, link markdown.Link) Reference {
	dest := strings.TrimSpace(link.Dest)
	var ref Reference
	switch {
	case dest == "" && link.Fragment == "":
		return Reference{Broken: true, Reason: ReasonMissing}
	case dest == "":
		ref = Reference{Document: from}
	case external(dest, link.Kind):
		return externalReference(dest)
	case link.Kind == markdown.LinkInline && l.onSite(dest):
		return Reference{Site: true}
	case link.Kind == markdown.LinkWiki || link.Kind == markdown.LinkImage && !strings.Contains(dest, "/"):
		ref = l.resolveName(from, dest)
	default:
		ref = l.resolvePath(from, dest)
	}
	if ref.Document != nil || ref.Asset != "" {
		ref.Fragment = fragment(link)
	}
	return ref
}

// external reports whether a destination has a scheme or a host. A wikilink
// may hold a title with a colon.
func external(dest string, kind markdown.LinkKind) bool {
	if strings.HasPrefix(dest, "//") || strings.HasPrefix(dest, `\\`) {
		return true
	}
	scheme, rest, ok := strings.Cut(dest, ":")
	if !ok || scheme == "" {
		return false
	}
	for i, r := range scheme {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || (r < '0' || r > '9') && r != '+' && r != '-' && r != '.') {
			return false
		}
	}
	return kind != markdown.LinkWiki || strings.HasPrefix(rest, "//") || schemes[strings.ToLower(scheme)]
}

func externalReference(dest string) Reference {
	scheme, _, ok := strings.Cut(dest, ":")
	if strings.HasPrefix(dest, "//") || ok && schemes[strings.ToLower(scheme)] {
		return Reference{External: true}
	}
	return Reference{Broken: true, Reason: ReasonUnsafe}
}

// fragment is the id that a link's fragment means. A wikilink has the text of
// the heading, with those above it before a '#'; Obsidian's ids of blocks,
// "^abc", have no element on the page.
func fragment(link markdown.Link) string {
	f := strings.TrimSpace(link.Fragment)
	if link.Kind == markdown.LinkInline {
		return f
	}
	if i := strings.LastIndexByte(f, '#'); i >= 0 {
		f = f[i+1:]
	}
	if f == "" || strings.HasPrefix(f, "^") {
		return ""
	}
	return markdown.HeadingID(f)
}

// resolvePath finds what a path leads to.
func (l *Library) resolvePath(from *Document, dest string) Reference {
	leaves := false
	for _, p := range spellings(dest) {
		for i, base := range bases(from, p) {
			target := path.Join(base, p)
			if target == ".." || strings.HasPrefix(target, "../") {
				leaves = leaves || i == 0
				continue
			}
			if ref := l.lookup(strings.TrimPrefix(target, "/")); !ref.Broken {
				return ref
			}
		}
	}
	if leaves {
		return Reference{Broken: true, Reason: ReasonLeaves}
	}
	for _, p := range spellings(dest) {
		for _, base := range bases(from, p) {
			file := resolvedFile(base, p)
			if l.unpublished([]string{file, stem(file)}) {
				return Reference{Broken: true, Reason: ReasonHidden}
			}
		}
	}
	return Reference{Broken: true, Reason: ReasonMissing}
}

// spellings are the paths that a destination may mean: itself, with encoding
// undone once more, without a query, and with Windows separators turned.
func spellings(dest string) []string {
	all := []string{dest}
	if raw, err := url.PathUnescape(dest); err == nil && raw != dest {
		all = append(all, raw)
	}
	if before, _, ok := strings.Cut(dest, "?"); ok && before != "" {
		all = append(all, before)
	}
	if strings.Contains(dest, `\`) {
		all = append(all, strings.ReplaceAll(dest, `\`, "/"))
	}
	return all
}

// bases are the folders that a path may be relative to.
func bases(from *Document, p string) []string {
	if strings.HasPrefix(p, "/") {
		return []string{"/", "/public", "/static"} // VitePress and Hugo serve these at the root
	}
	all := []string{path.Dir(from.File)}
	if pageRank(from.File) < 0 {
		all = append(all, from.ID)
	}
	if !strings.HasPrefix(p, ".") {
		all = append(all, "/") // Obsidian can write paths from the root without a slash before them
	}
	return all
}

// lookup finds what has that path in the library.
func (l *Library) lookup(p string) Reference {
	if d := l.byPath(p); d != nil {
		return Reference{Document: d}
	}
	if asset := l.findAsset(p); asset != "" {
		return Reference{Asset: asset}
	}
	dir := strings.Trim(trimPage(path.Join("/", composed(p))), "/")
	if l.tree()[dir] != nil {
		return Reference{Folder: cmp.Or(dir, rootID)}
	}
	return Reference{Broken: true, Reason: ReasonMissing}
}

// byPath returns the document that a path from the root means: of its file,
// its id, its address or a former address; nil if there is none.
func (l *Library) byPath(p string) *Document {
	p = strings.Trim(composed(path.Join("/", p)), "/")
	if d := l.byFile[p]; d != nil {
		return d
	}
	short := strings.Trim(trimPage("/"+p), "/")
	for _, id := range []string{p, short} {
		if d := l.byID[cmp.Or(id, rootID)]; d != nil {
			return d
		}
	}
	for _, name := range []string{p, short} {
		if id, ok := l.redirects["/"+name+"/"]; ok {
			return l.byID[id]
		}
	}
	if l.names == nil { // while the library is being opened
		return nil
	}
	return l.names().anyCase[strings.ToLower(short)]
}

// resolvedFile is the path in the library that a path relative to a folder
// means; it may be invalid.
func resolvedFile(base, p string) string {
	return strings.TrimPrefix(path.Join(base, p), "/")
}
