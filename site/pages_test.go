package site_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
	"yanxi/site/sitetest"
	"yanxi/site/ui"
)

// libraries are those that every page of is looked at.
var libraries = map[string]func() fs.FS{"sample": sitetest.Sample, "odd": sitetest.Odd}

// newSite is a site whose pages can be read; searches are not answered.
func newSite(t *testing.T, lib *content.Library, options site.Options) *site.Site {
	t.Helper()
	return siteWith(t, lib, sitetest.NewIndex(t), options)
}

// newReadySite is a site that answers everything.
func newReadySite(t *testing.T, lib *content.Library) *site.Site {
	t.Helper()
	return siteWith(t, lib, sitetest.IndexOf(t, lib), site.Options{})
}

func siteWith(t *testing.T, lib *content.Library, x *index.Index, options site.Options) *site.Site {
	t.Helper()
	s, err := site.New(lib, x, slog.New(slog.DiscardHandler), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func ask(s http.Handler, method, target string, header http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for name, values := range header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// escaped is a decoded path as it stands in a request.
func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// TestEveryPage asks for every page of the libraries in each way that there is
// to ask.
func TestEveryPage(t *testing.T) {
	for name, fsys := range libraries {
		t.Run(name, func(t *testing.T) {
			lib := sitetest.Open(t, fsys())
			s := newSite(t, lib, site.Options{})
			e, err := site.NewEdition(lib, site.Options{})
			if err != nil {
				t.Fatal(err)
			}
			paths := e.Paths()
			if len(paths) < len(lib.Documents()) {
				t.Fatalf("%d paths of %d documents", len(paths), len(lib.Documents()))
			}
			for i, path := range paths {
				if slices.Contains(paths[:i], path) {
					t.Errorf("%s is listed twice", path)
				}
				checkPage(t, s, path)
			}
		})
	}
}

func checkPage(t *testing.T, s http.Handler, path string) {
	t.Helper()
	plain := ask(s, http.MethodGet, escaped(path), nil)
	if plain.Code != http.StatusOK {
		t.Errorf("%s: answered %d", path, plain.Code)
		return
	}
	zipped := ask(s, http.MethodGet, escaped(path), http.Header{"Accept-Encoding": {"br, gzip;q=0.8"}})
	if unzipped := unzip(t, zipped); !bytes.Equal(unzipped, plain.Body.Bytes()) {
		t.Errorf("%s: compressed, it is another page", path)
	}
	if plain.Header().Get("Content-Encoding") != "" {
		t.Errorf("%s: compressed for who does not take it", path)
	}
	tag := plain.Header().Get("ETag")
	if tag == "" || tag != zipped.Header().Get("ETag") {
		t.Errorf("%s: ETags %q and %q", path, tag, zipped.Header().Get("ETag"))
	}
	if !strings.Contains(plain.Header().Get("Vary"), "Accept-Encoding") {
		t.Errorf("%s: does not vary by Accept-Encoding", path)
	}
	for _, known := range []string{tag, strings.TrimPrefix(tag, "W/"), `"x", ` + tag, "*"} {
		same := ask(s, http.MethodGet, escaped(path), http.Header{"If-None-Match": {known}})
		if same.Code != http.StatusNotModified || same.Body.Len() > 0 || same.Header().Get("ETag") != tag {
			t.Errorf("%s: If-None-Match %s is answered %d, %d bytes", path, known, same.Code, same.Body.Len())
		}
	}
	if other := ask(s, http.MethodGet, escaped(path), http.Header{"If-None-Match": {`"x"`}}); other.Code != http.StatusOK {
		t.Errorf("%s: another ETag is answered %d", path, other.Code)
	}
	if head := ask(s, http.MethodHead, escaped(path), nil); head.Code != http.StatusOK ||
		head.Header().Get("ETag") != tag || head.Header().Get("Content-Type") != plain.Header().Get("Content-Type") {
		t.Errorf("%s: HEAD is answered %d %v", path, head.Code, head.Header())
	}
	if strings.HasPrefix(plain.Header().Get("Content-Type"), "text/html") {
		checkHTML(t, path, plain.Body.Bytes())
	}
}

// checkHTML checks what holds of every page, whatever it shows.
func checkHTML(t *testing.T, path string, body []byte) {
	t.Helper()
	page := sitetest.Parse(t, body)
	for _, element := range []string{"h1", "main", "title", "header", "footer"} {
		if n := len(page.All(element)); n != 1 && (element == "h1" || element == "main" || element == "title") || n == 0 {
			t.Errorf("%s: %d times <%s>", path, n, element)
		}
	}
	if page.Title() == "" || sitetest.Attr(page.All("html")[0], "lang") == "" {
		t.Errorf("%s: no title or no language", path)
	}
	anchors := page.Anchors()
	for i, id := range anchors {
		if slices.Contains(anchors[:i], id) {
			t.Errorf("%s: two elements have the id %q", path, id)
		}
	}
	for _, n := range page.All("script") {
		if sitetest.Attr(n, "src") == "" || n.FirstChild != nil {
			t.Errorf("%s: a script stands in the page", path)
		}
	}
	for _, n := range page.All("img") {
		if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "alt" }) {
			t.Errorf("%s: a picture without alt: %s", path, sitetest.Attr(n, "src"))
		}
	}
	for _, link := range page.Links() {
		if strings.HasPrefix(strings.ToLower(link), "javascript:") {
			t.Errorf("%s: %s", path, link)
		}
	}
	if bytes.Contains(body, []byte("%!")) || bytes.Contains(body, []byte("ZgotmplZ")) {
		t.Errorf("%s: a message was filled in wrongly", path)
	}
}

func unzip(t *testing.T, w *httptest.ResponseRecorder) []byte {
	t.Helper()
	if w.Header().Get("Content-Encoding") != "gzip" {
		return w.Body.Bytes()
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestLinks follows every link of the libraries.
func TestLinks(t *testing.T) {
	for name, fsys := range libraries {
		t.Run(name, func(t *testing.T) {
			lib := sitetest.Open(t, fsys())
			s := newReadySite(t, lib)
			visits := sitetest.Crawl(t, s, "/", func(target *url.URL) bool {
				// The library is told by a finding that these cannot be shown.
				return strings.HasPrefix(target.Path, "/api/") && target.Path != "/api/docs"
			})
			for _, d := range lib.Documents() {
				u, err := url.Parse(site.DocumentURL(d.ID))
				if err != nil {
					t.Fatal(err)
				}
				if _, seen := visits[u.RequestURI()]; !seen && !strings.HasPrefix(d.ID, "api/") {
					t.Errorf("nothing leads to %s", d.ID)
				}
			}
		})
	}
}

// TestAssets checks that the site's own files are kept by browsers under the
// names that pages use, and only those.
func TestAssets(t *testing.T) {
	s := newSite(t, sitetest.Open(t, englishLibrary), site.Options{})
	for name, a := range ui.Assets() {
		hashed := ask(s, http.MethodGet, ui.AssetPrefix+a.Name, nil)
		if hashed.Code != http.StatusOK || !bytes.Equal(hashed.Body.Bytes(), a.Body) {
			t.Errorf("%s: answered %d, %d bytes", a.Name, hashed.Code, hashed.Body.Len())
		}
		if got := hashed.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control %q", a.Name, got)
		}
		plain := ask(s, http.MethodGet, ui.AssetPrefix+name, nil)
		if got := plain.Header().Get("Cache-Control"); plain.Code != http.StatusOK || got != "no-cache" {
			t.Errorf("%s: answered %d, Cache-Control %q", name, plain.Code, got)
		}
		zipped := ask(s, http.MethodGet, ui.AssetPrefix+a.Name, http.Header{"Accept-Encoding": {"gzip"}})
		if !bytes.Equal(unzip(t, zipped), a.Body) {
			t.Errorf("%s: compressed, it is another file", a.Name)
		}
	}
}

// TestUpdate shows an edition, then another: pages change with it, and what a
// browser has kept is found out of date.
func TestUpdate(t *testing.T) {
	first := sitetest.FS([]byte("-- a.md --\n# 旧题\n\n旧文。\n-- gone.md --\n# 要删\n"))
	second := sitetest.FS([]byte("-- a.md --\n# 新题\n\n新文。\n-- new.md --\n# 新来\n"))
	s := newSite(t, sitetest.Open(t, first), site.Options{})
	before := ask(s, http.MethodGet, "/a/", nil)
	home := ask(s, http.MethodGet, "/", nil)
	if ask(s, http.MethodGet, "/gone/", nil).Code != http.StatusOK || ask(s, http.MethodGet, "/new/", nil).Code != http.StatusNotFound {
		t.Fatal("the first edition is not shown")
	}
	if err := s.Update(sitetest.Open(t, second)); err != nil {
		t.Fatal(err)
	}
	after := ask(s, http.MethodGet, "/a/", http.Header{"If-None-Match": {before.Header().Get("ETag")}})
	if after.Code != http.StatusOK || !strings.Contains(after.Body.String(), "新题") {
		t.Errorf("the old page is still shown: %d", after.Code)
	}
	if got := ask(s, http.MethodGet, "/", nil); got.Header().Get("ETag") == home.Header().Get("ETag") || !strings.Contains(got.Body.String(), "/new/") {
		t.Error("the first page does not show what is new")
	}
	if ask(s, http.MethodGet, "/gone/", nil).Code != http.StatusNotFound || ask(s, http.MethodGet, "/new/", nil).Code != http.StatusOK {
		t.Error("what is gone is there, or what is new is not")
	}
}
