package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"yanxi/content"
	"yanxi/index"
)

// wantProblem checks what every problem must be.
func wantProblem(t *testing.T, w *httptest.ResponseRecorder, status int, detail string) {
	t.Helper()
	if w.Code != status || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Fatalf("answer %d %s, want problem %d\n%s", w.Code, w.Header().Get("Content-Type"), status, w.Body)
	}
	var p map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatalf("%v\n%s", err, w.Body)
	}
	wantFields(t, "problem", p, "detail", "status", "title", "type")
	if p["status"] != float64(status) || p["title"] != http.StatusText(status) || p["type"] != "about:blank" {
		t.Errorf("problem: %v", p)
	}
	text := p["detail"].(string)
	if !strings.Contains(text, detail) {
		t.Errorf("detail: %q\nwant something with %q", text, detail)
	}
	if strings.Count(text, ". ") < 1 || !strings.HasSuffix(text, ".") {
		t.Errorf("detail is no sentence with a hint after it: %q", text)
	}
	if w.Header().Get("Cache-Control") != "no-cache" || w.Header().Get("ETag") != "" {
		t.Errorf("header: %v", w.Header())
	}
}

func TestBadRequests(t *testing.T) {
	h := New(newBackend(t))
	long := strings.Repeat("%E5%9B%9E", 257)
	tests := []struct {
		target string
		status int
		detail string
	}{
		{"/api/v1/search?q=" + long, 400, "a query is at most 256 characters, this one has 257"},
		{"/api/v1/suggest?q=" + long, 400, "a query is at most 256 characters"},
		{"/api/v1/search?q=" + strings.Repeat("x", 100_000), 400, "a query is at most 256 characters"},
		{"/api/v1/search?size=51", 400, "size must be a whole number from 1 to 50"},
		{"/api/v1/search?size=0", 400, "size must be a whole number from 1 to 50"},
		{"/api/v1/search?size=-1", 400, "size must be a whole number from 1 to 50"},
		{"/api/v1/search?size=ten", 400, "size must be a whole number from 1 to 50"},
		{"/api/v1/search?verbatim=maybe", 400, "verbatim must be true or false. Leave it out"},
		{"/api/v1/search?page=0", 400, "page must be a whole number from 1"},
		{"/api/v1/search?page=1.5", 400, "page must be a whole number from 1"},
		{"/api/v1/search?page=99999999999999999999", 400, "at most 18 digits"},
		{"/api/v1/search?sort=title", 400, "sort must be relevance or date"},
		{"/api/v1/search?from=yesterday", 400, "from must be a day, a month or a year: 2019-06-03, 2019-06 or 2019."},
		{"/api/v1/search?to=2018..2020", 400, "to must be a day, a month or a year"},
		{"/api/v1/search?to=2019-02-30", 400, "to must be a day, a month or a year"},
		{"/api/v1/search?q=%zz", 400, "% is %25"},
		{"/api/v1/search?q=a;b", 400, "; is %3B"},
		{"/api/v1/search?" + terms(60), 400, "tag is given too often: 50 times is the most"},
		{"/api/v1/search?" + terms(500), 400, "too many parameters"},
		{"/api/v1/related", 400, "id is missing"},
		{"/api/v1/related?id=", 400, "id is missing"},
		{"/api/v1/related?id=index&size=99", 400, "size must be a whole number from 1 to 50"},
		{"/api/v1/compare", 400, "id is missing"},
		{"/api/v1/compare?id=cases/fire", 400, "two to four different cases"},
		{"/api/v1/compare?id=cases/fire&id=cases/fire", 400, "two to four different cases"},
		{"/api/v1/compare?id=a&id=b&id=c&id=d&id=e", 400, "id is given too often: 4 times is the most"},
		{"/api/v1/compare?id=cases/fire&id=none", 404, `no document with the id "none"`},
		{"/api/v1/compare?id=cases/fire&id=index", 400, "is no case"},
		{"/api/v1/related?id=none", 404, `no document with the id "none"`},
		{"/api/v1/documents/none", 404, `no document with the id "none"`},
		{"/api/v1/documents/notes/draft", 404, "no document"},
		{"/api/v1/documents/" + strings.Repeat("x", 1000), 404, strings.Repeat("x", 80) + "…"},
		{"/api/v1/documents/cases/fire.md", 404, `Perhaps "cases/fire" is meant`},
		{"/api/v1/documents/..%2F..%2Fetc%2Fpasswd", 404, "no document"},
		{"/api/v1/documents/%00", 404, "no document"},
		{"/api/v1/documents/%ff", 404, "no document"},
		{"/api/v1/documents//cases/fire", 404, "no document"},
		{"/api/v1/documents", 404, "There is nothing at /api/v1/documents"},
		{"/api/v1/documents/", 404, "There is nothing at /api/v1/documents/"},
		{"/api/v1/search/x", 404, SpecPath},
		{"/api/v1/", 404, SpecPath},
		{"/api/v2/search", 404, SpecPath},
		{"/api/", 404, SpecPath},
		{"/api/openapi.yaml", 404, SpecPath},
		{"/api/v1//search", 404, SpecPath},
	}
	for _, tt := range tests {
		t.Run(shorten(tt.target), func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			u, err := url.Parse(tt.target)
			if err != nil {
				t.Fatal(err)
			}
			r.URL = u
			wantProblem(t, do(h, r), tt.status, tt.detail)
		})
	}
}

