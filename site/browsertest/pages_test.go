package browsertest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"yanxi/site/sitetest"
)

// A template is a page to look at. Its name is that of the template that it is made with, or begins with it and a hyphen.
type template struct {
	name, path string
	draws      bool   // loads a library that draws diagrams
	status     int    // of the answer, if not 200
	then       string // run on the page at path; it leads to the one meant
}

// visit opens the page.
func (b *tab) visit(root string, p template) {
	b.Helper()
	b.open(root + p.path)
	if p.then == "" {
		return
	}
	b.follow(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{Expression: p.then})
		return err
	}))
}

// shows reports whether the page is made with the template of a name.
func (p template) shows(name string) bool {
	return p.name == name || strings.HasPrefix(p.name, name+"-")
}

// templates are one page of each, or two where a page can be very different.
var templates = []template{
	{name: "home", path: "/"},
	{name: "course", path: "/courses/2019-hefei/"},
	{name: "path", path: "/courses/first-week/"},
	{name: "progress", path: "/progress/"},
	{name: "note", path: "/courses/2019-hefei/first-twelve-hours/"},
	{name: "note-format", path: "/manual/write/", draws: true},
	{name: "case", path: "/cases/2018-kunshan/"},
	{name: "compare", path: "/compare?id=cases/2017-jiuzhaigou-earthquake&id=cases/2015-tianjin-port&id=cases/2017-lijiang-police-repost"},
	{name: "compare-all", path: "/compare/"},
	{name: "list", path: "/kind/case/"},
	{name: "terms", path: "/tag/"},
	{name: "search", path: "/search?q=突发事件+首次回应"},
	{name: "search-none", path: "/search?q=qwertyuiop"},
	{name: "quiz", path: "/courses/2019-hefei/first-twelve-hours/", then: `document.querySelector("form.quiz-form").submit()`, status: 422},
	{name: "daily", path: "/daily/"},
	{name: "quizzes", path: "/quizzes/"},
	{name: "about", path: "/about/"},
	{name: "design", path: "/about/design/"},
	{name: "privacy", path: "/privacy/"},
	{name: "list-role", path: "/role/duty/"},
	{name: "ask", path: "/ask?id=courses/2019-hefei/four-gates"},
	{name: "reports", path: "/reports/?token=" + reportsToken},
	{name: "reports-needs", path: "/reports/needs/?token=" + reportsToken},
	{name: "reports-library", path: "/reports/library/?token=" + reportsToken},
	{name: "reports-wrong", path: "/reports/?from=2026-02-30&to=2026-02-01&token=" + reportsToken, status: 422},
	{name: "reports-enter", path: "/reports/", status: 401},
	{name: "reports-enter-wrong", path: "/reports/?token=no", status: 401},
	{name: "api", path: "/api/docs"},
	{name: "error", path: "/no-such-page/", status: 404},
}

// english are pages of [sitetest.English], where the site itself speaks English.
var english = []template{
	{name: "home", path: "/"},
	{name: "course", path: "/course/"},
	{name: "note", path: "/course/first-hour/"},
	{name: "case", path: "/cases/market-fire/"},
	{name: "list", path: "/kind/case/"},
	{name: "terms", path: "/tag/"},
	{name: "search", path: "/search?q=report"},
	{name: "search-none", path: "/search?q=qwertyuiop"},
	{name: "progress", path: "/progress/"},
	{name: "about", path: "/about/"},
	{name: "design", path: "/about/design/"},
	{name: "error", path: "/no-such-page/", status: 404},
}

// settled resolves when the page is as it stays: lazy pictures are there as well.
const settled = `Promise.all([document.fonts.ready, ...[...document.images].map((image) => {
	image.loading = "eager";
	return image.decode();
})]).then(() => true)`

// TestTemplates looks at each template on a phone and on a desk, in light and
// in dark: nothing complains, nothing leaves the site, nothing is too wide.
func TestTemplates(t *testing.T) {
	t.Parallel()
	s := busy(t)
	each(t, s.URL, templates, func(*tab) {}, func(b *tab, p template) {
		for _, width := range []int64{phone, desk} {
			b.look(s.URL, p, width)
		}
	})
}

