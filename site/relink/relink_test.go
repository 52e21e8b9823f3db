package relink_test

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"yanxi/site/relink"
)

func TestPage(t *testing.T) {
	rewrite := func(address string) string { return "ROOT" + address }
	for _, test := range []struct{ name, in, want string }{
		{"link", `<a href="/cases/x/">x</a>`, `<a href="ROOT/cases/x/">x</a>`},
		{"root", `<a class="brand" href="/">x</a>`, `<a class="brand" href="ROOT/">x</a>`},
		{"picture", `<img alt="" src="/a.png" width="1"/>`, `<img alt="" src="ROOT/a.png" width="1"/>`},
		{"form", `<form action="/search" method="get">`, `<form action="ROOT/search" method="get">`},
		{"film", `<video poster="/p.png" src="/v.mp4"></video>`, `<video poster="ROOT/p.png" src="ROOT/v.mp4"></video>`},
		{"for scripts", `<html data-suggest="/api/v1/suggest" data-live="/_/events">`, `<html data-suggest="ROOT/api/v1/suggest" data-live="ROOT/_/events">`},
		{"capitals", `<A HREF="/x">`, `<A HREF="ROOT/x">`},
		{"over lines", "<a\n\thref=\"/x\"\n>", "<a\n\thref=\"ROOT/x\"\n>"},
		{"entities and query", `<a href="/search?q=a&amp;kind=b#c">`, `<a href="ROOT/search?q=a&amp;kind=b#c">`},
		{"in a noscript element", `<noscript><a href="/x">x</a></noscript>`, `<noscript><a href="ROOT/x">x</a></noscript>`},
		{"in a template element", `<template><a href="/x">x</a></template>`, `<template><a href="ROOT/x">x</a></template>`},
		{"in a drawing", `<svg><a href="/x"><image href="/y"/></a></svg>`, `<svg><a href="ROOT/x"><image href="ROOT/y"/></a></svg>`},

		{"another host", `<a href="//example.org/x">`, `<a href="//example.org/x">`},
		{"absolute", `<a href="https://example.org/x">`, `<a href="https://example.org/x">`},
		{"relative", `<a href="x/">`, `<a href="x/">`},
		{"a place in the page", `<a href="#x">`, `<a href="#x">`},
		{"no address", `<p title="/x" data-say="/y" content="/z">/w</p>`, `<p title="/x" data-say="/y" content="/z">/w</p>`},
		{"a name that ends like one", `<p xhref="/x" data-href="/y">`, `<p xhref="/x" data-href="/y">`},
		{"text", `<p>href="/x" &lt;a href="/x"&gt;</p>`, `<p>href="/x" &lt;a href="/x"&gt;</p>`},
		{"a comment", `<!-- <a href="/x"> -->`, `<!-- <a href="/x"> -->`},
		{"a script", `<script>var a = '<a href="/x">';</script>`, `<script>var a = '<a href="/x">';</script>`},
		{"a title", `<title><a href="/x"></title>`, `<title><a href="/x"></title>`},
		{"doctype", "<!doctype html>\n<html>", "<!doctype html>\n<html>"},
		{"unfinished", `<a href="/x`, `<a href="/x`},
		{"nothing", ``, ``},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(relink.Page([]byte(test.in), rewrite)); got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.in, got, test.want)
			}
		})
	}
}

// TestRelative resolves what it rewrites from where the page stands, at the root
// of a host and below a path: it must arrive where it did before.
func TestRelative(t *testing.T) {
	for _, page := range []string{"/", "/about/", "/cases/x/", "/a/b/c/", "/feed.atom", "/feed/kind/note.atom", "/问:答/", "/a#b?c/"} {
		for _, address := range []string{"/", "/cases/x/", "/cases/x/#y", "/_/app.css", "/%E9%97%AE:%E7%AD%94/", "/a%23b%3Fc/", "/x:y", "/kind/"} {
			for _, root := range []string{"http://h/", "http://h/sub/", "http://h/a/b/"} {
				got := relink.Relative(page)(address)
				if strings.HasPrefix(got, "/") || got == "" {
					t.Errorf("from %s to %s: %q", page, address, got)
				}
				from, err := url.Parse(root + strings.TrimPrefix((&url.URL{Path: page}).EscapedPath(), "/"))
				if err != nil {
					t.Fatal(err)
				}
				to, err := from.Parse(got)
				if err != nil {
					t.Errorf("from %s to %s: %q: %v", page, address, got, err)
					continue
				}
				if want := root + strings.TrimPrefix(address, "/"); to.String() != want {
					t.Errorf("from %s%s to %s: %q leads to %s", root, page, address, got, to)
				}
			}
		}
	}
}

// The server has a route where the export has a folder's page.
func TestSearch(t *testing.T) {
	for _, test := range []struct{ page, address, want string }{
		{"/", "/search", "./search/"},
		{"/a/", "/search", "../search/"},
		{"/a/", "/search?q=x&kind=y", "../search/?q=x&kind=y"},
		{"/search/", "/search", "../search/"},
		{"/a/", "/search.atom?q=x", "../search.atom?q=x"},
		{"/a/", "/search/inside/", "../search/inside/"},
		{"/a/", "/searching/", "../searching/"},
	} {
		if got := relink.Relative(test.page)(test.address); got != test.want {
			t.Errorf("from %s to %s: %s", test.page, test.address, got)
		}
	}
	if got := relink.Exported("/sub/")("/search"); got != "/sub/search/" {
		t.Error(got)
	}
	if got := relink.Prefixed("/sub")("/search"); got != "/sub/search" {
		t.Error(got)
	}
}

// FuzzPage rewrites whatever is given: nothing is lost, and what does not begin
// with a slash stays as it is.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		`<a href="/x">y</a>`, `<noscript><img src="/a"></noscript>`, `<a href="/x" href='/y'>`, `<title>="/</title>`,
		"<script>\"</script><a href=\"/\u4e2d\">", `<a href="/`, `<plaintext><a href="/x">`, `<!--="/x`, `<a =="/" x="/">`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		if got := relink.Page(page, func(a string) string { return a }); !bytes.Equal(got, page) {
			t.Errorf("rewriting nothing changed it:\n%q\n%q", page, got)
		}
		const mark = "\x01"
		got := relink.Page(page, func(a string) string {
			if !strings.HasPrefix(a, "/") {
				t.Errorf("%q does not begin at the root", a)
			}
			return mark + a
		})
		if !bytes.Contains(page, []byte(mark)) && !bytes.Equal(bytes.ReplaceAll(got, []byte(mark), nil), page) {
			t.Errorf("more than addresses changed:\n%q\n%q", page, got)
		}
	})
}

func ExampleRelative() {
	rewrite := relink.Relative("/cases/2018-kunshan/")
	fmt.Println(rewrite("/_/app.css"))
	fmt.Println(rewrite("/cases/"))
	fmt.Println(rewrite("/search?q=x"))
	// Output:
	// ../../_/app.css
	// ../../cases/
	// ../../search/?q=x
}
