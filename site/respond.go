package site

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzhttp"

	"yanxi/content"
)

// static answers with a page of the edition, a file of the library, or the
// page that says that there is none.
func (s *Site) static(w http.ResponseWriter, r *http.Request) {
	if s.options.Accounts != nil {
		s.options.Accounts.Exist() // asks in the background, so that kept pages come to know of the first account
	}
	current := s.current.Load()
	page, err := current.pages.get(s.cacheKey(r), func() (*Page, error) {
		p, err := current.Page(s.origin(r), r.URL.Path)
		return s.place(p), err
	})
	switch {
	case errors.Is(err, errNotFound):
		if !s.libraryFile(w, r, current.lib, strings.TrimPrefix(r.URL.Path, "/"), "no-cache") {
			s.fail(w, r, http.StatusNotFound, nil)
		}
	case err != nil:
		s.fail(w, r, http.StatusInternalServerError, err)
	case page.location != "":
		redirect(w, r, page.location)
	default:
		page.serve(w, r, noCache)
	}
}

// cacheKey names a page in the cache; one without a name is not kept. Where the
// site does not know its own address, feeds and the sitemap differ by the host
// that was asked for, and hosts can be invented. So can paths that a code is asked for.
func (s *Site) cacheKey(r *http.Request) string {
	if s.options.BaseURL == "" && path.Ext(r.URL.Path) != "" || strings.HasPrefix(r.URL.Path, pathQR) {
		return ""
	}
	return r.URL.Path
}

// redirect leads to another page for good, keeping the query.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	http.Redirect(w, r, to, http.StatusMovedPermanently)
}

// page answers with a page that is built for each request.
func (s *Site) page(build func(*Edition, *http.Request) (*Page, int, error)) http.Handler {
	return compressed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, status, err := build(s.current.Load().Edition, r)
		p = s.place(p)
		if status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", retryAfter)
		}
		switch {
		case errors.Is(err, context.Canceled):
			return // nobody is waiting
		case err != nil:
			s.fail(w, r, http.StatusInternalServerError, err)
			return
		case p == nil:
			s.fail(w, r, status, nil)
			return
		}
		w.Header().Set("Content-Type", p.ContentType)
		w.Header().Set("Cache-Control", keeping(r))
		w.Header().Set("Content-Length", strconv.Itoa(len(p.Body)))
		w.WriteHeader(status)
		w.Write(p.Body)
	}))
}

// keeping says whether a browser may keep an answer. What was made of a form is its
// reader's alone: marks, and a question that was asked.
func keeping(r *http.Request) string {
	if r.Method == http.MethodPost {
		return "no-store"
	}
	return "no-cache"
}

// fail answers with the site's page for a status. Readers see a sentence,
// operators see the cause.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, status int, cause error) {
	if cause != nil {
		s.log.Error("request failed", "method", r.Method, "path", r.URL.Path, "error", cause)
	}
	w.Header().Set("Cache-Control", "no-store")
	p, err := s.current.Load().ErrorPage(status)
	if err != nil {
		s.log.Error("error page failed", "error", err)
		http.Error(w, http.StatusText(status), status)
		return
	}
	w.Header().Set("Content-Type", p.ContentType)
	w.WriteHeader(status)
	w.Write(s.place(p).Body)
}

// Policies of the library's own files, which must not act as pages of the site:
// an SVG opened by itself runs no script. Browsers refuse to show a PDF in a
// sandbox, and a film opened by itself plays from its own address.
const (
	markupPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
	filePolicy   = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)

func policyOf(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".svg", ".xml":
		return markupPolicy
	}
	return filePolicy
}

// libraryFile serves an asset of a library, if there is one of that name. How long it may be kept is cached.
func (s *Site) libraryFile(w http.ResponseWriter, r *http.Request, lib *content.Library, name, cached string) bool {
	f, err := lib.Asset(name)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false
	}
	h := w.Header()
	body, ok := f.(io.ReadSeeker)
	if !ok || info.ModTime().IsZero() {
		data, err := io.ReadAll(f)
		if err != nil {
			s.fail(w, r, http.StatusInternalServerError, err)
			return true
		}
		h.Set("ETag", etag(data))
		body = bytes.NewReader(data)
	}
	h.Set("Content-Security-Policy", policyOf(name))
	h.Set("Cache-Control", cached)
	http.ServeContent(w, r, info.Name(), info.ModTime(), body)
	return true
}

// compressed compresses answers that are not compressed yet.
var compressed = func() func(http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.SuffixETag("-gz"))
	if err != nil {
		panic(err) // a mistake in the options above
	}
	return func(h http.Handler) http.Handler { return wrap(h) }
}()
