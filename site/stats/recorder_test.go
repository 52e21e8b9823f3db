package stats_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"yanxi/site/stats"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

// A clock is set by the test.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

var morning = time.Date(2026, 11, 2, 9, 10, 0, 0, shanghai)

func newRecorder(t *testing.T, address string, c *clock, o stats.Options) (*stats.Recorder, *store.Lazy) {
	t.Helper()
	db := store.NewLazy(address)
	t.Cleanup(func() { db.Close() })
	o.Zone, o.Now = shanghai, c.now
	return stats.New(db, o), db
}

func flush(t *testing.T, r *stats.Recorder) {
	t.Helper()
	if err := r.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func reportOn(t *testing.T, db *store.Lazy, day time.Time) *stats.Report {
	t.Helper()
	n := stats.DayOf(day.In(shanghai))
	r, err := stats.NewReports(db).Between(t.Context(), stats.Period{From: n, To: n})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReadCountsOnceInHalfAnHour(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		c := &clock{at: morning} // 9:10
		r, db := newRecorder(t, address, c, stats.Options{})
		for _, minutes := range []int{0, 5, 19, 20, 49, 50} {
			c.set(morning.Add(time.Duration(minutes) * time.Minute))
			r.Read(r.Visitor("192.0.2.1", "browser"), "notes/a")
			r.Read(r.Visitor("192.0.2.2", "browser"), "notes/a")
			flush(t, r)
		}
		rep := reportOn(t, db, morning)
		if rep.Reads.Now != 6 || rep.Hourly[9] != 4 || rep.Hourly[10] != 2 { // two visitors from 9:00, 9:30 and 10:00 on
			t.Errorf("reads %d, by hour %v", rep.Reads.Now, rep.Hourly)
		}
	})
}

func TestVoteCanBeTakenBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		c := &clock{at: morning}
		r, db := newRecorder(t, address, c, stats.Options{})
		visitors := []string{r.Visitor("192.0.2.1", "x"), r.Visitor("192.0.2.2", "x"), r.Visitor("192.0.2.3", "x")}
		step := func(visitor string, v stats.Value, reason string) {
			c.set(c.now().Add(time.Second))
			r.Vote(visitor, "notes/a", v, reason)
		}
		step(visitors[0], stats.Helpful, "")
		step(visitors[0], stats.Helpful, "")
		step(visitors[1], stats.Helpful, "")
		flush(t, r)
		step(visitors[1], stats.TakenBack, "")
		step(visitors[2], stats.NotHelpful, "没有例子")
		flush(t, r)
		rep := reportOn(t, db, morning)
		if rep.Likes.Now != 1 || rep.Dislikes.Now != 1 || len(rep.Reasons) != 1 || rep.Reasons[0].Text != "没有例子" {
			t.Errorf("likes %d, dislikes %d, reasons %v", rep.Likes.Now, rep.Dislikes.Now, rep.Reasons)
		}
	})
}

// While the database is away, events wait, as many as there is room for, and are counted when it is back.
func TestDatabaseAway(t *testing.T) {
	cluster, err := storetest.StartCluster()
	if err != nil {
		t.Fatal(err)
	}
	defer cluster.Stop()
	c := &clock{at: morning}
	r, db := newRecorder(t, cluster.Database(t), c, stats.Options{Capacity: 50, Flush: 10 * time.Millisecond})
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { r.Run(ctx) })
	r.Read("a", "notes/a")
	until(t, "the first read is written", func() bool { return r.Status().Written == 1 })
	if err := cluster.Halt(); err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		r.Read(fmt.Sprint(i), "notes/b")
	}
	until(t, "the failure is known", func() bool { return r.Status().Failing != nil })
	dropped := r.Status().Dropped
	if dropped == 0 || r.Status().Pending > 50 {
		t.Errorf("%d wait, %d were dropped", r.Status().Pending, dropped)
	}
	if err := cluster.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "counting has caught up", func() bool { s := r.Status(); return s.Failing == nil && s.Pending == 0 })
	r.Read("last", "notes/c")
	stop()
	running.Wait()
	if got := reportOn(t, db, morning).Reads.Now; got != 1+60-int(dropped)+1 {
		t.Errorf("%d reads are counted, %d were dropped", got, dropped)
	}
}

