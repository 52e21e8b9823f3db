package site

import (
	"sync"
	"time"
)

// recent remembers searches for a while, in bounded memory, so that whoever
// reloads a page or turns to the next does not search once more.
type recent struct {
	now func() time.Time

	mu       sync.Mutex
	fresh    map[string]searched
	before   map[string]searched
	turnedAt time.Time
}

// searched is a search that was counted.
type searched struct {
	id string
	at time.Time
}

const (
	repeatWithin  = time.Minute      // the same query by the same visitor is the same search
	pagesWithin   = 30 * time.Minute // further pages still belong to it
	recentEntries = 20_000           // of each of the two maps
)

func newRecent(now func() time.Time) *recent {
	return &recent{now: now, fresh: map[string]searched{}, turnedAt: now()}
}

// search returns the id of a search: of the one before if this is the same, else
// one that count makes. A further page counts nothing, and has no id where its
// search is no longer known.
func (c *recent) search(key string, further bool, count func() string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	c.turn(now)
	s, ok := c.fresh[key]
	if !ok {
		s, ok = c.before[key]
	}
	age := now.Sub(s.at)
	switch {
	case further && ok && age < pagesWithin:
		return s.id
	case further:
		return ""
	case ok && age >= 0 && age < repeatWithin:
		return s.id
	}
	s = searched{count(), now}
	c.fresh[key] = s
	return s.id
}

func (c *recent) turn(now time.Time) {
	if passed := now.Sub(c.turnedAt); len(c.fresh) < recentEntries && passed >= 0 && passed < pagesWithin {
		return
	}
	c.before, c.fresh, c.turnedAt = c.fresh, map[string]searched{}, now
}
