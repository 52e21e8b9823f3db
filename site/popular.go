package site

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"yanxi/content"
	"yanxi/site/stats"
	"yanxi/site/ui"
)

// popular is what the home page says of readers: what is read most, and what more than before.
// It is asked for in the background and kept for some minutes, so that the page
// never waits for a database: it shows what was last known, or nothing. The zero value is ready.
type popular struct {
	mu     sync.Mutex
	most   []string // ids, most read first
	rising []string
	asked  time.Time // when the last answer came or failed; zero: never
	asking bool

	answers atomic.Uint64 // that have come
}

// How long things hold, and how many there are.
const (
	popularFor     = 5 * time.Minute  // what is known
	popularRetry   = time.Minute      // after a failure
	popularTimeout = 15 * time.Second // of the database
	popularKept    = 40               // ids, of which some may be gone
	popularShown   = 5
	popularLeast   = 3 // reads: one or two are chance
	popularDays    = 30
	risingDays     = 7
)

// get returns what is known, and until when a page may show it: a time, and whether a later answer has come.
func (p *popular) get(now time.Time, reports *stats.Reports) (most, rising []string, until time.Time, outdated func() bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.asking && (p.asked.IsZero() || now.Sub(p.asked) >= popularFor || now.Before(p.asked)) {
		p.asking = true
		go p.ask(now, reports)
	}
	known := p.answers.Load()
	outdated = func() bool { return p.answers.Load() != known }
	if !p.asking {
		until = p.asked.Add(popularFor)
	}
	return p.most, p.rising, until, outdated
}

func (p *popular) ask(now time.Time, reports *stats.Reports) {
	ctx, cancel := context.WithTimeout(context.Background(), popularTimeout)
	defer cancel()
	today := stats.DayOf(now)
	month, err := reports.Reads(ctx, stats.Period{From: today - popularDays + 1, To: today})
	var week *stats.Report
	if err == nil {
		week, err = reports.Between(ctx, stats.Period{From: today - risingDays + 1, To: today})
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asking, p.asked = false, now
	p.answers.Add(1)
	if err != nil {
		p.asked = now.Add(popularRetry - popularFor)
		return
	}
	p.most, p.rising = mostRead(month), nil
	for _, d := range week.Rising(popularKept) {
		if d.Reads.Now >= popularLeast {
			p.rising = append(p.rising, d.ID)
		}
	}
}

func mostRead(reads map[string]int) []string {
	ids := sortedKeys(reads)
	ids = slices.DeleteFunc(ids, func(id string) bool { return reads[id] < popularLeast })
	slices.SortStableFunc(ids, func(a, b string) int { return reads[b] - reads[a] })
	return first(ids, popularKept)
}

// fillPopular puts on the home page what is read, of the texts that there are. The page
// is made anew when that may be known better.
func (e *Edition) fillPopular(p *ui.HomePage) (until time.Time, outdated func() bool) {
	if !e.options.counts() {
		return time.Time{}, nil
	}
	most, rising, until, outdated := e.options.Activity.popular.get(e.libraryNow(), e.options.Activity.Reports)
	p.MostRead = e.items(first(e.stillThere(most), popularShown))
	p.Rising = e.items(first(e.stillThere(rising), popularShown))
	return until, outdated
}

// stillThere are the documents of ids that the library has, its first page aside.
func (e *Edition) stillThere(ids []string) []*content.Document {
	var out []*content.Document
	for _, id := range ids {
		if d := e.lib.Document(id); d != nil && id != "index" {
			out = append(out, d)
		}
	}
	return out
}

// sooner is the earlier of two times, of which zero means never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
