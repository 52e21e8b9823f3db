package site_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// FuzzAddress asks for whatever may stand in an address. The site never fails,
// never leads to another host, and always has its policy.
func FuzzAddress(f *testing.F) {
	for _, seed := range []struct{ path, query string }{
		{"/", ""},
		{"/notes/100% 真的/", "x=1"},
		{"/tag/A/B/page-2/", ""},
		{"/feed/kind/note.atom", ""},
		{"//evil.example/..//", ""},
		{"/\\evil.example", ""},
		{"/term//", ""},
		{"/kind", ""},
		{"/_/../yanxi/secret.txt", ""},
		{"/many/page-9223372036854775808/", ""},
		{"/api/v1/documents/notes%2Fa#b", ""},
		{"/search", "q=%00\"' OR 1&kind=note&kind=&page=-1&sort=x&tag=C%23"},
		{"/search", "kind=%ff&tag=a%c0&course=\xfe"},
		{"/search.atom", "q=\xff\xfe&year=2024&course=course"},
	} {
		f.Add(seed.path, seed.query)
	}
	lib := sitetest.Open(f, sitetest.Odd())
	s, err := site.New(lib, sitetest.IndexOf(f, lib), slog.New(slog.DiscardHandler), site.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(s.Close)
	f.Fuzz(func(t *testing.T, path, query string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		var err error
		r.URL, err = url.ParseRequestURI((&url.URL{Path: path, RawQuery: query}).RequestURI())
		if err != nil || !strings.HasPrefix(path, "/") {
			return // a server does not pass it on
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code >= http.StatusInternalServerError {
			t.Errorf("answered %d", w.Code)
		}
		if w.Header().Get("Content-Security-Policy") == "" {
			t.Error("no policy")
		}
		if to, _, _ := strings.Cut(w.Header().Get("Location"), "?"); to != "" {
			u, err := url.Parse(to)
			if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") {
				t.Errorf("leads to %q: %v", to, err)
			}
		}
		if w.Code == http.StatusOK && strings.HasPrefix(w.Header().Get("Content-Type"), "text/") && !utf8.Valid(w.Body.Bytes()) {
			t.Error("the answer is no UTF-8")
		}
	})
}

// Document ids become addresses by one rule, which this shows.
func ExampleDocumentURL() {
	for _, id := range []string{"index", "cases/2018-kunshan", "笔记/第一节", "100% a#b?c"} {
		fmt.Println(site.DocumentURL(id))
	}
	// Output:
	// /
	// /cases/2018-kunshan/
	// /%E7%AC%94%E8%AE%B0/%E7%AC%AC%E4%B8%80%E8%8A%82/
	// /100%25%20a%23b%3Fc/
}

// FuzzOwnPath leads nobody to another site, by whatever address.
func FuzzOwnPath(f *testing.F) {
	for _, seed := range []string{"/desk/", "//evil.test/", "/\\evil.test", "/%2F/evil.test", "/a?b#c", "https://evil.test", "/.//evil.test", "/课/?q=一"} {
		f.Add(seed)
	}
	base, err := url.Parse("https://site.test/account/sign-in")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, to string) {
		led := site.OwnPath(to)
		if led == "" {
			return
		}
		u, err := base.Parse(led)
		if err != nil || u.Host != base.Host || u.Scheme != base.Scheme || strings.HasPrefix(u.Path, "/account/sign-in") {
			t.Errorf("%q leads to %v, %v", to, u, err)
		}
		if again := site.OwnPath(led); again != led {
			t.Errorf("%q leads to %q, and that to %q", to, led, again)
		}
	})
}
