package browsertest

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/export"
	"yanxi/site/sitetest"
)

// quizDay is a day on which the library of quizzes has one of each state.
var quizDay = time.Date(2026, 12, 1, 1, 0, 0, 0, time.UTC)

// answers are right, but for the statement; an option is known by its words.
const answers = `(() => {
	const form = document.querySelector("form.quiz-form");
	const box = (text) => [...form.querySelectorAll(".question-options label")].find((l) => l.textContent.trim() === text).querySelector("input");
	for (const text of ["文字关", "还没有核实的伤亡数字", "对原因的猜测"]) box(text).click();
	form.querySelector("[data-question=cause] input[value=false]").click();
	form.querySelector("[data-question=hours] input[type=text]").value = " 五。";
	return true;
})()`

// place puts the items of the ordering in order by its buttons.
const place = `(() => {
	const list = document.querySelector(".order");
	const item = (text) => [...list.children].find((li) => li.textContent.includes(text));
	while (list.firstElementChild !== item("核实")) item("核实").querySelector("[data-move='-1']").click();
	while (list.lastElementChild !== item("发布")) item("发布").querySelector("[data-move='1']").click();
	return true;
})()`

// seeMarks looks at what the script shows after answers were sent.
func seeMarks(b *tab) {
	b.Helper()
	b.wait(`document.querySelector(".quiz-result .score")`)
	for what, holds := range map[string]string{
		"four are right":          `document.querySelector(".quiz-result").textContent.includes("答对4题，共5题。")`,
		"passed":                  `document.querySelector(".quiz-result .score-passed")`,
		"the result has focus":    `document.activeElement.matches(".quiz-result[role=status]")`,
		"one is wrong":            `document.querySelectorAll(".verdict-wrong").length === 1 && document.querySelector("[data-question=cause] .verdict-wrong .shape")`,
		"what is right is said":   `document.querySelector("[data-question=cause] .marking").textContent.replace(/\s+/g, "").includes("你答错正确答案对")`,
		"an explanation":          `document.querySelector("[data-question=which] .why strong").textContent === "文字关"`,
		"the place to read":       `document.querySelector("[data-question=which] .reread a").hash === "#" + encodeURIComponent("文字关")`,
		"progress knows":          `yanxiProgress.load().quizzes["notes/gates#gates"].passed === true`,
		"the wrong one is a card": `yanxiProgress.load().cards["notes/gates/cause"].step === 0`,
		"nothing is sent twice":   `document.querySelector(".quiz-send").hidden`,
	} {
		if !eval[bool](b, "!!("+holds+")") {
			b.Errorf("not so: %s", what)
		}
	}
}

// TestQuiz takes a quiz on its page, by keyboard where that differs, and once more.
func TestQuiz(t *testing.T) {
	t.Parallel()
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Exam(), Options: site.Options{Now: func() time.Time { return quizDay }}})
	b := newTab(t)
	b.width(phone)
	b.open(s.URL + "/notes/gates/")
	b.wait(`document.querySelector(".sortable")`)

	b.do(chromedp.Focus(chromedp.CSS(".quiz-send button")))
	b.do(press(keyEnter))
	b.wait(`document.querySelector(".quiz-result .notice")`)
	if !eval[bool](b, `document.activeElement.matches(".quiz-result") && document.querySelectorAll(".marking").length === 0`) {
		b.Error("an empty answer is marked")
	}

	eval[bool](b, answers)
	eval[bool](b, place)
	b.do(chromedp.Focus(chromedp.CSS(".order li:nth-child(2) [data-move='-1']")))
	b.do(press(keyEnter))
	if !eval[bool](b, `document.querySelector(".order").firstElementChild.contains(document.activeElement) && document.querySelector(".order + [role=status]").textContent.includes("送审，现在排第1")`) {
		b.Error("a moved item loses the focus, or is not told of")
	}
	eval[bool](b, place)
	b.do(chromedp.Click(chromedp.CSS(".quiz-send button")))
	seeMarks(b)
	keepShots(b, "quiz-marked")
	accessible(b)

	b.do(chromedp.Click(chromedp.CSS(".quiz-again button")))
	if !eval[bool](b, `document.querySelectorAll(".marking, form :checked:not(option)").length === 0 && document.activeElement.matches(".question input, .question button")`) {
		b.Error("another try does not begin anew")
	}
	// The page that a server marks, with scripts.
	eval[bool](b, answers)
	eval[bool](b, `(document.querySelector("form.quiz-form").submit(), true)`)
	b.wait(`document.querySelector(".marked")`)
	if n := eval[int](b, `document.querySelectorAll(".marked .verdict").length`); n != 5 {
		b.Errorf("%d marks", n)
	}
	accessible(b)
	b.healthy(s.URL)
}

