package browsertest

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestTimeline shows one of the two pictures of a case at each width, all of it
// within the page, in letters that can be read; its marks lead into the list.
func TestTimeline(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	for _, width := range []int64{phone, desk} {
		b.width(width)
		b.open(s.URL + "/cases/2015-tianjin-port/")
		shown := eval[[]string](b, `[...document.querySelectorAll(".figure > div")].filter((e) => e.checkVisibility()).map((e) => e.className)`)
		want := "figure-wide"
		if width == phone {
			want = "figure-narrow"
		}
		if len(shown) != 1 || shown[0] != want {
			t.Fatalf("at %d pixels %v are shown, not %s alone", width, shown, want)
		}
		if outside := eval[[]string](b, `[...document.querySelectorAll(".`+want+` :is(text, a)")].filter((e) => {
			const box = e.getBoundingClientRect(), page = document.documentElement.clientWidth;
			return box.left < 0 || box.right > page || box.width === 0;
		}).map((e) => e.textContent)`); len(outside) > 0 {
			t.Errorf("at %d pixels these are not on the page: %q", width, outside)
		}
		if small := eval[float64](b, `(() => {
			const svg = document.querySelector(".`+want+` svg");
			return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width * 12;
		})()`); small < 11 {
			t.Errorf("at %d pixels letters are %v high", width, small)
		}
		b.do(chromedp.Click(`.` + want + ` a[href="#moment-3"]`))
		b.wait(`document.querySelector(".moment:target")?.id === "moment-3"`)
	}
	b.media(emulation.SetEmulatedMediaParams{Media: "print"})
	b.width(phone)
	if !eval[bool](b, `document.querySelector(".figure-wide").checkVisibility() && !document.querySelector(".figure-narrow").checkVisibility()`) {
		t.Error("the narrow picture is printed")
	}
}

// TestCompareWithoutScript goes from a case to a comparison, adds a case and takes one out.
func TestCompareWithoutScript(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.width(phone)
	b.open(s.URL + "/cases/2015-tianjin-port/")
	b.follow(chromedp.Click(`.similar .why a`))
	b.do(chromedp.SetValue("#case-2", "cases/2018-kunshan"))
	b.follow(chromedp.Click(".choose button"))
	if got := eval[int](b, `document.querySelectorAll(".column-head").length`); got != 3 {
		t.Fatalf("%d cases are compared, want 3: %s", got, b.location())
	}
	if got := eval[int64](b, pageWidth); got != phone {
		t.Errorf("the page is %d wide", got)
	}
	b.follow(chromedp.Click(".take-out"))
	if got := eval[int](b, `document.querySelectorAll(".column-head").length`); got != 2 {
		t.Errorf("%d cases are left, want 2: %s", got, b.location())
	}
	b.healthy(s.URL)
}
