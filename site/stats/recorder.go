package stats

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"yanxi/site/store"
)

// Options say how events are recorded. The zero value of a field means its default.
type Options struct {
	Zone     *time.Location   // whose days are counted; UTC if nil
	Now      func() time.Time // time.Now if nil
	Log      *slog.Logger
	Flush    time.Duration // how often events are written: 3 s
	Capacity int           // events that wait in memory at most: 200,000
	Keep     int           // days after which events are deleted: 40; at least 2
}

func (o Options) withDefaults() Options {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Flush <= 0 {
		o.Flush = 3 * time.Second
	}
	if o.Capacity <= 0 {
		o.Capacity = 200_000
	}
	if o.Keep < 2 {
		o.Keep = 40
	}
	return o
}

// A Recorder takes events in and writes them. Taking one in never waits for the
// database. It is safe for concurrent use.
type Recorder struct {
	options Options
	db      *store.Lazy
	salts   salts

	mu      sync.Mutex // guards what follows
	pending events
	status  Status
	voted   int64 // when the last vote was cast, see [Vote]

	flushing sync.Mutex // one flush at a time
	cleaned  int64      // the day on which old events were last deleted
}

// Status says how counting is going.
type Status struct {
	Pending int       // events that wait
	Written int64     // events written since the start
	Dropped int64     // events lost because too many were waiting
	Failing error     // why the last flush failed; nil if it did not
	Since   time.Time // of the first flush that failed in a row
}

// New makes a recorder on a database. Call [Recorder.Run] to have events written.
func New(db *store.Lazy, options Options) *Recorder {
	return &Recorder{options: options.withDefaults(), db: db}
}

// Status says how counting is going.
func (r *Recorder) Status() Status {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.status
	s.Pending = r.pending.len()
	return s
}

// Read counts a read.
func (r *Recorder) Read(visitor, document string) {
	at := r.now()
	r.add(func(e *events) { e.reads = append(e.reads, Read{at, visitor, document}) })
}

// Vote counts a vote, or takes one back.
func (r *Recorder) Vote(visitor, document string, value Value, reason string) {
	at := r.now()
	r.add(func(e *events) {
		r.voted = max(r.voted+1, at.UnixMilli())
		e.votes = append(e.votes, Vote{at, visitor, document, value, reason, r.voted})
	})
}

// Search counts a search and returns the id by which [Recorder.Open] knows it.
func (r *Recorder) Search(visitor, query string, results int) (id string) {
	id = newSecret()
	at := r.now()
	r.add(func(e *events) { e.searches = append(e.searches, Search{at, id, visitor, Normalize(query), results}) })
	return id
}

// Open counts a result as opened from a search.
func (r *Recorder) Open(search, document string, position int) {
	at := r.now()
	r.add(func(e *events) { e.openings = append(e.openings, Opening{at, search, document, position}) })
}

func (r *Recorder) add(put func(*events)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pending.len() >= r.options.Capacity {
		r.status.Dropped++
		return
	}
	put(&r.pending)
}

// Run writes events every few seconds until ctx ends, and then once more what is left.
func (r *Recorder) Run(ctx context.Context) {
	tick := time.NewTicker(r.options.Flush)
	defer tick.Stop()
	for {
		r.try(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastFlush)
			defer cancel()
			r.finish(last)
			return
		}
	}
}

// longestFlush is how long one flush waits for the database.
const longestFlush = time.Minute

// lastFlush is how long a stop waits for the database. Who sent the stop may wait no longer than 10 s.
const lastFlush = 8 * time.Second

// finish writes what is left, and tries again until ctx ends: the database may be about to come back.
func (r *Recorder) finish(ctx context.Context) {
	again := time.NewTicker(lastFlush / 40)
	defer again.Stop()
	for {
		r.try(ctx)
		if s := r.Status(); s.Failing == nil || s.Pending == 0 {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return
		}
	}
}

// try flushes, and says in the log when that begins to fail and when it works again.
func (r *Recorder) try(ctx context.Context) {
	bounded, cancel := context.WithTimeout(ctx, longestFlush)
	defer cancel()
	err := r.Flush(bounded)
	if err == nil {
		err = r.clean(bounded)
	}
	if errors.Is(err, context.Canceled) {
		return
	}
	r.mu.Lock()
	before := r.status
	r.status.Failing = err
	switch {
	case err != nil && before.Failing == nil:
		r.status.Since = r.options.Now()
	case err == nil:
		r.status.Since = time.Time{}
	}
	waiting := r.pending.len()
	r.mu.Unlock()
	switch {
	case err != nil && before.Failing == nil:
		r.options.Log.Warn("counting waits for the database", "waiting", waiting, "error", err)
	case err == nil && before.Failing != nil:
		r.options.Log.Info("counting has caught up", "since", before.Since, "dropped", before.Dropped)
	}
}
