package browsertest

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"yanxi/site/sitetest"
)

//go:embed testdata/axe/axe.min.js
var axe string

// TestEveryTemplateIsLookedAt lets no template come without a page in [templates].
func TestEveryTemplateIsLookedAt(t *testing.T) {
	all, err := fs.Glob(os.DirFS("../ui/templates"), "*.html")
	if err != nil || len(all) == 0 {
		t.Fatal(err, all)
	}
	for _, file := range all {
		name := strings.TrimSuffix(file, ".html")
		if name != "layout" && !slices.ContainsFunc(slices.Concat(templates, atDesk, ofAccounts), func(p template) bool { return p.shows(name) }) {
			t.Errorf("add a page that is made with %s to templates in pages_test.go", file)
		}
	}
}

// A mode is one of the ways in which a page can be shown.
type mode struct {
	name           string
	scheme         string
	text, contrast string // as display.js has them
	width          int64
	scale          float64 // device pixels for one of the page
	rules          string  // of axe, as it takes options
}

const (
	allRules    = `rules: {"target-size": {enabled: true}}`
	colourRules = `runOnly: ["color-contrast", "target-size", "scrollable-region-focusable"]`
	highRules   = `runOnly: ["color-contrast-enhanced", "target-size", "scrollable-region-focusable"], rules: {"color-contrast-enhanced": {enabled: true}}`
)

// modes begin with the two in which all rules are tried; the others can differ
// in colours and sizes alone.
var modes = []mode{
	{"phone light", "light", "", "", phone, 1, allRules},
	{"phone dark", "dark", "", "", phone, 1, colourRules},
	{"zoomed to 200 %", "light", "", "", desk / 2, 2, allRules},
	{"zoomed to 200 %, dark", "dark", "", "", desk / 2, 2, colourRules},
	{"large text", "light", "large", "", phone, 1, colourRules},
	{"high contrast", "light", "", "high", desk, 1, highRules},
	{"high contrast, large, dark", "dark", "large", "high", desk, 1, highRules},
}

// modesOf are the modes in which a page is tried: all in long runs, else the first
// two and one of the others in turn, so that each of these is seen on some pages.
func modesOf(p template) []mode {
	if thorough {
		return modes
	}
	return append(modes[:2:2], modes[2+p.turn(len(modes)-2)])
}

// turn is the one of n ways in which a page is tried in short runs: always the same, and of each way some pages are.
func (p template) turn(n int) int {
	h := fnv.New32a()
	io.WriteString(h, p.name)
	return int(h.Sum32() % uint32(n))
}

// tours makes the tour on a phone and on a desk; in short runs on one of them.
func (b *tab) tours(p template) {
	b.Helper()
	for i, width := range []int64{phone, desk} {
		if thorough || p.turn(2) == i {
			b.width(width)
			b.tour()
		}
	}
}

// show puts the page into a mode without loading it again.
func (b *tab) show(m mode) {
	b.Helper()
	b.scheme(m.scheme)
	b.width(m.width)
	if m.scale != 1 {
		b.do(chromedp.EmulateViewport(m.width, 450, chromedp.EmulateScale(m.scale)))
	}
	eval[bool](b, fmt.Sprintf(`(Object.assign(document.documentElement.dataset, {text: %q, contrast: %q}), document.dispatchEvent(new Event("display")))`, m.text, m.contrast))
}

// violations are what axe-core has to say against the page as it is shown.
func (b *tab) violations(rules string) []string {
	b.Helper()
	return eval[[]string](b, `axe.run(document, {resultTypes: ["violations"], iframes: false, `+rules+`}).then(({violations}) =>
		violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => v.id + ": " + n.target.join(" ") + ": " + (n.any[0] || n.all[0] || n.none[0]).message)))`)
}

// TestAccessible reads every page as people do who see little, or nothing, or
// use no mouse: no rule of axe-core is broken in any mode, and all that can be
// operated is reached by keyboard.
func TestAccessible(t *testing.T) {
	t.Parallel()
	s := busy(t)
	each(t, s.URL, templates, func(*tab) {}, func(b *tab, p template) {
		b.width(phone)
		b.scheme("light")
		b.visit(s.URL, p)
		b.wait(diagramsDrawn)
		eval[bool](b, axe+";true")
		for _, m := range modesOf(p) {
			b.show(m)
			for _, v := range b.violations(m.rules) {
				b.Errorf("%s, %s: %s", p.path, m.name, v)
			}
		}
		b.show(modes[0])
		b.tours(p)
	})
}

// TestAxeNotices shows that a page can fail.
func TestAxeNotices(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	b.open(sample(t).URL + "/about/")
	eval[bool](b, axe+";true")
	eval[bool](b, `(document.querySelector("h1").style.color = "#eee", document.querySelector("main").append(document.createElement("input")), true)`)
	got := strings.Join(b.violations(allRules), "\n")
	for _, want := range []string{"color-contrast: h1", "label: "} {
		if !strings.Contains(got, want) {
			t.Errorf("axe says nothing of %s: %s", want, got)
		}
	}
}

