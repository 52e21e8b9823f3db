package desk

import (
	"context"
	"errors"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"

	"yanxi/content"
	"yanxi/content/starter"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/publish"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// submitting asks where a text goes, and says what is wrong with it before others read it.
func (d *desk) submitting(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, err := d.openDraft(r, me)
	if err != nil {
		return err
	}
	t, found, err := d.find(r.Context(), me, t)
	switch {
	case err != nil:
		return err
	case found:
		d.Lead(w, r, foundURL(t))
		return nil
	}
	p, err := d.submitPage(r, t)
	if err != nil {
		return err
	}
	d.Render(w, r, "desk-submit", p, http.StatusOK)
	return nil
}

func (d *desk) submitPage(r *http.Request, t *draft.Draft) (ui.DeskSubmitPage, error) {
	words := d.Words()
	title := words.T("desk.submit.title")
	p := ui.DeskSubmitPage{
		Layout: d.page(title, ui.Link{Text: d.deskText(t).Text, URL: editURL(t.ID)}), Heading: title, Action: editURL(t.ID) + "submit",
		Text: d.deskText(t).Text, Version: t.Version, Back: ui.Link{Text: words.T("desk.back.text"), URL: editURL(t.ID)},
	}
	checked, err := d.check(r, t, t.Text)
	if err != nil {
		return p, err
	}
	p.Counts, p.Found = checked.Counts, len(checked.Findings) > 0
	for _, f := range checked.Findings {
		p.Errors = p.Errors || f.Level == string(content.LevelError)
	}
	if t.File != "" {
		p.File = t.File
		return p, nil
	}
	doc := d.Library().Glance("notes/new.md", []byte(t.Text))
	p.Untitled = d.titleOf(t.Text) == ""
	proposed := d.proposedFile(doc)
	p.Name = strings.TrimSuffix(path.Base(proposed), ".md")
	p.Folder = path.Dir(proposed)
	if doc.Kind == content.KindCourse { // courses/NAME/index.md
		p.Name, p.Folder = path.Base(path.Dir(proposed)), path.Dir(path.Dir(proposed))
	}
	p.Folders = d.folders(p.Folder)
	return p, nil
}

// mostFolders bounds the folders that are offered.
const mostFolders = 300

// folders are where texts can go: courses by their titles, then the other folders that hold texts. One more is
// offered whether it is there or not.
func (d *desk) folders(proposed string) []ui.DeskOption {
	var courses, others []ui.DeskOption
	seen := map[string]bool{}
	for _, doc := range d.Library().Documents() {
		dir := path.Dir(doc.File)
		if doc.Kind == content.KindCourse && dir != "." && !seen[dir] {
			seen[dir] = true
			courses = append(courses, ui.DeskOption{Value: dir, Text: d.Words().T("desk.submit.course", doc.Title, dir)})
		}
	}
	for _, doc := range d.Library().Documents() {
		if dir := path.Dir(doc.File); dir != "." && !seen[dir] {
			seen[dir] = true
			others = append(others, ui.DeskOption{Value: dir, Text: dir})
		}
	}
	if !seen[proposed] {
		others = append(others, ui.DeskOption{Value: proposed, Text: proposed})
	}
	slices.SortFunc(others, func(a, b ui.DeskOption) int { return strings.Compare(a.Value, b.Value) })
	all := slices.Concat(courses, others)
	return all[:min(len(all), mostFolders)]
}

// fileName is what a text may be called: what is read aloud, typed and kept on any system.
var fileName = regexp.MustCompile(`^[a-z0-9\p{Han}][a-z0-9\p{Han}_-]{0,59}$`)

// place is where a new text goes by what was chosen; empty if that cannot be.
func (d *desk) place(t *draft.Draft, folder, name string) string {
	doc := d.Library().Glance("notes/new.md", []byte(t.Text))
	known := slices.ContainsFunc(d.folders(path.Dir(d.proposedFile(doc))), func(o ui.DeskOption) bool { return o.Value == folder })
	course := doc.Kind == content.KindCourse
	if file, ok := starter.File(string(doc.Kind), "x"); ok && course && folder == path.Dir(path.Dir(file)) {
		known = true
	}
	if !known || !fileName.MatchString(name) || starter.IsDevice(name) || name == "index" || name == "readme" {
		return ""
	}
	if course {
		return path.Join(folder, name, "index.md")
	}
	return path.Join(folder, name+".md")
}

// submit writes a text with its pictures into the library, to be decided about.
func (d *desk) submit(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, err := d.openDraft(r, me)
	if err != nil {
		return err
	}
	if err := form(w, r); err != nil {
		return err
	}
	p, err := d.submitPage(r, t)
	if err != nil {
		return err
	}
	p.Comment = r.FormValue("comment")
	again := func(status int, key string, args ...any) error {
		p.Wrong = d.Words().T(key, args...)
		d.Render(w, r, "desk-submit", p, status)
		return nil
	}
	file := t.File
	if file == "" {
		p.Folder, p.Name = r.FormValue("folder"), strings.TrimSpace(r.FormValue("name"))
		file = d.place(t, p.Folder, p.Name)
		switch {
		case p.Untitled:
			return again(http.StatusUnprocessableEntity, "desk.submit.untitled")
		case file == "":
			return again(http.StatusUnprocessableEntity, "desk.submit.badname")
		}
	}
	put, err := d.put(r, me, t, file, p.Comment)
	var conflict *publish.Conflict
	switch {
	case errors.Is(err, errTaken):
		return again(http.StatusConflict, "desk.submit.taken", file)
	case errors.As(err, &conflict) && t.Base == "":
		return again(http.StatusConflict, "desk.submit.taken", file)
	case isRefused(err, review.IsDraft):
		return again(http.StatusUnprocessableEntity, "desk.submit.isdraft")
	case errors.As(err, &conflict):
		return d.libraryConflict(w, r, t, conflict.Theirs)
	case err != nil:
		return err
	}
	_, err = d.Drafts.Submit(context.WithoutCancel(r.Context()), t.ID, t.Version, put.id, file, put.digest)
	var saved *draft.Conflict
	switch {
	case errors.As(err, &saved):
		return problem{status: http.StatusConflict, key: "savedmeanwhile", back: d.backTo(t)}
	case err != nil:
		return err
	}
	if put.before {
		d.Lead(w, r, foundURL(t))
		return nil
	}
	d.Lead(w, r, editURL(t.ID)+"submitted")
	return nil
}

// foundURL is the page that says of a draft that it was submitted before.
func foundURL(t *draft.Draft) string { return editURL(t.ID) + "submitted?before" }

// isRefused reports whether nothing was decided for one of the reasons.
func isRefused(err error, reasons ...review.Reason) bool {
	var refused *review.Error
	return errors.As(err, &refused) && slices.Contains(reasons, refused.Reason)
}

// errTaken says that a new text cannot have the name of another.
var errTaken = errors.New("there is a text of that name")

// submitted says what became of a text that was submitted, and what comes next.
func (d *desk) submitted(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, err := d.draftOf(r, me)
	if err != nil {
		return err
	}
	if t.State == draft.Open {
		d.Lead(w, r, editURL(t.ID))
		return nil
	}
	words := d.Words()
	title, said := words.T("desk.submitted.title"), words.Quoting("desk.submitted.text", d.deskText(t).Text)
	if r.URL.Query().Has("before") {
		title, said = words.T("desk.submitted.before.title"), words.T("desk.submitted.before")+said
	}
	d.Render(w, r, "desk-message", ui.DeskMessagePage{
		Layout: d.page(title), Heading: title, Text: said,
		Links: []ui.Link{{Text: words.T("desk.back"), URL: Path}, {Text: words.T("desk.submitted.look"), URL: editURL(t.ID)}},
	}, http.StatusOK)
	return nil
}
