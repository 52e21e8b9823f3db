package ui

import (
	"html/template"
	"time"
)

// CoursePage shows the facts of a course and its material in order.
type CoursePage struct {
	Article
	Start, End time.Time
	Place      string
	Host       string
	Audience   string
	Lecturers  []Lecturer
	Units      []Unit
	Taught     []template.HTML
	Path       bool
	Study      *Study // nil: it has no material
}

// HasFacts says that there is anything to say of when, where and by whom.
func (p CoursePage) HasFacts() bool {
	return !p.Start.IsZero() || p.Place != "" || p.Host != "" || p.Audience != "" || len(p.Lecturers) > 0
}

// Lecturer is a person who taught, with a link to all their material.
type Lecturer struct {
	Link
	Title string
	Topic string
}

// Unit is a part of a course. The last unit may have no title: the material
// that no unit names.
type Unit struct {
	Title    string
	Lecturer string
	Items    []Item
	Minutes  int    // to read all of it
	Length   string // the same in words; empty if there is nothing
}
