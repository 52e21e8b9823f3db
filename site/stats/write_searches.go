package stats

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Numbers of a search's counts, in the order of the table's columns.
type searchCount struct{ searches, withoutResult, opened, refined int64 }

// sameResults leaves how many a query found last as it is.
const sameResults = -1

// countSearch adds to the counts of a query.
func (w *batchWriter) countSearch(day int64, query string, n searchCount, results int64) {
	at := cell{day, query}
	before := int64(sameResults)
	if known := w.searches[at]; known != nil {
		before = known[4]
	}
	if results < 0 {
		results = before
	}
	w.searches.add(day, query, n.searches, n.withoutResult, n.opened, n.refined, 0)
	w.searches[at][4] = results
}

// writeSearches writes those that are not there yet, one by one: each may refine the one before.
func (w *batchWriter) writeSearches(ctx context.Context, searches []Search) error {
	for _, s := range searches {
		n, err := w.tx.Exec(ctx, "INSERT INTO searches (id, at, visitor, query, results, position, opened, stayed, refined) VALUES (?, ?, ?, ?, ?, 0, '', 0, '') ON CONFLICT DO NOTHING",
			s.ID, s.At.Unix(), s.Visitor, s.Query, s.Results)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		count := searchCount{searches: 1}
		w.total(s.At, totalSearches, 1)
		if s.Results == 0 {
			count.withoutResult = 1
			w.total(s.At, totalWithoutResult, 1)
		}
		w.countSearch(w.day(s.At.Unix()), s.Query, count, int64(s.Results))
		if err := w.refine(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// refine marks the visitor's search before, if it was soon before, for something
// else, and nothing was opened from it.
func (w *batchWriter) refine(ctx context.Context, s Search) error {
	var id, query, refined string
	var at, position int64
	err := w.tx.QueryRow(ctx, "SELECT id, at, query, position, refined FROM searches WHERE visitor = ? AND at >= ? AND at <= ? AND id <> ? ORDER BY at DESC, id DESC LIMIT 1",
		s.Visitor, s.At.Add(-refineWithin).Unix(), s.At.Unix(), s.ID).Scan(&id, &at, &query, &position, &refined)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil || position > 0 || refined != "" || query == s.Query {
		return err
	}
	return w.setRefined(ctx, id, s.ID, w.day(at), query, 1)
}

// setRefined notes by which search another was refined, and counts that.
func (w *batchWriter) setRefined(ctx context.Context, id, by string, day int64, query string, n int64) error {
	_, err := w.tx.Exec(ctx, "UPDATE searches SET refined = ? WHERE id = ?", by, id)
	w.countSearch(day, query, searchCount{refined: n}, sameResults)
	return err
}

// writeOpenings marks searches as successful, each once. It returns those whose search is not there.
func (w *batchWriter) writeOpenings(ctx context.Context, openings []Opening) (unmatched []Opening, err error) {
	for _, o := range openings {
		s := Search{ID: o.Search}
		var at, position int64
		var refined string
		err := w.tx.QueryRow(ctx, "SELECT at, visitor, query, position, refined FROM searches WHERE id = ?", o.Search).Scan(&at, &s.Visitor, &s.Query, &position, &refined)
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
		s.At = time.Unix(at, 0)
		if refined != "" { // the next search was written first
			if err := w.setRefined(ctx, s.ID, "", w.day(at), s.Query, -1); err != nil {
				return nil, err
			}
		}
		if err := w.open(ctx, o, s); err != nil {
			return nil, err
		}
	}
	return unmatched, nil
}

func (w *batchWriter) open(ctx context.Context, o Opening, s Search) error {
	if _, err := w.tx.Exec(ctx, "UPDATE searches SET position = ?, opened = ? WHERE id = ?", o.Position, o.Document, s.ID); err != nil {
		return err
	}
	day := w.day(s.At.Unix())
	w.countSearch(day, s.Query, searchCount{opened: 1}, sameResults)
	w.total(s.At, totalOpened, 1)
	w.landings.add(day, o.Document, 1, 0)
	var read int
	err := w.tx.QueryRow(ctx, "SELECT COUNT(*) FROM reads WHERE slot >= ? AND slot <= ? AND visitor = ? AND document = ? AND at >= ? AND at <= ?",
		slotOf(s.At), slotOf(s.At.Add(staysWithin)), s.Visitor, o.Document, s.At.Unix(), s.At.Add(staysWithin).Unix()).Scan(&read)
	if err != nil || read == 0 {
		return err
	}
	return w.stay(ctx, landing{s.ID, s.At.Unix()}, o.Document) // the read was written by another node before
}
