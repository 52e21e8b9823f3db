package serve

import (
	"context"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// A drain lets a server stop without losing a request.
// [http.Server.Shutdown] alone hangs up on a client whose request is half
// sent, and on one that sends the next request of a kept connection at that
// moment. So between closing the listener and Shutdown, connections go on
// being answered for a little while, each for the last time.
type drain struct {
	ending atomic.Bool // answers tell the client to close

	mu     sync.Mutex
	states map[net.Conn]http.ConnState
}

const (
	// idleGrace is how long kept connections without a request stay open:
	// longer than a request of another machine takes to arrive.
	idleGrace  = 200 * time.Millisecond
	drainEvery = 5 * time.Millisecond
)

func newDrain() *drain { return &drain{states: map[net.Conn]http.ConnState{}} }

// track is the server's ConnState.
func (d *drain) track(conn net.Conn, state http.ConnState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch state {
	case http.StateClosed, http.StateHijacked:
		delete(d.states, conn)
	default:
		d.states[conn] = state
	}
}

func (d *drain) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.ending.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// count counts the open connections: those that have a request coming or
// being answered, and those kept for another one.
func (d *drain) count() (busy, idle int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, state := range d.states {
		if state == http.StateIdle || state == http.StateNew { // browsers open some ahead
			idle++
		} else {
			busy++
		}
	}
	return busy, idle
}

// wait returns when no request is on its way any more, or ctx ends.
func (d *drain) wait(ctx context.Context) {
	d.ending.Store(true)
	grace := time.NewTimer(idleGrace)
	defer grace.Stop()
	again := time.NewTicker(drainEvery)
	defer again.Stop()
	patient := true
	for {
		busy, idle := d.count()
		if busy == 0 && (idle == 0 || !patient) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-grace.C:
			patient = false
		case <-again.C:
		}
	}
}
