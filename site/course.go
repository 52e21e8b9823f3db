package site

import (
	"html/template"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/index"
	"yanxi/site/ui"
)

func (e *Edition) coursePage(d *content.Document, a ui.Article) ui.CoursePage {
	c := d.Course
	p := ui.CoursePage{
		Article:  a,
		Start:    c.Start,
		End:      c.End,
		Place:    c.Place,
		Host:     c.Host,
		Audience: c.Audience,
		Taught:   inlineAll(c.Taught),
		Path:     c.Path,
		Units:    e.units(d),
	}
	p.Feed = &ui.Link{Text: e.ui.T("feed.of", d.Title), URL: feedURL(index.FacetCourse, d.ID)}
	for _, l := range c.Lecturers {
		p.Lecturers = append(p.Lecturers, ui.Lecturer{Link: e.termLink(index.FacetPerson, l.Name), Title: l.Title, Topic: l.Topic})
	}
	return p
}

// units lists a course's material unit by unit, and last what no unit names.
func (e *Edition) units(d *content.Document) []ui.Unit {
	var out []ui.Unit
	named := map[string]bool{}
	for _, u := range d.Course.Units {
		unit := ui.Unit{Title: u.Title, Lecturer: u.Lecturer}
		for _, id := range u.Documents {
			if doc := e.lib.Document(id); doc != nil {
				unit.Items = append(unit.Items, e.item(doc))
				named[id] = true
			}
		}
		out = append(out, unit)
	}
	var rest ui.Unit
	for _, doc := range e.lib.Material(d) {
		if !named[doc.ID] {
			rest.Items = append(rest.Items, e.item(doc))
		}
	}
	if len(rest.Items) > 0 {
		out = append(out, rest)
	}
	return out
}

// inlineAll renders short texts of front matter.
func inlineAll(texts []string) []template.HTML {
	out := make([]template.HTML, len(texts))
	for i, text := range texts {
		out[i] = inline(text)
	}
	return out
}

func inline(text string) template.HTML {
	return template.HTML(markdown.Inline(text)) //nolint:gosec // sanitised by content/markdown
}
