package draft

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"yanxi/site/store"
)

// Drafts keeps drafts in a database. It is safe for concurrent use, on any number of nodes.
type Drafts struct {
	db  *store.Lazy
	now func() time.Time
}

// NewDrafts keeps drafts in a database, which need not answer yet. now is the clock;
// nil: the system's.
func NewDrafts(db *store.Lazy, now func() time.Time) *Drafts {
	if now == nil {
		now = time.Now
	}
	return &Drafts{db, now}
}

// patience is how long a request waits for the database.
const patience = 5 * time.Second

// New keeps a draft: Owner, Document, File, Title, Text and Base of d; the rest is
// set. The error is [ErrLong], [ErrMany] or [ErrAway].
func (d *Drafts) New(ctx context.Context, n Draft) (*Draft, error) {
	if len(n.Text) > MaxText {
		return nil, ErrLong
	}
	now := d.now().Truncate(time.Second)
	n.ID, n.Version, n.Created, n.Updated, n.State = newID(), 1, now, now, Open
	n.Title, n.Text = cleanTitle(n.Title), clean(n.Text)
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Serialize(ctx, "drafts of "+n.Owner); err != nil {
			return err
		}
		var have int64
		if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM drafts WHERE owner = ?", n.Owner).Scan(&have); err != nil {
			return err
		}
		if have >= MaxDrafts {
			return ErrMany
		}
		_, err := tx.Exec(ctx, `INSERT INTO drafts (id, owner, document, file, title, text, base, version, created, updated, state)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			n.ID, n.Owner, n.Document, n.File, n.Title, n.Text, n.Base, n.Version, now.Unix(), now.Unix(), string(n.State))
		if err != nil {
			return err
		}
		return keep(ctx, tx, &n, now)
	})
	if err != nil {
		return nil, err
	}
	return &n, nil
}

// newID is 80 bits by chance.
func newID() string { return strings.ToLower(rand.Text())[:16] }

// clean makes of a text what both databases keep.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\x00", "")
}

func cleanTitle(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if runes := []rune(s); len(runes) > MaxTitle {
		s = string(runes[:MaxTitle])
	}
	return strings.TrimSpace(s)
}

const columns = "id, owner, document, file, title, text, base, version, created, updated, state"

func scanDraft(scan func(...any) error) (*Draft, error) {
	var d Draft
	var created, updated int64
	var state string
	if err := scan(&d.ID, &d.Owner, &d.Document, &d.File, &d.Title, &d.Text, &d.Base, &d.Version, &created, &updated, &state); err != nil {
		return nil, err
	}
	d.Created, d.Updated, d.State = time.Unix(created, 0), time.Unix(updated, 0), State(state)
	return &d, nil
}

func get(ctx context.Context, tx *store.Tx, id string) (*Draft, error) {
	d, err := scanDraft(tx.QueryRow(ctx, "SELECT "+columns+" FROM drafts WHERE id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrUnknown
	}
	return d, err
}

// Get returns a draft. The error is [ErrUnknown] or [ErrAway].
func (d *Drafts) Get(ctx context.Context, id string) (*Draft, error) {
	var out *Draft
	err := d.read(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = get(ctx, tx, id)
		return err
	})
	return out, err
}

// List returns the drafts of a person without their texts, the one that was saved last first.
func (d *Drafts) List(ctx context.Context, owner string) ([]*Draft, error) {
	var out []*Draft
	err := d.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Each(ctx, func(scan func(...any) error) error {
			draft, err := scanDraft(scan)
			out = append(out, draft)
			return err
		}, "SELECT "+strings.Replace(columns, " text,", " '',", 1)+" FROM drafts WHERE owner = ? ORDER BY updated DESC, id", owner)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Delete removes a draft with its versions, pictures and notes. One that is not there is no error.
func (d *Drafts) Delete(ctx context.Context, id string) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, statement := range []string{
			"DELETE FROM draft_notes WHERE draft = ?", "DELETE FROM draft_pictures WHERE draft = ?", "DELETE FROM draft_versions WHERE draft = ?", "DELETE FROM drafts WHERE id = ?",
		} {
			if _, err := tx.Exec(ctx, statement, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// write runs f on the database; what is wrong with that is [ErrAway].
func (d *Drafts) write(ctx context.Context, f func(context.Context, *store.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return ownOrAway(d.db.Write(ctx, f))
}

func (d *Drafts) read(ctx context.Context, f func(context.Context, *store.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return ownOrAway(d.db.Read(ctx, f))
}

// ownOrAway tells what the package itself says from what the database says.
func ownOrAway(err error) error {
	var conflict *Conflict
	if err == nil || errors.As(err, &conflict) {
		return err
	}
	for _, own := range []error{ErrUnknown, ErrSubmitted, ErrLong, ErrMany, ErrPicture, ErrPictures} {
		if errors.Is(err, own) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrAway, err)
}
