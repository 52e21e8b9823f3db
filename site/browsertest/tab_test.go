package browsertest

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"yanxi/site/sitetest"
)

// patience bounds all that a tab does. A test that needs so long has failed.
const patience = 2 * time.Minute

// A tab is a reader's window, with cookies and cache of its own. It notes what
// the pages in it ask for and complain about.
type tab struct {
	testing.TB
	ctx context.Context

	mu       sync.Mutex
	requests map[network.RequestID]*request
	order    []*request
	problems []string // exceptions, console errors, breaches of the policy
}

// A request is one that a page made.
type request struct {
	url     string
	status  int64
	bytes   float64 // received, with headers, as encoded
	stream  bool    // answered as it goes, without an end
	started bool    // the answer has begun
	done    bool
}

// newTab opens a tab, which is closed with the test.
func newTab(t testing.TB) *tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(closeTab)
	b := &tab{TB: t, requests: map[network.RequestID]*request{}}
	// The first run gives the tab its lifetime; only later ones may have a bound.
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	var cancel context.CancelFunc
	b.ctx, cancel = context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	return b
}

// note keeps an event. The browser sends it before the answer to any command
// that comes later, so nothing is missing once such a command has returned.
func (b *tab) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		r := &request{url: e.Request.URL}
		if strings.HasPrefix(r.url, "data:") || strings.HasPrefix(r.url, "blob:") {
			return // within the page
		}
		b.requests[e.RequestID] = r
		b.order = append(b.order, r)
	case *network.EventResponseReceived:
		if r := b.requests[e.RequestID]; r != nil {
			r.status, r.started = e.Response.Status, true
			r.stream = e.Response.MimeType == "text/event-stream"
		}
	case *network.EventLoadingFinished:
		if r := b.requests[e.RequestID]; r != nil {
			r.bytes, r.done = e.EncodedDataLength, true
		}
	case *network.EventLoadingFailed:
		if r := b.requests[e.RequestID]; r != nil {
			r.done = true
			if !e.Canceled {
				b.problems = append(b.problems, r.url+": "+e.ErrorText+" "+string(e.BlockedReason))
			}
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			b.problems = append(b.problems, e.Entry.Text+" ("+e.Entry.URL+")")
		}
	case *runtime.EventExceptionThrown:
		b.problems = append(b.problems, exceptionText(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.problems = append(b.problems, "console: "+string(e.Type))
		}
	}
}

func exceptionText(d *runtime.ExceptionDetails) string {
	text := "exception: " + d.Text
	if d.Exception != nil {
		text += " " + d.Exception.Description
	}
	return text
}

// requested lists the requests whose address holds a text, in their order.
func (b *tab) requested(part string) []request {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []request
	for _, r := range b.order {
		if strings.Contains(r.url, part) {
			out = append(out, *r)
		}
	}
	return out
}

// quiet reports that no request is under way.
func (b *tab) quiet() bool {
	return !slices.ContainsFunc(b.requested(""), func(r request) bool { return !r.done && !r.stream })
}

// takeProblems returns what there was to complain about since the last time.
func (b *tab) takeProblems() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.problems
	b.problems = nil
	return out
}

// healthy fails the test if a page complained, or asked for anything elsewhere
// than at the hosts.
func (b *tab) healthy(hosts ...string) {
	b.Helper()
	for _, p := range b.takeProblems() {
		b.Errorf("%s: %s", b.location(), p)
	}
	for _, address := range b.strangers(hosts...) {
		b.Errorf("%s: asks for %s", b.location(), address)
	}
}

// strangers lists what was asked for elsewhere than at the hosts.
func (b *tab) strangers(hosts ...string) []string {
	var out []string
	for _, r := range b.requested("") {
		u, err := url.Parse(r.url)
		if err != nil || !slices.Contains(hosts, u.Scheme+"://"+u.Host) {
			out = append(out, r.url)
		}
	}
	return out
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

// sample serves the library that comes with the program, ready to be searched.
func sample(t testing.TB) *sitetest.Server {
	t.Helper()
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Sample()})
	s.WaitReady(t)
	return s
}
