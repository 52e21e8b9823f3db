package draft

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"yanxi/site/store"
)

// keep keeps what a draft is among its versions, and lets the oldest go.
func keep(ctx context.Context, tx *store.Tx, d *Draft, at time.Time) error {
	_, err := tx.Exec(ctx, `INSERT INTO draft_versions (draft, version, at, title, text) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (draft, version) DO UPDATE SET at = excluded.at, title = excluded.title, text = excluded.text`,
		d.ID, d.Version, at.Unix(), d.Title, d.Text)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM draft_versions WHERE draft = ? AND version NOT IN
		(SELECT version FROM draft_versions WHERE draft = ? ORDER BY version DESC LIMIT ?)`, d.ID, d.ID, MaxVersions)
	return err
}

// lastKept is when a version was kept last.
func lastKept(ctx context.Context, tx *store.Tx, id string) (time.Time, error) {
	var at int64
	err := tx.QueryRow(ctx, "SELECT COALESCE(MAX(at), 0) FROM draft_versions WHERE draft = ?", id).Scan(&at)
	return time.Unix(at, 0), err
}

// History returns what a draft was, without the texts, the latest first.
func (d *Drafts) History(ctx context.Context, id string) ([]Version, error) {
	var out []Version
	err := d.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Each(ctx, func(scan func(...any) error) error {
			var v Version
			var at int64
			err := scan(&v.Version, &at, &v.Title)
			v.At = time.Unix(at, 0)
			out = append(out, v)
			return err
		}, "SELECT version, at, title FROM draft_versions WHERE draft = ? ORDER BY version DESC", id)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Past returns what a draft was at a version that is kept. The error is [ErrUnknown] or [ErrAway].
func (d *Drafts) Past(ctx context.Context, id string, version int64) (*Version, error) {
	v := &Version{Version: version}
	err := d.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		var at int64
		err := tx.QueryRow(ctx, "SELECT at, title, text FROM draft_versions WHERE draft = ? AND version = ?", id, version).Scan(&at, &v.Title, &v.Text)
		v.At = time.Unix(at, 0)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrUnknown
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return v, nil
}

// Texts are what the drafts of a document once were, the latest first, n at most. The error is [ErrAway].
func (d *Drafts) Texts(ctx context.Context, document string, n int) ([]string, error) {
	var out []string
	err := d.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Each(ctx, func(scan func(...any) error) error {
			var text string
			err := scan(&text)
			out = append(out, text)
			return err
		}, `SELECT v.text FROM draft_versions v JOIN drafts d ON d.id = v.draft WHERE d.document = ?
			ORDER BY v.at DESC, v.draft, v.version DESC LIMIT ?`, document, n)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
