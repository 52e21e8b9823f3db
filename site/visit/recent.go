package visit

import (
	"sync"
	"time"
)

// Recent remembers searches for a while, in bounded memory, so that whoever
// reloads a page or turns to the next does not search once more. It is safe for concurrent use.
type Recent struct {
	now func() time.Time

	mu    sync.Mutex
	known aging[searched]
}

// searched is a search that was counted.
type searched struct {
	id string
	at time.Time
}

const (
	repeatWithin  = time.Minute      // the same query by the same visitor is the same search
	pagesWithin   = 30 * time.Minute // further pages still belong to it
	recentEntries = 20_000           // that are remembered, see [aging]
)

// NewRecent remembers by a clock.
func NewRecent(now func() time.Time) *Recent {
	return &Recent{now: now, known: newAging[searched](pagesWithin, recentEntries, now())}
}

// Search returns the id of a search: of the one before if this is the same, else
// one that count makes. A further page counts nothing, and has no id where its
// search is no longer known.
func (c *Recent) Search(key string, further bool, count func() string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	s, ok := c.known.get(key, now)
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
	c.known.put(key, s)
	return s.id
}
