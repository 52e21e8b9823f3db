package desk

import (
	"net/http"
	"path"
	"slices"
	"strings"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/ui"
)

// A checkedText is what is wrong with a text, in the words of the site.
type checkedText struct {
	Findings []ui.DeskFinding `json:"findings"`
	Counts   string           `json:"counts"`
	Comments []ui.DeskComment `json:"comments,omitempty"` // of who sent it back, where their lines are now
}

// mostFindings bounds what is said of one text.
const mostFindings = 300

// check finds what is wrong with a text where the draft stands: as a file of the library, and by the gates.
func (d *desk) check(r *http.Request, t *draft.Draft, text string) (checkedText, error) {
	file := d.fileOf(t)
	beside, err := d.Drafts.PictureFS(r.Context(), t.ID)
	if err != nil {
		return checkedText{}, err
	}
	src := []byte(text)
	lib, doc, err := d.Library().With(file, src, beside)
	if err != nil {
		return checkedText{}, err
	}
	gates := d.gates()
	found := slices.Concat(lib.CheckDocument(r.Context(), doc), gates.Check(file, src))
	content.SortFindings(found)
	uses := map[content.Finding]string{}
	for _, c := range gates.Corrections(file, src) {
		uses[c.Finding] = c.Use
	}
	body, err := lib.Read(doc)
	if err != nil {
		return checkedText{}, err
	}
	out := d.inWords(found, uses)
	d.addWaivers(&out, found, body.FirstLine)
	return out, nil
}

// addWaivers adds to what a gate found how to let it stand; first is the line on which the text begins, below its front
// matter. What is only to be looked at needs no waiver, and one that is wrong is not waived by another.
func (d *desk) addWaivers(out *checkedText, found []content.Finding, first int) {
	for i := range out.Findings {
		f := found[i]
		if f.Gate == "" || f.Level == content.LevelInfo || strings.HasPrefix(f.Rule, "waiver-") {
			continue
		}
		key := "desk.waive"
		if f.Line < first {
			key = "desk.waive.front"
		}
		waive := d.Words().T(key, f.Rule)
		if f.Suggestion != "" {
			waive = d.Words().T("desk.waive.or", f.Suggestion, waive)
		}
		out.Findings[i].Suggestion = waive
	}
}

// gates are the rules of the library, which are read anew when it is.
func (d *desk) gates() *content.Gates {
	lib := d.Library()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.gatesOf != lib {
		d.gatesOf = lib
		d.compiled, _ = lib.Gates()
	}
	return d.compiled
}

// inWords puts findings into the words of a page. Lines count from 1; those of the whole text are 0.
func (d *desk) inWords(found []content.Finding, uses map[content.Finding]string) checkedText {
	words := d.Words()
	out := checkedText{Findings: []ui.DeskFinding{}}
	levels := map[content.Level]int{}
	for _, f := range found {
		levels[f.Level]++
		if len(out.Findings) == mostFindings {
			continue
		}
		use, fixable := uses[f]
		item := ui.DeskFinding{
			Line: f.Line, Column: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn,
			Level: string(f.Level), LevelLabel: words.T("desk.level." + string(f.Level)), Gate: f.Gate,
			Message: f.Message, Suggestion: f.Suggestion, Use: use, Fixable: fixable,
		}
		if f.Gate != "" {
			item.GateLabel = words.T("desk.gate." + f.Gate)
		}
		out.Findings = append(out.Findings, item)
	}
	out.Counts = d.countsInWords(levels)
	return out
}

// countsInWords says how many findings there are of each level, the worst first.
func (d *desk) countsInWords(levels map[content.Level]int) string {
	words := d.Words()
	var parts []string
	for _, l := range []struct {
		level content.Level
		key   string
	}{{content.LevelError, "deskreview.errors"}, {content.LevelWarning, "deskreview.warnings"}, {content.LevelInfo, "deskreview.infos"}} {
		if n := levels[l.level]; n > 0 {
			parts = append(parts, words.T(l.key, n))
		}
	}
	said := strings.Join(parts, words.T("desk.counts.and"))
	switch {
	case said == "":
		return words.T("desk.counts.none")
	case levels[content.LevelError] == 0:
		return words.T("desk.counts.some", said)
	}
	return words.T("desk.counts.errors", said)
}

// checking answers the editor's script with what is wrong with a text that it may not have saved yet.
func (d *desk) checking(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, text, err := d.received(w, r, me)
	if err != nil {
		return err
	}
	checked, err := d.check(r, t, text)
	if err != nil {
		return err
	}
	checked.Comments = d.returnedWith(t, text)
	writeJSON(w, http.StatusOK, checked)
	return nil
}

// received reads what was written of a draft. The error is [draft.ErrLong] for more than is kept.
func (d *desk) received(w http.ResponseWriter, r *http.Request, me account.Person) (*draft.Draft, string, error) {
	t, err := d.draftOf(r, me)
	if err != nil {
		return nil, "", err
	}
	if err := form(w, r); err != nil {
		return nil, "", err
	}
	text := typed(r.FormValue("text"))
	if len(text) > draft.MaxText {
		return nil, "", draft.ErrLong
	}
	return t, text, nil
}

// preview is the page of a text: of what is kept, or of what is sent.
func (d *desk) preview(w http.ResponseWriter, r *http.Request, me account.Person) error {
	still := r.URL.Query().Has("still")
	if r.Method != http.MethodPost {
		t, err := d.draftOf(r, me)
		if err != nil {
			return err
		}
		return d.showPreview(w, r, t, t.Text, still)
	}
	t, text, err := d.received(w, r, me)
	if err != nil {
		return err
	}
	return d.showPreview(w, r, t, text, still)
}

func (d *desk) showPreview(w http.ResponseWriter, r *http.Request, t *draft.Draft, text string, still bool) error {
	beside, err := d.Drafts.PictureFS(r.Context(), t.ID)
	if err != nil {
		return err
	}
	list, err := d.Drafts.Pictures(r.Context(), t.ID)
	if err != nil {
		return err
	}
	file := d.fileOf(t)
	at := map[string]string{}
	for _, p := range list {
		at[pathURL(path.Join(path.Dir(file), p.Name))] = editURL(t.ID) + "pictures/" + p.Name
	}
	page, err := d.Preview(r.Context(), Preview{File: file, Text: []byte(text), Pictures: beside, Still: still, Address: func(a string) string {
		if to, ok := at[a]; ok {
			return to
		}
		return d.atWork(a)
	}})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(page)
	return nil
}
