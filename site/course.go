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
	a.Minutes = 0 // what is said is how long its material takes
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
	if study := e.study(d, 0); len(study.Steps) > 0 {
		p.Study = &study
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
	shown := 0
	step := func(u *ui.Unit, doc *content.Document) {
		item := e.item(doc)
		item.Minutes = e.minutesWithin(doc, shown)
		u.Items = append(u.Items, item)
		u.Minutes += item.Minutes
		shown++
	}
	finish := func(u ui.Unit) {
		if len(u.Items) > 0 {
			u.Length = e.length(len(u.Items), u.Minutes)
		}
		out = append(out, u)
	}
	for _, u := range d.Course.Units {
		unit := ui.Unit{Title: u.Title, Lecturer: u.Lecturer}
		for _, id := range u.Documents {
			if doc := e.lib.Document(id); doc != nil {
				step(&unit, doc)
				named[id] = true
			}
		}
		finish(unit)
	}
	var rest ui.Unit
	for _, doc := range e.lib.Material(d) {
		if !named[doc.ID] {
			step(&rest, doc)
		}
	}
	if len(rest.Items) > 0 {
		finish(rest)
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
