package visit

import "time"

// An aging map remembers for a while, in bounded memory: an entry is forgotten once
// it was not put for between one and two spans of time, or when many others
// were put after it. It is not safe for concurrent use.
type aging[V any] struct {
	span time.Duration
	most int // entries of each of the two maps

	fresh, before map[string]V // those before may be forgotten next
	turned        time.Time
}

func newAging[V any](span time.Duration, most int, now time.Time) aging[V] {
	return aging[V]{span: span, most: most, fresh: map[string]V{}, turned: now}
}

// get finds what a key has; entries grow older by the way.
func (a *aging[V]) get(key string, now time.Time) (V, bool) {
	// A clock may be put back.
	if passed := now.Sub(a.turned); len(a.fresh) >= a.most || passed < 0 || passed >= a.span {
		a.before, a.fresh, a.turned = a.fresh, map[string]V{}, now
	}
	v, ok := a.fresh[key]
	if !ok {
		v, ok = a.before[key]
	}
	return v, ok
}

func (a *aging[V]) put(key string, v V) { a.fresh[key] = v }
