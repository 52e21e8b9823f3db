package draft

import (
	"context"
	"time"

	"yanxi/site/store"
)

// Save keeps another text of a draft that was at a version. Saving what is kept
// already changes nothing, whatever version it began from, so that a request can
// be sent again. The error is a [*Conflict], [ErrUnknown], [ErrSubmitted],
// [ErrLong] or [ErrAway].
func (d *Drafts) Save(ctx context.Context, id string, version int64, title, text string) (*Draft, error) {
	return d.change(ctx, id, version, title, text, false)
}

// Restore makes what a draft was once its text again; what it was before that is kept as well.
func (d *Drafts) Restore(ctx context.Context, id string, version, past int64) (*Draft, error) {
	v, err := d.Past(ctx, id, past)
	if err != nil {
		return nil, err
	}
	return d.change(ctx, id, version, v.Title, v.Text, true)
}

// change saves a text. What stood there before is kept if that is asked for, or if
// much of it would go.
func (d *Drafts) change(ctx context.Context, id string, version int64, title, text string, keepBefore bool) (*Draft, error) {
	if len(text) > MaxText {
		return nil, ErrLong
	}
	title, text = cleanTitle(title), clean(text)
	var out *Draft
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		now := d.now().Truncate(time.Second)
		old, err := d.mine(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case old.Text == text && old.Title == title:
			out = old
			return nil
		case old.Version != version:
			return &Conflict{old, title, text}
		}
		if keepBefore || len(text) < len(old.Text)/2 {
			if err := keep(ctx, tx, old, old.Updated); err != nil {
				return err
			}
		}
		changed := *old
		changed.Title, changed.Text, changed.Version, changed.Updated = title, text, version+1, now
		out = &changed
		if err := put(ctx, tx, out); err != nil {
			return err
		}
		last, err := lastKept(ctx, tx, id)
		if err == nil && (keepBefore || !now.Before(last.Add(keepEvery))) {
			err = keep(ctx, tx, out, now)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// mine reads a draft that is about to be changed; others that would wait.
func (d *Drafts) mine(ctx context.Context, tx *store.Tx, id string) (*Draft, error) {
	if err := tx.Serialize(ctx, "draft "+id); err != nil {
		return nil, err
	}
	old, err := get(ctx, tx, id)
	if err == nil && old.State != Open {
		return nil, ErrSubmitted
	}
	return old, err
}

func put(ctx context.Context, tx *store.Tx, d *Draft) error {
	_, err := tx.Exec(ctx, "UPDATE drafts SET document = ?, file = ?, title = ?, text = ?, base = ?, version = ?, updated = ?, state = ? WHERE id = ?",
		d.Document, d.File, d.Title, d.Text, d.Base, d.Version, d.Updated.Unix(), string(d.State), d.ID)
	return err
}

// Submit says that a draft's text, at a version, is in the library now: as the document at a
// file, with the digest base. What it was is kept. If it was saved since it stays open, to be
// submitted once more from there, and the error is a [*Conflict]; others are [ErrUnknown], [ErrSubmitted]
// and [ErrAway].
func (d *Drafts) Submit(ctx context.Context, id string, version int64, document, file, base string) (*Draft, error) {
	var out *Draft
	var conflict *Conflict
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		old, err := d.mine(ctx, tx, id)
		if err != nil {
			return err
		}
		old.Document, old.File, old.Base = document, file, base
		if old.Version != version {
			conflict = &Conflict{old, old.Title, old.Text}
			return put(ctx, tx, old)
		}
		now := d.now().Truncate(time.Second)
		if err := keep(ctx, tx, old, now); err != nil {
			return err
		}
		if err := dropNotes(ctx, tx, id); err != nil {
			return err
		}
		old.State, old.Updated = Submitted, now
		out = old
		return put(ctx, tx, old)
	})
	if err == nil && conflict != nil {
		return nil, conflict
	}
	return out, err
}

// Reopen lets a submitted draft be changed again, from the library's text and its digest. A draft
// that is open stays as it is.
func (d *Drafts) Reopen(ctx context.Context, id, title, text, base string) (*Draft, error) {
	if len(text) > MaxText {
		return nil, ErrLong
	}
	var out *Draft
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Serialize(ctx, "draft "+id); err != nil {
			return err
		}
		old, err := get(ctx, tx, id)
		out = old
		if err != nil || old.State == Open {
			return err
		}
		now := d.now().Truncate(time.Second)
		if err := keep(ctx, tx, old, old.Updated); err != nil {
			return err
		}
		old.Title, old.Text, old.Base, old.State, old.Version, old.Updated = cleanTitle(title), clean(text), base, Open, old.Version+1, now
		return put(ctx, tx, old)
	})
	return out, err
}

// Rebase says from which text of the library a draft begins from now on: its author has seen what others made of it.
func (d *Drafts) Rebase(ctx context.Context, id, base string) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		old, err := d.mine(ctx, tx, id)
		if err != nil {
			return err
		}
		old.Base = base
		return put(ctx, tx, old)
	})
}

// Replace saves a text as [Drafts.Save] does, and keeps both what stood there before and what is
// saved among the versions: it is for when somebody has chosen between texts.
func (d *Drafts) Replace(ctx context.Context, id string, version int64, title, text string) (*Draft, error) {
	return d.change(ctx, id, version, title, text, true)
}
