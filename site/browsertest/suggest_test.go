package browsertest

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"yanxi/site/sitetest"
)

// suggested is a query that the sample has a word, sections and a title for.
const suggested = "shoubao"

// sectionsReady waits until sections are suggested, which are read after the first question.
func sectionsReady(t *testing.T, s *sitetest.Server) {
	t.Helper()
	sitetest.Eventually(t, "sections", func() bool {
		answer, err := http.Get(s.URL + "/api/v1/suggest?q=" + suggested)
		if err != nil {
			return false
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		return err == nil && strings.Contains(string(body), `"section"`)
	})
}

// TestSuggestionKinds types pinyin and takes a section, on a phone and on a desk, in both colours.
func TestSuggestionKinds(t *testing.T) {
	t.Parallel()
	s := sample(t)
	sectionsReady(t, s)
	for _, width := range []int64{phone, desk} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			b := newTab(t)
			b.width(width)
			b.open(s.URL + "/")
			b.do(chromedp.SendKeys(chromedp.CSS("#q"), suggested))
			b.wait(`document.querySelector("#suggestions:not([hidden]) small")`)
			for _, scheme := range []string{"light", "dark"} {
				b.scheme(scheme)
				picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
				if err != nil {
					t.Fatal(err)
				}
				keep(t, fmt.Sprintf("suggestions-%d-%s.png", width, scheme), picture)
			}
			kinds := eval[[]string](b, `[...document.querySelectorAll("#suggestions [role=option] span")].map((s) => s.textContent)`)
			for _, kind := range []string{"搜索", "小节", "文章"} {
				if !slices.Contains(kinds, kind) {
					t.Errorf("no %s among %q", kind, kinds)
				}
			}
			if wide := eval[bool](b, `document.documentElement.scrollWidth > innerWidth`); wide {
				t.Error("the list is wider than the page")
			}
			if n := eval[int](b, `[...document.querySelectorAll("#suggestions [role=option]")].filter((o) => o.getBoundingClientRect().height < 44).length`); n > 0 {
				t.Errorf("%d options are hard to touch", n)
			}
			b.follow(chromedp.Click(chromedp.CSS("#suggestions [role=option]:has(small)")))
			b.wait(anchorInView)
			b.healthy(s.URL)
		})
	}
}

// TestSuggestionKeys goes round the options by keys: the box itself is one of them.
func TestSuggestionKeys(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), suggested))
	b.wait(`document.querySelector("#suggestions:not([hidden]) [role=option]")`)
	if open := eval[string](b, `document.getElementById("q").getAttribute("aria-expanded")`); open != "true" {
		t.Errorf("expanded: %s", open)
	}
	n := eval[int](b, `document.querySelectorAll("#suggestions [role=option]").length`)
	for i := range n + 1 {
		if active := eval[string](b, `document.getElementById("q").getAttribute("aria-activedescendant") || "none"`); (active == "none") != (i == 0) {
			t.Errorf("after %d strokes: %s", i, active)
		}
		b.do(press(keyDown))
	}
	if active := eval[string](b, `document.getElementById("q").getAttribute("aria-activedescendant") || "none"`); active != "none" {
		t.Errorf("after the last one: %s", active)
	}
	b.do(press(keyEscape))
	b.wait(`document.getElementById("suggestions").hidden && document.activeElement.id === "q"`)
	if value := eval[string](b, `document.getElementById("q").value`); value != suggested {
		t.Errorf("the box holds %q", value)
	}
	b.healthy(s.URL)
}

// TestEnterWhileComposing ends a composition by Enter, which is no search.
func TestEnterWhileComposing(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t)
	b.open(s.URL + "/")
	b.do(chromedp.Focus(chromedp.CSS("#q")))
	p := input.ImeSetCompositionParams{Text: "shou", SelectionStart: 4, SelectionEnd: 4}
	if _, err := chromedp.Call(b.ctx, input.ImeSetComposition, p); err != nil {
		t.Fatal(err)
	}
	b.do(press(keyEnter))
	if sent := eval[bool](b, `document.getElementById("q").form.dispatchEvent(new Event("submit", { cancelable: true }))`); sent {
		t.Error("the form can be sent while characters are composed")
	}
	if at := b.location(); at != s.URL+"/" {
		t.Fatalf("Enter led to %s", at)
	}
	if _, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: "首报"}); err != nil {
		t.Fatal(err)
	}
	b.wait(`document.querySelector("#suggestions:not([hidden]) [role=option]")`)
	b.follow(press(keyEnter))
	if at := b.location(); !strings.HasPrefix(at, s.URL+"/search?q=首报") {
		t.Errorf("Enter led to %s", at)
	}
	b.healthy(s.URL)
}