// accessible looks for what axe has against the page in both schemes.
func accessible(b *tab) {
	b.Helper()
	eval[bool](b, axe+";true")
	for _, m := range modes[:2] {
		b.show(m)
		for _, v := range b.violations(m.rules) {
			b.Errorf("%s, %s: %s", b.location(), m.name, v)
		}
	}
}

// TestQuizWithoutScripts sends the form and reads the page that comes back.
func TestQuizWithoutScripts(t *testing.T) {
	t.Parallel()
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Exam(), Options: site.Options{Now: func() time.Time { return quizDay }}})
	b := newTab(t)
	b.width(phone)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.open(s.URL + "/notes/gates/")
	keepShots(b, "quiz-form")
	eval[bool](b, answers)
	eval[bool](b, `[["核实", 1], ["送审", 2], ["发布", 3]].every(([text, n]) => [...document.querySelectorAll(".order li")].find((li) => li.querySelector(".option").textContent === text).querySelector("select").value = n)`)
	b.follow(chromedp.Click(chromedp.CSS(".quiz-send button")))
	if got := eval[string](b, `document.querySelector(".score").textContent`); got != "答对4题，共5题。 过了。" {
		b.Errorf("the page says %q", got)
	}
	if n := eval[int](b, `document.querySelectorAll(".marked .verdict-wrong").length`); n != 1 {
		b.Errorf("%d are wrong", n)
	}
	keepShots(b, "quiz-page")
	b.follow(chromedp.Click(chromedp.CSS(".quiz-on button")))
	if n := eval[int](b, `document.querySelectorAll("fieldset.question").length`); n != 5 {
		b.Errorf("another try has %d questions", n)
	}
	b.open(s.URL + "/daily/")
	b.follow(chromedp.Click(chromedp.CSS(".quiz-send button")))
	if !eval[bool](b, `document.querySelector(".notice").textContent.includes("一题也没答")`) {
		b.Error("an empty answer is marked")
	}
	b.takeProblems() // the console notes the status
	b.healthy(s.URL)
}

// TestDaily answers the five of a day; what was wrong is there again the next day.
func TestDaily(t *testing.T) {
	t.Parallel()
	var now atomic.Pointer[time.Time]
	now.Store(&quizDay)
	options := site.Options{Now: func() time.Time { return *now.Load() }}
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Exam(), Options: options})
	b := newTab(t)
	b.open(s.URL + "/daily/")
	answerDaily(b)
	keepShots(b, "daily-marked")
	const asked = `[...document.querySelectorAll("fieldset.question")].map((f) => f.dataset.question).sort().join()`
	first := eval[string](b, asked)

	// The same day: only what was not among the five.
	b.open(s.URL + "/daily/")
	b.wait(`document.querySelector("form[data-ready]")`)
	if got := eval[int](b, `document.querySelectorAll("fieldset.question").length`); got != 1 {
		b.Errorf("%d questions once five of six are answered", got)
	}

	next := quizDay.AddDate(0, 0, 1)
	now.Store(&next)
	b.open(s.URL + "/daily/")
	b.wait(`document.querySelector("form[data-ready]")`)
	if got := eval[string](b, asked); got == first || !eval[bool](b, `document.querySelector("[data-question='`+wrongOf(b)+`']") !== null`) {
		b.Errorf("the next day asks %s, the day before %s", got, first)
	}
	if !eval[bool](b, `document.querySelector("fieldset.question").dataset.question === "`+wrongOf(b)+`"`) {
		b.Error("what was wrong does not come first")
	}
	b.healthy(s.URL)
}

