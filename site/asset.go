package site

import (
	"net/http"
	"sync"

	"yanxi/site/ui"
)

// assetPages are the site's own files as they go over the wire, by both of
// their names: with the hash of their content, and plain.
var assetPages = sync.OnceValue(func() map[string]*cachedPage {
	out := map[string]*cachedPage{}
	for name, a := range ui.Assets() {
		page := newCachedPage(a.Name, &Page{ContentType: a.ContentType, Body: a.Body})
		out[name] = page
		out[a.Name] = page
	}
	return out
})

// asset serves one of the site's own files. Under the name with the hash it
// never changes, and browsers may keep it for ever.
func (s *Site) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	page, ok := assetPages()[name]
	if !ok {
		s.fail(w, r, http.StatusNotFound, nil)
		return
	}
	if name == diagramFrame {
		w.Header()["Content-Security-Policy"] = diagramPolicy
	}
	cache := noCache
	if name == page.key {
		cache = cacheForEver
	}
	page.serve(w, r, cache)
}

// diagramFrame is the document in which Mermaid draws. It needs styles of its
// own making, which pages are not allowed, and gets nothing else.
const diagramFrame = "mermaid.html"

var (
	diagramPolicy = []string{"default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"}
	cacheForEver  = []string{"public, max-age=31536000, immutable"}
)
