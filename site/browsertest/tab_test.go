package browsertest

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// patience bounds all that a tab does. A test that needs so long has failed.
const patience = 2 * time.Minute

// A tab is a reader's window, with cookies and cache of its own. It notes what
// the pages in it ask for and complain about.
type tab struct {
	testing.TB
	life context.Context // until the tab is closed
	ctx  context.Context // for as long as one test may take

	mu       sync.Mutex
	requests map[network.RequestID]*request
	order    []*request
	frame    cdp.FrameID // of the window, once it has shown a page
	problems []string    // exceptions, console errors, breaches of the policy
}

// newTab opens a tab, which is closed with the test.
func newTab(t testing.TB) *tab {
	t.Helper()
	return openTab(browser, t, chromedp.WithNewBrowserContext())
}

// beside opens another tab of the same reader, with the same cookies and what else is kept.
func (b *tab) beside(t testing.TB) *tab {
	t.Helper()
	return openTab(b.life, t)
}

func openTab(parent context.Context, t testing.TB, options ...chromedp.ContextOption) *tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(parent, options...)
	t.Cleanup(closeTab)
	b := &tab{TB: t, life: ctx, requests: map[network.RequestID]*request{}}
	// The first run gives the tab its lifetime; only later ones may have a bound.
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	b.bound(t)
	focusEmulated(b)
	return b
}

// do runs steps and fails the test if one of them fails.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

// open shows a page and waits until it is loaded.
func (b *tab) open(address string) {
	b.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(address)); err != nil {
		b.Fatalf("%s: %v", address, err)
	}
}

// follow does what leads to another page, and waits until that is loaded.
func (b *tab) follow(step chromedp.Action[chromedp.Void]) {
	b.Helper()
	if _, err := chromedp.RunResponse(b.ctx, step); err != nil {
		b.Fatal(err)
	}
}

// eval returns the value of an expression in the page. A promise is awaited.
func eval[T any](b *tab, expression string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return v
}

// wait waits until an expression holds in the page, whichever is shown by then.
func (b *tab) wait(expression string) {
	b.Helper()
	sitetest.Eventually(b, expression, func() bool {
		holds, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		return err == nil && holds
	})
}

// press strikes one key as a keyboard does: a script that handles the stroke
// can keep the character from being typed.
func press(key rune) chromedp.Action[chromedp.Void] {
	stroke := *kb.Keys[key]
	down := input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeKeyDown, Key: stroke.Key, Code: stroke.Code, Text: stroke.Text,
		WindowsVirtualKeyCode: stroke.Windows, NativeVirtualKeyCode: stroke.Native,
	}
	up := down
	up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, event := range []input.DispatchKeyEventParams{down, up} {
			if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, event); err != nil {
				return err
			}
		}
		return nil
	})
}

const (
	keyEnter  = '\r'
	keyEscape = '\x1b'
	keyDown   = '\u0301'
)

// location is the address of the page, decoded.
func (b *tab) location() string {
	b.Helper()
	address, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		b.Fatal(err)
	}
	if plain, err := url.PathUnescape(address); err == nil {
		return plain
	}
	return address
}

// phone and desk are the two widths that pages are designed for.
const (
	phone = 390
	desk  = 1280
)

// width makes the tab a phone or a window on a desk.
func (b *tab) width(pixels int64) {
	b.Helper()
	if pixels == phone {
		b.do(chromedp.EmulateViewport(phone, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
		return
	}
	b.do(chromedp.EmulateViewport(pixels, 900))
}

// scheme asks for light or dark colours.
func (b *tab) scheme(name string) {
	b.Helper()
	b.media(emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
}

func (b *tab) media(p emulation.SetEmulatedMediaParams) {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, p); err != nil {
		b.Fatal(err)
	}
}

// keep writes a file for people to look at, to $ARTIFACTS if that is set.
func keep(t testing.TB, name string, data []byte) {
	t.Helper()
	dir := os.Getenv("ARTIFACTS")
	if dir == "" {
		dir = t.TempDir()
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// sample serves the library that comes with the program, ready to be searched,
// as the program does: what readers do is counted.
func sample(t testing.TB) *sitetest.Server {
	t.Helper()
	activity := sitetest.Activity(t, filepath.Join(t.TempDir(), "yanxi.db"), time.Now)
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Sample(), Options: site.Options{Activity: activity}})
	s.WaitReady(t)
	return s
}
