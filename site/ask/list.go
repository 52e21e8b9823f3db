package ask

import (
	"context"
	"strings"
	"time"

	"yanxi/site/store"
)

// A Filter says which questions are listed. The zero value lists all.
type Filter struct {
	States   []State   // any of these; none: all
	Overdue  time.Time // only those that are overdue at that time; zero: all
	Document string    // only those about that document; empty: all
	Limit    int       // at most so many; 0: [MaxList]
}

// MaxList is how many questions are listed at most.
const MaxList = 10_000

// List returns questions with their histories: the open ones by when they are
// due, then the others, the newest first.
func (d *Desk) List(ctx context.Context, f Filter) ([]*Question, error) {
	where, args := f.where()
	limit := f.Limit
	if limit <= 0 || limit > MaxList {
		limit = MaxList
	}
	var all []*Question
	err := d.read(ctx, func(tx *store.Tx) error {
		byID := map[string]*Question{}
		err := tx.Each(ctx, func(scan func(...any) error) error {
			q, err := scanQuestion(scan)
			if err == nil {
				all = append(all, q)
				byID[q.ID] = q
			}
			return err
		}, "SELECT "+columns+" FROM questions"+where+` ORDER BY
			CASE WHEN state IN ('new', 'passed') THEN 0 ELSE 1 END,
			CASE WHEN state IN ('new', 'passed') THEN due ELSE -created END, day, number LIMIT ?`, append(args, limit)...)
		if err != nil || len(all) == 0 {
			return err
		}
		return tx.Each(ctx, func(scan func(...any) error) error {
			id, s, err := scanStep(scan)
			if q := byID[id]; q != nil {
				q.History = append(q.History, s)
			}
			return err
		}, "SELECT "+stepColumns+" FROM question_steps WHERE question IN (SELECT id FROM questions"+where+") ORDER BY question, number", args...)
	})
	return all, err
}

func (f Filter) where() (clause string, args []any) {
	var parts []string
	add := func(part string, values ...any) {
		parts, args = append(parts, part), append(args, values...)
	}
	if len(f.States) > 0 {
		var states []any
		for _, s := range f.States {
			states = append(states, string(s))
		}
		add("state IN (?"+strings.Repeat(", ?", len(states)-1)+")", states...)
	}
	if !f.Overdue.IsZero() {
		add("state IN ('new', 'passed') AND due < ?", f.Overdue.Unix())
	}
	if f.Document != "" {
		add("document = ?", f.Document)
	}
	if len(parts) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(parts, " AND "), args
}

// Overdue lists the questions that are open past their day.
func (d *Desk) Overdue(ctx context.Context) ([]*Question, error) {
	return d.List(ctx, Filter{Overdue: d.now()})
}

// Counts are the questions that wait.
type Counts struct {
	Open    int // new or passed on
	Overdue int // of these, past their day
}

// Counts counts the questions that wait at a time.
func (d *Desk) Counts(ctx context.Context, now time.Time) (c Counts, err error) {
	err = d.read(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `SELECT COUNT(*), COALESCE(SUM(CASE WHEN due < ? THEN 1 ELSE 0 END), 0)
			FROM questions WHERE state IN ('new', 'passed')`, now.Unix()).Scan(&c.Open, &c.Overdue)
	})
	return c, err
}
