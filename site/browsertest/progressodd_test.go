package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// full leaves no room in what the browser keeps for a site.
const full = `(() => {
	for (let text = "x".repeat(1 << 20); text; ) {
		try { localStorage.setItem("other" + localStorage.length, text); } catch { text = text.slice(0, text.length >> 1); }
	}
	return true;
})()`

// TestProgressFull goes on where the browser has no room left, and says so.
func TestProgressFull(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/progress/")
	eval[bool](b, `yanxiProgress.update((state) => { state.read["courses/first-week/day-1"] = "2026-11-26"; })`)
	before := eval[string](b, `localStorage.getItem("yanxi.progress")`)
	eval[bool](b, full)
	b.open(s.URL + "/courses/first-week/day-2/")
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.wait(pressed)
	b.wait(`document.querySelector("main").innerText.includes("离开这一页")`)
	if eval[bool](b, `yanxiProgress.kept`) || !eval[bool](b, `Object.keys(yanxiProgress.load().read).length === 2`) {
		t.Error("what could not be kept is not remembered until the page is left")
	}
	if got := eval[string](b, `localStorage.getItem("yanxi.progress")`); got != before {
		t.Errorf("what was kept is now %s", got)
	}
	// With room again the next page keeps what is done there, beside what was kept.
	eval[bool](b, `(Object.keys(localStorage).filter((k) => k.startsWith("other")).forEach((k) => localStorage.removeItem(k)), true)`)
	b.open(s.URL + "/courses/first-week/day-2/")
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.wait(`localStorage.getItem("yanxi.progress").includes("day-2") && localStorage.getItem("yanxi.progress").includes("day-1")`)
	b.healthy(s.URL)
}

// TestProgressNames takes in a file whose ids are words of the language that reads it.
func TestProgressNames(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/progress/")
	b.upload("odd.json", `{"version":1,"read":{"__proto__":"2026-11-26","constructor":"2026-11-25","toString":"2026-11-24"},
		"quizzes":{"__proto__":{"score":1,"total":1,"passed":true,"at":"2026-11-26T08:00:00Z"}},"cards":{"__proto__":{"step":1,"due":"2026-12-01"}},"__proto__":{"kept":false,"polluted":1}}`)
	b.wait(`document.getElementById("progress-says").textContent.includes("新增学过3篇、测验1个、每日题1道")`)
	b.open(s.URL + "/progress/")
	if !eval[bool](b, `(() => {
		const state = yanxiProgress.load();
		return Object.keys(state.read).length === 3 && state.read["__proto__"] === "2026-11-26" && state.cards["__proto__"].step === 1
			&& ({}).polluted === undefined && ({}).kept === undefined && JSON.parse(yanxiProgress.export()).version === 1 && yanxiProgress.kept;
	})()`) {
		t.Error("ids that are words of the language are lost, or change more than themselves")
	}
	for _, path := range []string{"/__proto__/", "/constructor/", "/toString/"} {
		b.missing(path)
	}
}

// TestProgressTabs learns in two tabs at once: each sees what the other did, and neither loses it.
func TestProgressTabs(t *testing.T) {
	t.Parallel()
	s := sample(t)
	one := newTab(t)
	two := one.beside(t)
	one.open(s.URL + "/courses/first-week/day-1/")
	two.open(s.URL + "/courses/first-week/day-2/")
	two.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	two.wait(pressed)
	one.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	one.wait(pressed)
	one.wait(`["day-1", "day-2"].every((day) => yanxiProgress.load().read["courses/first-week/" + day])`)
	two.wait(`["day-1", "day-2"].every((day) => yanxiProgress.load().read["courses/first-week/" + day])`)

	one.open(s.URL + "/progress/")
	one.wait(line + `.startsWith("已学2篇")`)
	two.do(chromedp.Click(chromedp.CSS("[data-study-end] button"))) // not read after all
	one.wait(line + `.startsWith("已学1篇")`)
	eval[bool](one, `yanxiProgress.clear()`)
	two.open(s.URL + "/progress/")
	two.wait(line + `.startsWith("共")`)
	one.healthy(s.URL)
	two.healthy(s.URL)
}
