package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"yanxi/site/account"
	"yanxi/site/diff"
	"yanxi/site/draft"
	"yanxi/site/ui"
)

// history lists what a draft was, and shows one version beside what it is now.
func (d *desk) history(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, err := d.draftOf(r, me)
	if err != nil {
		return err
	}
	list, err := d.Drafts.History(r.Context(), t.ID)
	if err != nil {
		return err
	}
	words := d.Words()
	title := words.T("desk.history.title")
	p := ui.DeskHistoryPage{
		Layout: d.page(title, ui.Link{Text: d.deskText(t).Text, URL: editURL(t.ID)}), Heading: title, Action: editURL(t.ID) + "history",
		Version: t.Version, Back: ui.Link{Text: words.T("desk.back.text"), URL: editURL(t.ID)}, Locked: t.State != draft.Open,
	}
	shown, _ := strconv.ParseInt(r.URL.Query().Get("version"), 10, 64)
	for _, v := range list {
		p.Versions = append(p.Versions, ui.DeskVersion{
			NavLink: ui.NavLink{Link: ui.Link{Text: d.clock(v.At), URL: editURL(t.ID) + "history?" + url.Values{"version": {strconv.FormatInt(v.Version, 10)}}.Encode()}, Current: v.Version == shown},
			Title:   v.Title, Now: v.Version == t.Version,
		})
	}
	if shown > 0 {
		past, err := d.Drafts.Past(r.Context(), t.ID, shown)
		if err != nil {
			return err
		}
		p.Shown, p.ShownLabel = past.Version, d.clock(past.At)
		p.Same = sameText(past.Text, t.Text)
		p.Comparison = compared(diff.Texts(past.Text, t.Text), commentary{})
	}
	d.Render(w, r, "desk-history", p, http.StatusOK)
	return nil
}

// restore makes a past version what the draft is.
func (d *desk) restore(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, err := d.draftOf(r, me)
	if err != nil {
		return err
	}
	if err := form(w, r); err != nil {
		return err
	}
	version, err := strconv.ParseInt(r.FormValue("version"), 10, 64)
	past, err2 := strconv.ParseInt(r.FormValue("past"), 10, 64)
	if errors.Join(err, err2) != nil {
		return problem{status: http.StatusBadRequest, key: "unreadable"}
	}
	_, err = d.Drafts.Restore(r.Context(), t.ID, version, past)
	var conflict *draft.Conflict
	if errors.As(err, &conflict) {
		return d.conflict(w, r, conflict)
	}
	if err != nil {
		return err
	}
	d.Lead(w, r, editURL(t.ID)+"?saved")
	return nil
}

// sameText reports whether two texts say the same to a reader of the library.
func sameText(a, b string) bool { return strings.TrimRight(a, "\n") == strings.TrimRight(b, "\n") }
