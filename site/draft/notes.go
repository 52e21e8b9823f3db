package draft

import (
	"context"

	"yanxi/site/store"
)

// MaxNotes bounds the notes that are kept of a draft; those beyond are left out.
const MaxNotes = 300

// A Note is what its author has to know of a draft's beginning, such as what an import could not keep.
type Note struct {
	Line       int    // of the text as it was then; 0: the whole text
	Level      string // as findings have it
	Message    string
	Suggestion string
}

// SetNotes gives an open draft other notes; none take away those that it has. So does submitting it. The error is
// [ErrUnknown], [ErrSubmitted] or [ErrAway].
func (d *Drafts) SetNotes(ctx context.Context, id string, notes []Note) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := d.mine(ctx, tx, id); err != nil {
			return err
		}
		if err := dropNotes(ctx, tx, id); err != nil {
			return err
		}
		for i, n := range notes[:min(len(notes), MaxNotes)] {
			_, err := tx.Exec(ctx, "INSERT INTO draft_notes (draft, n, line, level, message, suggestion) VALUES (?, ?, ?, ?, ?, ?)",
				id, i+1, n.Line, clean(n.Level), clean(n.Message), clean(n.Suggestion))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func dropNotes(ctx context.Context, tx *store.Tx, id string) error {
	_, err := tx.Exec(ctx, "DELETE FROM draft_notes WHERE draft = ?", id)
	return err
}

// Notes returns the notes on a draft, in their order.
func (d *Drafts) Notes(ctx context.Context, id string) ([]Note, error) {
	var out []Note
	err := d.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Each(ctx, func(scan func(...any) error) error {
			var n Note
			err := scan(&n.Line, &n.Level, &n.Message, &n.Suggestion)
			out = append(out, n)
			return err
		}, "SELECT line, level, message, suggestion FROM draft_notes WHERE draft = ? ORDER BY n", id)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
