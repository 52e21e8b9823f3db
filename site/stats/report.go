package stats

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"yanxi/site/store"
)

// A Period is some days in a row, by their numbers, both included.
type Period struct{ From, To int64 }

// Days is how many they are.
func (p Period) Days() int { return int(p.To-p.From) + 1 }

// Before is the period of the same length that ends where p begins.
func (p Period) Before() Period { return Period{p.From - int64(p.Days()), p.From - 1} }

// LongestPeriod bounds a report, in days.
const LongestPeriod = 1100

// farDay is a day beyond the year 9999 either way: no number that comes of it overflows.
const farDay = 3_000_000

// ErrPeriod means that a period ends before it begins, is longer than [LongestPeriod], or too far away.
var ErrPeriod = errors.New("no such period")

func (p Period) possible() bool {
	return p.From <= p.To && p.From >= -farDay && p.To <= farDay && p.Days() <= LongestPeriod
}

// A Count is a number in a period and in the one before.
type Count struct{ Now, Before int }

// A Report is what happened in a period.
type Report struct {
	Period
	Reads, Likes, Dislikes Count
	Searches, ZeroResult   Count
	Opened                 Count // searches from which something was opened

	Documents []Document // all that were read or voted on in either period, most read first
	Queries   []Query    // the [MaxQueries] most frequent, most frequent first
	Hidden    int        // searches whose text was not kept
	Landings  []Landing  // most openings first
	Daily     []Day      // every day of the period
	Hourly    []int      // reads by hour, of a period of one day
	Reasons   []Reason   // why something did not help, newest first
}

// A Document is what happened to a document.
type Document struct {
	ID              string
	Reads           Count
	Likes, Dislikes Count
}

// Rate is the least share of its readers who found it helpful, see [LowerBound].
func (d Document) Rate() float64 { return LowerBound(d.Likes.Now, max(d.Reads.Now, d.Likes.Now)) }

// Rise is above 0 the more it is read more than before than chance would have it.
func (d Document) Rise() float64 { return rise(d.Reads.Now, d.Reads.Before) }

// A Query is what was searched for.
type Query struct {
	Text          string
	Count         int
	WithoutResult int
	Opened        int // a result was opened
	Refined       int // another search followed instead
	Results       int // found the last time
}

// Unanswered is how many searches led nowhere: nothing found, or nothing opened and nothing else tried.
func (q Query) Unanswered() int { return max(q.WithoutResult, q.Count-q.Opened) }

// A Landing is a document that was opened from searches.
type Landing struct {
	ID             string
	Landed, Stayed int // opened; and read afterwards
}

// A Day is one day's counts.
type Day struct {
	Day                    int64
	Reads, Likes, Searches int
}

// A Reason is what a reader wrote.
type Reason struct {
	Document string
	Text     string
	Day      int64
}

// Bounds of a report.
const (
	MaxQueries  = 500
	maxLandings = 200
	maxReasons  = 200
)

// Reports reads reports from a database.
type Reports struct{ db *store.Lazy }

// NewReports reads from the database that a [Recorder] writes to.
func NewReports(db *store.Lazy) *Reports { return &Reports{db} }

// Between reports on a period. The error is [ErrPeriod] for one that cannot be.
func (r *Reports) Between(ctx context.Context, p Period) (*Report, error) {
	if !p.possible() {
		return nil, ErrPeriod
	}
	db, err := r.db.DB(ctx)
	if err != nil {
		return nil, err
	}
	rep := &Report{Period: p}
	err = db.Read(ctx, func(tx *store.Tx) error {
		q := &reporter{tx: tx, report: rep, documents: map[string]*Document{}}
		for _, part := range []func(context.Context) error{q.totals, q.reads, q.votes, q.queries, q.landings, q.reasons} {
			if err := part(ctx); err != nil {
				return err
			}
		}
		q.finish()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rep, nil
}

// finish lists the documents.
func (q *reporter) finish() {
	for _, d := range q.documents {
		q.report.Documents = append(q.report.Documents, *d)
	}
	slices.SortFunc(q.report.Documents, func(a, b Document) int {
		return cmp.Or(cmp.Compare(b.Reads.Now, a.Reads.Now), cmp.Compare(b.Likes.Now, a.Likes.Now), cmp.Compare(a.ID, b.ID))
	})
}

// Change is by how much of the count before it has changed, 0.5 for half as
// much more; ok is false where there was nothing before.
func (c Count) Change() (change float64, ok bool) {
	if c.Before == 0 {
		return 0, false
	}
	return float64(c.Now-c.Before) / float64(c.Before), true
}
