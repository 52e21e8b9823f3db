package stats

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"yanxi/site/store"
)

// A batchWriter writes events in one transaction, and gathers what they add to
// the counts, which is written at the end.
type batchWriter struct {
	tx   *store.Tx
	zone *time.Location

	reads    tally
	likes    tally
	searches tally
	landings tally
	totals   map[int64][]int64 // by hour
}

func newBatchWriter(tx *store.Tx, zone *time.Location) *batchWriter {
	return &batchWriter{tx: tx, zone: zone, reads: tally{}, likes: tally{}, searches: tally{}, landings: tally{}, totals: map[int64][]int64{}}
}

// A tally is what a batch adds to the counts of a table, by day and what is counted.
type tally map[cell][]int64

// A cell is a document or query on a day.
type cell struct {
	day int64
	key string
}

// add adds to numbers of a cell.
func (t tally) add(day int64, key string, n ...int64) {
	at := cell{day, key}
	if t[at] == nil {
		t[at] = make([]int64, len(n))
	}
	for i := range n {
		t[at][i] += n[i]
	}
}

// Numbers of totals, in the order of the table's columns.
const (
	totalReads = iota
	totalLikes
	totalDislikes
	totalSearches
	totalWithoutResult
	totalOpened
	totalColumns
)

func (w *batchWriter) total(at time.Time, column int, n int64) {
	hour := hourOf(at.In(w.zone))
	if w.totals[hour] == nil {
		w.totals[hour] = make([]int64, totalColumns)
	}
	w.totals[hour][column] += n
}

// writeBatch writes events in the order in which they make sense: an opening after
// its search, a read after the opening that led to it. Batches of all nodes are
// written one after another, so that counts are right. It returns the openings
// whose search is not there.
func writeBatch(ctx context.Context, tx *store.Tx, zone *time.Location, e events) (unmatched []Opening, err error) {
	if err := tx.Serialize(ctx, "events"); err != nil {
		return nil, err
	}
	w := newBatchWriter(tx, zone)
	if err := w.writeSearches(ctx, e.searches); err != nil {
		return nil, err
	}
	if unmatched, err = w.writeOpenings(ctx, e.openings); err != nil {
		return nil, err
	}
	if err := w.writeReads(ctx, e.reads); err != nil {
		return nil, err
	}
	if err := w.writeVotes(ctx, e.votes); err != nil {
		return nil, err
	}
	return unmatched, w.writeCounts(ctx)
}

func (w *batchWriter) day(at int64) int64 { return DayOf(time.Unix(at, 0).In(w.zone)) }

func (w *batchWriter) writeCounts(ctx context.Context) error {
	for _, t := range []struct {
		table, key string
		columns    []string
		tally      tally
		last       bool // of the last column the latest number counts, not the sum
	}{
		{"reads_spans", "document", []string{"reads"}, w.reads, false},
		{"likes_spans", "document", []string{"likes", "dislikes"}, w.likes, false},
		{"searches_spans", "query", []string{"searches", "without_result", "opened", "refined", "results"}, w.searches, true},
		{"landings_spans", "document", []string{"landed", "stayed"}, w.landings, false},
	} {
		into := t.table + " (span, start, " + t.key + ", " + strings.Join(t.columns, ", ") + ")"
		then := "ON CONFLICT (span, start, " + t.key + ") DO UPDATE SET " + addition(t.table, t.columns, t.last)
		if err := w.insert(ctx, into, then, 3+len(t.columns), t.tally.rows(t.last), nil); err != nil {
			return err
		}
	}
	columns := []string{"reads", "likes", "dislikes", "searches", "without_result", "opened"}
	var rows []any
	for _, hour := range slices.Sorted(maps.Keys(w.totals)) {
		rows = append(rows, hour)
		for _, n := range w.totals[hour] {
			rows = append(rows, n)
		}
	}
	return w.insert(ctx, "totals_hourly (hour, "+strings.Join(columns, ", ")+")",
		"ON CONFLICT (hour) DO UPDATE SET "+addition("totals_hourly", columns, false), 1+len(columns), rows, nil)
}

// addition sets columns to their sums with what is inserted. Of a last column that says how many
// results there were, the inserted number replaces the one there unless it is below 0.
func addition(table string, columns []string, last bool) string {
	sets := make([]string, len(columns))
	for i, c := range columns {
		sets[i] = c + " = " + table + "." + c + " + excluded." + c
		if last && i == len(columns)-1 {
			sets[i] = c + " = CASE WHEN excluded." + c + " < 0 THEN " + table + "." + c + " ELSE excluded." + c + " END"
		}
	}
	return strings.Join(sets, ", ")
}

// rows lists a tally for all lengths of spans, in one order on all nodes, as values for insert.
func (t tally) rows(last bool) []any {
	days := slices.SortedFunc(maps.Keys(t), func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.key, b.key))
	})
	var rows []any
	for _, length := range spanLengths {
		sums := tally{}
		for _, c := range days {
			start, n := spanStart(c.day, length), t[c]
			sum := sums[cell{start, c.key}]
			if last && sum != nil {
				latest := n[len(n)-1]
				if latest < 0 {
					latest = sum[len(n)-1]
				}
				sums.add(start, c.key, n...)
				sum[len(n)-1] = latest
				continue
			}
			sums.add(start, c.key, n...)
		}
		for _, c := range slices.SortedFunc(maps.Keys(sums), func(a, b cell) int {
			return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.key, b.key))
		}) {
			rows = append(rows, length, c.day, c.key)
			for _, n := range sums[c] {
				rows = append(rows, n)
			}
		}
	}
	return rows
}

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
