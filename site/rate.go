package site

import (
	"sync"
	"time"
)

// A rate lets each key do a number of things a minute, in bounded memory: what a
// key has left is forgotten when it was not seen for a while, or when many
// others came after it.
type rate struct {
	minute float64 // how many; as many may come at once
	now    func() time.Time

	mu       sync.Mutex
	fresh    map[string]bucket
	before   map[string]bucket // keys that may be forgotten next
	turnedAt time.Time
}

// A bucket is what a key has left.
type bucket struct {
	left float64
	at   time.Time
}

// rateKeys bounds the keys of each of the two maps.
const rateKeys = 20_000

func newRate(minute int, now func() time.Time) *rate {
	return &rate{minute: float64(minute), now: now, fresh: map[string]bucket{}, turnedAt: now()}
}

// allow reports whether a key may do one more thing now.
func (l *rate) allow(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.turn(now)
	b, ok := l.fresh[key]
	if !ok {
		if b, ok = l.before[key]; !ok {
			b = bucket{l.minute, now}
		}
	}
	if passed := now.Sub(b.at); passed > 0 { // a clock may be put back
		b.left = min(l.minute, b.left+l.minute*passed.Minutes())
	}
	b.at = now
	allowed := b.left >= 1
	if allowed {
		b.left--
	}
	l.fresh[key] = b
	return allowed
}

// turn forgets old keys. After a minute a bucket is full again, and no loss.
func (l *rate) turn(now time.Time) {
	if passed := now.Sub(l.turnedAt); len(l.fresh) < rateKeys && passed >= 0 && passed < time.Minute {
		return
	}
	l.before, l.fresh, l.turnedAt = l.fresh, map[string]bucket{}, now
}
