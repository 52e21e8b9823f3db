package sitetest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// A Visit is one address as a crawl found it.
type Visit struct {
	Status      int
	ContentType string
	Body        []byte
	anchors     []string
}

// Crawl visits everything that can be reached by links from a path and reports
// each link that leads nowhere: to no page, or to no place in a page. Pages
// with a query are visited but not crawled further. Addresses for which skip
// holds, and those of other sites, are left out.
func Crawl(t testing.TB, site http.Handler, from string, skip func(*url.URL) bool) map[string]Visit {
	t.Helper()
	c := &crawl{t: t, site: site, skip: skip, seen: map[string]Visit{}, origin: &url.URL{Scheme: "http", Host: "crawled.test"}}
	start, err := c.origin.Parse(from)
	if err != nil {
		t.Fatal(err)
	}
	if v := c.visit(start); v.Status != http.StatusOK {
		t.Fatalf("%s: answered %d", from, v.Status)
	}
	c.queue = []*url.URL{start}
	for len(c.queue) > 0 {
		page := c.queue[0]
		c.queue = c.queue[1:]
		c.follow(page)
	}
	return c.seen
}

type crawl struct {
	t      testing.TB
	site   http.Handler
	skip   func(*url.URL) bool
	origin *url.URL
	queue  []*url.URL
	seen   map[string]Visit // by address without origin
}

// follow visits what a page leads to.
func (c *crawl) follow(page *url.URL) {
	c.t.Helper()
	for _, link := range Parse(c.t, c.seen[page.RequestURI()].Body).Links() {
		target, fragment, err := Resolve(page, link)
		if err != nil {
			c.t.Errorf("%s: bad address %q: %v", page.RequestURI(), link, err)
			continue
		}
		if target.Host != page.Host || target.Scheme != page.Scheme || c.skip != nil && c.skip(target) {
			continue
		}
		address := target.RequestURI()
		v, seen := c.seen[address]
		if !seen {
			v = c.visit(target)
			if v.isPage() && target.RawQuery == "" {
				c.queue = append(c.queue, target)
			}
		}
		switch {
		case v.Status != http.StatusOK:
			c.t.Errorf("%s: %q leads to %s, which answers %d", page.RequestURI(), link, address, v.Status)
		case fragment != "" && v.isPage() && !slices.Contains(v.anchors, fragment):
			c.t.Errorf("%s: %q leads to no place of %s", page.RequestURI(), link, address)
		}
	}
}

func (v Visit) isPage() bool {
	return v.Status == http.StatusOK && strings.HasPrefix(v.ContentType, "text/html")
}

// visit asks for an address, following redirects.
func (c *crawl) visit(target *url.URL) Visit {
	c.t.Helper()
	address := target.RequestURI()
	v := Visit{Status: http.StatusLoopDetected}
	for range 5 {
		w := httptest.NewRecorder()
		c.site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target.String(), nil))
		v = Visit{Status: w.Code, ContentType: w.Header().Get("Content-Type"), Body: w.Body.Bytes()}
		location := w.Header().Get("Location")
		if location == "" {
			break
		}
		next, err := target.Parse(location)
		if err != nil {
			c.t.Fatalf("%s leads to %q: %v", address, location, err)
		}
		target = next
	}
	if v.isPage() {
		v.anchors = Parse(c.t, v.Body).Anchors()
	}
	c.seen[address] = v
	return v
}
