package export

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// linkAttributes are the attributes that hold one address.
var linkAttributes = map[string]bool{
	"href": true, "src": true, "action": true, "poster": true,
	"data-suggest": true, "data-index": true, "data-frame": true, "data-live": true,
	"data-vendor": true, "data-minisearch": true,
}

// relink rewrites the addresses in a page that begin at the site's root, so
// that the site works below any path. It reads tags as a browser does: what
// looks like an address in a text is left alone.
func relink(page []byte, rewrite func(string) string) []byte {
	z := html.NewTokenizer(bytes.NewReader(page))
	out := make([]byte, 0, len(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return append(out, z.Raw()...)
		case html.StartTagToken, html.SelfClosingTagToken:
			out = append(out, relinkTag(z.Raw(), rewrite)...)
		default:
			out = append(out, z.Raw()...)
		}
	}
}

// relinkTag rewrites the addresses in one tag, written by our own templates or
// by the Markdown renderer: attributes are in double quotes.
func relinkTag(tag []byte, rewrite func(string) string) []byte {
	if !bytes.Contains(tag, []byte(`="/`)) {
		return tag
	}
	var out []byte
	rest := tag
	for {
		i := bytes.Index(rest, []byte(`="/`))
		if i < 0 {
			return append(out, rest...)
		}
		value := rest[i+2:]
		end := bytes.IndexByte(value, '"')
		if end < 0 {
			return append(out, rest...)
		}
		out = append(out, rest[:i+2]...)
		address := string(value[:end])
		if linkAttributes[attributeName(rest[:i])] && !strings.HasPrefix(address, "//") {
			address = rewrite(address)
		}
		out = append(out, address...)
		rest = value[end:]
	}
}

// attributeName is the name that ends a piece of a tag.
func attributeName(s []byte) string {
	i := bytes.LastIndexAny(s, " \t\r\n\f/")
	return strings.ToLower(string(s[i+1:]))
}

// relative returns a rewriter of root-relative addresses for the page at a
// path: it climbs to the root and goes down from there.
func relative(path string) func(string) string {
	up := strings.Repeat("../", strings.Count(path, "/")-1)
	return func(address string) string {
		target := strings.TrimPrefix(address, "/")
		if rest, ok := strings.CutPrefix(target, "search"); ok && (rest == "" || rest[0] == '?') {
			target = "search/" + rest // a folder's page, where the server has a route
		}
		if up+target == "" {
			return "./"
		}
		return up + target
	}
}

// below returns a rewriter for a page that is shown at any address, as the
// page for what is not found: it names the site's prefix in full.
func below(prefix string) func(string) string {
	return func(address string) string { return prefix + relative("/")(address) }
}
