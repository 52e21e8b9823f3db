package site

import (
	"net/http"
	"runtime"
	"strings"
	"time"
)

// A limit lets a number of requests be worked on at a time; the others wait
// their turn. It bounds memory and keeps a burst of searches from slowing all of them.
type limit struct{ slots chan struct{} }

// maxSearches keeps the cores busy and no more.
func maxSearches() int { return 4 * runtime.GOMAXPROCS(0) }

// maxWait is how long a request waits for its turn before it is told to come back.
const maxWait = 5 * time.Second

func newLimit(n int) limit { return limit{make(chan struct{}, n)} }

func (l limit) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case l.slots <- struct{}{}:
		default:
			if !l.wait(r) {
				busy(w, r)
				return
			}
		}
		defer func() { <-l.slots }()
		next.ServeHTTP(w, r)
	})
}

// busy tells a reader or a program (RFC 9457) to come back.
func busy(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "5")
	w.Header().Set("Cache-Control", "no-store")
	if !strings.HasPrefix(r.URL.Path, pathAPI) {
		http.Error(w, "busy, please try again", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(http.StatusServiceUnavailable)
	w.Write([]byte(`{"title":"Service Unavailable","status":503,"detail":"The server is busy. Ask again in a few seconds."}`))
}

func (l limit) wait(r *http.Request) bool {
	timer := time.NewTimer(maxWait)
	defer timer.Stop()
	select {
	case l.slots <- struct{}{}:
		return true
	case <-timer.C:
		return false
	case <-r.Context().Done():
		return false
	}
}
