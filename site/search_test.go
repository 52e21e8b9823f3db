package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"yanxi/index"
	"yanxi/site/sitetest"
)

// TestLongQuery searches for more than is read: the rest is cut off everywhere.
func TestLongQuery(t *testing.T) {
	s := newReadySite(t, sitetest.Open(t, sitetest.Sample()))
	for _, typed := range []string{strings.Repeat("首次回应 ", 60), strings.Repeat("长", 300), strings.Repeat("q", 60_000)} {
		for _, route := range []string{"/search", "/search.atom"} {
			w := ask(s, http.MethodGet, route+"?q="+url.QueryEscape(typed), nil)
			if w.Code != http.StatusOK {
				t.Errorf("%s: %d characters are answered %d", route, utf8.RuneCountInString(typed), w.Code)
			}
			if strings.Contains(w.Body.String(), typed) || strings.Contains(w.Body.String(), url.QueryEscape(typed)) {
				t.Errorf("%s: %d characters come back", route, utf8.RuneCountInString(typed))
			}
		}
		page := sitetest.Parse(t, ask(s, http.MethodGet, "/search?q="+url.QueryEscape(typed), nil).Body.Bytes())
		for _, n := range page.All("input") {
			value := sitetest.Attr(n, "value")
			if len := utf8.RuneCountInString(value); len > index.MaxQuery || len < index.MaxQuery-1 || !strings.HasPrefix(typed, value) {
				t.Errorf("%d characters stand in the box: %s", len, value)
			}
		}
	}
}

// TestFacetLinks follows each link of each facet: it must find what it says.
func TestFacetLinks(t *testing.T) {
	s := newReadySite(t, sitetest.Open(t, sitetest.Sample()))
	const from = "/search?q=%E5%9B%9E%E5%BA%94&year=2018&kind=case"
	page := sitetest.Parse(t, ask(s, http.MethodGet, from, nil).Body.Bytes())
	start, err := url.Parse(from)
	if err != nil {
		t.Fatal(err)
	}
	followed := 0
	for _, n := range page.All("a") {
		u, err := start.Parse(sitetest.Attr(n, "href"))
		if err != nil || u.Path != "/search" || u.RawQuery == "" || u.Fragment != "" {
			continue
		}
		if sitetest.Attr(n, "class") == "clear" {
			if want := "/search?q=" + url.QueryEscape("回应"); u.String() != want {
				t.Errorf("all is cleared by %s, want %s", u, want)
			}
			continue
		}
		followed++
		q := u.Query()
		if q.Get("q") != "回应" || q.Has("page") {
			t.Errorf("%s loses the query or keeps the page", u)
		}
		changed := 0
		for key := range union(q, start.Query()) {
			if strings.Join(q[key], " ") != strings.Join(start.Query()[key], " ") {
				changed++
			}
		}
		if current := sitetest.Attr(n, "aria-current") != ""; changed > 1 || changed == 0 && !current {
			t.Errorf("%s changes %d things", u, changed)
		}
		if w := ask(s, http.MethodGet, u.String(), nil); w.Code != http.StatusOK {
			t.Errorf("%s: answered %d", u, w.Code)
		}
	}
	if followed < 10 {
		t.Errorf("%d links", followed)
	}
}

func union(a, b url.Values) url.Values {
	out := url.Values{}
	for _, v := range []url.Values{a, b} {
		for key, values := range v {
			out[key] = values
		}
	}
	return out
}

// TestManualSearches follows the examples of the manual: each finds something.
func TestManualSearches(t *testing.T) {
	s := newReadySite(t, sitetest.Open(t, sitetest.Sample()))
	if none := sitetest.Parse(t, ask(s, http.MethodGet, "/search?q=qqqqqq", nil).Body.Bytes()); len(none.All("ol")) > 0 {
		t.Fatal("a page without results has a list")
	}
	manual := sitetest.Parse(t, ask(s, http.MethodGet, "/manual/search/", nil).Body.Bytes())
	followed := 0
	for _, n := range manual.All("a") {
		address := sitetest.Attr(n, "href")
		if !strings.HasPrefix(address, "/search?q=") {
			continue
		}
		followed++
		page := sitetest.Parse(t, ask(s, http.MethodGet, address, nil).Body.Bytes())
		if len(page.All("ol")) == 0 {
			t.Errorf("%s finds nothing", address)
		}
	}
	if followed < 15 {
		t.Errorf("%d examples", followed)
	}
}
