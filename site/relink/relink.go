// Package relink moves a page to another place. Pages are built with addresses
// that begin at the site's root (/cases/x/); an export wants them relative to
// each page, a server below a prefix wants the prefix before them.
package relink

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// linkAttributes are the attributes that hold one address.
var linkAttributes = map[string]bool{
	"href": true, "src": true, "action": true, "poster": true,
	"data-suggest": true, "data-index": true, "data-frame": true, "data-live": true, "data-account": true, "data-progress": true,
	"data-vendor": true, "data-minisearch": true, "data-quiz-api": true, "data-reads": true, "data-likes": true, "data-openings": true, "data-sealed": true, "data-more": true,
}

// Page rewrites the addresses in an HTML page that begin at the site's root. It
// reads tags as a browser does: what looks like an address in a text is left alone.
func Page(page []byte, rewrite func(string) string) []byte {
	z := html.NewTokenizer(bytes.NewReader(page))
	out := make([]byte, 0, len(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return append(out, z.Raw()...)
		case html.StartTagToken, html.SelfClosingTagToken:
			out = append(out, tag(z.Raw(), rewrite)...)
			if name, _ := z.TagName(); string(name) == "noscript" {
				z.NextIsNotRawText() // browsers without scripts read it as any other
			}
		default:
			out = append(out, z.Raw()...)
		}
	}
}

// tag rewrites the addresses in one tag, written by our own templates or
// by the Markdown renderer: attributes are in double quotes.
func tag(raw []byte, rewrite func(string) string) []byte {
	if !bytes.Contains(raw, []byte(`="/`)) {
		return raw
	}
	var out []byte
	rest := raw
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

// Relative returns a rewriter for the page at a decoded path: it climbs to the
// root and goes down from there, so that the site works below any path. The
// search, a route of the server's, is a folder there.
func Relative(path string) func(string) string {
	up := strings.Repeat("../", strings.Count(path, "/")-1)
	if up == "" {
		up = "./" // without it, "a:b/" would be an address of the scheme a
	}
	return func(address string) string { return up + exported(address) }
}

// Exported returns a rewriter for an exported page that is shown at any
// address, as the page for what is not found is: prefix, which ends in a
// slash, is the site's place on its host.
func Exported(prefix string) func(string) string {
	return func(address string) string { return prefix + exported(address) }
}

func exported(address string) string {
	target := strings.TrimPrefix(address, "/")
	if rest, ok := strings.CutPrefix(target, "search"); ok && (rest == "" || rest[0] == '?') {
		return "search/" + rest
	}
	return target
}

// Prefixed returns a rewriter for a server below a prefix, which does not end
// in a slash.
func Prefixed(prefix string) func(string) string {
	return func(address string) string { return prefix + address }
}
