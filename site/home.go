package site

import (
	"cmp"
	"slices"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/ui"
)

const (
	homeCases   = 6
	homeCourses = 6
	homeNew     = 8
)

func (e *Edition) homePage() (*Page, error) {
	settings := e.lib.Settings()
	p := ui.HomePage{
		Layout:  e.layout("", settings.Description, pathHome),
		Heading: e.Name(),
		Lead:    settings.Description,
		Kinds:   e.kindCounts(),
	}
	switch {
	case len(e.lib.Documents()) > 0:
	case e.options.Reviewed:
		p.Empty = e.ui.T("home.empty.reviewed")
	default:
		p.Empty = e.ui.T("home.empty")
	}
	byKind := e.facets().terms[index.FacetKind]
	courses := byKind[string(content.KindCourse)]
	if paths := paths(e.lib); len(paths) > 0 {
		start := e.study(paths[0], 0)
		p.Start = &start
		courses = slices.DeleteFunc(slices.Clone(courses), func(d *content.Document) bool { return d == paths[0] })
	}
	p.Ways = e.homeWays(len(byKind[string(content.KindCase)]), len(courses) > 0 || p.Start != nil)
	p.Courses = e.items(first(courses, homeCourses))
	p.Cases = e.items(first(byKind[string(content.KindCase)], homeCases))
	p.Fields = e.countsAmong(index.FacetField, byKind[string(content.KindCase)])
	p.New = e.items(first(e.latest(), homeNew))
	var until time.Time
	if d := e.lib.Document("index"); d != nil {
		if body, err := e.lib.Read(d); err == nil {
			features := body.Features()
			p.Math, p.Mermaid, p.Code = features.Math, features.Mermaid, features.Code
			if d.Quiz {
				withQuizzes(&p.Layout)
			}
			p.Intro, until = e.body(d, body)
		}
		p.Lead = cmp.Or(d.Summary, p.Lead)
	}
	if p.Roles = e.homeRoles(); len(p.Roles) > 0 {
		p.Scripts = append(p.Scripts, "roles.js")
	}
	popularUntil, outdated := e.fillPopular(&p)
	page, err := e.render("home", p)
	if err != nil {
		return nil, err
	}
	page.Until, page.Outdated = sooner(until, popularUntil), outdated
	return page, nil
}

// homeWays lead on from what a new reader begins with, as far as there is anything.
func (e *Edition) homeWays(cases int, courses bool) []ui.Link {
	var out []ui.Link
	if e.hasQuizzes() {
		out = append(out, ui.Link{Text: e.ui.T("daily.title"), URL: pathDaily})
	}
	if cases > 0 {
		out = append(out, ui.Link{Text: e.ui.T("home.all.cases"), URL: facetURL(index.FacetKind, string(content.KindCase))})
	}
	if cases > 1 {
		out = append(out, ui.Link{Text: e.ui.T("compare.title"), URL: pathCompare})
	}
	if courses {
		out = append(out, ui.Link{Text: e.ui.T("progress.title"), URL: pathProgress})
	}
	return out
}

// latest lists documents by their last change, the library's own first page aside.
func (e *Edition) latest() []*content.Document {
	docs := slices.DeleteFunc(slices.Clone(e.lib.Documents()), func(d *content.Document) bool { return d.ID == "index" })
	slices.SortStableFunc(docs, func(a, b *content.Document) int {
		return cmp.Or(changed(b).Compare(changed(a)), cmp.Compare(a.ID, b.ID))
	})
	return docs
}

// changed is when a document was last changed as far as its author says.
func changed(d *content.Document) time.Time {
	if d.Updated.After(d.Date) {
		return d.Updated
	}
	return d.Date
}

func first[T any](s []T, n int) []T { return s[:min(n, len(s))] }
