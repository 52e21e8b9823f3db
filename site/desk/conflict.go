package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"strconv"

	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// conflict says that a draft was saved elsewhere meanwhile, and shows both texts to choose from.
func (d *desk) conflict(w http.ResponseWriter, r *http.Request, c *draft.Conflict) error {
	words := d.Words()
	if asksJSON(r) {
		writeJSON(w, http.StatusConflict, map[string]any{"error": words.T("desk.conflict.said"), "conflict": true})
		return nil
	}
	title := words.T("desk.conflict.title")
	d.Render(w, r, "desk-conflict", ui.DeskConflictPage{
		Layout: d.page(title, ui.Link{Text: d.deskText(c.Theirs).Text, URL: editURL(c.Theirs.ID)}), Heading: title,
		Lead: words.T("desk.conflict.draft", d.clock(c.Theirs.Updated)), Action: editURL(c.Theirs.ID) + "conflict", Version: c.Theirs.Version,
		Mine: c.Text, Theirs: c.Theirs.Text, TheirsLabel: words.T("desk.conflict.theirs.draft", d.clock(c.Theirs.Updated)),
	}, http.StatusConflict)
	return nil
}

// libraryConflict says that the text in the library is not the one that a draft began from.
func (d *desk) libraryConflict(w http.ResponseWriter, r *http.Request, t *draft.Draft, theirs []byte) error {
	words := d.Words()
	title := words.T("desk.conflict.title")
	d.Render(w, r, "desk-conflict", ui.DeskConflictPage{
		Layout: d.page(title, ui.Link{Text: d.deskText(t).Text, URL: editURL(t.ID)}), Heading: title,
		Lead: words.T("desk.conflict.library"), Action: editURL(t.ID) + "conflict", Version: t.Version, Base: review.Digest(theirs),
		Mine: t.Text, Theirs: normal(theirs), TheirsLabel: words.T("desk.conflict.theirs.library"),
	}, http.StatusConflict)
	return nil
}

// settle keeps the text that was chosen, and the other among the versions.
func (d *desk) settle(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, mine, err := d.received(w, r, me)
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(r.FormValue("version"), 10, 64)
	if err != nil {
		return problem{status: http.StatusBadRequest, key: "unreadable"}
	}
	theirs, base := t.Text, r.FormValue("base")
	if base != "" {
		src, err := fs.ReadFile(d.FS(), t.File)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if review.Digest(src) != base { // changed once more
			t.Text = mine
			return d.libraryConflict(w, r, t, src)
		}
		theirs = normal(src)
	}
	saved, err := d.Drafts.Replace(r.Context(), t.ID, version, d.titleOf(mine), mine)
	if err == nil && r.FormValue("do") == "theirs" {
		saved, err = d.Drafts.Replace(r.Context(), t.ID, saved.Version, d.titleOf(theirs), theirs)
	}
	if err == nil && base != "" {
		err = d.Drafts.Rebase(r.Context(), t.ID, base)
	}
	var conflict *draft.Conflict
	switch {
	case errors.As(err, &conflict):
		conflict.Text = mine
		return d.conflict(w, r, conflict)
	case err != nil:
		return err
	}
	d.Lead(w, r, editURL(saved.ID)+"?saved")
	return nil
}
