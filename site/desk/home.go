package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/report"
	"yanxi/site/ui"
)

// home is what a trainer has on the desk.
func (d *desk) home(w http.ResponseWriter, r *http.Request, me account.Person) error {
	list, err := d.Drafts.List(r.Context(), me.Name)
	if err != nil {
		return err
	}
	words := d.Words()
	p := ui.DeskPage{Layout: d.page(words.T("desk.title")), Heading: words.T("desk.heading", me.Called()), Tabs: d.tabs(me, Path)}
	d.addDrafts(&p, list)
	d.addReport(r, &p, me, list)
	d.Render(w, r, "desk", p, http.StatusOK)
	return nil
}

func (d *desk) deskText(t *draft.Draft) ui.DeskText {
	words := d.Words()
	title := t.Title
	if title == "" {
		title = words.T("desk.untitled")
	}
	return ui.DeskText{
		Link: ui.Link{Text: title, URL: editURL(t.ID)}, Change: t.Base != "",
		Note: words.T("desk.saved", d.clock(t.Updated)), Remove: editURL(t.ID) + "delete",
	}
}

// clock is a time in words, in the library's zone.
func (d *desk) clock(t time.Time) string {
	zone := d.Library().Settings().Location
	t, now := t.In(zone), d.Now().In(zone)
	switch {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format(d.Words().T("desk.format.day"))
	}
	return t.Format(d.Words().T("desk.format.year"))
}

func editURL(id string) string { return "/desk/edit/" + url.PathEscape(id) + "/" }

// newURL begins a text of a kind with a title.
func newURL(kind, title string) string {
	return "/desk/new?" + url.Values{"kind": {kind}, "title": {title}}.Encode()
}

// Bounds of the lists on the desk.
const (
	mostWanted   = 8
	mostMaterial = 30
)

// addReport adds what readers want, and how the person's texts do. Without a report the page has neither.
func (d *desk) addReport(r *http.Request, p *ui.DeskPage, me account.Person, drafts []*draft.Draft) {
	mine := d.materialOf(me, drafts)
	var made *report.Report
	if d.Report != nil {
		period, _ := report.ParsePeriod(report.Month, d.Now().In(d.Library().Settings().Location)) // a name is always one
		var err error
		if made, err = d.Report(r.Context(), period); err != nil {
			d.Log.Warn("desk: no report", "error", err)
			p.NoReport = d.Words().T("desk.noreport")
		}
	}
	counts := map[string]report.Document{}
	if made != nil {
		for _, need := range made.Needs.Missing[:min(len(made.Needs.Missing), mostWanted)] {
			p.Wanted = append(p.Wanted, ui.DeskWanted{Text: need.Text, Count: need.WithoutResult, URL: newURL("note", need.Text)})
		}
		for _, doc := range made.Documents {
			counts[doc.ID] = doc
		}
		p.Counted = true
	}
	for _, doc := range mine {
		m := ui.DeskMaterial{
			Link: ui.Link{Text: doc.Title, URL: documentURL(doc.ID)}, Kind: string(doc.Kind), KindLabel: d.Words().Label("kind", string(doc.Kind)),
			Edit: ChangeURL(doc.ID),
		}
		if c, ok := counts[doc.ID]; ok {
			m.Reads, m.Likes, m.Dislikes = c.Counts.Reads.Now, c.Counts.Likes.Now, c.Counts.Dislikes.Now
		}
		p.Material = append(p.Material, m)
	}
	slices.SortStableFunc(p.Material, func(a, b ui.DeskMaterial) int { return b.Reads - a.Reads })
	if len(p.Material) > mostMaterial {
		p.Material, p.MoreMaterial = p.Material[:mostMaterial], len(p.Material)-mostMaterial
	}
}

// materialOf are the texts that readers see which a person wrote or keeps.
func (d *desk) materialOf(me account.Person, drafts []*draft.Draft) []*content.Document {
	submitted := map[string]bool{}
	for _, t := range drafts {
		if t.State == draft.Submitted {
			submitted[t.Document] = true
		}
	}
	var out []*content.Document
	for _, doc := range d.Shown().Documents() {
		if submitted[doc.ID] || isNamed(me, doc.Owner) || slices.ContainsFunc(doc.Authors, func(a string) bool { return isNamed(me, a) }) {
			out = append(out, doc)
		}
	}
	return out
}

// isNamed reports whether a name in a text is that of a person.
func isNamed(p account.Person, name string) bool {
	return name != "" && (name == p.Name || name == p.Display)
}

// ChangeURL is where a change of a document begins.
func ChangeURL(id string) string { return "/desk/edit?" + url.Values{"document": {id}}.Encode() }

// documentURL is the path of a document's page.
func documentURL(id string) string {
	if id == "index" {
		return "/"
	}
	return pathURL(id) + "/"
}

// pathURL is the address of a path in the library, each part of it encoded.
func pathURL(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return "/" + strings.Join(parts, "/")
}
