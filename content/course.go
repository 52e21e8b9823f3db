package content

import (
	"strings"
)

// A unitRef is a document as a unit names it.
type unitRef struct {
	unit int // number of the unit, from 0
	name string
	at   span
}

// courseFacts reads the keys of a course. The documents of its units are
// returned as written; [assembly.units] looks them up.
func (f *documentFields) courseFacts() (*Course, []unitRef) {
	c := &Course{
		Start:    f.date("start"),
		End:      f.date("end"),
		Place:    f.text("place"),
		Host:     f.text("host"),
		Audience: f.text("audience"),
		Taught:   f.sentences("taught"),
		Path:     f.yes("path", false, false),
	}
	for _, n := range f.maps("lecturers", "name") {
		in := f.within(n)
		c.Lecturers = append(c.Lecturers, Lecturer{
			Name: unlink(in.text("name")), Title: in.text("title"), Topic: in.text("topic"),
		})
	}
	var refs []unitRef
	for i, n := range f.maps("units", "title") {
		in := f.within(n)
		c.Units = append(c.Units, Unit{Title: in.text("title"), Lecturer: in.text("lecturer")})
		refs = append(refs, in.unitRefs(i)...)
	}
	return c, refs
}

func (f *fields) unitRefs(unit int) []unitRef {
	var refs []unitRef
	for _, item := range f.root.get("documents").items() {
		if name := unlink(item.text); item.scalar() && name != "" {
			refs = append(refs, unitRef{unit, name, item.at})
		} else if item.kind != nodeNull {
			f.unused("documents", item.at, "text")
		}
	}
	return refs
}

// people are those whom a course names, in order.
func (c *Course) people() []string {
	var names []string
	for _, l := range c.Lecturers {
		names = append(names, l.Name)
	}
	for _, u := range c.Units {
		names = append(names, splitNames(u.Lecturer)...)
	}
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}
