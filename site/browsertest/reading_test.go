package browsertest

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// TestLiveReload is what a trainer sees who has a page open beside the editor.
func TestLiveReload(t *testing.T) {
	t.Parallel()
	dir := sitetest.Folder(t, sitetest.FS([]byte("-- note.md --\n# 交班\n\n早上八点交班。\n")))
	s := sitetest.Serve(t, sitetest.ServerConfig{Folder: dir, Options: site.Options{Live: true}})
	s.WaitReady(t)
	b := newTab(t)
	b.open(s.URL + "/note/")
	listening := func(times int) {
		t.Helper()
		sitetest.Eventually(t, "the page listens for changes", func() bool {
			events := b.requested("/_/events")
			return len(events) == times && events[times-1].started
		})
	}
	const text = `document.querySelector("main").textContent`
	if got := eval[string](b, text); !strings.Contains(got, "早上八点") {
		t.Fatalf("the page says %q", got)
	}
	for n, change := range []string{"早上九点交班。", "晚上十点交班。"} {
		listening(n + 1)
		sitetest.Write(t, dir, "note.md", "# 交班\n\n"+change+"\n")
		b.wait(text + `.includes("` + change + `")`)
	}
	b.healthy(s.URL)
}

// wide is a page of things that are wider than a phone.
const wide = `
-- wide.md --
# 宽的东西

## 表格

| 平台 | 一月 | 二月 | 三月 | 四月 | 五月 | 六月 | 七月 | 八月 | 九月 | 十月 | 十一月 | 十二月 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 微博阅读量 | 10000000 | 20000000 | 30000000 | 40000000 | 50000000 | 60000000 | 70000000 | 80000000 | 90000000 | 10000000 | 11000000 | 12000000 |

## 代码

§§§go
const address = "https://example.com/a/very/long/address/that/goes/on/and/on/and/on/beyond/the/edge/of/any/telephone"
§§§

<https://example.com/a/very/long/address/that/goes/on/and/on/and/on/beyond/the/edge/of/any/telephone>

## 公式

$$
f(x) = a_0 + a_1 x + a_2 x^2 + a_3 x^3 + a_4 x^4 + a_5 x^5 + a_6 x^6 + a_7 x^7 + a_8 x^8 + a_9 x^9 + a_{10} x^{10}
$$

其中 $a_i$ 是系数。

## 流程图

§§§mermaid
flowchart LR
  A[核实] --> B[签发] --> C[发布] --> D[跟踪] --> E[回应] --> F[复盘]
§§§
`

// diagramsDrawn holds once each diagram is a picture that has loaded.
const diagramsDrawn = `[...document.querySelectorAll("figure.mermaid")].every((f) => {
	const image = f.querySelector("picture img");
	return image && image.complete && image.naturalWidth > 0;
})`

// pageWidth is how wide the page is: more than the window if it scrolls sideways.
const pageWidth = `document.documentElement.scrollWidth`

// TestWide shows what is wider than a phone: diagrams are pictures, formulas
// are formulas, and only they themselves scroll, not the page.
func TestWide(t *testing.T) {
	t.Parallel()
	lib := sitetest.FS([]byte(strings.ReplaceAll(wide, "§§§", "```")))
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: lib})
	b := newTab(t)
	b.width(phone)
	b.open(s.URL + "/wide/")
	if n := eval[int](b, `document.querySelectorAll("figure.mermaid").length`); n != 1 {
		t.Fatalf("%d diagrams", n)
	}
	b.wait(diagramsDrawn)
	if got := eval[int](b, pageWidth); got != phone {
		t.Errorf("the page is %d pixels wide", got)
	}
	for what, holds := range map[string]string{
		"the table scrolls": `[...document.querySelectorAll("table")].every((table) => {
			let box = table;
			while (box && !/auto|scroll/.test(getComputedStyle(box).overflowX)) box = box.parentElement;
			return box && box.scrollWidth > box.clientWidth && box.clientWidth <= innerWidth;
		})`,
		"the code scrolls": `[...document.querySelectorAll("pre:not(.mermaid pre)")].some((pre) => pre.scrollWidth > pre.clientWidth && pre.tabIndex === 0)`,
		"formulas have a size": `(() => {
			const sizes = [...document.querySelectorAll("math")].map((m) => m.getBoundingClientRect());
			return sizes.length === 2 && sizes.every((r) => r.width > 5 && r.height > 5);
		})()`,
		"the diagram's source can be read": `document.querySelector("figure.mermaid details pre").textContent.includes("核实")`,
	} {
		if !eval[bool](b, "!!("+holds+")") {
			t.Errorf("not so: %s", what)
		}
	}
	b.healthy(s.URL)
}

