package browsertest

import (
	"net/url"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// A request is one that a page made.
type request struct {
	url     string
	status  int64
	bytes   float64 // received, with headers, as encoded
	stream  bool    // answered as it goes, without an end
	started bool    // the answer has begun
	done    bool
}

// note keeps an event. The browser sends it before the answer to any command
// that comes later, so nothing is missing once such a command has returned.
func (b *tab) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		r := &request{url: e.Request.URL, done: e.Type == network.ResourceTypePing} // nobody waits for a beacon
		if strings.HasPrefix(r.url, "data:") || strings.HasPrefix(r.url, "blob:") {
			return // within the page
		}
		b.requests[e.RequestID] = r
		b.order = append(b.order, r)
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument {
			b.leave(e)
		}
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

// leave ends what the page before asked for when another comes into the window: the
// browser gives up on the icon of a page that is left without a word.
func (b *tab) leave(e *network.EventResponseReceived) {
	if b.frame == "" {
		b.frame = e.FrameID // a tab shows a page before frames within it
	}
	if e.FrameID != b.frame {
		return
	}
	for _, r := range b.order {
		r.done = r.done || r != b.requests[e.RequestID]
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
