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
