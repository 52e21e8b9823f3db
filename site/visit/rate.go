package visit

import (
	"sync"
	"time"
)

// A Rate lets each key do a number of things a minute, in bounded memory. It is safe for
// concurrent use.
type Rate struct {
	minute float64 // how many; as many may come at once
	now    func() time.Time

	mu      sync.Mutex
	buckets aging[bucket] // after a minute a bucket is full again, and no loss
}

// A bucket is what a key has left.
type bucket struct {
	left float64
	at   time.Time
}

// rateKeys bounds the keys that are remembered, see [aging].
const rateKeys = 20_000

// NewRate lets each key do so many things a minute by a clock.
func NewRate(minute int, now func() time.Time) *Rate {
	return &Rate{minute: float64(minute), now: now, buckets: newAging[bucket](time.Minute, rateKeys, now())}
}

// Allow reports whether a key may do one more thing now.
func (l *Rate) Allow(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b, ok := l.buckets.get(key, now)
	if !ok {
		b = bucket{l.minute, now}
	}
	if passed := now.Sub(b.at); passed > 0 { // a clock may be put back
		b.left = min(l.minute, b.left+l.minute*passed.Minutes())
	}
	b.at = now
	allowed := b.left >= 1
	if allowed {
		b.left--
	}
	l.buckets.put(key, b)
	return allowed
}