// answerDaily judges a statement wrongly and all else however it comes.
func answerDaily(b *tab) {
	b.Helper()
	b.wait(`document.querySelector("form[data-ready]")`)
	if n := eval[int](b, `document.querySelectorAll("fieldset.question").length`); n != 5 {
		b.Fatalf("%d questions", n)
	}
	eval[bool](b, `(() => {
		document.querySelector("[data-kind=true_false] input[value=false]").click();
		return true;
	})()`)
	b.do(chromedp.Click(chromedp.CSS(".quiz-send button")))
	b.wait(`document.querySelector(".quiz-result .score")`)
	// All but one statement are taken as known, so that it alone comes back tomorrow.
	eval[bool](b, `yanxiProgress.update((state) => {
		const wrong = document.querySelector("[data-kind=true_false] .verdict-wrong").closest("fieldset").dataset;
		for (const key of Object.keys(state.cards)) {
			if (key !== wrong.of + "/" + wrong.question) state.cards[key] = { step: 1, due: "2026-12-04" };
		}
	})`)
}

// wrongOf is the question that was answered wrongly.
func wrongOf(b *tab) string {
	b.Helper()
	return eval[string](b, `Object.entries(yanxiProgress.load().cards).find(([, card]) => card.step === 0)[0].split("/").pop()`)
}

// TestQuizExported takes quizzes of files that no server marks.
func TestQuizExported(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	config := export.Config{
		Library: sitetest.Open(t, sitetest.Exam()), Dir: dir,
		Options: site.Options{Static: true, Now: func() time.Time { return quizDay }},
	}
	if _, err := export.Build(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	origin := files(t, dir)
	root := origin + "/sub"
	b := newTab(t)
	b.width(phone)
	b.open(root + "/notes/gates/")
	b.wait(`document.querySelector(".sortable")`)
	if len(b.requested("/_/marks/")) > 0 {
		b.Error("the answers are fetched before they are needed")
	}
	eval[bool](b, answers)
	eval[bool](b, place)
	b.do(chromedp.Click(chromedp.CSS(".quiz-send button")))
	seeMarks(b)

	b.open(root + "/daily/")
	b.wait(`document.querySelector("form[data-ready]")`)
	if n := eval[int](b, `document.querySelectorAll("fieldset.question").length`); n == 0 {
		b.Error("no questions of the day")
	}
	eval[bool](b, `(document.querySelector(".question :is(.question-options input, [data-move='1'])").click(), true)`)
	b.do(chromedp.Click(chromedp.CSS(".quiz-send button")))
	b.wait(`document.querySelector(".quiz-result .score")`)

	// What opened since the export is there, and what closed since cannot be sent.
	b.clock("2026-12-03T00:00:00Z")
	b.open(root + "/notes/exam/")
	b.wait(`document.querySelector("#later form")`)
	eval[bool](b, `([...document.querySelectorAll("#later label")].find((l) => l.textContent.includes("将来的乙")).click(), true)`)
	b.do(chromedp.Click(chromedp.CSS("#later .quiz-send button")))
	b.wait(`document.querySelector("#later .score-passed")`)
	b.clock("2027-01-01T00:00:00Z")
	b.open(root + "/notes/exam/")
	b.wait(`document.querySelector("#later form")`)
	if !eval[bool](b, `document.querySelector("#later .quiz-send button").hidden && document.querySelector("#later").textContent.includes("已经截止")`) {
		b.Error("a quiz that closed can be sent")
	}
	b.healthy(origin)
}

// clock makes it another time for the scripts of the pages that follow.
func (b *tab) clock(at string) {
	b.Helper()
	source := page.AddScriptToEvaluateOnNewDocumentParams{Source: `Date.now = () => Date.parse("` + at + `");`}
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, source); err != nil {
		b.Fatal(err)
	}
}

// keepShots are pictures of a page in both schemes and widths.
func keepShots(b *tab, name string) {
	b.Helper()
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{phone, desk} {
			b.width(width)
			b.scheme(scheme)
			picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
			if err != nil {
				b.Fatal(err)
			}
			kind := "phone"
			if width == desk {
				kind = "desk"
			}
			keep(b, name+"-"+kind+"-"+scheme+".png", picture)
		}
	}
	b.width(phone)
	b.scheme("light")
}
