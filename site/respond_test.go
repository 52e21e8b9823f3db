package site

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestAcceptsGzip(t *testing.T) {
	for _, test := range []struct {
		header string
		want   bool
	}{
		{"", false},
		{"gzip", true},
		{"br, gzip", true},
		{"deflate, gzip;q=1.0, *;q=0.5", true},
		{"*", true},
		{"br", false},
		{"gzip;q=0", false},
		{"gzip; q=0", false},
		{"gzip;q=0.0", false},
		{"gzip;q=0.000", false},
		{"gzip;q=0.001", true},
		{"identity", false},
		{"GZIP", true},
		{"x-gzip", false},
		{"*;q=0", false},
		{"gzip, *;q=0", true},
		{"*;q=0, gzip", true},
	} {
		if got := acceptsGzip(test.header); got != test.want {
			t.Errorf("%q: %v", test.header, got)
		}
	}
}

func TestMatchesEtag(t *testing.T) {
	const tag = `W/"abc"`
	for _, test := range []struct {
		header string
		want   bool
	}{
		{"", false},
		{`W/"abc"`, true},
		{`"abc"`, true},
		{`*`, true},
		{`"x", W/"abc"`, true},
		{`"x","abc"`, true},
		{`"ab"`, false},
		{`abc`, false},
		{`"abc`, false},
	} {
		if got := matchesEtag(test.header, tag); got != test.want {
			t.Errorf("%q: %v", test.header, got)
		}
	}
}

func TestCutPage(t *testing.T) {
	for _, test := range []struct {
		path, list string
		page       int
	}{
		{"/kind/case/", "/kind/case/", 1},
		{"/kind/case/page-2/", "/kind/case/", 2},
		{"/kind/case/page-2", "/kind/case/", 2},
		{"/page-17/", "/", 17},
		{"/a/page-1/", "/a/page-1/", 1},
		{"/a/page-0/", "/a/page-0/", 1},
		{"/a/page-02/", "/a/page-02/", 1},
		{"/a/page--2/", "/a/page--2/", 1},
		{"/a/page-+2/", "/a/page-+2/", 1},
		{"/a/page-99999999999999999999/", "/a/page-99999999999999999999/", 1},
		{"/a/page-/", "/a/page-/", 1},
		{"/a/xpage-2/", "/a/xpage-2/", 1},
	} {
		if list, page := cutPage(test.path); list != test.list || page != test.page {
			t.Errorf("%s: %s, %d", test.path, list, page)
		}
		if test.page > 1 && pageURL(test.list, test.page) != strings.TrimSuffix(test.path, "/")+"/" {
			t.Errorf("%s, %d: %s", test.list, test.page, pageURL(test.list, test.page))
		}
	}
}

func TestCleanPath(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", "/"},
		{"/", "/"},
		{"//", "/"},
		{"/a", "/a"},
		{"/a/", "/a/"},
		{"//a//b/", "/a/b/"},
		{"/a/./b", "/a/b"},
		{"/a/../b/", "/b/"},
		{"/../../a", "/a"},
		{"/a/..", "/"},
		{"/a/.b/", "/a/.b/"},
	} {
		if got := cleanPath(test.in); got != test.want {
			t.Errorf("%q: %q", test.in, got)
		}
	}
}