func (b *tab) look(root string, p template, width int64) {
	b.Helper()
	b.width(width)
	b.scheme("light")
	b.visit(root, p)
	b.wait(diagramsDrawn)
	for _, m := range pictures {
		if m.text+m.contrast != "" && !thorough {
			continue // axe reads these modes in any case
		}
		m.width, m.scale = width, 1
		b.show(m)
		eval[bool](b, settled)
		if got := eval[int64](b, pageWidth); got != width {
			b.Errorf("%s at %d pixels, %s: the page is %d wide", p.path, width, m.name, got)
		}
		if paper := eval[string](b, paper); isDark(b, paper) != (m.scheme == "dark") {
			b.Errorf("%s: the paper is %s in %s colours", p.path, paper, m.scheme)
		}
		if thorough || (width == phone) == (m.scheme == "light") { // half of them show what is wrong in most cases
			b.picture(fmt.Sprintf("%s-%d-%s.png", p.name, width, m.name))
		}
	}
	b.expect(p)
	b.healthy(root)
}

// expect takes note that the page was answered as it should be: the browser
// complains of any other status than 200.
func (b *tab) expect(p template) {
	b.Helper()
	if p.status == 0 {
		return
	}
	problems := b.takeProblems()
	b.problems = slices.DeleteFunc(slices.Clone(problems), func(text string) bool {
		return strings.Contains(text, "status of "+strconv.Itoa(p.status))
	})
	if len(b.problems) == len(problems) {
		b.Errorf("%s: the answer is not %d", b.location(), p.status)
	}
}

// pictures are the modes in which pages are kept to be looked at.
var pictures = []mode{
	{name: "light", scheme: "light"}, {name: "dark", scheme: "dark"},
	{name: "large", scheme: "light", text: "large"}, {name: "contrast", scheme: "dark", contrast: "high"},
}

// picture keeps the whole page as it is shown, if it is to be kept at all.
func (b *tab) picture(name string) {
	b.Helper()
	if os.Getenv("ARTIFACTS") == "" {
		return
	}
	data, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.Fatal(err)
	}
	keep(b, name, data)
}

// TestEnglish looks at a site that speaks English, and lets axe look as well.
func TestEnglish(t *testing.T) {
	t.Parallel()
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.English()})
	s.WaitReady(t)
	each(t, s.URL, english, func(*tab) {}, func(b *tab, p template) {
		for _, width := range []int64{phone, desk} {
			b.width(width)
			b.scheme("light")
			b.visit(s.URL, p)
			if got := eval[int64](b, pageWidth); got != width {
				b.Errorf("%s at %d pixels: the page is %d wide", p.path, width, got)
			}
			b.picture(fmt.Sprintf("en-%s-%d.png", p.name, width))
		}
		eval[bool](b, axe+";true")
		for _, v := range b.violations(allRules) {
			b.Errorf("%s: %s", p.path, v)
		}
	})
}

func isDark(t testing.TB, colour string) bool {
	t.Helper()
	var r, g, b int
	if _, err := fmt.Sscanf(colour, "rgb(%d, %d, %d)", &r, &g, &b); err != nil {
		t.Fatalf("%q: %v", colour, err)
	}
	return r+g+b < 3*128
}

// maxWeight is how much a page may be on first load, with all that it needs, in bytes.
const maxWeight = 60 << 10

// TestTabNotices shows that [tab.healthy] can fail: a tab notices a breach of
// the policy, an exception, an error on the console and a request elsewhere.
func TestTabNotices(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, html, want string }{
		{"script", `<script>1</script>`, "Content Security Policy"},
		{"style", `<p style="color: red">`, "Content Security Policy"},
		{"exception", `<script src="/throw.js"></script>`, "thrown on purpose"},
		{"console", `<script src="/error.js"></script>`, "console: error"},
		{"missing", `<img src="/missing.png">`, "404"},
		{"elsewhere", `<img src="http://elsewhere.example/x.png">`, "elsewhere.example"},
	}
	pages := map[string]string{}
	for _, tt := range tests {
		pages["/"+tt.name+"/"] = tt.html
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; img-src *")
		switch page, ok := pages[r.URL.Path]; {
		case ok:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<!doctype html><title>bad</title><link rel=icon href=data:,>", page)
		case r.URL.Path == "/throw.js":
			fmt.Fprint(w, `throw new Error("thrown on purpose")`)
		case r.URL.Path == "/error.js":
			fmt.Fprint(w, `console.error("said")`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newTab(t)
			b.open(server.URL + "/" + tt.name + "/")
			sitetest.Eventually(t, "the tab notices: "+tt.want, func() bool {
				return strings.Contains(strings.Join(b.takeProblems(), " "), tt.want)
			})
			if got, want := len(b.strangers(server.URL)) > 0, tt.name == "elsewhere"; got != want {
				t.Errorf("asked for something elsewhere: %v, want %v", got, want)
			}
		})
	}
}
