package browsertest

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/export"
	"yanxi/site/sitetest"
)

// files serves a folder below a path, as any web server does, and returns the
// origin.
func files(t *testing.T, dir string) string {
	t.Helper()
	server := httptest.NewServer(http.StripPrefix("/sub", http.FileServer(http.Dir(dir))))
	t.Cleanup(server.Close)
	return server.URL
}

// buildSample exports the library that comes with the program.
func buildSample(t *testing.T, dir string, options site.Options) {
	t.Helper()
	options.Static = true
	config := export.Config{Library: sitetest.Open(t, sitetest.Sample()), Dir: dir, Options: options}
	if _, err := export.Build(t.Context(), config); err != nil {
		t.Fatal(err)
	}
}

// hits holds once results are shown.
const hits = `document.querySelector("#found .hits .item")`

// section holds once the first result says which section matched.
const section = `document.querySelector("#found .hit-section:not([hidden]) a[href*='#']")`

// TestExportedSearch searches an export, below a path, with nothing but files
// behind it.
func TestExportedSearch(t *testing.T) {
	dir := t.TempDir()
	buildSample(t, dir, site.Options{})
	origin := files(t, dir)
	b := newTab(t)
	b.width(phone)
	b.open(origin + "/sub/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "突发事件 首次回应"))
	b.follow(press(keyEnter))
	b.wait(hits)
	b.wait(section)
	marks := eval[[]string](b, `[...new Set([...document.querySelectorAll("#found mark")].map((m) => m.textContent))]`)
	if len(marks) == 0 {
		t.Error("nothing is marked")
	}

	all := eval[int](b, `parseInt(document.querySelector(".found [role=status]").textContent.match(/\d+/)[0])`)
	b.do(chromedp.Click(chromedp.CSS("#found .tabs li:nth-child(2) a")))
	b.wait(`new URLSearchParams(location.search).get("kind") && document.querySelector("#found .tabs li:nth-child(2) [aria-current]")`)
	if few := eval[int](b, `parseInt(document.querySelector(".found [role=status]").textContent.match(/\d+/)[0])`); few >= all || few == 0 {
		t.Errorf("%d of %d results are of one kind", few, all)
	}
	if kinds := eval[int](b, `new Set([...document.querySelectorAll("#found .hits .kind")].map((k) => k.textContent)).size`); kinds != 1 {
		t.Errorf("results of %d kinds after choosing one", kinds)
	}
	b.do(chromedp.NavigateBack())
	b.wait(`!new URLSearchParams(location.search).get("kind") && document.querySelector("#found .tabs li:first-child [aria-current]")`)

	b.wait(section)
	b.follow(chromedp.Click(chromedp.CSS("#found .hit-section:not([hidden]) a")))
	b.wait(anchorInView)
	b.healthy(origin)
}

// TestExportedSearchFindsNothing shows what helps when nothing is found.
func TestExportedSearchFindsNothing(t *testing.T) {
	dir := t.TempDir()
	buildSample(t, dir, site.Options{})
	origin := files(t, dir)
	b := newTab(t)
	b.open(origin + "/sub/search/?q=qwertyuiop")
	b.wait(`document.querySelector("#found .notice")`)
	if !eval[bool](b, `document.querySelector("#found").textContent.includes("qwertyuiop") && document.querySelector("#topics").checkVisibility()`) {
		t.Error("nothing helps")
	}
	b.follow(chromedp.Click(chromedp.CSS("#topics a")))
	if !eval[bool](b, `document.querySelector(".items .item") !== null`) {
		t.Errorf("%s lists nothing", b.location())
	}
	b.healthy(origin)
}

// TestExportWithAPI searches an export through a server elsewhere.
func TestExportWithAPI(t *testing.T) {
	dir := t.TempDir()
	origin := files(t, dir)
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Sample(), Options: site.Options{AllowOrigin: origin}})
	s.WaitReady(t)
	buildSample(t, dir, site.Options{API: s.URL})
	b := newTab(t)
	b.open(origin + "/sub/search/?q=" + "突发事件+首次回应")
	b.wait(hits)
	if len(b.requested(s.URL+"/api/v1/search?")) == 0 || len(b.requested(origin+"/sub/search/index.json")) > 0 {
		t.Errorf("the results come from elsewhere: %v", b.requested(""))
	}
	if !eval[bool](b, `document.querySelector("#found mark") !== null`) {
		t.Error("nothing is marked")
	}
	b.do(chromedp.Focus(chromedp.CSS("#q")), chromedp.SendKeys(chromedp.CSS("#q"), " 通"))
	b.follow(chromedp.Click(chromedp.CSS("#found .hit-section a")))
	b.wait(anchorInView)
	if !eval[bool](b, `location.href.startsWith("`+origin+`/sub/")`) {
		t.Errorf("the result leads to %s", b.location())
	}
	b.healthy(origin, s.URL)
}
