package browsertest

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/sitetest"
	"yanxi/site/stats"
)

// counting serves the sample and counts, and opens a tab as people's browsers are.
func counting(t *testing.T) (*sitetest.Server, *site.Activity, *tab) {
	t.Helper()
	a := sitetest.Activity(t, filepath.Join(t.TempDir(), "yanxi.db"), time.Now)
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Sample(), Options: site.Options{Activity: a}})
	s.WaitReady(t)
	b := newTab(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: sitetest.Agent}); err != nil {
		t.Fatal(err)
	}
	return s, a, b
}

// today is what was counted on the days around now, so that midnight may pass.
func today(t testing.TB, a *site.Activity) *stats.Report {
	t.Helper()
	if err := a.Recorder.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	day := stats.DayOf(time.Now().UTC())
	r, err := a.Reports.Between(t.Context(), stats.Period{From: day - 1, To: day})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const kunshan = "/cases/2018-kunshan/"

// looked tells the page that it is looked at as it was, whatever its clock says.
const looked = `(document.dispatchEvent(new Event("visibilitychange")), true)`

// A page counts as read when it was before somebody's eyes for ten seconds, once.
func TestReadIsCounted(t *testing.T) {
	t.Parallel()
	s, a, b := counting(t)
	b.open(s.URL + kunshan)
	eval[bool](b, looked)
	if got := today(t, a).Reads.Now; got != 0 {
		t.Fatalf("%d reads at the first glance", got)
	}
	eval[bool](b, later)
	eval[bool](b, looked)
	sitetest.Eventually(t, "a read is counted", func() bool { return today(t, a).Reads.Now == 1 })
	eval[bool](b, looked)
	b.open(s.URL + kunshan)
	eval[bool](b, later)
	eval[bool](b, looked)
	b.wait(`performance.getEntriesByType("resource").some((r) => r.name.endsWith("/api/v1/reads"))`)
	if got := today(t, a).Reads.Now; got != 1 {
		t.Errorf("%d reads by one reader within half an hour", got)
	}
	b.healthy(s.URL)
}

// Without scripts the page itself counts.
func TestReadWithoutScripts(t *testing.T) {
	t.Parallel()
	s, a, b := counting(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.open(s.URL + kunshan)
	sitetest.Eventually(t, "a read is counted", func() bool { return today(t, a).Reads.Now == 1 })
	b.follow(chromedp.Click(chromedp.CSS(".feedback button[value=no]")))
	b.do(chromedp.SendKeys(chromedp.CSS("#vote-reason"), "缺时间"))
	b.follow(chromedp.Click(chromedp.CSS(".feedback button[value=why]")))
	b.do(chromedp.WaitVisible(chromedp.CSS("#vote-why")))
	if r := today(t, a); r.Dislikes.Now != 1 || len(r.Reasons) != 1 || r.Reasons[0].Text != "缺时间" {
		t.Errorf("%d, %v", r.Dislikes.Now, r.Reasons)
	}
}

// A vote is given, undone, remembered when the page is opened again, and changed.
func TestVotes(t *testing.T) {
	t.Parallel()
	s, a, b := counting(t)
	b.width(phone)
	b.open(s.URL + kunshan)
	vote := func(selector string) { b.do(chromedp.Click(chromedp.CSS(".feedback " + selector))) }
	votes := func(likes, dislikes int) {
		t.Helper()
		sitetest.Eventually(t, "the vote is counted", func() bool {
			r := today(t, a)
			return r.Likes.Now == likes && r.Dislikes.Now == dislikes
		})
	}
	const yes, no = `document.querySelector(".feedback [value=yes][aria-pressed=true]")`, `document.querySelector(".feedback [value=no][aria-pressed=true]")`
	vote("[value=yes]")
	b.wait(yes)
	votes(1, 0)
	b.open(s.URL + kunshan)
	b.wait(yes)
	vote("#vote-yes [value=undo]")
	b.wait("!" + yes)
	votes(0, 0)
	vote("[value=no]")
	b.wait(no)
	b.do(chromedp.SendKeys(chromedp.CSS("#vote-reason"), "缺时间"))
	vote("[value=why]")
	b.wait(`document.querySelector("#vote-why.said")`)
	sitetest.Eventually(t, "the reason is kept", func() bool { r := today(t, a); return len(r.Reasons) == 1 && r.Reasons[0].Text == "缺时间" })
	vote("[value=no]") // pressed again
	b.wait("!" + no)
	votes(0, 0)
	b.healthy(s.URL)
}

// The result that is opened is counted for its search, also in another tab.
func TestOpenedResult(t *testing.T) {
	t.Parallel()
	s, a, b := counting(t)
	b.open(s.URL + "/search?q=昆山")
	b.follow(chromedp.Click(chromedp.CSS(".hits .item-title a")))
	sitetest.Eventually(t, "a result is opened", func() bool { r := today(t, a); return r.Searches.Now == 1 && r.Opened.Now == 1 })
	b.open(s.URL + "/search?q=通报")
	at := eval[[]float64](b, `(() => {
		const title = document.querySelector(".hits li:nth-child(2) .item-title a span");
		title.scrollIntoView({ block: "center", behavior: "instant" });
		const r = title.getClientRects()[0];
		return [r.x + 4, r.y + r.height / 2];
	})()`)
	b.do(chromedp.MouseClickXY(at[0], at[1], chromedp.ButtonMiddle))
	sitetest.Eventually(t, "another one is opened beside", func() bool { r := today(t, a); return r.Searches.Now == 2 && r.Opened.Now == 2 })
	b.healthy(s.URL)
}

// What counting adds to pages is accessible in all that it says.
func TestFeedbackIsAccessible(t *testing.T) {
	t.Parallel()
	s, _, b := counting(t)
	for _, width := range []int64{phone, desk} {
		b.width(width)
		for _, at := range []string{kunshan, kunshan + "#vote-no", kunshan + "#vote-yes", "/privacy/"} {
			b.open("about:blank")
			b.open(s.URL + at)
			eval[bool](b, axe+";true")
			for _, v := range b.violations(allRules) {
				t.Errorf("%s at %d pixels: %s", at, width, v)
			}
			if got := eval[int64](b, pageWidth); got != width {
				t.Errorf("%s at %d pixels: the page is %d wide", at, width, got)
			}
		}
	}
	b.healthy(s.URL)
}
