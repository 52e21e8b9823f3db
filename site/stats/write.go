package stats

import (
	"context"
	"strings"
	"time"

	"yanxi/site/store"
)

// A batchWriter writes events in one transaction, with the counts that they change.
type batchWriter struct {
	tx   *store.Tx
	zone *time.Location
}

// writeBatch writes events in the order in which they make sense: an opening after
// its search, a read after the opening that led to it. Batches of all nodes are
// written one after another, so that counts are right. It returns the openings
// whose search is not there.
func writeBatch(ctx context.Context, tx *store.Tx, zone *time.Location, e events) (unmatched []Opening, err error) {
	if err := tx.Serialize(ctx, "events"); err != nil {
		return nil, err
	}
	w := &batchWriter{tx, zone}
	if err := w.searches(ctx, e.searches); err != nil {
		return nil, err
	}
	if unmatched, err = w.openings(ctx, e.openings); err != nil {
		return nil, err
	}
	if err := w.reads(ctx, e.reads); err != nil {
		return nil, err
	}
	return unmatched, w.votes(ctx, e.votes)
}

func (w *batchWriter) day(at int64) int64 { return DayOf(time.Unix(at, 0).In(w.zone)) }

// rowsAtOnce bounds the rows of one statement: databases bound its parameters.
const rowsAtOnce = 500

// insert runs "INSERT INTO into VALUES … then" for rows of that many columns, in
// as many statements as it takes, and scans what they return, if scan is not nil.
func (w *batchWriter) insert(ctx context.Context, into, then string, columns int, values []any, scan func(func(...any) error) error) error {
	for len(values) > 0 {
		n := min(len(values)/columns, rowsAtOnce)
		row := "(?" + strings.Repeat(", ?", columns-1) + ")"
		statement := "INSERT INTO " + into + " VALUES " + row + strings.Repeat(", "+row, n-1) + " " + then
		chunk := values[:n*columns]
		values = values[n*columns:]
		if scan == nil {
			if _, err := w.tx.Exec(ctx, statement, chunk...); err != nil {
				return err
			}
			continue
		}
		if err := w.tx.Each(ctx, scan, statement, chunk...); err != nil {
			return err
		}
	}
	return nil
}
