package desk

import (
	"context"
	"crypto/sha256"
	"time"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/review"
)

// arrived reports that a person's draft is in the library as it is, at an id, and that its ledger has it as theirs since it
// was saved: it was submitted, and something kept the draft from being marked so.
func arrived(b *review.Board, me account.Person, t *draft.Draft, id string) (*review.Status, bool) {
	digest := review.Digest([]byte(t.Text))
	st, err := b.Load(id)
	if err != nil || st.File == "" || st.Digest != digest {
		return nil, false
	}
	for _, e := range st.Ledger.Entries {
		if e.Do == review.DoSubmit && e.By == me.Name && e.Digest == digest && e.File() == st.File && submittedSince(t, digest, e.At) {
			return st, true
		}
	}
	return nil, false
}

// submittedSince reports whether a submission at that time can be that of a draft. One that is still the library's text it
// began from was perhaps submitted before it began, within the same second.
func submittedSince(t *draft.Draft, digest string, at time.Time) bool {
	if t.Base == digest {
		return at.After(t.Updated)
	}
	return !at.Before(t.Updated.Truncate(time.Second))
}

// find marks a draft as submitted that has arrived, wherever that is.
func (d *desk) find(ctx context.Context, me account.Person, t *draft.Draft) (found *draft.Draft, ok bool, err error) {
	if t.State != draft.Open {
		return t, false, nil
	}
	b := d.board()
	for _, id := range d.idsOf(t) {
		if st, ok := arrived(b, me, t, id); ok {
			found, err := d.Drafts.Submit(ctx, t.ID, t.Version, id, st.File, st.Digest)
			return found, err == nil, err
		}
	}
	return t, false, nil
}

// idsOf are the documents that a draft may have become. Its text is written as signatures see it, so that the hash of its
// file is known.
func (d *desk) idsOf(t *draft.Draft) []string {
	if t.Document != "" {
		return []string{t.Document}
	}
	hash := sha256.Sum256([]byte(normal([]byte(t.Text))))
	var ids []string
	for _, text := range d.Library().Texts() {
		if text.Hash == hash {
			ids = append(ids, content.FileID(text.File))
		}
	}
	return ids
}
