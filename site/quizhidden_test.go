package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// TestQuizzesHidden looks for what quizzes hide in all that a reader or a
// program can get before answering, and for their questions in the search.
func TestQuizzesHidden(t *testing.T) {
	lib := sitetest.Open(t, sitetest.Quizzes())
	s := newReadySite(t, lib)
	e, err := site.NewEdition(lib, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	targets := []string{"/api/v1/courses", "/api/v1/cases", "/api/v1/facets", "/api/v1/findings",
		"/search?q=" + url.QueryEscape("首次回应"), "/search.atom?q=" + url.QueryEscape("首次回应"), "/api/v1/search?q=" + url.QueryEscape("首次回应")}
	for _, path := range e.Paths() {
		targets = append(targets, escaped(path))
	}
	for _, d := range lib.Documents() {
		targets = append(targets, "/api/v1/documents/"+escaped(d.ID), "/api/v1/related?id="+url.QueryEscape(d.ID),
			"/api/v1/quizzes?id="+url.QueryEscape(d.ID))
	}
	for _, target := range targets {
		w := ask(s, http.MethodGet, target, nil)
		for _, secret := range sitetest.QuizSecrets {
			if strings.Contains(w.Body.String(), secret) {
				t.Errorf("%s says %s", target, secret)
			}
		}
		if w.Code != http.StatusOK && !strings.HasPrefix(target, "/api/v1/quizzes") {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	for _, secret := range sitetest.QuizSecrets {
		for _, route := range []string{"/api/v1/search?q=", "/api/v1/suggest?q="} {
			body := ask(s, http.MethodGet, route+url.QueryEscape(secret[:len(secret)-1]), nil).Body.String()
			if strings.Contains(body, secret) {
				t.Errorf("%s%s finds it: %s", route, secret, body)
			}
		}
		body := ask(s, http.MethodGet, "/api/v1/search?q="+url.QueryEscape(secret), nil).Body.String()
		if !strings.Contains(body, `"total":0`) {
			t.Errorf("a search for %s finds something: %s", secret, body)
		}
	}
	found := ask(s, http.MethodGet, "/api/v1/search?q="+url.QueryEscape("首次回应最迟几小时"), nil).Body.String()
	if !strings.Contains(found, `"id":"top"`) {
		t.Errorf("the question is not found: %s", found)
	}
}
