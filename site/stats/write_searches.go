package stats

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// searches writes those that are not there yet, one by one: each may refine the one before.
func (w *batchWriter) searches(ctx context.Context, searches []Search) error {
	for _, s := range searches {
		n, err := w.tx.Exec(ctx, "INSERT INTO searches (id, at, visitor, query, results, position, opened, stayed, refined) VALUES (?, ?, ?, ?, ?, 0, '', 0, '') ON CONFLICT DO NOTHING",
			s.ID, s.At.Unix(), s.Visitor, s.Query, s.Results)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		none := 0
		if s.Results == 0 {
			none = 1
		}
		if err := w.countSearch(ctx, w.day(s.At.Unix()), s.Query, s.Results, 1, none, 0, 0); err != nil {
			return err
		}
		if err := w.refine(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// countSearch adds to the counts of a query. results is how many it found last; -1 leaves that as it is.
func (w *batchWriter) countSearch(ctx context.Context, day int64, query string, results, searches, none, opened, refined int) error {
	const upsert = `ON CONFLICT (day, query) DO UPDATE SET searches = searches_daily.searches + excluded.searches,
		without_result = searches_daily.without_result + excluded.without_result, opened = searches_daily.opened + excluded.opened,
		refined = searches_daily.refined + excluded.refined, results = CASE WHEN excluded.results < 0 THEN searches_daily.results ELSE excluded.results END`
	return w.insert(ctx, "searches_daily (day, query, searches, without_result, opened, refined, results)", upsert, 7,
		[]any{day, query, searches, none, opened, refined, results}, nil)
}

// refine marks the visitor's search before, if it was soon before, for something
// else, and nothing was opened from it.
func (w *batchWriter) refine(ctx context.Context, s Search) error {
	var id, query string
	var at, position int64
	var refined string
	err := w.tx.QueryRow(ctx, "SELECT id, at, query, position, refined FROM searches WHERE visitor = ? AND at >= ? AND at <= ? AND id <> ? ORDER BY at DESC, id DESC LIMIT 1",
		s.Visitor, s.At.Add(-refineWithin).Unix(), s.At.Unix(), s.ID).Scan(&id, &at, &query, &position, &refined)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil || position > 0 || refined != "" || query == s.Query {
		return err
	}
	if _, err := w.tx.Exec(ctx, "UPDATE searches SET refined = ? WHERE id = ?", s.ID, id); err != nil {
		return err
	}
	return w.countSearch(ctx, w.day(at), query, -1, 0, 0, 0, 1)
}

// unrefine takes back that a search was refined.
func (w *batchWriter) unrefine(ctx context.Context, id string, day int64, query string) error {
	if _, err := w.tx.Exec(ctx, "UPDATE searches SET refined = '' WHERE id = ?", id); err != nil {
		return err
	}
	return w.countSearch(ctx, day, query, -1, 0, 0, 0, -1)
}

// openings marks searches as successful, each once.
func (w *batchWriter) openings(ctx context.Context, openings []Opening) (unmatched []Opening, err error) {
	for _, o := range openings {
		var at, position int64
		var visitor, query, refined string
		err := w.tx.QueryRow(ctx, "SELECT at, visitor, query, position, refined FROM searches WHERE id = ?", o.Search).Scan(&at, &visitor, &query, &position, &refined)
		if errors.Is(err, sql.ErrNoRows) {
			unmatched = append(unmatched, o)
			continue
		}
		if err != nil {
			return nil, err
		}
		if position > 0 {
			continue
		}
		if refined != "" { // the next search was written first
			if err := w.unrefine(ctx, o.Search, w.day(at), query); err != nil {
				return nil, err
			}
		}
		if err := w.open(ctx, o, at, visitor, query); err != nil {
			return nil, err
		}
	}
	return unmatched, nil
}

func (w *batchWriter) open(ctx context.Context, o Opening, at int64, visitor, query string) error {
	if _, err := w.tx.Exec(ctx, "UPDATE searches SET position = ?, opened = ? WHERE id = ?", o.Position, o.Document, o.Search); err != nil {
		return err
	}
	if err := w.countSearch(ctx, w.day(at), query, -1, 0, 0, 1, 0); err != nil {
		return err
	}
	if err := w.land(ctx, w.day(at), o.Document, 1, 0); err != nil {
		return err
	}
	first := time.Unix(at, 0)
	var read int
	err := w.tx.QueryRow(ctx, "SELECT COUNT(*) FROM reads WHERE slot >= ? AND slot <= ? AND visitor = ? AND document = ? AND at >= ? AND at <= ?",
		slotOf(first), slotOf(first.Add(staysWithin)), visitor, o.Document, at, first.Add(staysWithin).Unix()).Scan(&read)
	if err != nil || read == 0 {
		return err
	}
	return w.stay(ctx, landing{o.Search, at}, o.Document) // the read was written by another node before
}
