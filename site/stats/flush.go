package stats

import (
	"context"
	"time"

	"yanxi/site/store"
)

// events wait to be written.
type events struct {
	searches []Search
	openings []Opening
	reads    []Read
	votes    []Vote
}

func (e *events) len() int {
	return len(e.searches) + len(e.openings) + len(e.reads) + len(e.votes)
}

// batchSize bounds the events of one transaction, oneByOne those of them that
// need statements of their own: what is committed is safe, however soon the stop comes.
const (
	batchSize = 20_000
	oneByOne  = 1_000
)

// take cuts the first events off, of each kind the oldest. Openings come after all searches.
func (e *events) take() events {
	var out events
	n, slow := batchSize, oneByOne
	out.searches, e.searches, slow = cut(e.searches, slow)
	out.openings, e.openings, _ = cut(e.openings, slow)
	n -= out.len()
	out.reads, e.reads, n = cut(e.reads, n)
	out.votes, e.votes, _ = cut(e.votes, n)
	return out
}

func cut[T any](s []T, n int) (head, tail []T, left int) {
	k := min(n, len(s))
	return s[:k:k], s[k:], n - k
}

// Flush writes all events that wait. If it fails they wait on; what was written
// may be sent again, and counts once.
func (r *Recorder) Flush(ctx context.Context) error {
	r.flushing.Lock()
	defer r.flushing.Unlock()
	r.mu.Lock()
	all := r.pending
	r.pending = events{}
	r.mu.Unlock()
	err := r.write(ctx, &all)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pending = events{ // what is left came before what has come meanwhile
		searches: append(all.searches, r.pending.searches...),
		openings: append(all.openings, r.pending.openings...),
		reads:    append(all.reads, r.pending.reads...),
		votes:    append(all.votes, r.pending.votes...),
	}
	return err
}

// write writes batch by batch and leaves in all what could not be written.
func (r *Recorder) write(ctx context.Context, all *events) error {
	db, err := r.db.DB(ctx)
	if err != nil {
		return err
	}
	var early []Opening
	defer func() { all.openings = append(early, all.openings...) }()
	if err := r.shareSalts(ctx, db); err != nil {
		return err
	}
	for all.len() > 0 {
		batch := all.take()
		var unmatched []Opening
		err := db.Write(ctx, func(tx *store.Tx) (err error) {
			unmatched, err = writeBatch(ctx, tx, r.options.Zone, batch)
			return err
		})
		if err != nil {
			all.searches = append(batch.searches, all.searches...)
			all.openings = append(batch.openings, all.openings...)
			all.reads = append(batch.reads, all.reads...)
			all.votes = append(batch.votes, all.votes...)
			return err
		}
		waits := r.waiting(unmatched)
		early = append(early, waits...)
		r.mu.Lock()
		r.status.Written += int64(batch.len() - len(waits))
		r.mu.Unlock()
	}
	return nil
}

// shareSalts agrees with the other nodes on the keys of visitors, once a day.
func (r *Recorder) shareSalts(ctx context.Context, db *store.DB) error {
	today := DayOf(r.now())
	if r.salts.known(today + 1) {
		return nil
	}
	var agreed map[int64]string
	err := db.Write(ctx, func(tx *store.Tx) (err error) {
		agreed, err = r.salts.share(ctx, tx, today)
		return err
	})
	if err == nil {
		r.salts.keep(agreed, today)
	}
	return err
}

// openingWaits is how long an opening waits for its search, which another node may have yet to write.
const openingWaits = 2 * time.Minute

// waiting are the openings whose search may still come.
func (r *Recorder) waiting(unmatched []Opening) []Opening {
	var out []Opening
	for _, o := range unmatched {
		if r.now().Sub(o.At) < openingWaits {
			out = append(out, o)
		}
	}
	return out
}

// clean deletes old events, once a day, on one node.
func (r *Recorder) clean(ctx context.Context) error {
	today := DayOf(r.now())
	if r.cleaned == today {
		return nil
	}
	db, err := r.db.DB(ctx)
	if err != nil {
		return err
	}
	unlock, ok, err := db.TryLock(ctx, "clean")
	if err != nil || !ok {
		return err
	}
	before := Date(today-int64(r.options.Keep), r.options.Zone)
	err = db.Write(ctx, func(tx *store.Tx) error {
		for statement, bound := range map[string]int64{
			"DELETE FROM reads WHERE slot < ?":  slotOf(before),
			"DELETE FROM searches WHERE at < ?": before.Unix(),
			"DELETE FROM likes WHERE day < ?":   DayOf(before),
		} {
			if _, err := tx.Exec(ctx, statement, bound); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		r.cleaned = today
	}
	if unlockErr := unlock(); err == nil {
		err = unlockErr
	}
	return err
}
