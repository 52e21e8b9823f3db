package stats

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// A cell is one count: of a document in an hour or on a day.
type cell struct {
	when     int64
	document string
}

// counts are what a batch adds to cells.
type counts map[cell]int64

// values lists the cells in one order on all nodes, as values for insert.
func (c counts) values() []any {
	cells := make([]cell, 0, len(c))
	for k := range c {
		cells = append(cells, k)
	}
	slices.SortFunc(cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.when, b.when), cmp.Compare(a.document, b.document))
	})
	values := make([]any, 0, 3*len(cells))
	for _, k := range cells {
		values = append(values, k.when, k.document, c[k])
	}
	return values
}

// reads writes those that are not there yet, and counts these.
func (w *batchWriter) reads(ctx context.Context, reads []Read) error {
	if len(reads) == 0 {
		return nil
	}
	values := make([]any, 0, 4*len(reads))
	for _, r := range reads {
		values = append(values, slotOf(r.At), r.Visitor, r.Document, r.At.Unix())
	}
	hours, days := counts{}, counts{}
	var fresh []Read
	err := w.insert(ctx, "reads (slot, visitor, document, at)", "ON CONFLICT DO NOTHING RETURNING visitor, document, at", 4, values, func(scan func(...any) error) error {
		var r Read
		var at int64
		if err := scan(&r.Visitor, &r.Document, &at); err != nil {
			return err
		}
		r.At = time.Unix(at, 0).In(w.zone)
		hours[cell{hourOf(r.At), r.Document}]++
		days[cell{DayOf(r.At), r.Document}]++
		fresh = append(fresh, r)
		return nil
	})
	if err != nil || len(fresh) == 0 {
		return err
	}
	if err := w.insert(ctx, "reads_hourly (hour, document, reads)", "ON CONFLICT (hour, document) DO UPDATE SET reads = reads_hourly.reads + excluded.reads", 3, hours.values(), nil); err != nil {
		return err
	}
	if err := w.insert(ctx, "reads_daily (day, document, reads)", "ON CONFLICT (day, document) DO UPDATE SET reads = reads_daily.reads + excluded.reads", 3, days.values(), nil); err != nil {
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
	if err != nil || n == 0 {
		return err
	}
	return w.land(ctx, w.day(l.at), document, 0, 1)
}

func (w *batchWriter) land(ctx context.Context, day int64, document string, landed, stayed int) error {
	return w.insert(ctx, "landings_daily (day, document, landed, stayed)",
		"ON CONFLICT (day, document) DO UPDATE SET landed = landings_daily.landed + excluded.landed, stayed = landings_daily.stayed + excluded.stayed",
		4, []any{day, document, landed, stayed}, nil)
}
