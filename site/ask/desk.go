package ask

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yanxi/site/store"
)

// A Desk takes questions in and hands them out. It is safe for concurrent use,
// on any number of nodes.
type Desk struct {
	db  *store.Lazy
	now func() time.Time
}

// NewDesk is the desk of a database, which need not answer yet. now is the clock;
// nil: the system's.
func NewDesk(db *store.Lazy, now func() time.Time) *Desk {
	if now == nil {
		now = time.Now
	}
	return &Desk{db, now}
}

// Now is the time by the desk's clock.
func (d *Desk) Now() time.Time { return d.now() }

// patience is how long a request waits for the database.
const patience = 3 * time.Second

// An Asking is a question as a reader sends it.
type Asking struct {
	Document string // id, which must be one of the library; empty: the library as a whole
	Text     string
	Name     string
	Visitor  string
	Due      time.Time // in the library's zone, in which the day of the question's id is told
}

// check cleans a question, or says why it is not taken.
func (a Asking) check() (Asking, error) {
	a.Text, a.Name = Clean(a.Text), CleanLine(a.Name)
	switch n := length(a.Text); {
	case n < MinText:
		return a, ErrShort
	case n > MaxText:
		return a, ErrLong
	case length(a.Name) > MaxName:
		return a, ErrName
	}
	return a, nil
}

// Ask keeps a question. What the same visitor asked in the same words before on
// that day is the same question. The error is [ErrShort], [ErrLong], [ErrName],
// [ErrTooMany], [ErrTooManyAll] or [ErrAway].
func (d *Desk) Ask(ctx context.Context, a Asking) (*Question, error) {
	a, err := a.check()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	now := d.now().In(a.Due.Location())
	q := &Question{
		Document: a.Document, Text: a.Text, Name: a.Name, State: New, Created: whole(now), Due: whole(a.Due),
		History: []Step{{State: New, At: whole(now), By: a.Name}},
	}
	err = d.write(ctx, func(tx *store.Tx) error {
		if err := tx.Serialize(ctx, "questions"); err != nil {
			return err
		}
		known, err := admit(ctx, tx, a, now)
		if err != nil {
			return err
		}
		if known != "" {
			q, err = get(ctx, tx, known)
			return err
		}
		return add(ctx, tx, q, a)
	})
	if err != nil {
		return nil, err
	}
	return q, nil
}

// admit counts what was asked lately. It returns the id of the question if the
// visitor has asked it already.
func admit(ctx context.Context, tx *store.Tx, a Asking, now time.Time) (known string, err error) {
	if _, err := tx.Exec(ctx, "DELETE FROM transient_asked WHERE at < ?", now.Add(-24*time.Hour).Unix()); err != nil {
		return "", err
	}
	hour := now.Add(-time.Hour).Unix()
	var all, own int64
	if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM transient_asked WHERE at > ?", hour).Scan(&all); err != nil {
		return "", err
	}
	print := fingerprint(a.Document, a.Text)
	err = tx.Each(ctx, func(scan func(...any) error) error {
		var id, had string
		var at int64
		if err := scan(&id, &at, &had); err != nil {
			return err
		}
		if had == print {
			known = id
		}
		if at > hour {
			own++
		}
		return nil
	}, "SELECT question, at, fingerprint FROM transient_asked WHERE visitor = ?", a.Visitor)
	switch {
	case err != nil || known != "":
		return known, err
	case own >= PerVisitor:
		return "", ErrTooMany
	case all >= PerHour:
		return "", ErrTooManyAll
	}
	return "", nil
}

// add gives a question its id and writes it.
func add(ctx context.Context, tx *store.Tx, q *Question, a Asking) error {
	y, m, day := q.Created.Date()
	date := time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	number := int64(0)
	if err := tx.QueryRow(ctx, "SELECT COALESCE(MAX(number), 0) + 1 FROM questions WHERE day = ?", dayOf(date)).Scan(&number); err != nil {
		return err
	}
	q.ID = fmt.Sprintf("%s-%d", date.Format("20060102"), number)
	if _, err := tx.Exec(ctx, `INSERT INTO questions (id, day, number, document, text, name, state, created, due, answer)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		q.ID, dayOf(date), number, q.Document, q.Text, q.Name, string(q.State), q.Created.Unix(), q.Due.Unix(), ""); err != nil {
		return err
	}
	if err := addStep(ctx, tx, q.ID, 1, q.History[0]); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "INSERT INTO transient_asked (question, at, visitor, fingerprint) VALUES (?, ?, ?, ?)",
		q.ID, q.Created.Unix(), a.Visitor, fingerprint(a.Document, a.Text))
	return err
}

func dayOf(date time.Time) int64 { return date.Unix() / (24 * 60 * 60) }

// whole is a time as it is kept.
func whole(t time.Time) time.Time { return t.Truncate(time.Second) }

// write runs f on the database; what is wrong with that is [ErrAway].
func (d *Desk) write(ctx context.Context, f func(*store.Tx) error) error {
	return away(d.db.Write(ctx, func(_ context.Context, tx *store.Tx) error { return f(tx) }))
}

func (d *Desk) read(ctx context.Context, f func(*store.Tx) error) error {
	return away(d.db.Read(ctx, func(_ context.Context, tx *store.Tx) error { return f(tx) }))
}

// away tells what the package itself says from what the database says.
func away(err error) error {
	for _, own := range []error{nil, ErrTooMany, ErrTooManyAll, ErrUnknown, ErrState, ErrNote, ErrMissing} {
		if errors.Is(err, own) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrAway, err)
}
