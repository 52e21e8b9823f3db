package site

import (
	"errors"
	"net/http"
	"path"
	"runtime/debug"
	"strings"
)

// pagePolicy lets a page use what the site serves and nothing else, and run no
// script that stands in the page itself.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
	"font-src 'self'; media-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

var securityHeaders = map[string][]string{
	"Content-Security-Policy":      {pagePolicy},
	"X-Content-Type-Options":       {"nosniff"},
	"Referrer-Policy":              {"same-origin"},
	"Permissions-Policy":           {"camera=(), geolocation=(), microphone=()"},
	"Cross-Origin-Opener-Policy":   {"same-origin"},
	"X-Frame-Options":              {"SAMEORIGIN"},
	"Cross-Origin-Resource-Policy": {"same-origin"},
}

// secured sets the security headers, and that caches ask again, which browsers
// would not do of a redirect by themselves. A handler may replace each.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h["Cache-Control"] = noCache
		for name, value := range securityHeaders {
			h[name] = value
		}
		next.ServeHTTP(w, r)
	})
}

// recovered answers a panic with the site's own page and logs where it happened.
func (s *Site) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(v)
			}
			s.log.Error("panic", "method", r.Method, "path", r.URL.Path, "panic", v, "stack", string(debug.Stack()))
			s.fail(w, r, http.StatusInternalServerError, nil)
		}()
		next.ServeHTTP(w, r)
	})
}

// cleaned leads from a path with dots or doubled slashes to its plain form. The
// mux would do so as well, but knows nothing of the site's prefix.
func (s *Site) cleaned(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if plain := cleanPath(r.URL.Path); plain != r.URL.Path {
			redirect(w, r, s.prefix+escapePath(plain))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func cleanPath(p string) string {
	plain := path.Clean("/" + p)
	if strings.HasSuffix(p, "/") && plain != "/" {
		plain += "/"
	}
	return plain
}