// leaf is a page in a PDF file.
var leaf = regexp.MustCompile(`/Type\s*/Page\b`)

// TestPrint puts a case on paper: the text is there, what only a screen needs is not.
func TestPrint(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/cases/2018-kunshan/")
	shown := func(selector string) int {
		t.Helper()
		return eval[int](b, `[...document.querySelectorAll("`+selector+`")].filter((e) => e.checkVisibility()).length`)
	}
	const screenOnly = "header.bar, nav, form, .skip, .toc, .crumbs, .onward, .related, .anchor"
	if shown(screenOnly) == 0 {
		t.Error("the screen has no navigation")
	}
	b.media(emulation.SetEmulatedMediaParams{Media: "print"})
	if n := shown(screenOnly); n > 0 {
		t.Errorf("%d parts that are of no use on paper", n)
	}
	if shown("h1") != 1 || shown(".prose p") == 0 {
		t.Error("the text is not on paper")
	}
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "case-print.pdf", pdf)
	if pages := len(leaf.FindAll(pdf, -1)); pages < 1 || pages > 12 {
		t.Errorf("%d pages in a PDF file of %d bytes", pages, len(pdf))
	}
	b.healthy(s.URL)
}

// TestPrintedCode prints a page that is open on a screen: the picture of its
// code, which the screen has no use for, is loaded for the paper alone.
func TestPrintedCode(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/courses/2019-hefei/first-twelve-hours/")
	sitetest.Eventually(t, "the page is loaded", b.quiet)
	if r := b.requested("/qr/"); len(r) > 0 {
		t.Errorf("on a screen: %v", r)
	}
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "note-print.pdf", pdf)
	if r := b.requested("/qr/courses/2019-hefei/first-twelve-hours.svg"); len(r) != 1 || r[0].status != 200 || !r[0].done {
		t.Errorf("on paper: %v", r)
	}
	if got := eval[string](b, `document.querySelector(".here").textContent`); got != s.URL+"/courses/2019-hefei/first-twelve-hours/" {
		t.Errorf("the address on paper is %s", got)
	}
	b.healthy(s.URL)
}

// TestPlace leaves a long text in the middle, and is led back there by a link
// on the next visit; whoever read to the end is not.
func TestPlace(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.width(phone)
	long := s.URL + "/courses/2019-hefei/first-twelve-hours/"
	b.open(long)
	const offered = `document.querySelector(".last-place")`
	if eval[bool](b, "!!"+offered) {
		t.Error("a first visit is led back")
	}
	eval[bool](b, `(document.querySelectorAll(".prose > h2")[2].scrollIntoView(), true)`)
	b.wait(`localStorage.getItem("yanxi-places")?.includes("first-twelve-hours")`)
	b.open(s.URL + "/about/")
	b.open(long)
	b.wait(offered)
	if eval[float64](b, "scrollY") != 0 {
		t.Error("the page jumps")
	}
	b.do(chromedp.Click(chromedp.CSS(".last-place")))
	b.wait(`!` + offered + ` && Math.abs(document.querySelectorAll(".prose > h2")[2].getBoundingClientRect().top) < 60`)
	eval[bool](b, `(scrollTo({top: document.body.scrollHeight, behavior: "instant"}), true)`)
	b.wait(`!localStorage.getItem("yanxi-places").includes("first-twelve-hours")`)
	for _, damaged := range []string{"{", `{"a":1}`, `[1,["/x/"],null]`} {
		eval[bool](b, "(localStorage.setItem(\"yanxi-places\", '"+damaged+"'), true)")
		b.open(long)
		if eval[bool](b, "!!"+offered) {
			t.Errorf("led back by %s", damaged)
		}
	}
	b.healthy(s.URL)
}
