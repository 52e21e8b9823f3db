package visit

import (
	"fmt"
	"testing"
	"time"
)

// A clock is turned by hand.
type clock struct{ at time.Time }

func newClock() *clock { return &clock{time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time { return c.at }

func TestRate(t *testing.T) {
	c := newClock()
	r := NewRate(60, c.now)
	burst := func(key string) (allowed int) {
		for range 100 {
			if r.Allow(key) {
				allowed++
			}
		}
		return allowed
	}
	for _, step := range []struct {
		after time.Duration
		key   string
		want  int
	}{
		{0, "a", 60},
		{0, "a", 0},
		{0, "b", 60}, // others have their own
		{time.Second, "a", 1},
		{10 * time.Second, "a", 10},
		{-time.Hour, "a", 0}, // a clock that is put back gives nothing
		{time.Hour, "a", 60}, // and no more than a minute's is saved
	} {
		c.at = c.at.Add(step.after)
		if got := burst(step.key); got != step.want {
			t.Errorf("%s, %s later: %d allowed, want %d", step.key, step.after, got, step.want)
		}
	}
}

// However many come, memory stays bounded, and who came last is remembered.
func TestRateForgets(t *testing.T) {
	c := newClock()
	r := NewRate(1, c.now)
	for i := range 3 * rateKeys {
		r.Allow(fmt.Sprint(i))
	}
	if n := len(r.buckets.fresh) + len(r.buckets.before); n > 2*rateKeys {
		t.Errorf("%d keys are remembered", n)
	}
	if r.Allow(fmt.Sprint(3*rateKeys - 1)) {
		t.Error("who came last may do more than is allowed")
	}
}

func TestRecent(t *testing.T) {
	c := newClock()
	r := NewRecent(c.now)
	counted := 0
	count := func() string { counted++; return fmt.Sprint(counted) }
	for _, step := range []struct {
		what    string
		after   time.Duration
		key     string
		further bool
		want    string
	}{
		{"a search", 0, "a 停水", false, "1"},
		{"reloaded", 30 * time.Second, "a 停水", false, "1"},
		{"its next page", time.Minute, "a 停水", true, "1"},
		{"by somebody else", 0, "b 停水", false, "2"},
		{"another one", 0, "a 停电", false, "3"},
		{"again, later", 2 * time.Minute, "a 停水", false, "4"},
		{"a page of what is not known", 0, "c 停水", true, ""},
		{"a page after a long time", time.Hour, "a 停水", true, ""},
	} {
		c.at = c.at.Add(step.after)
		if got := r.Search(step.key, step.further, count); got != step.want {
			t.Errorf("%s: %q, want %q", step.what, got, step.want)
		}
	}
}
