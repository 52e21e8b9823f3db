package browsertest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	browserdomain "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// later sets the page's own clock forward by three minutes, for a reader who looked at it so long.
const later = `(() => {
	const now = performance.now.bind(performance);
	performance.now = () => now() + 180000;
	return true;
})()`

// toEnd scrolls to where a text says that it was read.
const toEnd = `(document.querySelector("[data-study-end]").scrollIntoView({ block: "center", behavior: "instant" }), true)`

const (
	pressed = `document.querySelector("[data-study-end] button[aria-pressed=true]")`
	line    = `document.querySelector(".study-length").textContent`
	onward  = `document.querySelector(".study-go").textContent`
)

// TestProgress is a new operator's first morning: one text marked as read, one
// read to its end, and both still known when the page is opened again.
func TestProgress(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.width(phone)
	b.open(s.URL + "/")
	if got := eval[string](b, line); !strings.HasPrefix(got, "共") {
		t.Errorf("the home page says %q before anything was read", got)
	}
	b.follow(chromedp.Click(chromedp.CSS(".study-go")))
	if at := b.location(); !strings.HasSuffix(at, "/courses/first-week/day-1/") {
		t.Fatalf("the path begins at %s", at)
	}
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.wait(pressed)

	b.follow(chromedp.Click(chromedp.CSS(".onward .next")))
	eval[bool](b, toEnd)
	if eval[bool](b, "!!"+pressed) {
		t.Error("a text that was scrolled through at once is read")
	}
	b.open(b.location())
	eval[bool](b, later)
	eval[bool](b, toEnd)
	b.wait(pressed)
	b.wait(`document.querySelector(".studied-says").textContent.includes("读到文末")`)
	b.follow(chromedp.Click(chromedp.CSS(".route-next")))
	if at := b.location(); !strings.HasSuffix(at, "/courses/2019-hefei/rules/") {
		t.Fatalf("the path goes on at %s", at)
	}

	b.open("about:blank")
	for _, path := range []string{"/", "/courses/first-week/", "/progress/"} {
		b.open(s.URL + path)
		b.wait(line + `.startsWith("已学2篇，共")`)
		b.wait(onward + `.includes("继续") && ` + onward + `.includes("规定一览")`)
	}
	b.open(s.URL + "/courses/first-week/")
	if n := eval[int](b, `document.querySelectorAll(".steps > .read > .done").length`); n != 2 {
		t.Errorf("%d texts of the path have a mark", n)
	}

	// What was marked by mistake is taken back.
	b.open(s.URL + "/courses/first-week/day-1/")
	b.wait(pressed)
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.wait("!" + pressed)
	b.open(s.URL + "/search?q=四道关")
	b.open(s.URL + "/")
	b.wait(line + `.startsWith("已学1篇，共")`)
	b.healthy(s.URL)
}

// TestProgressEverywhere looks at what other pages are told of a quiz, and at a damaged state.
func TestProgressEverywhere(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/kind/case/")
	eval[bool](b, `document.dispatchEvent(new CustomEvent("yanxi:quiz", { detail: { document: "cases/2018-kunshan", quiz: "q", score: 4, total: 5, passed: true } }))`)
	b.wait(`document.querySelector('[data-document="cases/2018-kunshan"] > .done').textContent === "测验通过"`)
	eval[bool](b, `document.dispatchEvent(new CustomEvent("yanxi:quiz", { detail: { document: "cases/2018-kunshan", quiz: "q", score: 0, total: 5, passed: false } }))`)
	b.open(s.URL + "/progress/")
	b.wait(`document.querySelector("#quizzes a[href*='2018-kunshan']") && document.querySelector("#quizzes").textContent.includes("答对4题，共5题")`)

	for _, damaged := range []string{`{`, `[]`, `{"version":1,"read":{"x":7,"__proto__":"2026-01-01"},"quizzes":5}`} {
		eval[bool](b, `(localStorage.setItem("yanxi.progress", `+"`"+damaged+"`"+`), true)`)
		b.open(s.URL + "/progress/")
		b.wait(`document.getElementById("no-quizzes").checkVisibility()`)
	}
	b.wait(`document.getElementById("others").textContent.includes("已从资料库移走")`)
	future := `{"version":2,"read":{"cases/2018-kunshan":"2026-11-27"}}`
	eval[bool](b, `(localStorage.setItem("yanxi.progress", '`+future+`'), true)`)
	b.open(s.URL + "/cases/2018-kunshan/")
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.wait(`document.querySelector(".studied-says").textContent !== ""`)
	if got := eval[string](b, `localStorage.getItem("yanxi.progress")`); got != future {
		t.Errorf("what a later version kept is now %s", got)
	}
	b.missing("/__proto__/")
	b.healthy(s.URL)
}

// upload imports a file of some text on the page of progress.
func (b *tab) upload(name, text string) {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#import-file"), []string{path}))
}

// missing forgives that the browser notes a page that is rightly missing: a text
// that has left the library.
func (b *tab) missing(path string) {
	b.problems = slices.DeleteFunc(b.takeProblems(), func(p string) bool {
		return strings.Contains(p, "404") && strings.Contains(p, path)
	})
}

