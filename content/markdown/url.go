package markdown

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// percentDecode undoes percent-encoding where it is valid UTF-8.
func percentDecode(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	if u, err := url.PathUnescape(s); err == nil && utf8.ValidString(u) {
		return u
	}
	return s
}

// safeSchemes are those that a link of a page may have.
var safeSchemes = []string{"http", "https", "mailto", "tel", "sms", "ftp", "geo"}

// safeScheme returns the scheme of a URL, lower-cased and empty for a relative
// one, and whether a reader may safely follow it. It sees through the control
// characters and spaces that browsers skip.
func safeScheme(dest string) (string, bool) {
	i := strings.IndexAny(dest, ":/?#")
	if i < 0 || dest[i] != ':' {
		return "", true
	}
	scheme := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7F {
			return -1
		}
		return r
	}, dest[:i]))
	if !isScheme(scheme) {
		return "", true // a file such as 通知:第一号.md
	}
	return scheme, len(scheme) == i && slices.Contains(safeSchemes, scheme)
}

// isScheme reports whether s, in lower case, has the form of a scheme (RFC
// 3986, section 3.1).
func isScheme(s string) bool {
	for i, r := range s {
		if (r < 'a' || r > 'z') && (i == 0 || (r < '0' || r > '9') && r != '+' && r != '-' && r != '.') {
			return false
		}
	}
	return s != ""
}

// hasScheme reports whether dest begins with a scheme, in any case.
func hasScheme(dest, scheme string) bool {
	return len(dest) > len(scheme) && dest[len(scheme)] == ':' && strings.EqualFold(dest[:len(scheme)], scheme)
}

// asWritten is the resolver of a text that stands alone: links lead where the
// author wrote, wikilinks nowhere.
type asWritten struct{}

func (asWritten) ResolveLink(l Link) Target {
	if l.Kind == LinkWiki {
		return Target{}
	}
	t := Target{URL: l.Dest}
	switch scheme, _ := safeScheme(l.Dest); {
	case scheme == "http", scheme == "https", scheme == "ftp", strings.HasPrefix(l.Dest, "//"):
		t.External = true
	case scheme == "mailto", scheme == "tel", scheme == "sms", scheme == "geo":
	default: // a path, and what looks like a scheme in it was encoded
		t.URL = relativeURL(l.Dest)
	}
	if l.Fragment != "" {
		t.URL += "#" + (&url.URL{Fragment: l.Fragment}).EscapedFragment()
	}
	return t
}

// relativeURL encodes the path of a file, with the query that it may have.
func relativeURL(dest string) string {
	path, query, found := strings.Cut(dest, "?")
	u := (&url.URL{Path: path}).EscapedPath()
	if first, _, _ := strings.Cut(u, "/"); strings.Contains(first, ":") {
		u = "./" + u // else its first part would be a scheme
	}
	if found {
		u += "?" + (&url.URL{Path: query}).EscapedPath()
	}
	return u
}
