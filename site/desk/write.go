package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"yanxi/content"
	"yanxi/content/starter"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// maxForm bounds what a form of a text may send, in bytes: a text of [draft.MaxText] in
// the longest of its encodings.
const maxForm = 4 * draft.MaxText

// form reads the fields of a form that a browser sends.
func form(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	err := r.ParseMultipartForm(maxForm) //nolint:gosec // bounded by the line above
	if errors.Is(err, http.ErrNotMultipart) {
		err = nil // ParseForm has read it
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return draft.ErrLong
	case err != nil:
		return problem{status: http.StatusBadRequest, key: "unreadable"}
	}
	return nil
}

// typed is what a field of a form says, with the line ends that texts have.
func typed(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// draftOf is the draft that an address names, if it is the person's own.
func (d *desk) draftOf(r *http.Request, me account.Person) (*draft.Draft, error) {
	t, err := d.Drafts.Get(r.Context(), r.PathValue("draft"))
	if err == nil && t.Owner != me.Name {
		return nil, draft.ErrUnknown
	}
	return t, err
}

// openDraft is that draft while it can be changed; else the error is [draft.ErrSubmitted].
func (d *desk) openDraft(r *http.Request, me account.Person) (*draft.Draft, error) {
	t, err := d.draftOf(r, me)
	if err == nil && t.State != draft.Open {
		return nil, draft.ErrSubmitted
	}
	return t, err
}

// fileOf is where a draft's text stands in the library, or would by its kind and title.
func (d *desk) fileOf(t *draft.Draft) string {
	if t.File != "" {
		return t.File
	}
	return d.proposedFile(d.Library().Glance("notes/new.md", []byte(t.Text)))
}

func (d *desk) proposedFile(doc *content.Document) string {
	name := slug(doc.Title)
	switch {
	case name == "":
		name = "new"
	case starter.IsDevice(name):
		name += "-1"
	}
	file, ok := starter.File(string(doc.Kind), name)
	if !ok {
		file, _ = starter.File(starter.KindNote, name)
	}
	return file
}

// titleOf is the title that a text has, without what would be made up from its file's name.
func (d *desk) titleOf(text string) string {
	const file = "notes/untitled-draft.md"
	title := d.Library().Glance(file, []byte(text)).Title
	if title == strings.TrimSuffix(path.Base(file), ".md") {
		return ""
	}
	return title
}

// edit is the editor.
func (d *desk) edit(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, st, found, err := d.reopen(r, me)
	switch {
	case err != nil:
		return err
	case found:
		d.Lead(w, r, foundURL(t))
		return nil
	}
	p, err := d.editor(r, t)
	if err != nil {
		return err
	}
	d.addFate(&p, t, st)
	if r.URL.Query().Has("saved") {
		p.Notice = d.Words().T("desk.edit.saved", d.clock(t.Updated))
	}
	d.Render(w, r, "desk-edit", p, http.StatusOK)
	return nil
}

// editor fills the page of a draft.
func (d *desk) editor(r *http.Request, t *draft.Draft) (ui.DeskEditPage, error) {
	words := d.Words()
	title := t.Title
	if title == "" {
		title = words.T("desk.untitled")
	}
	p := ui.DeskEditPage{
		Layout: d.page(title), Heading: title, Action: editURL(t.ID), Who: t.Owner, Version: t.Version, Text: t.Text,
		File: d.fileOf(t), Decided: t.File != "", Saved: words.T("desk.saved", d.clock(t.Updated)),
		MaxText: draft.MaxText, MaxPicture: draft.MaxPicture >> 20, Locked: t.State == draft.Submitted, Removable: t.State == draft.Open,
	}
	p.Scripts = append(p.Scripts, "unsaved.js", "editor.js", "editor-keep.js", "editor-look.js", "editor-check.js")
	if doc := d.Library().Document(t.Document); doc != nil && t.Document != "" {
		p.Document = &ui.Link{Text: doc.Title, URL: documentURL(doc.ID)}
	}
	pictures, err := d.Drafts.Pictures(r.Context(), t.ID)
	if err != nil {
		return p, err
	}
	for _, picture := range pictures {
		p.Pictures = append(p.Pictures, ui.DeskPicture{
			Name: picture.Name, URL: editURL(t.ID) + "pictures/" + picture.Name, Size: words.T("desk.picture.size", (picture.Size+1023)>>10),
			Used: strings.Contains(t.Text, picture.Name),
		})
	}
	if p.Imported, err = d.imported(r.Context(), t); err != nil {
		return p, err
	}
	checked, err := d.check(r, t, t.Text)
	if err != nil {
		return p, err
	}
	p.Findings, p.Counts = checked.Findings, checked.Counts
	return p, nil
}

// save keeps what was written, and goes on to what was asked for: the page again, the findings,
// or submitting. Looking at the page (do=preview) saves nothing.
func (d *desk) save(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, text, err := d.received(w, r, me)
	if err != nil {
		return err
	}
	if r.FormValue("do") == "preview" {
		return d.showPreview(w, r, t, text, false)
	}
	version, err := strconv.ParseInt(r.FormValue("version"), 10, 64)
	if err != nil {
		return problem{status: http.StatusBadRequest, key: "unreadable"}
	}
	saved, err := d.Drafts.Save(r.Context(), t.ID, version, d.titleOf(text), text)
	var conflict *draft.Conflict
	if errors.As(err, &conflict) {
		return d.conflict(w, r, conflict)
	}
	if err != nil {
		return err
	}
	if asksJSON(r) {
		writeJSON(w, http.StatusOK, map[string]any{
			"version": saved.Version, "title": saved.Title, "said": d.Words().T("desk.edit.saved", d.clock(saved.Updated)),
		})
		return nil
	}
	to := editURL(t.ID) + "?saved"
	switch r.FormValue("do") {
	case "seen": // what an import could not keep
		if err := d.Drafts.SetNotes(r.Context(), t.ID, nil); err != nil {
			return err
		}
	case "check":
		to = editURL(t.ID) + "?saved#findings"
	case "submit":
		to = editURL(t.ID) + "submit"
	}
	d.Lead(w, r, to)
	return nil
}

// begin asks whether a text of the library is to be changed, or goes on with the draft that does so already.
func (d *desk) begin(w http.ResponseWriter, r *http.Request, me account.Person) error {
	doc, open, err := d.toChange(r, me, r.URL.Query().Get("document"))
	if err != nil {
		return err
	}
	if open != nil {
		d.Lead(w, r, editURL(open.ID))
		return nil
	}
	title := d.Words().T("desk.change.title")
	d.Render(w, r, "desk-change", ui.DeskChangePage{
		Layout: d.page(title), Heading: title, Action: "/desk/edit", ID: doc.ID, Document: ui.Link{Text: doc.Title, URL: documentURL(doc.ID)}, File: doc.File,
	}, http.StatusOK)
	return nil
}

// change makes a draft of a text of the library.
func (d *desk) change(w http.ResponseWriter, r *http.Request, me account.Person) error {
	if err := form(w, r); err != nil {
		return err
	}
	doc, open, err := d.toChange(r, me, r.FormValue("document"))
	if err != nil {
		return err
	}
	if open == nil {
		src, err := fs.ReadFile(d.FS(), doc.File)
		if err != nil {
			return err
		}
		text := normal(src)
		open, err = d.Drafts.New(r.Context(), draft.Draft{Owner: me.Name, Document: doc.ID, File: doc.File, Title: doc.Title, Text: text, Base: review.Digest(src)})
		if err != nil {
			return err
		}
	}
	d.Lead(w, r, editURL(open.ID))
	return nil
}

// toChange finds a document and the person's draft that changes it, if there is one.
func (d *desk) toChange(r *http.Request, me account.Person, id string) (*content.Document, *draft.Draft, error) {
	list, err := d.Drafts.List(r.Context(), me.Name)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range list {
		if t.Document == id && id != "" && t.State == draft.Open {
			return nil, t, nil
		}
	}
	doc := d.Library().Document(id)
	if doc == nil {
		return nil, nil, problem{status: http.StatusNotFound, key: "gone"}
	}
	return doc, nil, nil
}

// remove asks before a draft is thrown away, and does it.
func (d *desk) remove(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, err := d.draftOf(r, me)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		if err := d.Drafts.Delete(r.Context(), t.ID); err != nil {
			return err
		}
		d.Lead(w, r, Path)
		return nil
	}
	words := d.Words()
	title := words.T("desk.remove.title")
	d.Render(w, r, "desk-confirm", ui.DeskConfirmPage{
		Layout: d.page(title), Heading: title, Text: words.Quoting("desk.remove.text", d.deskText(t).Text), Action: editURL(t.ID) + "delete",
		Button: words.T("desk.remove.yes"), Back: ui.Link{Text: words.T("desk.remove.no"), URL: editURL(t.ID)},
	}, http.StatusOK)
	return nil
}
