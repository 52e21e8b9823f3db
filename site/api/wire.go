package api

import (
	"slices"
	"time"

	"yanxi/content"
)

// Term is a term of a facet or vocabulary.
type Term struct {
	Term  string `json:"term" example:"weibo" doc:"Stable id, to be used as a parameter"`
	Label string `json:"label" example:"微博" doc:"In the site's language"`
}

// CourseRef is the course that a document belongs to.
type CourseRef struct {
	_ struct{} `nullable:"true"`

	ID    string `json:"id" example:"courses/2019-hefei"`
	Title string `json:"title"`
}

// Listed is how every list shows a document.
type Listed struct {
	ID      string  `json:"id" example:"cases/2017-jiuzhaigou-earthquake" doc:"Path without .md, raw UTF-8"`
	URL     string  `json:"url" example:"/cases/2017-jiuzhaigou-earthquake/" doc:"Address of the page, root-relative and percent-encoded"`
	Title   string  `json:"title"`
	Kind    string  `json:"kind" enum:"course,note,case"`
	Date    *string `json:"date" format:"date" doc:"Of the event or the text; null if not given"`
	Summary string  `json:"summary" doc:"Plain text, may be empty"`
}

func (s *service) listed(d *content.Document) Listed {
	return Listed{
		ID:      d.ID,
		URL:     s.URL(d.ID),
		Title:   d.Title,
		Kind:    string(d.Kind),
		Date:    day(d.Date),
		Summary: d.Summary,
	}
}

// courseRef is the course that a document belongs to, or nil.
func courseRef(lib *content.Library, d *content.Document) *CourseRef {
	if d.CourseID == "" {
		return nil
	}
	course := lib.Document(d.CourseID)
	if course == nil {
		return nil
	}
	return &CourseRef{ID: course.ID, Title: course.Title}
}

func (s *service) terms(vocabulary string, ids []string) []Term {
	terms := make([]Term, len(ids))
	for i, id := range ids {
		terms[i] = Term{Term: id, Label: s.Label(vocabulary, id)}
	}
	return terms
}

// day is a date as YYYY-MM-DD in its own zone, nil for no date.
func day(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.Format(time.DateOnly)
	return &text
}

// list makes an empty list of none, which JSON would call null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// newestFirst orders as a search for everything does: no date last, then by id.
func newestFirst(docs []*content.Document) []*content.Document {
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, func(a, b *content.Document) int { return b.Date.Compare(a.Date) })
	return docs
}