// until asks again until it is so.
func until(t *testing.T, what string, so func() bool) {
	t.Helper()
	deadline := time.After(time.Minute)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("it does not come to pass that %s", what)
		}
	}
}

// Nodes know a visitor by the same name, for a day, and nobody can say afterwards who it was.
func TestVisitors(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		c := &clock{at: morning}
		a, db := newRecorder(t, address, c, stats.Options{})
		b, _ := newRecorder(t, address, c, stats.Options{})
		flush(t, a)
		flush(t, b)
		name := a.Visitor("192.0.2.1", "browser")
		if b.Visitor("192.0.2.1", "browser") != name {
			t.Error("two nodes know one visitor by two names")
		}
		if a.Visitor("192.0.2.2", "browser") == name || a.Visitor("192.0.2.1", "other") == name {
			t.Error("two visitors have one name")
		}
		c.set(morning.AddDate(0, 0, 1))
		flush(t, a)
		flush(t, b)
		next := a.Visitor("192.0.2.1", "browser")
		if next == name || b.Visitor("192.0.2.1", "browser") != next {
			t.Error("the next day has the same name, or the nodes have different ones")
		}
		open, err := db.DB(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var keys int
		err = open.Read(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), "SELECT COUNT(*) FROM transient_salts WHERE day < ?", stats.DayOf(c.now())).Scan(&keys)
		})
		if err != nil || keys != 0 {
			t.Errorf("%d old keys are kept: %v", keys, err)
		}
	})
}

// Events are forgotten, counts are not.
func TestRetention(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		c := &clock{at: morning}
		r, db := newRecorder(t, address, c, stats.Options{Keep: 30, Flush: time.Millisecond})
		r.Read("v", "notes/a")
		r.Search("v", "首次回应", 3)
		r.Vote("v", "notes/a", stats.Helpful, "")
		flush(t, r)
		c.set(morning.AddDate(0, 0, 32))
		ctx, stop := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { r.Run(ctx) })
		until(t, "old events are gone", func() bool { return count(t, db, "reads")+count(t, db, "searches")+count(t, db, "likes") == 0 })
		stop()
		running.Wait()
		rep := reportOn(t, db, morning)
		if rep.Reads.Now != 1 || rep.Likes.Now != 1 || rep.Searches.Now != 1 {
			t.Errorf("reads %v, likes %v, searches %v", rep.Reads, rep.Likes, rep.Searches)
		}
	})
}

func count(t *testing.T, lazy *store.Lazy, table string) (n int) {
	t.Helper()
	db, err := lazy.DB(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = db.Read(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// An opening that comes before its search, from another node, waits for it.
func TestOpeningBeforeItsSearch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		c := &clock{at: morning}
		a, db := newRecorder(t, address, c, stats.Options{})
		b, _ := newRecorder(t, address, c, stats.Options{})
		id := a.Search("v", "四道关", 4)
		b.Open(id, "notes/a", 2)
		b.Read("v", "notes/a")
		flush(t, b)
		flush(t, a)
		flush(t, b)
		rep := reportOn(t, db, morning)
		if len(rep.Landings) != 1 || rep.Landings[0] != (stats.Landing{ID: "notes/a", Landed: 1, Stayed: 1}) || rep.Opened.Now != 1 {
			t.Errorf("landings %v, opened %v", rep.Landings, rep.Opened)
		}
		b.Open("no such search", "notes/a", 1)
		flush(t, b)
		c.set(morning.Add(3 * time.Minute))
		flush(t, b)
		if n := b.Status().Pending; n != 0 {
			t.Errorf("%d openings wait for ever", n)
		}
	})
}

func TestPeriods(t *testing.T) {
	r := stats.NewReports(store.NewLazy(storetest.SQLite(t)))
	for _, p := range []stats.Period{{From: 10, To: 9}, {From: 0, To: stats.LongestPeriod}, {From: -1 << 62, To: 1 << 62}} {
		if _, err := r.Between(t.Context(), p); !errors.Is(err, stats.ErrPeriod) {
			t.Errorf("%v: %v", p, err)
		}
	}
}
