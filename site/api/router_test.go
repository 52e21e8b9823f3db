package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestETag(t *testing.T) {
	h := New(newBackend(t))
	const target = "/api/v1/documents/cases/fire"
	first := do(h, httptest.NewRequest(http.MethodGet, target, nil))
	tag := first.Header().Get("ETag")
	if tag == "" || first.Header().Get("Cache-Control") != "no-cache" {
		t.Fatalf("header: %v", first.Header())
	}
	other := do(h, httptest.NewRequest(http.MethodGet, "/api/v1/documents/cases/empty", nil)).Header().Get("ETag")
	if other == tag {
		t.Errorf("two documents with the ETag %s", tag)
	}
	tests := []struct {
		given string
		want  int
	}{
		{tag, http.StatusNotModified},
		{strings.TrimPrefix(tag, "W/"), http.StatusNotModified},
		{`"x", ` + tag, http.StatusNotModified},
		{"*", http.StatusNotModified},
		{`"x"`, http.StatusOK},
		{other, http.StatusOK},
		{"", http.StatusOK},
	}
	for _, tt := range tests {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		r.Header.Set("If-None-Match", tt.given)
		w := do(h, r)
		if w.Code != tt.want || w.Header().Get("ETag") != tag || (w.Body.Len() == 0) != (tt.want == http.StatusNotModified) {
			t.Errorf("If-None-Match %s: %d, %d bytes, %v", tt.given, w.Code, w.Body.Len(), w.Header())
		}
	}
}

func TestCORS(t *testing.T) {
	const allowed, asked, methods = "Access-Control-Allow-Origin", "Access-Control-Request-Method", "Access-Control-Allow-Methods"
	b := newBackend(t)
	closed := New(b)
	b.AllowOrigin = "https://read.example.org"
	open := New(b)
	tests := []struct {
		name        string
		h           http.Handler
		method      string
		origin      string
		status      int
		allowOrigin string
		allowMethod string
	}{
		{"allowed", open, "GET", "https://read.example.org", 200, "https://read.example.org", ""},
		{"preflight", open, "OPTIONS", "https://read.example.org", 204, "https://read.example.org", "GET"},
		{"writing", open, "POST", "https://read.example.org", 405, "https://read.example.org", ""},
		{"another", open, "GET", "https://example.com", 200, "", ""},
		{"another's preflight", open, "OPTIONS", "https://example.com", 405, "", ""},
		{"none", open, "GET", "", 200, "", ""},
		{"nobody allowed", closed, "GET", "https://read.example.org", 200, "", ""},
		{"nobody allowed, preflight", closed, "OPTIONS", "https://read.example.org", 405, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(tt.method, "/api/v1/cases", nil)
			if tt.origin != "" {
				r.Header.Set("Origin", tt.origin)
			}
			if tt.method == "OPTIONS" {
				r.Header.Set(asked, "GET")
			}
			w := do(tt.h, r)
			if w.Code != tt.status || w.Header().Get(allowed) != tt.allowOrigin || w.Header().Get(methods) != tt.allowMethod {
				t.Errorf("%d %v", w.Code, w.Header())
			}
			if w.Header().Get("Access-Control-Allow-Credentials") != "" {
				t.Error("credentials are allowed")
			}
			if (w.Header().Get("Vary") == "Origin") != (tt.h == open) {
				t.Errorf("Vary: %q", w.Header().Get("Vary"))
			}
		})
	}
}

func TestTrailingSlashes(t *testing.T) {
	h := New(newBackend(t))
	for _, path := range []string{"/api/v1/search/", "/api/v1/cases//", "/api/openapi.json/"} {
		if w := do(h, httptest.NewRequest(http.MethodGet, path, nil)); w.Code != http.StatusOK {
			t.Errorf("GET %s: %d", path, w.Code)
		}
	}
}

// Any path after documents/ is that document, or the problem that there is none.
func FuzzDocumentPath(f *testing.F) {
	b := newBackend(f)
	h := New(b)
	for _, d := range b.Library().Documents() {
		f.Add(d.ID)
	}
	f.Fuzz(func(t *testing.T, id string) {
		for _, u := range []*url.URL{
			{Path: Prefix + "documents/" + id},
			{Path: Prefix + "documents/" + id, RawPath: Prefix + "documents/" + url.PathEscape(id)},
		} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.URL = u
			w := do(h, r)
			if !utf8.Valid(w.Body.Bytes()) {
				t.Fatalf("%q: not UTF-8: %q", id, w.Body)
			}
			d := b.Library().Document(strings.TrimRight(id, "/"))
			if d == nil {
				wantProblem(t, w, http.StatusNotFound, "")
				continue
			}
			if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), `{"id":"`+d.ID+`"`) {
				t.Fatalf("%q: %d %s", id, w.Code, w.Body)
			}
		}
	})
}