// TestPageCache fills the cache beyond its bound: what was asked for last stays.
func TestPageCache(t *testing.T) {
	c := newPageCache(time.Now)
	built := map[string]int{}
	get := func(key string) {
		t.Helper()
		_, err := c.get(key, func() (*Page, error) {
			built[key]++
			return &Page{ContentType: typeHTML, Body: make([]byte, compressibleSize-1)}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	const more = cacheBytes/compressibleSize + 10
	get("first")
	for n := range more {
		get("first") // always in use
		get("page " + strings.Repeat("x", n%7) + string(rune(0x4E00+n)))
	}
	if built["first"] != 1 {
		t.Errorf("a page in use was built %d times", built["first"])
	}
	if c.bytes > cacheBytes || c.used.Len() != len(c.pages) || len(built) <= len(c.pages) {
		t.Errorf("%d bytes in %d pages (%d listed) of %d", c.bytes, len(c.pages), c.used.Len(), len(built))
	}
	if _, err := c.get("none", func() (*Page, error) { return nil, errNotFound }); !errors.Is(err, errNotFound) || c.pages["none"] != nil {
		t.Errorf("an error is kept: %v", err)
	}
}

// TestPageOnce lets many ask for a page at the same time: it is made once, also
// where making it fails or panics.
func TestPageOnce(t *testing.T) {
	const readers = 20
	made := &Page{ContentType: typeHTML, Body: []byte("made")}
	for _, test := range []struct {
		name string
		make func() (*Page, error)
		want error // of those who did not make it themselves
	}{
		{"page", func() (*Page, error) { return made, nil }, nil},
		{"error", func() (*Page, error) { return nil, errNotFound }, errNotFound},
		{"panic", func() (*Page, error) { panic("the disk is on fire") }, errBuild},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newPageCache(time.Now)
			making, finish := make(chan struct{}, readers), make(chan struct{})
			answers := make(chan error, readers)
			ask := func() {
				defer func() {
					if recover() != nil {
						answers <- errBuild
					}
				}()
				_, err := c.get("key", func() (*Page, error) {
					making <- struct{}{}
					<-finish
					return test.make()
				})
				answers <- err
			}
			go ask()
			<-making
			for range readers - 1 {
				go ask()
			}
			// Whoever asks from here on finds the page in the making, or made.
			close(finish)
			for range readers {
				if err := <-answers; !errors.Is(err, test.want) {
					t.Errorf("answered %v, want %v", err, test.want)
				}
			}
			if test.want == nil && len(making) > 0 {
				t.Errorf("made %d times more", len(making))
			}
			if len(c.building) > 0 || len(c.slots) > 0 {
				t.Errorf("%d pages in the making, %d slots taken", len(c.building), len(c.slots))
			}
		})
	}
}

// TestBusy tells readers a sentence and programs a problem.
func TestBusy(t *testing.T) {
	h := newLimit(0).wrap(http.NotFoundHandler()) // no slot will ever be free
	for path, contentType := range map[string]string{"/search": "text/plain; charset=utf-8", "/api/v1/search": "application/problem+json"} {
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(gone, http.MethodGet, path, nil))
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || w.Header().Get("Content-Type") != contentType {
			t.Errorf("%s: answered %d %v", path, w.Code, w.Header())
		}
	}
}

// TestLimit holds all slots: who is waiting is answered when its turn comes, and
// who has gone away takes none.
func TestLimit(t *testing.T) {
	inside, leave := make(chan struct{}), make(chan struct{})
	h := newLimit(1).wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		inside <- struct{}{}
		<-leave
	}))
	answers := make(chan int)
	ask := func(ctx context.Context) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil))
		answers <- w.Code
	}
	go ask(t.Context())
	<-inside

	gone, cancel := context.WithCancel(t.Context())
	cancel()
	go ask(gone)
	if got := <-answers; got != http.StatusServiceUnavailable {
		t.Errorf("who has gone away was answered %d", got)
	}

	go ask(t.Context())
	leave <- struct{}{}
	if got := <-answers; got != http.StatusOK {
		t.Errorf("the first was answered %d", got)
	}
	<-inside
	leave <- struct{}{}
	if got := <-answers; got != http.StatusOK {
		t.Errorf("who waited was answered %d", got)
	}
}

// TestListeners lets only so many pages listen, and none once the site is closed.
func TestListeners(t *testing.T) {
	b := newBroadcast()
	for n := range maxListeners {
		if !b.join() {
			t.Fatalf("listener %d was refused", n)
		}
	}
	if b.join() {
		t.Error("one listener too many")
	}
	b.leave()
	if !b.join() {
		t.Error("a place that became free was not given")
	}
	next := b.wait()
	b.send()
	<-next
	b.close()
	b.close()
	<-b.done
	if b.leave(); b.join() {
		t.Error("listening to a closed site")
	}
}

func TestCacheKey(t *testing.T) {
	for base, keys := range map[string]map[string]string{
		"":                    {"/a/": "/a/", "/feed.atom": "", "/qr/a.svg": "", "/qr/a": ""},
		"https://example.org": {"/a/": "/a/", "/feed.atom": "/feed.atom", "/qr/a.svg": "", "/qr/a": ""},
	} {
		s := &Site{options: Options{BaseURL: base}}
		for path, want := range keys {
			if got := s.cacheKey(httptest.NewRequest(http.MethodGet, path, nil)); got != want {
				t.Errorf("%q below %q: %q", path, base, got)
			}
		}
	}
}

// TestComparingWaits asks for a comparison when as many are made as may be.
func TestComparingWaits(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	leave()
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/compare/?id=a&id=b", nil)
	w := httptest.NewRecorder()
	new(Site).comparing(newLimit(0)).ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("%d", w.Code)
	}
}