// operable lists what a keyboard must reach: all that is shown and takes part.
const operable = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((e) =>
	e.tabIndex >= 0 && !e.disabled && !e.closest("[inert]") && e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})
	&& !(e.type === "radio" && e.name && ([...document.getElementsByName(e.name)].find((r) => r.checked) || document.getElementsByName(e.name)[0]) !== e)
	&& !(e.matches("summary") && getComputedStyle(e).pointerEvents === "none"))`

// tour presses Tab from the top of the page to its end, and checks on the way
// that where one stands can be seen.
func (b *tab) tour() {
	b.Helper()
	n := eval[int](b, `(() => {
		document.activeElement.blur();
		getSelection().removeAllRanges();
		scrollTo(0, 0);
		window.visited = new Set();
		window.unseen = [];
		window.onfocusin ||= addEventListener("focusin", ({target}) => {
			visited.add(target);
			const style = getComputedStyle(target);
			const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
			if (!outline) unseen.push(target.outerHTML.slice(0, 120));
		});
		window.operable = `+operable+`;
		return operable.length;
	})()`)
	if n == 0 || n > 600 {
		b.Fatalf("%s: %d things to operate", b.location(), n)
	}
	within := eval[int](b, `[...document.querySelectorAll("iframe")].reduce((n, f) => n + (f.checkVisibility() && f.contentDocument ? f.contentDocument.querySelectorAll("a[href], button, input, summary, [tabindex]").length + 1 : 0), 0)`)
	b.strikeTab(n + 3 + within + 3*eval[int](b, `operable.filter((e) => e.type === "date").length`)) // year, month, day and calendar
	for _, e := range eval[[]string](b, `operable.filter((e) => !visited.has(e)).map((e) => e.outerHTML.slice(0, 120))`) {
		b.Errorf("%s: Tab does not reach %s", b.location(), e)
	}
	for _, e := range eval[[]string](b, `unseen`) {
		b.Errorf("%s: the focus cannot be seen on %s", b.location(), e)
	}
}

// strikeTab presses Tab so many times. The strokes are alike, so that some may be under way at once.
func (b *tab) strikeTab(n int) {
	b.Helper()
	const atOnce = 8
	strokes := make(chan struct{}, n)
	for range n {
		strokes <- struct{}{}
	}
	close(strokes)
	errs := make(chan error, atOnce)
	for range atOnce {
		go func() {
			for range strokes {
				if err := chromedp.Do(b.ctx, press(keyTab)); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range atOnce {
		if err := <-errs; err != nil {
			b.Fatal(err)
		}
	}
}

// TestSkip leads from the first key to the text, and to the switch of how pages look.
func TestSkip(t *testing.T) {
	t.Parallel()
	s := sample(t)
	for tabs, id := range map[int]string{1: "main", 2: "display"} {
		b := newTab(t)
		b.open(s.URL + "/cases/2018-kunshan/")
		for range tabs {
			b.do(press(keyTab))
		}
		if !eval[bool](b, `(() => { const box = document.activeElement.getBoundingClientRect(); return box.top >= 0 && box.height > 30; })()`) {
			t.Errorf("what leads to #%s cannot be seen", id)
		}
		b.do(press(keyEnter))
		b.wait(`document.activeElement.id === "` + id + `"`)
	}
}

// maxShift is how much a page may move by itself while it loads, as the Layout
// Instability API counts: below a tenth of what is called good.
const maxShift = 0.01

// TestStill loads pages with nothing kept, as they are first seen: little to
// load, from nowhere else, no font among it, and nothing moves.
func TestStill(t *testing.T) {
	t.Parallel()
	s := busy(t)
	for i, m := range []mode{modes[0], {name: "desk, large and dark", scheme: "dark", width: desk, text: "large"}} {
		pages := templates
		if i > 0 && !thorough {
			pages = slices.DeleteFunc(slices.Clone(templates), func(p template) bool { return p.turn(3) > 0 })
		}
		t.Run(m.name, func(t *testing.T) {
			each(t, s.URL, pages, func(b *tab) {
				b.scheme(m.scheme)
				b.width(m.width)
				if m.text != "" {
					b.before(`localStorage.setItem("yanxi-display", '{"text": "large"}')`)
				}
			}, func(b *tab, p template) { b.still(s.URL, p, m) })
		})
	}
}

// shift is how much the page has moved by itself since it began to load.
func (b *tab) shift() float64 {
	b.Helper()
	return eval[float64](b, `new Promise((resolve) => {
		let sum = 0;
		new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
			.observe({type: "layout-shift", buffered: true});
		requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 0)));
	})`)
}

// still opens a page in a mode and holds it to its promises.
func (b *tab) still(root string, p template, m mode) {
	b.Helper()
	b.visit(root, p)
	sitetest.Eventually(b, p.path+" is loaded", b.quiet)
	shift := b.shift()
	if n := eval[int](b, `document.fonts.size`); n > 0 {
		b.Errorf("%s has %d fonts to load", p.path, n)
	}
	if m.text == "" {
		b.light(p)
	}
	b.expect(p)
	for range 2 { // what a page does by itself it does each time; half of it painted on a busy machine is chance
		if shift > maxShift {
			b.visit(root, p)
			sitetest.Eventually(b, p.path+" is loaded again", b.quiet)
			shift = min(shift, b.shift())
		}
	}
	if shift > maxShift {
		b.Errorf("%s at %d pixels moves by %.3f", p.path, m.width, shift)
	}
	b.healthy(root)
}

// light checks what the page's first load weighed.
func (b *tab) light(p template) {
	b.Helper()
	var total float64
	for _, r := range b.requested("") {
		total += r.bytes
	}
	b.Logf("%s: %.1f KB in %d requests", p.path, total/1024, len(b.requested("")))
	if p.draws {
		return // the library that draws is no part of a text
	}
	if total == 0 || total > maxWeight {
		b.Errorf("%s: %.0f bytes, at most %d wanted: %v", p.path, total, maxWeight, b.requested(""))
	}
}

// before runs a script in each page before those of the page itself.
func (b *tab) before(source string) {
	b.Helper()
	params := page.AddScriptToEvaluateOnNewDocumentParams{Source: source}
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, params); err != nil {
		b.Fatal(err)
	}
}

// focusEmulated makes a tab in the background behave as the one in front.
func focusEmulated(b *tab) {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		b.Fatal(err)
	}
}
