package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// firstDay answers the quiz of the first day rightly, as a form is filled in.
const firstDay = `(() => {
	const form = document.querySelector("form.quiz-form");
	const box = (text) => [...form.querySelectorAll(".question-options label")].find((l) => l.textContent.trim().startsWith(text)).querySelector("input");
	for (const text of ["标红，报给主编", "错", "培训认为头12小时", "时间、范围、电话", "微博一条说完", "改了一处"]) box(text).checked = true;
	form.querySelector("[data-question=five-hours] input").value = "13时";
	return ["转给供水部门", "维修人员到场", "修的人确认", "回到原帖"].every((text, i) =>
		[...form.querySelectorAll(".order li")].find((li) => li.textContent.includes(text)).querySelector("select").value = i + 1);
})()`

// TestFirstWeek is what a new operator does on a phone, by links and forms alone: from the
// home page into the path, two cases, both side by side, a quiz. With scripts there is progress at the end.
func TestFirstWeek(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.width(phone)
	scripts := func(on bool) {
		if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
			t.Fatal(err)
		}
	}
	tap := func(selector, want string) {
		t.Helper()
		b.follow(chromedp.Click(chromedp.CSS(selector)))
		if at := b.location(); !strings.Contains(at, want) {
			t.Fatalf("%s leads to %s, want %s", selector, at, want)
		}
	}
	says := func(what string) {
		t.Helper()
		if !strings.Contains(eval[string](b, `document.querySelector("main").innerText`), what) {
			t.Errorf("%s does not say %s", b.location(), what)
		}
	}
	scripts(false)
	b.open(s.URL + "/")
	tap(".study-home h2 a", "/courses/first-week/")
	tap(".steps a", "/first-week/day-1/")
	tap("main .prose a[href*='/cases/']", "/cases/2017-shangqiu-hydrant/")
	// The first screen of a case has how fast, how it ended and what to keep.
	if last := eval[float64](b, `document.querySelector(".glance .keep").getBoundingClientRect().bottom`); last > 844 {
		t.Errorf("the lesson ends %v px down, below the first screen", last)
	}
	says("不适用") // a burst hydrant is no emergency of the state's
	tap(".similar .item-title a", "/cases/")
	says("首次回应")
	tap(".similar .why a", "/compare/?id=")
	if n := eval[int](b, `document.querySelectorAll(".column-head").length`); n != 2 {
		t.Errorf("%d cases are compared", n)
	}
	tap(".brand", s.URL)
	tap(".study-go", "/first-week/day-1/")
	if !eval[bool](b, firstDay) {
		t.Fatal("the form cannot be filled in")
	}
	tap(".quiz-send button", "/quiz?")
	says("答对6题，共6题。")
	says("过了。")
	tap(".quiz-on p:last-child a", "/platform-and-content/")

	scripts(true)
	b.open(b.location())
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	b.wait(pressed)
	tap(".studied a", "/progress/")
	b.wait(line + `.startsWith("已学1篇，共")`)
	b.healthy(s.URL)
}
