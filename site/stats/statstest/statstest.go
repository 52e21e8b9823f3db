// Package statstest simulates readers, the same for the same seed, so that tests
// have a report to read.
package statstest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"yanxi/site/stats"
	"yanxi/site/store"
)

// A World is what there is to read and to look for.
type World struct {
	Texts  []Text
	Quests []Quest
}

// A Text is read by some.
type Text struct {
	ID      string
	Weight  int     // how often it is chosen
	Grows   float64 // by how much more from day to day: 1 the same, 2 twice as much
	Likes   float64 // the share of its readers who vote for it
	Dislike float64 // and against it
}

// A Quest is a query and how it ends.
type Quest struct {
	Query   string
	Weight  int
	Results int
	Opens   string  // the text that is opened; empty: none
	Share   float64 // who opens it
	Stays   float64 // and then reads it
	Else    string  // what is tried instead; empty: nothing
}

// An action is something that a reader does.
type action struct {
	at time.Time
	do func(*stats.Recorder)
}

// Simulate lets some readers a day read for some days, and writes all that they do.
func Simulate(ctx context.Context, db *store.Lazy, w World, seed uint64, start time.Time, days, readers int) error {
	rng := rand.New(rand.NewPCG(seed, 5)) //nolint:gosec // the same for the same seed
	now := start
	rec := stats.New(db, stats.Options{Zone: start.Location(), Now: func() time.Time { return now }, Capacity: 1 << 22, Keep: 2000})
	for day := range days {
		var all []action
		for n := range readers {
			all = append(all, visit(rng, w, start.AddDate(0, 0, day), day, fmt.Sprintf("%d-%d", day, n))...)
		}
		slices.SortStableFunc(all, func(a, b action) int { return a.at.Compare(b.at) })
		for _, a := range all {
			now = a.at
			a.do(rec)
		}
		if err := rec.Flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// visit is one reader's day: most come in the morning or in the evening, look for
// something or read on.
func visit(rng *rand.Rand, w World, midnight time.Time, day int, who string) []action {
	hour := 8 + rng.NormFloat64()*1.5
	if rng.IntN(3) == 0 {
		hour = 20 + rng.NormFloat64()
	}
	at := midnight.Add(time.Duration(max(0, min(22.5, hour)) * float64(time.Hour)))
	var out []action
	then := func(after time.Duration, do func(*stats.Recorder)) {
		at = at.Add(after)
		out = append(out, action{at, do})
	}
	for range 1 + rng.IntN(4) {
		pause := time.Duration(60+rng.IntN(240)) * time.Second
		if rng.IntN(3) == 0 {
			look(rng, w, who, then, pause)
			continue
		}
		text := pick(rng, w.Texts, func(t Text) float64 { return float64(t.Weight) * pow(max(t.Grows, .01), day) })
		then(pause, func(r *stats.Recorder) { r.Read(who, text.ID) })
		vote(rng, text, who, then)
	}
	return out
}

func vote(rng *rand.Rand, text Text, who string, then func(time.Duration, func(*stats.Recorder))) {
	switch x := rng.Float64(); {
	case x < text.Likes:
		then(time.Minute, func(r *stats.Recorder) { r.Vote(who, text.ID, stats.Helpful, "") })
	case x < text.Likes+text.Dislike:
		then(time.Minute, func(r *stats.Recorder) { r.Vote(who, text.ID, stats.NotHelpful, "例子太旧") })
	}
}

func look(rng *rand.Rand, w World, who string, then func(time.Duration, func(*stats.Recorder)), pause time.Duration) {
	q := pick(rng, w.Quests, func(q Quest) float64 { return float64(q.Weight) })
	var id string
	then(pause, func(r *stats.Recorder) { id = r.Search(who, q.Query, q.Results) })
	opens, stays := q.Opens != "" && rng.Float64() < q.Share, rng.Float64() < q.Stays
	switch {
	case opens:
		then(6*time.Second, func(r *stats.Recorder) { r.Open(id, q.Opens, 1) })
		if stays {
			then(12*time.Second, func(r *stats.Recorder) { r.Read(who, q.Opens) })
		}
	case q.Else != "":
		then(30*time.Second, func(r *stats.Recorder) { r.Search(who, q.Else, q.Results) })
	}
}

func pow(x float64, n int) float64 {
	y := 1.0
	for range n {
		y *= x
	}
	return y
}

func pick[T any](rng *rand.Rand, of []T, weight func(T) float64) T {
	total := 0.0
	for _, x := range of {
		total += weight(x)
	}
	at := rng.Float64() * total
	for _, x := range of {
		if at -= weight(x); at < 0 {
			return x
		}
	}
	return of[len(of)-1]
}
