package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// anchorInView holds once the place that the address names is on the screen.
const anchorInView = `(() => {
	const at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
	if (!location.hash || !at) return false;
	const { top } = at.getBoundingClientRect();
	return top >= 0 && top < innerHeight; // what begins there may be longer than the window
})()`

// TestOperator follows a new operator with a phone from the home page to the
// section that answers, with scripts and without.
func TestOperator(t *testing.T) {
	t.Parallel()
	s := sample(t)
	for _, disabled := range []bool{false, true} {
		t.Run(fmt.Sprintf("disabled=%v", disabled), func(t *testing.T) {
			b := newTab(t)
			b.width(phone)
			off := emulation.SetScriptExecutionDisabledParams{Value: disabled}
			if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, off); err != nil {
				t.Fatal(err)
			}
			b.open(s.URL + "/")
			if ran := eval[bool](b, `document.getElementById("suggestions") !== null`); ran == disabled {
				t.Fatalf("scripts ran: %v", ran)
			}
			b.do(chromedp.Tap(chromedp.CSS("#q")), chromedp.SendKeys(chromedp.CSS("#q"), "突发事件 首次回应"))
			b.follow(press(keyEnter))
			if at := b.location(); !strings.HasPrefix(at, s.URL+"/search?q=突发事件") {
				t.Fatalf("the search led to %s", at)
			}
			if marks := eval[[]string](b, `[...document.querySelectorAll(".hits mark")].map((m) => m.textContent)`); len(marks) == 0 {
				t.Error("nothing is marked")
			}
			heading := eval[string](b, `document.querySelector(".hit-section a").textContent`)
			b.follow(chromedp.Tap(chromedp.CSS(".hit-section a")))
			b.wait(anchorInView)
			if got := eval[string](b, `document.getElementById(decodeURIComponent(location.hash.slice(1))).textContent`); !strings.Contains(got, heading) {
				t.Errorf("the link %q led to %q", heading, got)
			}
			b.healthy(s.URL)
		})
	}
}

// TestSuggestions types a few characters and takes what is suggested.
func TestSuggestions(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "突发"))
	b.wait(`document.querySelector("#suggestions:not([hidden]) [role=option]")`)
	if got := eval[string](b, `document.querySelector("#suggestions [role=option]").firstChild.data`); !strings.Contains(got, "突发") {
		t.Errorf("suggested: %q", got)
	}
	b.do(press(keyDown))
	b.wait(`document.getElementById("q").getAttribute("aria-activedescendant")`)
	want := eval[string](b, `decodeURI(document.querySelector("#suggestions [aria-selected=true]").dataset.url)`)
	b.follow(press(keyEnter))
	if got := b.location(); got != s.URL+want {
		t.Errorf("Enter led to %s, want %s", got, want)
	}
	b.healthy(s.URL)
}

// immediateTimers takes the waiting out of timers, but not their order, and
// notes the queries that a page asks suggestions for.
const immediateTimers = `
	window.timer = window.setTimeout;
	window.setTimeout = (f, ms, ...rest) => timer(f, 0, ...rest);
	window.asked = [];
	const plain = window.fetch;
	window.fetch = (address, ...rest) => {
		asked.push(new URL(address, location.href).searchParams.get("q"));
		return plain(address, ...rest);
	};`

// TestInputMethod composes characters as an input method does: what stands in
// the box meanwhile is nobody's query.
func TestInputMethod(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: immediateTimers}); err != nil {
		t.Fatal(err)
	}
	b.open(s.URL + "/")
	b.do(chromedp.Focus(chromedp.CSS("#q")))
	asked := func() string {
		// Timers run in the order in which they were set, so all earlier ones have run.
		return strings.Join(eval[[]string](b, `new Promise((done) => timer(() => timer(() => done(asked), 0), 0))`), " ")
	}
	for _, half := range []string{"t", "tu", "tu f", "tu fa"} {
		p := input.ImeSetCompositionParams{Text: half, SelectionStart: int64(len(half)), SelectionEnd: int64(len(half))}
		if _, err := chromedp.Call(b.ctx, input.ImeSetComposition, p); err != nil {
			t.Fatal(err)
		}
		if value := eval[string](b, `document.getElementById("q").value`); value != half {
			t.Fatalf("the box holds %q while %q is composed", value, half)
		}
		if got := asked(); got != "" {
			t.Fatalf("composing %q, the page asked for %q", half, got)
		}
	}
	if _, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: "突发"}); err != nil {
		t.Fatal(err)
	}
	b.wait(`document.querySelector("#suggestions:not([hidden]) [role=option]")`)
	if got := asked(); got != "突发" {
		t.Errorf("the page asked for %q", got)
	}
	b.healthy(s.URL)
}

// TestSlash goes to the search box with one key, and leaves it with another.
func TestSlash(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/about/")
	const inBox = `document.activeElement.id === "q"`
	if eval[bool](b, inBox) {
		t.Fatal("the box has the focus from the beginning")
	}
	b.do(press('/'))
	b.wait(inBox)
	b.do(press('/'))
	if got := eval[string](b, `document.getElementById("q").value`); got != "/" {
		t.Errorf("the box holds %q after two strokes", got)
	}
	b.do(press(keyEscape))
	b.wait("!(" + inBox + ")")
}
