package site

import (
	"net/http"
	"sync"
	"time"
)

// maxListeners bounds the open pages that are told of changes: the author's
// own few windows. Others get an answer that stops them from asking again.
const maxListeners = 16

// A broadcast tells everyone who listens that something happened.
type broadcast struct {
	mu     sync.Mutex
	next   chan struct{} // closed at the next event, then replaced
	done   chan struct{} // closed for good
	closed bool
	count  int
}

func newBroadcast() *broadcast {
	return &broadcast{next: make(chan struct{}), done: make(chan struct{})}
}

func (b *broadcast) send() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.next)
	b.next = make(chan struct{})
}

func (b *broadcast) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		close(b.done)
	}
}

func (b *broadcast) wait() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.next
}

// join counts a listener in; leave must follow if it is true.
func (b *broadcast) join() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed || b.count >= maxListeners {
		return false
	}
	b.count++
	return true
}

func (b *broadcast) leave() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count--
}

// keepAlive keeps intermediaries from closing a quiet connection.
const keepAlive = 25 * time.Second

// events is a stream of server-sent events: one "change" for each update.
func (s *Site) events(w http.ResponseWriter, r *http.Request) {
	if !s.options.Live || !s.live.join() {
		w.WriteHeader(http.StatusNoContent) // tells the browser not to come back
		return
	}
	defer s.live.leave()
	rc := http.NewResponseController(w)
	rc.SetWriteDeadline(time.Time{})
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	changed := s.live.wait()
	if !flush(w, rc, ": listening\n\n") {
		return
	}
	tick := time.NewTicker(keepAlive)
	defer tick.Stop()
	for {
		message := ": still here\n\n"
		select {
		case <-changed:
			changed = s.live.wait()
			message = "event: change\ndata: {}\n\n"
		case <-tick.C:
		case <-s.live.done:
			return
		case <-r.Context().Done():
			return
		}
		if !flush(w, rc, message) {
			return
		}
	}
}

func flush(w http.ResponseWriter, rc *http.ResponseController, message string) bool {
	if _, err := w.Write([]byte(message)); err != nil {
		return false
	}
	return rc.Flush() == nil
}
