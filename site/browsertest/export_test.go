package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
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

// TestExport reads an export below a path, with nothing but files behind it.
func TestExport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	buildSample(t, dir, site.Options{})
	origin := files(t, dir)
	for name, read := range map[string]func(*tab, string){
		"search":   searchExport,
		"clocks":   narrowExport,
		"nothing":  findNothing,
		"diagrams": seeDiagrams,
		"progress": learnInExport,
	} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t)
			b.width(phone)
			read(b, origin+"/sub")
			b.healthy(origin)
		})
	}
}

// searchExport goes from the home page to a section, by way of one kind of results.
func searchExport(b *tab, root string) {
	b.open(root + "/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "突发事件 首次回应"))
	b.follow(press(keyEnter))
	b.wait(hits)
	b.wait(section)
	if !eval[bool](b, `document.querySelector("#found mark") !== null`) {
		b.Error("nothing is marked")
	}
	const total = `parseInt(document.querySelector(".found [role=status]").textContent.match(/\d+/)[0])`
	all := eval[int](b, total)
	b.do(chromedp.Click(chromedp.CSS("#found .tabs li:nth-child(2) a")))
	b.wait(`new URLSearchParams(location.search).get("kind") && document.querySelector("#found .tabs li:nth-child(2) [aria-current]")`)
	if few := eval[int](b, total); few >= all || few == 0 {
		b.Errorf("%d of %d results are of one kind", few, all)
	}
	if kinds := eval[int](b, `new Set([...document.querySelectorAll("#found .hits .kind")].map((k) => k.textContent)).size`); kinds != 1 {
		b.Errorf("results of %d kinds after choosing one", kinds)
	}
	b.do(chromedp.NavigateBack())
	b.wait(`!new URLSearchParams(location.search).get("kind") && document.querySelector("#found .tabs li:first-child [aria-current]")`)
	b.wait(section)
	b.follow(chromedp.Click(chromedp.CSS("#found .hit-section:not([hidden]) a")))
	b.wait(anchorInView)
}

// narrowExport keeps the cases that were answered too late, and takes that back.
func narrowExport(b *tab, root string) {
	b.open(root + "/search/?q=首次回应&kind=case")
	b.wait(`document.querySelector("#found .hits .clock .shape")`)
	if !eval[bool](b, `[...document.querySelectorAll("#found .hits .clock")].some((c) => /^首次回应 \S+ · (12小时内|超过12小时|是否及时不能确定)$/.test(c.textContent.trim()))`) {
		b.Error("no result says how soon somebody answered")
	}
	const late = `#found .narrow a[href*="clock=late"]`
	const total = `parseInt(document.querySelector(".found [role=status]").textContent.match(/\d+/)[0])`
	want := eval[int](b, `parseInt(document.querySelector('`+late+`').parentNode.querySelector(".count").textContent)`)
	all := eval[int](b, total)
	b.do(chromedp.Click(chromedp.CSS(late)))
	b.wait(`document.querySelector("#found .narrow [aria-current]")`)
	if got := eval[int](b, total); got != want || got >= all {
		b.Errorf("%d of %d are late, not %d", got, all, want)
	}
	if eval[bool](b, `[...document.querySelectorAll("#found .hits .item")].some((i) => !i.querySelector(".clock-late"))`) {
		b.Error("not all results are late")
	}
	b.do(chromedp.Click(chromedp.CSS("#found .narrow [aria-current]")))
	b.wait(`!document.querySelector("#found .narrow [aria-current]") && ` + total + ` === ` + strconv.Itoa(all))
}

// findNothing sees what helps when nothing is found.
func findNothing(b *tab, root string) {
	b.open(root + "/search/?q=qwertyuiop")
	b.wait(`document.querySelector("#found .notice")`)
	if !eval[bool](b, `document.querySelector("#found").textContent.includes("qwertyuiop") && document.querySelector("#topics").checkVisibility()`) {
		b.Error("nothing helps")
	}
	b.follow(chromedp.Click(chromedp.CSS("#topics a")))
	if !eval[bool](b, `document.querySelector(".items .item") !== null`) {
		b.Errorf("%s lists nothing", b.location())
	}
}

func seeDiagrams(b *tab, root string) {
	b.open(root + "/manual/write/")
	if eval[int](b, `document.querySelectorAll("figure.mermaid").length`) == 0 {
		b.Fatal("the page has no diagram")
	}
	b.wait(diagramsDrawn)
}

// TestExportWithAPI searches an export through a server elsewhere.
func TestExportWithAPI(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	origin := files(t, dir)
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Sample(), Options: site.Options{AllowOrigin: origin}})
	s.WaitReady(t)
	buildSample(t, dir, site.Options{API: s.URL})
	b := newTab(t)
	b.open(origin + "/sub/search/?q=突发事件+首次回应")
	b.wait(hits)
	if len(b.requested(s.URL+"/api/v1/search?")) == 0 || len(b.requested(origin+"/sub/search/index.json")) > 0 {
		t.Errorf("the results come from elsewhere: %v", b.requested(""))
	}
	if !eval[bool](b, `document.querySelector("#found mark") !== null`) {
		t.Error("nothing is marked")
	}
	b.follow(chromedp.Click(chromedp.CSS("#found .hit-section:not([hidden]) a")))
	b.wait(anchorInView)
	if at := b.location(); !strings.HasPrefix(at, origin+"/sub/") {
		t.Errorf("the result leads to %s", at)
	}

	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "突发"))
	b.wait(`document.querySelector("#suggestions:not([hidden]) [role=option]")`)
	b.follow(chromedp.Click(chromedp.CSS("#suggestions [role=option]")))
	if at := b.location(); !strings.HasPrefix(at, origin+"/sub/tag/") {
		t.Errorf("the suggestion leads to %s", at)
	}
	b.healthy(origin, s.URL)
}
