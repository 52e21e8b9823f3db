package stats

import (
	"context"
	"slices"
	"time"
)

// writeReads writes those that are not there yet, and counts these.
func (w *batchWriter) writeReads(ctx context.Context, reads []Read) error {
	values := make([]any, 0, 4*len(reads))
	for _, r := range reads {
		values = append(values, slotOf(r.At), r.Visitor, r.Document, r.At.Unix())
	}
	var fresh []Read
	err := w.insert(ctx, "reads (slot, visitor, document, at)", "ON CONFLICT DO NOTHING RETURNING visitor, document, at", 4, values, func(scan func(...any) error) error {
		var r Read
		var at int64
		if err := scan(&r.Visitor, &r.Document, &at); err != nil {
			return err
		}
		r.At = time.Unix(at, 0).In(w.zone)
		w.reads.add(DayOf(r.At), r.Document, 1)
		w.total(r.At, totalReads, 1)
		fresh = append(fresh, r)
		return nil
	})
	if err != nil || len(fresh) == 0 {
		return err
	}
	return w.stayed(ctx, fresh)
}

// landing is a result that was opened and not read yet.
type landing struct {
	search string
	at     int64
}

// stayed finds the reads of what was opened from a search shortly before.
func (w *batchWriter) stayed(ctx context.Context, reads []Read) error {
	earliest := slices.MinFunc(reads, func(a, b Read) int { return a.At.Compare(b.At) }).At
	type who struct{ visitor, document string }
	landings := map[who][]landing{}
	err := w.tx.Each(ctx, func(scan func(...any) error) error {
		var by who
		var l landing
		if err := scan(&l.search, &by.visitor, &by.document, &l.at); err != nil {
			return err
		}
		landings[by] = append(landings[by], l)
		return nil
	}, "SELECT id, visitor, opened, at FROM searches WHERE at >= ? AND position > 0 AND stayed = 0", earliest.Add(-staysWithin).Unix())
	if err != nil {
		return err
	}
	for _, r := range reads {
		for _, l := range landings[who{r.Visitor, r.Document}] {
			if since := r.At.Unix() - l.at; since >= 0 && since <= int64(staysWithin/time.Second) {
				if err := w.stay(ctx, l, r.Document); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// stay counts an opening as followed by a read, once.
func (w *batchWriter) stay(ctx context.Context, l landing, document string) error {
	n, err := w.tx.Exec(ctx, "UPDATE searches SET stayed = 1 WHERE id = ? AND stayed = 0", l.search)
	if err == nil && n > 0 {
		w.landings.add(w.day(l.at), document, 0, 1)
	}
	return err
}
