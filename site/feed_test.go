package site_test

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// An atom feed as RFC 4287 has it.
type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  []string    `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Updated   string     `xml:"updated"`
	Published string     `xml:"published"`
	Links     []atomLink `xml:"link"`
}

func readFeed(t *testing.T, s http.Handler, target string) atom {
	t.Helper()
	w := ask(s, http.MethodGet, "http://site.test"+target, nil)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: answered %d", target, w.Code)
	}
	var f atom
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil {
		t.Fatalf("%s: %v", target, err)
	}
	return f
}

// check checks what the specification demands of a feed, and that its
// addresses are of the site.
func (f atom) check(t *testing.T, target string) {
	t.Helper()
	if f.ID == "" || f.Title == "" || len(f.Author) != 1 || f.Author[0] == "" {
		t.Errorf("%s: without id, title or author: %+v", target, f)
	}
	if f.link("self") != "http://site.test"+target {
		t.Errorf("%s: says that it is %s", target, f.link("self"))
	}
	latest, err := time.Parse(time.RFC3339, f.Updated)
	if err != nil {
		t.Errorf("%s: updated: %v", target, err)
	}
	ids := map[string]bool{f.ID: true}
	for _, e := range f.Entries {
		if e.ID == "" || ids[e.ID] || e.Title == "" || len(e.Links) == 0 {
			t.Errorf("%s: entry without an id of its own, title or link: %+v", target, e)
		}
		ids[e.ID] = true
		if u, err := url.Parse(e.ID); err != nil || u.Scheme != "tag" {
			t.Errorf("%s: id %q is no tag URI: %v", target, e.ID, err)
		}
		if !strings.HasPrefix(e.Links[0].Href, "http://site.test/") {
			t.Errorf("%s: entry leads to %s", target, e.Links[0].Href)
		}
		updated, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil || updated.After(latest) {
			t.Errorf("%s: entry updated %s, the feed %s: %v", target, e.Updated, f.Updated, err)
		}
		if _, err := time.Parse(time.RFC3339, e.Published); e.Published != "" && err != nil {
			t.Errorf("%s: published: %v", target, err)
		}
	}
}

func (f atom) link(rel string) string {
	for _, l := range f.Links {
		if l.Rel == rel {
			return l.Href
		}
	}
	return ""
}

// TestFeeds reads every feed of the libraries.
func TestFeeds(t *testing.T) {
	for name, fsys := range libraries {
		t.Run(name, func(t *testing.T) {
			lib := sitetest.Open(t, fsys())
			s := newReadySite(t, lib)
			e, err := site.NewEdition(lib, site.Options{})
			if err != nil {
				t.Fatal(err)
			}
			feeds := 0
			for _, path := range e.Paths() {
				if !strings.HasSuffix(path, ".atom") {
					continue
				}
				feeds++
				u, err := url.Parse(readFeed(t, s, escaped(path)).link("self"))
				if err != nil || u.Path != path {
					t.Errorf("%s: says that it is %v: %v", path, u, err)
					continue
				}
				f := readFeed(t, s, u.RequestURI())
				f.check(t, u.RequestURI())
				if len(f.Entries) == 0 {
					t.Errorf("%s is empty", path)
				}
				if page, err := url.Parse(f.link("alternate")); err != nil || ask(s, http.MethodGet, page.RequestURI(), nil).Code != http.StatusOK {
					t.Errorf("%s: its page is %v: %v", path, page, err)
				}
			}
			if feeds < 5 {
				t.Errorf("%d feeds", feeds)
			}
			for _, query := range []string{"", "?q=%E5%9B%9E%E5%BA%94", "?kind=case&q=%22%3C%26", "?tag=C%23"} {
				readFeed(t, s, "/search.atom"+query).check(t, "/search.atom"+query)
			}
		})
	}
}

// TestFeedIDs changes all that may change about a text but its address: readers'
// programs must know it again.
func TestFeedIDs(t *testing.T) {
	ids := func(title, host string, options site.Options) map[string]string {
		lib := sitetest.Open(t, fstest.MapFS{
			"a.md": {Data: []byte("---\ntitle: " + title + "\ndate: 2024-01-02\n---\n")},
			"b.md": {Data: []byte("---\ntitle: 别的\n---\n")},
		})
		s := newSite(t, lib, options)
		w := ask(s, http.MethodGet, "http://"+host+"/feed.atom", nil)
		var f atom
		if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		out := map[string]string{"feed": f.ID, "feed updated": f.Updated}
		for _, e := range f.Entries {
			u, err := url.Parse(e.Links[0].Href)
			if err != nil {
				t.Fatal(err)
			}
			out[strings.TrimPrefix(u.Path, "/yanxi")] = e.ID
		}
		return out
	}
	equal := func(what string, a, b map[string]string) {
		t.Helper()
		if len(a) != len(b) || a["/a/"] == "" {
			t.Fatalf("%s: %v and %v", what, a, b)
		}
		for key := range a {
			if a[key] != b[key] {
				t.Errorf("%s: %s was %s and is %s", what, key, a[key], b[key])
			}
		}
	}
	first := ids("甲", "one.test", site.Options{})
	equal("another title", first, ids("乙", "one.test", site.Options{}))
	equal("another host", first, ids("甲", "two.test:8420", site.Options{}))
	based := ids("甲", "one.test", site.Options{BaseURL: "https://example.org:8443"})
	equal("another scheme and port", based, ids("甲", "one.test", site.Options{BaseURL: "http://example.org"}))
	equal("another moment", first, ids("甲", "one.test", site.Options{Now: func() time.Time { return time.Unix(2e9, 0) }}))
}

// TestSitemap visits every address of the sitemap.
func TestSitemap(t *testing.T) {
	lib := sitetest.Open(t, sitetest.Odd())
	s := newSite(t, lib, site.Options{})
	var m struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	w := ask(s, http.MethodGet, "http://site.test/sitemap.xml", nil)
	if err := xml.Unmarshal(w.Body.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.URLs) < sitetest.ManyNotes {
		t.Fatalf("%d addresses", len(m.URLs))
	}
	seen := map[string]bool{}
	for _, u := range m.URLs {
		if got := ask(s, http.MethodGet, u.Loc, nil).Code; got != http.StatusOK || seen[u.Loc] {
			t.Errorf("%s: answered %d, listed before: %v", u.Loc, got, seen[u.Loc])
		}
		seen[u.Loc] = true
		if _, err := time.Parse(time.DateOnly, u.LastMod); u.LastMod != "" && err != nil {
			t.Error(err)
		}
	}
}

// TestSearchFeedIDs subscribes a search: a case that is added arrives once, and
// what was there before is not told again, however the address is written.
func TestSearchFeedIDs(t *testing.T) {
	files := fstest.MapFS{}
	write := func(name, title, date string) {
		files[name] = &fstest.MapFile{Data: []byte("---\nkind: case\ntitle: " + title + "\ndate: " + date + "\n---\n\n停水的通报。\n"), ModTime: time.Unix(1, 0)}
	}
	entries := func(target string) (feed string, ids []string) {
		f := readFeed(t, newReadySite(t, sitetest.Open(t, files)), target)
		for _, e := range f.Entries {
			ids = append(ids, e.ID)
		}
		return f.ID, ids
	}
	write("cases/one.md", "停水一", "2019-01-01")
	feed, before := entries("/search.atom?q=%E5%81%9C%E6%B0%B4&kind=case")
	if len(before) != 1 {
		t.Fatalf("entries %q", before)
	}
	write("cases/one.md", "停水一，改过", "2020-01-01")
	write("cases/two.md", "停水二", "2012-01-01") // an event of long ago, told now
	again, after := entries("/search.atom?kind=case&q=%E5%81%9C%E6%B0%B4&page=3&sort=relevance")
	fresh := 0
	for _, id := range after {
		if id != before[0] {
			fresh++
		}
	}
	if len(after) != 2 || fresh != 1 {
		t.Errorf("entries %q, before %q", after, before)
	}
	if base, _, _ := strings.Cut(feed, "?"); !strings.HasPrefix(again, base) {
		t.Errorf("the feed is %q, and was %q", again, feed)
	}
}