// TestProgressMoves takes progress along: export, clear, import, and files that are none.
func TestProgressMoves(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	dir := t.TempDir()
	b.open(s.URL + "/progress/")
	if _, err := chromedp.Call(b.ctx, browserdomain.SetDownloadBehavior, browserdomain.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir, BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID}); err != nil {
		t.Fatal(err)
	}
	const kept = `localStorage.getItem("yanxi.progress")`
	eval[bool](b, `yanxiProgress.update((state) => {
		state.read["courses/first-week/day-1"] = "2026-11-26";
		state.read["cases/no-more"] = "2026-11-25";
		state.quizzes["cases/2018-kunshan#q"] = { score: 5, total: 5, passed: true, at: "2026-11-26T08:00:00Z" };
		state.cards["cases/2018-kunshan/a"] = { step: 2, due: "2026-12-01" };
	})`)
	b.wait(`document.getElementById("others").textContent.includes("已从资料库移走")`)
	before := eval[string](b, kept)

	b.do(chromedp.Click(chromedp.CSS("#export")))
	var exported []string
	sitetest.Eventually(t, "the file is saved", func() bool {
		exported, _ = filepath.Glob(filepath.Join(dir, "研习进度-20*.json"))
		return len(exported) == 1
	})
	saved, err := os.ReadFile(exported[0])
	if err != nil {
		t.Fatal(err)
	}

	b.do(chromedp.Click(chromedp.CSS("#clear")))
	b.wait(`document.getElementById("clear-sure").open`)
	b.do(chromedp.Click(chromedp.CSS("#clear-no")))
	if got := eval[string](b, kept); got != before {
		t.Errorf("cleared without being asked to: %s", got)
	}
	b.do(chromedp.Click(chromedp.CSS("#clear")))
	b.do(chromedp.Click(chromedp.CSS("#clear-yes")))
	b.wait(line + `.startsWith("共")`)

	// Something newer is there by then; it stays.
	eval[bool](b, `yanxiProgress.update((state) => { state.read["courses/first-week/day-1"] = "2026-11-27"; })`)
	says := func(text string) {
		t.Helper()
		b.wait(`document.getElementById("progress-says").textContent.includes("` + text + `")`)
	}
	b.upload("again.json", string(saved))
	says("新增学过1篇、测验1个、每日题1道")
	b.upload("again.json", string(saved))
	says("里面的这里都有了")
	after := eval[string](b, kept)
	for _, part := range []string{`"courses/first-week/day-1":"2026-11-27"`, `"cases/no-more":"2026-11-25"`, `"score":5`, `"step":2`} {
		if !strings.Contains(after, part) {
			t.Errorf("%s is not in %s", part, after)
		}
	}

	for _, bad := range []struct{ name, text, says string }{
		{"cut off", string(saved[:len(saved)/2]), "可能没传完整"},
		{"empty", "", "可能没传完整"},
		{"a list of another program", `[{"version":1}]`, "不是研习导出的"},
		{"another program's", `{"version":1,"items":[]}`, "不是研习导出的"},
		{"parts of other shapes", `{"version":1,"read":["x"]}`, "可能没传完整"},
		{"a later version's", `{"version":2,"read":{}}`, "更新版本"},
		{"too large", `{"version":1,"read":{"x":"` + strings.Repeat("y", 1<<20) + `"}}`, "超过1 MB"},
	} {
		b.upload("bad.json", bad.text)
		says(bad.says)
		if got := eval[string](b, kept); got != after {
			t.Errorf("%s: what is kept is now %s", bad.name, got)
		}
	}
	b.missing("/cases/no-more/")
	b.healthy(s.URL)
}

// TestProgressWithoutScripts has no gap where scripts would say something.
func TestProgressWithoutScripts(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.width(phone)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/courses/first-week/", "/courses/first-week/day-1/", "/progress/"} {
		b.open(s.URL + path)
		if n := eval[int](b, `[...document.querySelectorAll(".scripted")].filter((e) => e.getBoundingClientRect().height > 0).length`); n > 0 {
			t.Errorf("%s has %d gaps", path, n)
		}
	}
	if !eval[bool](b, `document.querySelector("main").innerText.includes("要打开脚本")`) {
		t.Error("the page does not say why it is empty")
	}
	b.healthy(s.URL)
}

// learnInExport reads and sees progress where nothing but files is behind the pages.
func learnInExport(b *tab, root string) {
	b.open(root + "/courses/first-week/day-1/")
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.wait(pressed)
	b.open(root + "/cases/2018-kunshan/")
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.open(root + "/progress/")
	b.wait(line + `.startsWith("已学2篇，共")`)
	b.follow(chromedp.Click(chromedp.CSS(".study-go")))
	if at := b.location(); !strings.Contains(at, root+"/courses/2019-hefei/platform-and-content/") {
		b.Errorf("the path goes on at %s", at)
	}
	b.open(root + "/search/?q=四道关")
	b.wait(hits)
}

// Where the browser keeps nothing, pages say so once and work.
func TestProgressNotKept(t *testing.T) {
	t.Parallel()
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Sample(), Options: site.Options{}})
	b := newTab(t)
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });`,
	}); err != nil {
		t.Fatal(err)
	}
	b.open(s.URL + "/courses/first-week/day-1/")
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.wait(pressed)
	b.wait(`document.querySelector(".studied-says").textContent.includes("没有开放存储")`)
	b.open(s.URL + "/progress/")
	b.wait(`document.getElementById("progress-unkept").checkVisibility()`)
	b.healthy(s.URL)
}
