package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/index"
	"yanxi/site/desk"
	"yanxi/site/ui"
)

const (
	relatedCount  = 5
	folderListing = 200 // children listed on a folder's own page; the rest by the lists
)

// HTML renders a document's body with links that begin at the site's root. Where
// a quiz stands it has a link to the page.
func (e *Edition) HTML(_ context.Context, d *content.Document) (string, error) {
	body, err := e.lib.Read(d)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", d.File, err)
	}
	return body.HTML(quizLinker{quizResolver{resolver{e.lib, d}, e, body.Quizzes()}}), nil
}

// documentPage is the page of a document, by its kind.
func (e *Edition) documentPage(d *content.Document) (*Page, error) {
	body, err := e.lib.Read(d)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNotFound // deleted since the library was read
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", d.File, err)
	}
	a, until := e.article(d, body)
	page, err := e.articlePage(d, a)
	if err != nil {
		return nil, err
	}
	page.Until = until
	return page, nil
}

func (e *Edition) articlePage(d *content.Document, a ui.Article) (*Page, error) {
	switch {
	case d.Kind == content.KindCourse && d.Course != nil:
		return e.render("course", e.coursePage(d, a))
	case d.Kind == content.KindCase && d.Case != nil:
		return e.render("case", e.casePage(d, a))
	}
	return e.render("note", ui.NotePage{Article: a})
}

// article fills what the pages of all kinds have in common, and says until when
// its quizzes are what they are now.
func (e *Edition) article(d *content.Document, body *content.Body) (ui.Article, time.Time) {
	features := body.Features()
	layout := e.layout(d.Title, d.Summary, DocumentURL(d.ID), e.crumbs(d)...)
	layout.OpenGraph = "article"
	layout.Scripts = append(layout.Scripts, "place.js")
	layout.Math, layout.Mermaid, layout.Code = features.Math, features.Mermaid, features.Code
	if d.Quiz {
		withQuizzes(&layout)
	}
	text, until := e.body(d, body)
	feedback := e.feedback(d.ID, &layout)
	a := ui.Article{
		Layout:    layout,
		ID:        d.ID,
		Kind:      string(d.Kind),
		KindLabel: e.Label(index.FacetKind, string(d.Kind)),
		Heading:   d.Title,
		Summary:   d.Summary,
		TextLang:  textLang(d.Lang, e.ui.Lang()),
		Date:      d.Date,
		Updated:   d.Updated,
		ReviewBy:  d.ReviewBy,
		Overdue:   !d.ReviewBy.IsZero() && d.ReviewBy.Before(e.options.now()),
		Unit:      d.Unit,
		Owner:     d.Owner,
		People:    e.termLinks(index.FacetPerson, d.People),
		Tags:      e.termLinks(index.FacetTag, d.Tags),
		Terms:     e.termGroups(d),
		Minutes:   readingMinutes(e.lib.Sections(d, body)),
		TOC:       tableOfContents(body.Sections()),
		Body:      text,
		Feedback:  feedback,
		Answers:   e.answersOf(d),
		AnswerTo:  e.answerTo(d),
	}
	if e.options.asks() {
		a.Ask = askURL(d)
	}
	if e.options.Writing != nil && !e.options.Static {
		a.Change = desk.ChangeURL(d.ID)
	}
	if d.Status != "published" {
		a.Status = e.ui.Label("status", d.Status)
	}
	e.placeInCourse(d, &a)
	a.Routes = e.routesOf(d)
	a.Studied = d.Kind != content.KindCourse && !isFolderPage(d)
	e.folderContents(d, &a)
	a.Related = e.items(e.relatedBeyond(d))
	return a, until
}

// relatedBeyond are the documents nearest to one, without those that its page leads to
// anyway: the material of a course, the course of a text and the texts before and after it, the paths through it.
func (e *Edition) relatedBeyond(d *content.Document) []*content.Document {
	linked := map[string]bool{}
	course := e.lib.Document(courseOf(d))
	switch {
	case d.Course != nil:
		for _, m := range e.lib.Material(d) {
			linked[m.ID] = true
		}
	case course != nil:
		linked[course.ID] = true
		material := e.lib.Material(course)
		i := slices.Index(material, d)
		for _, m := range material[max(0, i-1):min(len(material), i+2)] {
			linked[m.ID] = true
		}
	}
	for _, r := range e.routesOf(d) {
		linked[r.Path.URL] = true
	}
	for _, answer := range e.lib.Answers(d.ID) {
		linked[answer.ID] = true
	}
	near := e.Related(d.ID, relatedCount+len(linked))
	return first(slices.DeleteFunc(near, func(r *content.Document) bool { return linked[r.ID] || linked[DocumentURL(r.ID)] }), relatedCount)
}

// textLang is the language of a text where it is not that of the page.
func textLang(text, page string) string {
	if text == page {
		return ""
	}
	return text
}

// crumbs lead from the home page to the folder above a document.
func (e *Edition) crumbs(d *content.Document) []ui.Link {
	return e.folderCrumbs(path.Dir(d.ID))
}

func (e *Edition) folderCrumbs(folder string) []ui.Link {
	var out []ui.Link
	for ; folder != "." && folder != "/" && folder != ""; folder = path.Dir(folder) {
		text := path.Base(folder)
		if page := e.lib.Document(folder); page != nil {
			text = page.Title
		}
		out = append(out, ui.Link{Text: text, URL: DocumentURL(folder)})
	}
	slices.Reverse(out)
	return out
}

func (e *Edition) termGroups(d *content.Document) []ui.TermGroup {
	var out []ui.TermGroup
	for _, v := range e.lib.Vocabularies() {
		if terms := d.Terms[v.Name]; len(terms) > 0 {
			out = append(out, ui.TermGroup{Label: e.facetLabel(v.Name), Terms: e.termLinks(v.Name, terms)})
		}
	}
	return out
}

// placeInCourse links a course's material in teaching order.
func (e *Edition) placeInCourse(d *content.Document, a *ui.Article) {
	course := e.lib.Document(courseOf(d))
	if course == nil {
		return
	}
	a.Course = &ui.Link{Text: course.Title, URL: DocumentURL(course.ID)}
	material := e.lib.Material(course)
	i := slices.Index(material, d)
	if i > 0 {
		a.Prev = &ui.Link{Text: material[i-1].Title, URL: DocumentURL(material[i-1].ID)}
	}
	if i >= 0 && i+1 < len(material) {
		a.Next = &ui.Link{Text: material[i+1].Title, URL: DocumentURL(material[i+1].ID)}
	}
}

// folderContents lists what is in a folder on the folder's own page. A course
// has its material instead.
func (e *Edition) folderContents(d *content.Document, a *ui.Article) {
	if d.Kind == content.KindCourse || !isFolderPage(d) {
		return
	}
	docs, folders := e.lib.Children(d.ID)
	a.Children = e.items(docs[:min(len(docs), folderListing)])
	a.Folders = e.folderCounts(folders)
}

func isFolderPage(d *content.Document) bool {
	return d.ID != "index" && strings.HasPrefix(d.File, d.ID+"/")
}

func tableOfContents(sections []markdown.Section) []ui.TOCEntry {
	var out []ui.TOCEntry
	for _, s := range sections {
		if s.Level == 2 || s.Level == 3 {
			out = append(out, ui.TOCEntry{Text: s.Heading, Anchor: s.Anchor, Level: s.Level})
		}
	}
	return out
}

// when puts a date in words, or says nothing.
func (e *Edition) when(t time.Time) string { return e.ui.Day(t) }
