package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// chipsOf are the filters in force as the page names them.
func chipsOf(b *tab) string {
	b.Helper()
	return strings.Join(eval[[]string](b, `[...document.querySelectorAll(".chosen a:not(.clear)")].map((a) => a.firstChild.textContent + a.childNodes[1].data)`), "|")
}

// total is how much the page says was found.
func total(b *tab) int {
	b.Helper()
	return eval[int](b, `+/(?:找到|共)([\d,]+)篇/.exec(document.querySelector(".says").textContent)[1]`)
}

// TestRefine narrows a search down and widens it again: terms of one facet are
// alternatives, those of several have to hold together.
func TestRefine(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.width(desk)
	b.open(s.URL + "/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "回应"))
	b.follow(press(keyEnter))
	all := total(b)
	b.follow(chromedp.Click(chromedp.CSS(".hit-section a")))
	b.wait(anchorInView)
	b.follow(chromedp.NavigateBack())
	if got := total(b); got != all {
		t.Fatalf("back again, %d of %d are found", got, all)
	}

	var one, both, narrowed int
	for _, step := range []struct {
		click, chips string
		total        *int
	}{
		{`.facet a[href*="field=disaster"]`, "领域 自然灾害", &one},
		{`.facet a[href*="field=education"]`, "领域 自然灾害|领域 教育", &both},
		{`.facet a[href*="platform=press"]`, "领域 自然灾害|领域 教育|平台 新闻发布会", &narrowed},
	} {
		b.follow(chromedp.Click(chromedp.CSS(step.click)))
		*step.total = total(b)
		for _, chip := range strings.Split(step.chips, "|") {
			if got := chipsOf(b); !strings.Contains(got, chip) || strings.Count(got, "|") != strings.Count(step.chips, "|") {
				t.Errorf("after %s the chips are %s, want %s", step.click, got, step.chips)
			}
		}
	}
	if one >= all || both <= one || narrowed >= both || narrowed == 0 {
		t.Errorf("%d are found, of one field %d, of two %d, on one platform %d", all, one, both, narrowed)
	}
	if got := eval[int](b, `document.querySelectorAll(".facet [aria-current]").length`); got != 3 {
		t.Errorf("%d terms are shown as chosen", got)
	}

	b.follow(chromedp.Click(chromedp.CSS(`.chosen a[aria-label*="新闻发布会"]`)))
	if got := total(b); got != both {
		t.Errorf("without the platform %d are found, before it was chosen %d", got, both)
	}
	b.follow(chromedp.Click(chromedp.CSS(".chosen .clear")))
	if got := total(b); got != all || chipsOf(b) != "" {
		t.Errorf("cleared, %d of %d are found, narrowed to %q", got, all, chipsOf(b))
	}
	b.healthy(s.URL)
}

const corrected = `document.querySelector(".corrected b")?.textContent || ""`

// TestCorrected mistypes a word, insists on it, and goes back.
func TestCorrected(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.width(phone)
	b.open(s.URL + "/search")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "政物新媒体"))
	b.follow(press(keyEnter))
	const want = "已显示“政务新媒体”的结果。"
	if got := eval[string](b, corrected); got != want {
		t.Fatalf("the page says %q", got)
	}
	found := total(b)
	b.follow(chromedp.Click(chromedp.CSS(".corrected a")))
	if got := eval[string](b, corrected); got != "" || !strings.Contains(b.location(), "verbatim=1") {
		t.Errorf("as typed, %s says %q", b.location(), got)
	}
	if got := eval[string](b, `document.getElementById("q").value`); got != "政物新媒体" {
		t.Errorf("the box holds %q", got)
	}
	b.follow(chromedp.NavigateBack())
	if got := eval[string](b, corrected); got != want || total(b) != found {
		t.Errorf("back again, %q and %d results, want %d", got, total(b), found)
	}
	b.healthy(s.URL)
}

// TestCorrectedInExport does the same in an export that asks a server.
func TestCorrectedInExport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	origin := files(t, dir)
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Sample(), Options: site.Options{AllowOrigin: origin}})
	s.WaitReady(t)
	buildSample(t, dir, site.Options{API: s.URL})
	b := newTab(t)
	b.open(origin + "/sub/search/?q=政物新媒体")
	b.wait(hits)
	if got := eval[string](b, corrected); got != "已显示“政务新媒体”的结果。" {
		t.Fatalf("the page says %q", got)
	}
	b.do(chromedp.Click(chromedp.CSS(".corrected a")))
	b.wait(`location.search.includes("verbatim=1") && !document.querySelector(".corrected")`)
	b.healthy(origin, s.URL)
}

const keyTab = '\t'

// tabTo goes on with the Tab key alone until what the selector names has the focus.
func tabTo(b *tab, selector string) {
	b.Helper()
	for range 150 {
		b.do(press(keyTab))
		if eval[bool](b, `document.activeElement.matches(`+"`"+selector+"`"+`)`) {
			return
		}
	}
	b.Fatalf("the Tab key does not lead to %s", selector)
}

// TestKeyboard searches, narrows and opens a result without a mouse. Results
// come before the many links that narrow them.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.width(desk)
	b.open(s.URL + "/about/")
	b.do(press('/'))
	b.wait(`document.activeElement.id === "q"`)
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "回应 平台:微博"))
	b.follow(press(keyEnter))
	tabTo(b, ".hits .item-title a")
	if eval[int](b, `document.querySelector(".facet a").compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING`) != 0 {
		t.Error("the results come after what narrows them")
	}
	if ring := eval[string](b, `getComputedStyle(document.activeElement).outlineStyle`); ring == "none" {
		t.Error("the focus cannot be seen")
	}
	tabTo(b, `.pager [rel=next]`)
	b.follow(press(keyEnter))
	if !strings.Contains(b.location(), "page=2") {
		t.Fatalf("the pager led to %s", b.location())
	}
	tabTo(b, `.facet a[href*="field=disaster"]`)
	b.follow(press(keyEnter))
	if got := chipsOf(b); got != "平台 微博|领域 自然灾害" || strings.Contains(b.location(), "page=") {
		t.Fatalf("%s is narrowed to %s", b.location(), got)
	}
	tabTo(b, `.chosen a[aria-label*="自然灾害"]`)
	b.follow(press(keyEnter))
	if got := b.location(); got != s.URL+"/search?q=回应+平台:微博" {
		t.Fatalf("the chip led to %s", got)
	}
	tabTo(b, ".hits .hit-section a")
	b.follow(press(keyEnter))
	b.wait(anchorInView)
	b.healthy(s.URL)
}
