package api

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"yanxi/content"
	"yanxi/content/markdown"
)

type documentInput struct {
	ID string `path:"id" example:"index" doc:"The id: a file's path without .md, percent-encoded; slashes may stay"`
}

// Document is a document with its text. Courses and cases have their facts as well.
type Document struct {
	Listed
	Minutes int               `json:"minutes" minimum:"0" doc:"To read it, in minutes; of a course, to read all its material"`
	Updated *string           `json:"updated" format:"date" doc:"Last change as the author states it; null if not given"`
	Status  string            `json:"status" example:"published" doc:"As given by the author"`
	Tags    []string          `json:"tags"`
	People  []string          `json:"people" doc:"Everyone named: authors, lecturers and others"`
	Unit    string            `json:"unit" doc:"The organisation responsible; may be empty"`
	Owner   string            `json:"owner" doc:"Who keeps the text current; may be empty"`
	Lang    string            `json:"lang" example:"zh-CN" doc:"Language of the text, BCP 47"`
	Course  *CourseRef        `json:"course" doc:"The course that it belongs to; null if none"`
	Terms   map[string][]Term `json:"terms" doc:"By the name of the vocabulary"`

	HTML     string    `json:"html" doc:"The text as safe HTML with root-relative links"`
	Markdown string    `json:"markdown" doc:"The text as written, without front matter"`
	Sections []Heading `json:"sections" doc:"What can be linked to, in order"`

	Facts *CourseFacts `json:"facts,omitempty" doc:"Of a course"`
	*CaseFacts
}

// Heading begins a section of a document.
type Heading struct {
	Heading string `json:"heading"`
	Anchor  string `json:"anchor" doc:"Follows # in the address of the page, to be percent-encoded there"`
	Level   int    `json:"level" minimum:"1" maximum:"6"`
}

func (s *service) document(ctx context.Context, in *documentInput) (*Document, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	d := lib.Document(in.ID)
	if d == nil {
		return nil, noDocument(lib, in.ID)
	}
	body, err := lib.Read(d)
	if errors.Is(err, fs.ErrNotExist) { // deleted a moment ago
		return nil, noDocument(lib, in.ID)
	}
	if err != nil {
		return nil, err
	}
	html, err := s.HTML(ctx, d)
	if err != nil {
		return nil, fmt.Errorf("html of %s: %w", d.ID, err)
	}
	answer := s.describe(lib, d)
	answer.HTML, answer.Markdown = html, body.Markdown
	answer.Sections = headings(lib.Sections(d, body))
	return answer, nil
}

// describe fills in all but the text.
func (s *service) describe(lib *content.Library, d *content.Document) *Document {
	answer := &Document{
		Listed:  s.listed(d),
		Minutes: s.Minutes(d),
		Updated: day(d.Updated),
		Status:  d.Status,
		Tags:    list(d.Tags),
		People:  list(d.People),
		Unit:    d.Unit,
		Owner:   d.Owner,
		Lang:    d.Lang,
		Course:  courseRef(lib, d),
		Terms:   make(map[string][]Term, len(d.Terms)),
	}
	if answer.Lang == "" {
		answer.Lang = lib.Settings().Lang
	}
	for vocabulary, ids := range d.Terms {
		answer.Terms[vocabulary] = s.terms(vocabulary, ids)
	}
	if d.Course != nil {
		answer.Facts = courseFacts(lib, d)
	}
	if d.Case != nil {
		answer.CaseFacts = caseFacts(d.Case)
	}
	return answer
}

// headings leaves out the text before the first heading: it has no anchor.
func headings(sections []markdown.Section) []Heading {
	out := make([]Heading, 0, len(sections))
	for _, s := range sections {
		if s.Level > 0 {
			out = append(out, Heading{Heading: s.Heading, Anchor: s.Anchor, Level: s.Level})
		}
	}
	return out
}
