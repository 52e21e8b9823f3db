package browsertest

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"yanxi/site"
)

const (
	textSize = `parseFloat(getComputedStyle(document.querySelector("main")).fontSize)`
	paper    = `getComputedStyle(document.documentElement).backgroundColor`
	switches = `[...document.querySelectorAll(".display")].filter((e) => e.checkVisibility()).length`
)

// choose presses a button of the switch at the foot of the page.
func (b *tab) choose(name, value string) {
	b.Helper()
	b.do(chromedp.Click(chromedp.CSS(`#display [data-display=` + name + `][data-value="` + value + `"]`)))
}

// pressed reads the state of a button as it is told to a screen reader.
func (b *tab) pressed(name, value string) bool {
	b.Helper()
	return eval[bool](b, `document.querySelector('#display [data-display=`+name+`][data-value="`+value+`"]').getAttribute("aria-pressed") === "true"`)
}

// TestDisplay changes how pages look, and finds it so on the next page and in
// the next visit.
func TestDisplay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	buildSample(t, dir, site.Options{})
	for name, origin := range map[string]string{"server": sample(t).URL, "export": files(t, dir) + "/sub"} {
		t.Run(name, func(t *testing.T) { changeDisplay(newTab(t), origin) })
	}
}

func changeDisplay(b *tab, root string) {
	b.scheme("light")
	b.open(root + "/about/")
	small := eval[float64](b, textSize)
	b.choose("text", "large")
	b.choose("contrast", "high")
	b.choose("scheme", "dark")
	for _, next := range []string{"", root + "/cases/2018-kunshan/"} {
		if next != "" {
			b.open(next)
		}
		if large := eval[float64](b, textSize); large < small*1.2 {
			b.Errorf("%s: large text has %.1f pixels, other text %.1f", b.location(), large, small)
		}
		if got := eval[string](b, paper); got != "rgb(0, 0, 0)" {
			b.Errorf("%s: the paper is %s", b.location(), got)
		}
		for _, button := range [][2]string{{"text", "large"}, {"contrast", "high"}, {"scheme", "dark"}} {
			if !b.pressed(button[0], button[1]) {
				b.Errorf("%s: %s is not pressed", b.location(), button)
			}
		}
	}
	b.choose("text", "large")
	b.choose("contrast", "high")
	b.choose("scheme", "")
	if eval[float64](b, textSize) != small || isDark(b, eval[string](b, paper)) || b.pressed("contrast", "high") {
		b.Error("what was chosen stays")
	}
	if eval[string](b, `localStorage.getItem("yanxi-display")`) == "" {
		b.Error("nothing is kept")
	}
	eval[bool](b, `(localStorage.setItem("yanxi-display", "{broken"), true)`)
	b.open(root + "/about/")
	if eval[float64](b, textSize) != small {
		b.Error("a damaged choice changes the page")
	}
}

// TestDisplayOfTheSystem honours what the system asks for, with scripts and without.
func TestDisplayOfTheSystem(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.media(emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-contrast", Value: "more"}, {Name: "prefers-color-scheme", Value: "light"},
	}})
	b.open(s.URL + "/about/")
	if got := eval[string](b, paper); got != "rgb(255, 255, 255)" || !b.pressed("contrast", "high") {
		t.Errorf("the paper is %s", got)
	}
	b.choose("contrast", "high")
	if got := eval[string](b, paper); got == "rgb(255, 255, 255)" || b.pressed("contrast", "high") {
		t.Errorf("high contrast cannot be turned off: %s", got)
	}
	if eval[int](b, switches) == 0 {
		t.Error("there is no switch")
	}
	b.healthy(s.URL)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.open(s.URL + "/about/")
	if eval[int](b, switches) != 0 {
		t.Error("a switch that does nothing is shown")
	}
	if got := eval[string](b, paper); got != "rgb(255, 255, 255)" {
		t.Errorf("without scripts the paper is %s", got)
	}
}
