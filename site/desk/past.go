package desk

import (
	"context"
	"io/fs"
	"net/http"
	"strings"
	"sync"

	"yanxi/site/review"
)

// mostPast is how many versions of a document's drafts are looked through for one that was returned.
const mostPast = 50

// pastTexts give what a text once was, by its digest; false if that is not known.
type pastTexts func(digest string) (string, bool)

// pastOf finds what a text once was by its digest: what was approved is in the library, what was returned in the drafts
// of its author, and on this server with those who looked at it.
func (d *desk) pastOf(ctx context.Context, s *standing) pastTexts {
	drafts := sync.OnceValue(func() map[string]string {
		texts, err := d.Drafts.Texts(ctx, s.ID, mostPast)
		if err != nil {
			d.Log.Warn("desk: no past versions", "document", s.ID, "error", err)
		}
		out := map[string]string{}
		for _, text := range texts {
			out[review.Digest([]byte(text))] = normal([]byte(text))
		}
		return out
	})
	return func(digest string) (string, bool) {
		if digest == "" {
			return "", false
		}
		if text, ok := d.kept(digest); ok {
			return text, true
		}
		if text, ok := d.remembered(digest); ok {
			return text, true
		}
		text, ok := drafts()[digest]
		return text, ok
	}
}

// compared is the digest of the version that a request compares a text with, if that can be found.
func (s *standing) compared(r *http.Request) string {
	switch asked := r.URL.Query().Get("base"); {
	case asked != "":
		return asked
	case s.base() != "":
		return s.base()
	case s.Return != nil:
		return s.Return.Digest
	}
	return ""
}

// kept reads a text that was approved. It is none if it is not what its name says.
func (d *desk) kept(sum string) (string, bool) {
	if len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return "", false
	}
	src, err := fs.ReadFile(d.FS(), review.TextFile(sum))
	if err != nil || review.Digest(src) != sum {
		return "", false
	}
	return normal(src), true
}
