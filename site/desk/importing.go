package desk

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"yanxi/content"
	"yanxi/content/convert"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/ui"
)

// maxImport bounds a file that is imported, in bytes.
const maxImport = 32 << 20

// upload asks for a file to make a text of.
func (d *desk) upload(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	d.Render(w, r, "desk-import", d.importPage(), http.StatusOK)
	return nil
}

func (d *desk) importPage() ui.DeskImportPage {
	title := d.Words().T("desk.import.title")
	return ui.DeskImportPage{Layout: d.page(title), Heading: title, Action: "/desk/import", Most: maxImport >> 20}
}

// bring makes a draft of a file, and says what could not be kept.
func (d *desk) bring(w http.ResponseWriter, r *http.Request, me account.Person) error {
	p := d.importPage()
	again := func(status int, said, hint string) error {
		p.Wrong, p.Hint = said, hint
		d.Render(w, r, "desk-import", p, status)
		return nil
	}
	words := d.Words()
	name, src, err := uploaded(w, r)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large) || len(src) > maxImport:
		return again(http.StatusRequestEntityTooLarge, words.T("desk.import.large", maxImport>>20), "")
	case err != nil || len(src) == 0:
		return again(http.StatusUnprocessableEntity, words.T("desk.import.nothing"), "")
	}
	lib := d.Library()
	var made *convert.Result
	if turn := d.heavy.do(r.Context(), func() {
		made, err = convert.Convert(r.Context(), name, src, convert.Options{Lang: words.Lang(), Folder: pictureFolder, Zone: lib.Settings().Location})
	}); errors.Is(turn, errBusy) {
		w.Header().Set("Retry-After", "30")
		return again(http.StatusServiceUnavailable, words.T("desk.import.busy"), "")
	} else if turn != nil {
		return turn
	}
	var failed *convert.Error
	switch {
	case errors.As(err, &failed):
		said, hint := failed.Say(words.Lang())
		return again(http.StatusUnprocessableEntity, sentence(said), sentence(hint))
	case err != nil:
		return err
	}
	text := string(made.Markdown)
	if len(text) > draft.MaxText {
		return again(http.StatusRequestEntityTooLarge, words.T("desk.problem.long", draft.MaxText>>10), "")
	}
	t, notes, err := d.keepImported(r, me, text, made)
	if err != nil {
		return err
	}
	p.Notes, p.Made = notes, &ui.Link{Text: d.deskText(t).Text, URL: editURL(t.ID)}
	d.Render(w, r, "desk-import", p, http.StatusOK)
	return nil
}

// keepImported makes a draft of the text that a file became, with its pictures, and says what could not be kept.
func (d *desk) keepImported(r *http.Request, me account.Person, text string, made *convert.Result) (*draft.Draft, []ui.DeskFinding, error) {
	t, err := d.Drafts.New(r.Context(), draft.Draft{Owner: me.Name, Title: d.titleOf(text), Text: text})
	if err != nil {
		return nil, nil, err
	}
	words := d.Words()
	notes := d.inWords(made.Notes, nil).Findings
	for _, picture := range made.Pictures {
		if err := d.Drafts.AddPicture(r.Context(), t.ID, picture.Name, picture.Data); err != nil {
			said, known := problemOf(err)
			if !known {
				return nil, nil, err
			}
			notes = append(notes, ui.DeskFinding{Level: string(content.LevelWarning), LevelLabel: words.T("desk.level.warning"),
				Message: words.T("desk.import.nopicture", picture.Name), Suggestion: words.T("desk.problem."+said.key, said.args...)})
		}
	}
	d.keepNotes(r.Context(), t, notes)
	return t, notes, nil
}

// keepNotes keeps with a draft what could not be kept of its file.
func (d *desk) keepNotes(ctx context.Context, t *draft.Draft, found []ui.DeskFinding) {
	if len(found) == 0 {
		return
	}
	notes := make([]draft.Note, len(found))
	for i, f := range found {
		notes[i] = draft.Note{Line: f.Line, Level: f.Level, Message: f.Message, Suggestion: f.Suggestion}
	}
	if err := d.Drafts.SetNotes(ctx, t.ID, notes); err != nil { // they are on the page that is shown now
		d.Log.Warn("desk: what an import could not keep is told once only", "draft", t.ID, "error", err)
	}
}

// imported is what could not be kept of the file that a draft was made of.
func (d *desk) imported(ctx context.Context, t *draft.Draft) ([]ui.DeskFinding, error) {
	notes, err := d.Drafts.Notes(ctx, t.ID)
	var out []ui.DeskFinding
	for _, n := range notes {
		out = append(out, ui.DeskFinding{Line: n.Line, Level: n.Level, LevelLabel: d.Words().T("desk.level." + n.Level), Message: n.Message, Suggestion: n.Suggestion})
	}
	return out, err
}

// sentence ends what is said as a sentence.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "。") {
		return s
	}
	if s[len(s)-1] < 0x80 && !strings.ContainsFunc(s, func(r rune) bool { return r > 0x2E80 }) {
		return s + "."
	}
	return s + "。"
}

// uploaded reads the file of a form, with its name.
func uploaded(w http.ResponseWriter, r *http.Request) (name string, src []byte, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxImport+1<<20)
	if err := r.ParseMultipartForm(8 << 20); err != nil { //nolint:gosec // bounded by the line above
		return "", nil, err
	}
	f, head, err := r.FormFile("file")
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	src, err = io.ReadAll(io.LimitReader(f, maxImport+1))
	return head.Filename, src, err
}
