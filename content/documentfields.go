package content

import (
	"slices"
	"strings"
	"time"

	"yanxi/content/markdown"
)

// documentFields reads the front matter of one document.
type documentFields struct {
	fields
	*fileParser
}

// fill sets what the keys say.
func (f *documentFields) fill(e *entry) {
	d := &e.doc
	f.publication(e)
	d.Kind = f.kind()
	d.Title = oneLine(f.text("title"))
	if s := f.text("summary", "description"); s != "" {
		d.Summary = oneLine(markdown.PlainText(s))
	}
	f.dates(d)
	d.Authors = f.names("author", "authors")
	d.People = append(slices.Clone(d.Authors), f.names("people")...)
	d.Unit, d.Owner = oneLine(f.text("unit")), oneLine(f.text("owner"))
	d.Tags = f.tags()
	for _, v := range f.vocabularies {
		if terms := f.terms(v.Name, f.root.get(v.Name)); len(terms) > 0 {
			if d.Terms == nil {
				d.Terms = map[string][]string{}
			}
			d.Terms[v.Name] = terms
		}
	}
	d.Weight = f.number("weight", "order", "sidebar_position", "nav_order")
	f.addresses(e)
	d.Lang = f.language()
	f.answerFields(e)
	switch d.Kind {
	case KindCourse:
		d.Course, e.units = f.courseFacts()
		d.People = append(d.People, d.Course.people()...)
		if d.Date.IsZero() {
			d.Date = d.Course.Start
		}
	case KindCase:
		d.Case = f.caseFacts()
		if d.Date.IsZero() {
			d.Date = d.Case.outbreak()
		}
	}
	d.People = unique(d.People)
	d.Meta = f.rest()
}

// outbreak is the day of the event as far as the timeline tells it.
func (c *Case) outbreak() time.Time {
	for _, m := range c.Timeline {
		if m.Type == MomentOutbreak && !m.At.IsZero() {
			y, month, day := m.At.Date()
			return dayBegin(y, month, day, m.At.Location())
		}
	}
	return time.Time{}
}

// publication reads the keys by which the tools hold a text back: draft
// (Hugo, VitePress), published (Jekyll), publish (Obsidian), headless and
// build.render (Hugo), publishDate and expiryDate (Hugo), status.
func (f *documentFields) publication(e *entry) {
	e.draft = f.yes("draft", false, true)
	if n := f.root.get("published"); n != nil {
		if d, ok := parseDate(n.text, f.zone); ok && n.scalar() {
			e.from = d.time
		} else if !f.yes("published", true, false) {
			e.draft = true
		}
	}
	if !f.yes("publish", true, false) || f.yes("headless", false, true) {
		e.draft = true
	}
	if n := f.root.get("build", "_build"); n.get("render") != nil {
		render := fold(n.get("render").text)
		e.draft = e.draft || render == "never" || render == "false"
	}
	if n := f.root.get("publishdate", "pubdate"); n != nil {
		e.from = f.dateOf("publishDate", n)
	}
	if n := f.root.get("expirydate", "unpublishdate"); n != nil {
		e.until = f.dateOf("expiryDate", n)
	}
	if status := oneLine(f.text("status")); status != "" {
		e.doc.Status = status
		if s := fold(status); s == "draft" || s == "草稿" {
			e.draft = true
		}
	}
}

var kinds = map[string]Kind{
	"course": KindCourse, "note": KindNote, "case": KindCase,
	"课程": KindCourse, "笔记": KindNote, "案例": KindCase,
}

func (f *documentFields) kind() Kind {
	n := f.root.get("kind")
	if n == nil {
		return KindNote
	}
	kind, ok := kinds[fold(n.text)]
	if !ok {
		f.report("unknown-kind", n.at, n.text)
		return KindNote
	}
	return kind
}

func (f *documentFields) dates(d *Document) {
	n := f.root.get("date", "created")
	if n != nil && n.kind == nodeMap { // MkDocs: date: {created: …, updated: …}
		in := f.within(n)
		d.Date, d.Updated = in.date("created"), in.date("updated")
		if d.Date.IsZero() && d.Updated.IsZero() {
			f.unused("date", n.at, "date")
		}
	} else {
		d.Date = f.date("date", "created")
	}
	if t := f.date("updated", "lastmod", "last_modified_at", "modified"); !t.IsZero() {
		d.Updated = t
	}
	d.ReviewBy = f.date("review_by")
}

// tags merges tags and categories. Obsidian writes a leading '#'; a text
// without commas has its tags between spaces, as Jekyll reads it.
func (f *documentFields) tags() []string {
	var tags []string
	for _, keys := range [][]string{{"tags", "tag"}, {"categories", "category"}} {
		n := f.root.get(keys...)
		names := texts(f.namesOf(keys[0], n))
		if n != nil && n.kind == nodeString && len(names) == 1 {
			names = strings.Fields(names[0])
		}
		tags = append(tags, names...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(unique(trimTags(tags)), func(tag string) bool {
		twice := seen[fold(tag)]
		seen[fold(tag)] = true
		return twice
	})
}

func trimTags(tags []string) []string {
	for i, tag := range tags {
		tags[i] = strings.TrimLeft(tag, "#")
	}
	return tags
}

// language reads the language of the text; empty if it is the library's.
func (f *documentFields) language() string {
	n := f.root.get("lang")
	if n == nil {
		return ""
	}
	tag, ok := languageTag(n)
	if !ok {
		f.unused("lang", n.at, "tag")
	}
	return tag
}

// rest keeps the keys that mean nothing here.
func (f *documentFields) rest() map[string]any {
	var rest map[string]any
	for _, m := range f.root.members {
		if !m.used && m.value.kind != nodeNull {
			if rest == nil {
				rest = map[string]any{}
			}
			rest[m.key] = m.value.value()
		}
	}
	return rest
}
