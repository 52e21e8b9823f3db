package sitetest

import (
	"testing"
	"time"

	"yanxi/site"
	"yanxi/site/ask"
	"yanxi/site/stats"
	"yanxi/site/store"
)

// Agent is the name of a browser that people use.
const Agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"

// Activity counts into the database at an address, which is closed with the test. Nothing
// is written before [stats.Recorder.Flush].
func Activity(t testing.TB, address string, now func() time.Time) *site.Activity {
	t.Helper()
	db := store.NewLazy(address)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	desk := ask.NewDesk(db, now)
	return &site.Activity{
		Recorder: stats.New(db, stats.Options{Now: now}), Reports: stats.NewReports(db), Desk: desk, Questions: site.Waiting(desk),
	}
}

// Report writes what was counted and reports on the day of a time.
func Report(t testing.TB, a *site.Activity, day time.Time) *stats.Report {
	t.Helper()
	if err := a.Recorder.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	n := stats.DayOf(day.UTC())
	report, err := a.Reports.Between(t.Context(), stats.Period{From: n, To: n})
	if err != nil {
		t.Fatal(err)
	}
	return report
}
