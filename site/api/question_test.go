package api

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/site/ask"
)

func postQuestion(b Backend, body, contentType string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, Prefix+"questions", strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	w := httptest.NewRecorder()
	New(b).ServeHTTP(w, r)
	return w
}

func TestAsk(t *testing.T) {
	b := newBackend(t)
	var failure error
	b.Ask = func(_ context.Context, about *content.Document, text, name string) (*ask.Question, error) {
		if failure != nil {
			return nil, failure
		}
		if about == nil || about.ID != "courses/hefei/response" || text != "<b>几小时？</b>" || name != "小李" {
			t.Errorf("asked about %v: %q by %q", about, text, name)
		}
		return &ask.Question{ID: "20261102-1", State: ask.New, Due: time.Date(2026, 11, 9, 15, 59, 59, 0, time.UTC)}, nil // the last second in Shanghai
	}
	const good = `{"document":"courses/hefei/response","text":"<b>几小时？</b>","name":"小李"}`
	w := postQuestion(b, good, "application/json")
	if w.Code != http.StatusCreated || strings.TrimSpace(w.Body.String()) != `{"id":"20261102-1","state":"new","due":"2026-11-09"}` || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v: %s", w.Code, w.Header(), w.Body)
	}
	for _, tt := range []struct {
		body, contentType string
		failure           error
		status            int
		detail            string
	}{
		{`{"document":"nowhere","text":"问题"}`, "application/json", nil, 404, "no document"},
		{`{"document":"courses/hefei/response.md","text":"问题"}`, "application/json", nil, 404, "Perhaps"},
		{`{"name":"小李"}`, "application/json", nil, 400, "Send JSON such as"},
		{`{"text":["a"]}`, "application/json", nil, 400, "Send JSON such as"},
		{`{"text":`, "application/json", nil, 400, "Send JSON such as"},
		{"", "application/json", nil, 400, "Send JSON such as"},
		{"text=a", "application/x-www-form-urlencoded", nil, 415, "must be JSON"},
		{`{"text":"` + strings.Repeat("a", 70_000) + `"}`, "application/json", nil, 413, "too large"},
		{good, "application/json", ask.ErrShort, 422, "Nothing is asked"},
		{good, "application/json", ask.ErrLong, 422, "at most 1000 characters, this one has 11"},
		{good, "application/json", ask.ErrName, 422, "at most 40 characters"},
		{good, "application/json", ask.ErrTooMany, 429, "At most 5 questions"},
		{good, "application/json", ask.ErrTooManyAll, 429, "Ask again later"},
		{good, "application/json", fmt.Errorf("%w: no route to host", ask.ErrAway), 503, "Send it again in a minute"},
	} {
		failure = tt.failure
		w := postQuestion(b, tt.body, tt.contentType)
		wantProblem(t, w, tt.status, tt.detail)
		if retry := w.Header().Get("Retry-After"); (retry != "") != (tt.status == 429 || tt.status == 503) {
			t.Errorf("%d: Retry-After %q", tt.status, retry)
		}
		if strings.Contains(w.Body.String(), "no route") {
			t.Errorf("the cause is told: %s", w.Body)
		}
	}
	b.Ask = nil
	wantProblem(t, postQuestion(b, good, "application/json"), http.StatusNotFound, "Readers cannot ask here")

	r := httptest.NewRecorder()
	New(b).ServeHTTP(r, httptest.NewRequest(http.MethodGet, Prefix+"questions", nil))
	wantProblem(t, r, http.StatusMethodNotAllowed, "Use POST")
	if r.Header().Get("Allow") != "POST" {
		t.Errorf("Allow: %q", r.Header().Get("Allow"))
	}
}
