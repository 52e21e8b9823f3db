package stats

import (
	"context"
	"database/sql"
	"errors"

	"yanxi/site/store"
)

// Reads is how often each document was read in a period. The error is [ErrPeriod] for one that cannot be.
func (r *Reports) Reads(ctx context.Context, p Period) (map[string]int, error) {
	if !p.possible() {
		return nil, ErrPeriod
	}
	db, err := r.db.DB(ctx)
	if err != nil {
		return nil, err
	}
	q := &reporter{report: &Report{Period: p}}
	from, args := q.spans("reads_spans", "document, reads", false)
	out := map[string]int{}
	err = db.Read(ctx, func(tx *store.Tx) error {
		return tx.Each(ctx, func(scan func(...any) error) error {
			var id string
			var n int
			if err := scan(&id, &n); err != nil {
				return err
			}
			if n > 0 {
				out[id] = n
			}
			return nil
		}, "SELECT document, SUM(reads) FROM "+from+" GROUP BY document", args...)
	})
	return out, err
}

// Since is the first day of which anything was counted; ok is false if nothing was yet.
func (r *Reports) Since(ctx context.Context) (day int64, ok bool, err error) {
	db, err := r.db.DB(ctx)
	if err != nil {
		return 0, false, err
	}
	err = db.Read(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, "SELECT hour FROM totals_hourly ORDER BY hour LIMIT 1").Scan(&day)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return roundDown(day, 24) / 24, err == nil, err
}
