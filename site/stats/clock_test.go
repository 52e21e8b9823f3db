package stats_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the zones that are tested, on every machine

	"yanxi/site/stats"
	"yanxi/site/store/storetest"
)

// Where clocks are put forward and back, a day of 23 or 25 hours has all of its reads, by the hours that its
// clocks showed.
func TestSummerTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		change time.Time // the day on which they are
		hours  int       // that it has
	}{
		"an hour twice":   {time.Date(2026, 10, 25, 0, 0, 0, 0, berlin), 25},
		"an hour missing": {time.Date(2027, 3, 28, 0, 0, 0, 0, berlin), 23},
	} {
		t.Run(name, func(t *testing.T) {
			log := record(11, test.change.AddDate(0, 0, -2), 5, 60)
			for minute := 0; minute < test.hours*60; minute += 10 { // one visitor all day, another a minute later
				at := test.change.Add(time.Duration(minute) * time.Minute)
				log = append(log, stats.Read{At: at, Visitor: "awake", Document: "notes/night"}, stats.Read{At: at.Add(time.Minute), Visitor: "too", Document: "notes/night"})
			}
			slow := countSlowly(log, berlin)
			day := stats.DayOf(test.change)
			if got := slow.reads["notes/night"][day]; got != 2*2*test.hours {
				t.Fatalf("the slow count has %d reads, want two each half-hour by two", got)
			}
			storetest.Each(t, func(t *testing.T, address string) {
				db := storetest.Open(t, address)
				for rest := log; len(rest) > 0; rest = rest[min(len(rest), 100):] {
					if err := stats.Write(t.Context(), db, berlin, rest[:min(len(rest), 100)]); err != nil {
						t.Fatal(err)
					}
				}
				compare(t, address, slow, []stats.Period{{From: day - 1, To: day - 1}, {From: day, To: day}, {From: day + 1, To: day + 1}, {From: day - 2, To: day + 2}})
			})
		})
	}
}

// A clock that is put back an hour makes nothing count twice, and what a reader did last is what counts.
func TestClockIsPutBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		c := &clock{at: time.Date(2026, 11, 2, 10, 0, 30, 0, shanghai)}
		r, _ := newRecorder(t, address, c, stats.Options{})
		var log tape
		step := func() {
			for _, v := range []string{"a", "b"} {
				r.Read(v, "notes/a")
				log = append(log, stats.Read{At: c.now(), Visitor: v, Document: "notes/a"})
			}
			for i, value := range []stats.Value{stats.Helpful, stats.TakenBack, stats.NotHelpful} {
				if len(log)%3 == i {
					r.Vote("a", "notes/a", value, "")
					log = append(log, stats.Vote{At: c.now(), Visitor: "a", Document: "notes/a", Value: value})
				}
			}
			who := c.now().Format("15:04 ") + time.Duration(len(log)).String()
			log = append(log, stats.Search{At: c.now(), ID: r.Search(who, "停水通报", 3), Visitor: who, Query: "停水通报", Results: 3})
			flush(t, r)
		}
		for minute := range 90 { // at 10:50 it is 9:50 again
			step()
			c.set(c.now().Add(time.Minute))
			if minute == 49 {
				c.set(c.now().Add(-time.Hour))
			}
		}
		// It is put back again, and the reader thinks otherwise before it shows the time of the vote before.
		c.set(c.now().Add(-45 * time.Minute))
		r.Vote("a", "notes/a", stats.Helpful, "")
		log = append(log, stats.Vote{At: c.now(), Visitor: "a", Document: "notes/a", Value: stats.Helpful})
		flush(t, r)
		day := stats.DayOf(morning)
		compare(t, address, countSlowly(log, shanghai), []stats.Period{{From: day, To: day}})
	})
}

// The database grows by counts: of events it holds the last days, however long the site runs.
func TestEventsOfThirtyDaysAreKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		const keep, days, documents = 30, 100, 5
		c := &clock{at: morning}
		r, db := newRecorder(t, address, c, stats.Options{Keep: keep})
		for day := range days {
			c.set(morning.AddDate(0, 0, day))
			visitor := r.Visitor("192.0.2.1", "browser")
			for _, doc := range []string{"a", "b", "c", "d", "e"} {
				r.Read(visitor, doc)
				r.Vote(visitor, doc, stats.Helpful, "")
				r.Search(visitor, "首次回应 "+doc, 3)
			}
			if err := r.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, table := range []string{"reads", "likes", "searches"} {
				if n, want := count(t, db, table), documents*min(day+1, keep+1); n != want {
					t.Fatalf("on day %d there are %d rows of %s, want %d", day+1, n, table, want)
				}
			}
			if n := count(t, db, "transient_salts"); n > 2 {
				t.Fatalf("on day %d there are %d keys of visitors", day+1, n)
			}
		}
		// A document's counts are at most a row a day, one for four days and one for sixteen.
		for _, table := range []string{"reads_spans", "likes_spans", "searches_spans"} {
			if n, most := count(t, db, table), documents*(days+days/4+days/16+2); n > most {
				t.Errorf("%d rows of %s, want at most %d", n, table, most)
			}
		}
		first := stats.DayOf(morning)
		all, err := stats.NewReports(db).Between(t.Context(), stats.Period{From: first, To: first + days - 1})
		if err != nil {
			t.Fatal(err)
		}
		if all.Reads.Now != days*documents || all.Likes.Now != days*documents || all.Searches.Now != days*documents {
			t.Errorf("%d reads, %d likes, %d searches, want %d of each", all.Reads.Now, all.Likes.Now, all.Searches.Now, days*documents)
		}
	})
}