func terms(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "tag=%d&", i)
	}
	return b.String()
}

func TestMethods(t *testing.T) {
	h := New(newBackend(t))
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} {
		for _, path := range []string{"/api/v1/search", "/api/v1/documents/cases/fire", "/api/openapi.json"} {
			w := do(h, httptest.NewRequest(method, path, strings.NewReader("{}")))
			wantProblem(t, w, http.StatusMethodNotAllowed, "GET")
			if allow := w.Header().Get("Allow"); allow != "GET, HEAD" {
				t.Errorf("%s %s: Allow: %q", method, path, allow)
			}
		}
	}
	wantProblem(t, do(h, httptest.NewRequest(http.MethodPost, "/api/v1/none", nil)), http.StatusNotFound, SpecPath)
}

func TestBodyIsRefused(t *testing.T) {
	h := New(newBackend(t))
	r := httptest.NewRequest(http.MethodGet, "/api/v1/search", strings.NewReader(`{"q":"x"}`))
	wantProblem(t, do(h, r), http.StatusBadRequest, "body")
	r = httptest.NewRequest(http.MethodGet, "/api/v1/search", strings.NewReader("x"))
	r.ContentLength = -1
	wantProblem(t, do(h, r), http.StatusBadRequest, "body")
}

func TestNotReady(t *testing.T) {
	library := newBackend(t)
	none := Backend{
		Library:   func() *content.Library { return nil },
		Relations: func() *index.Relations { return nil },
	}
	noIndex := library
	noIndex.Index = nil
	noIndex.Relations = none.Relations
	unsynced := library
	var err error
	if unsynced.Index, err = index.Open(t.TempDir(), slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	defer unsynced.Index.Close()

	tests := []struct {
		name    string
		backend Backend
		paths   []string
	}{
		{"no library", none, []string{"search", "suggest?q=x", "documents/index", "related?id=index", "courses", "cases", "facets"}},
		{"no index", noIndex, []string{"search", "suggest?q=x", "related?id=index", "facets"}},
		{"not indexed", unsynced, []string{"search", "suggest?q=x", "facets"}},
	}
	for _, tt := range tests {
		h := New(tt.backend)
		for _, path := range tt.paths {
			t.Run(tt.name+"/"+path, func(t *testing.T) {
				w := do(h, httptest.NewRequest(http.MethodGet, "/api/v1/"+path, nil))
				wantProblem(t, w, http.StatusServiceUnavailable, "Try again in a second")
				if retry := w.Header().Get("Retry-After"); retry != "1" {
					t.Errorf("Retry-After: %q", retry)
				}
			})
		}
	}
}

// Readers see a sentence, operators the cause.
func TestFailures(t *testing.T) {
	b := newBackend(t)
	var log strings.Builder
	b.Log = slog.New(slog.NewTextHandler(&log, nil))
	tests := []struct {
		name string
		html func(context.Context, *content.Document) (string, error)
	}{
		{"error", func(context.Context, *content.Document) (string, error) { return "", errors.New("template broke") }},
		{"panic", func(context.Context, *content.Document) (string, error) { panic("template broke") }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			log.Reset()
			b.HTML = tt.html
			w := do(New(b), httptest.NewRequest(http.MethodGet, "/api/v1/documents/index", nil))
			wantProblem(t, w, http.StatusInternalServerError, "failed to answer")
			if strings.Contains(w.Body.String(), "template") {
				t.Errorf("the cause is shown: %s", w.Body)
			}
			if !strings.Contains(log.String(), "template broke") || !strings.Contains(log.String(), "endpoint=document") {
				t.Errorf("log: %s", log.String())
			}
		})
	}
}

func TestAbortedHandler(t *testing.T) {
	b := newBackend(t)
	b.HTML = func(context.Context, *content.Document) (string, error) { panic(http.ErrAbortHandler) }
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, http.ErrAbortHandler) {
			t.Errorf("recovered %v", err)
		}
	}()
	do(New(b), httptest.NewRequest(http.MethodGet, "/api/v1/documents/index", nil))
}

func TestErrorStatus(t *testing.T) {
	var log strings.Builder
	s := &service{Backend{Log: slog.New(slog.NewTextHandler(&log, nil))}}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		name   string
		ctx    context.Context
		err    error
		status int
		logged bool
	}{
		{"problem", context.Background(), fmt.Errorf("x: %w", newProblem(404, "")), 404, false},
		{"not ready", context.Background(), fmt.Errorf("x: %w", index.ErrNotReady), 503, false},
		{"too slow", context.Background(), fmt.Errorf("x: %w", context.DeadlineExceeded), 503, false},
		{"client gone", gone, context.Canceled, 503, false},
		{"anything else", context.Background(), errors.New("disk on fire"), 500, true},
	}
	for _, tt := range tests {
		log.Reset()
		var p *Problem
		if !errors.As(s.problem(tt.ctx, "search", tt.err), &p) || p.Status != tt.status || (log.Len() > 0) != tt.logged {
			t.Errorf("%s: %+v, logged %q", tt.name, p, log.String())
		}
	}
}
