package stats

import (
	"context"
	"time"

	"yanxi/site/store"
)

// Write writes a log of events in one batch.
func Write(ctx context.Context, db *store.DB, zone *time.Location, log []any) error {
	var e events
	for _, event := range log {
		switch event := event.(type) {
		case Read:
			e.reads = append(e.reads, event)
		case Vote:
			e.votes = append(e.votes, event)
		case Search:
			e.searches = append(e.searches, event)
		case Opening:
			e.openings = append(e.openings, event)
		}
	}
	return db.Write(ctx, func(tx *store.Tx) error {
		_, err := writeBatch(ctx, tx, zone, e)
		return err
	})
}

// Tick does what [Recorder.Run] does every few seconds.
func (r *Recorder) Tick(ctx context.Context) error {
	r.try(ctx)
	return r.Status().Failing
}

// AddDay adds counts of a day as if their events had come.
func AddDay(ctx context.Context, db *store.DB, day int64, reads, likes, searches map[string]int64) error {
	return db.Write(ctx, func(tx *store.Tx) error {
		w := newBatchWriter(tx, time.UTC)
		at := Date(day, time.UTC).Add(9 * time.Hour)
		for doc, n := range reads {
			w.reads.add(day, doc, n)
			w.landings.add(day, doc, n/100, n/200)
			w.total(at, totalReads, n)
		}
		for doc, n := range likes {
			w.likes.add(day, doc, n, 0)
			w.total(at, totalLikes, n)
		}
		for query, n := range searches {
			w.countSearch(day, query, searchCount{searches: n, opened: n / 2}, 5)
			w.total(at, totalSearches, n)
		}
		return w.writeCounts(ctx)
	})
}
