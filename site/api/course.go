package api

import (
	"context"

	"yanxi/content"
)

// Courses lists the courses of a library.
type Courses struct {
	Courses []Course `json:"courses" doc:"Newest first"`
}

// Course is a course in a list.
type Course struct {
	Listed
	Minutes int         `json:"minutes" minimum:"0" doc:"To read all its material, in minutes"`
	Facts   CourseFacts `json:"facts"`
}

// CourseFacts are what is known of a course besides its text.
type CourseFacts struct {
	Start     *string    `json:"start" format:"date" doc:"First day; null if not given"`
	End       *string    `json:"end" format:"date" doc:"Last day; null if not given"`
	Place     string     `json:"place"`
	Host      string     `json:"host" doc:"Who organised it"`
	Audience  string     `json:"audience"`
	Lecturers []Lecturer `json:"lecturers"`
	Units     []Unit     `json:"units" doc:"Teaching units in order"`
	Taught    []string   `json:"taught" doc:"What it taught, a sentence each, inline Markdown"`
	Path      bool       `json:"path" doc:"Its units name documents of any course"`
	Material  []string   `json:"material" doc:"Ids of all its documents in order, those of the units first"`
}

// Lecturer is a person who taught.
type Lecturer struct {
	Name  string `json:"name"`
	Title string `json:"title" doc:"Post and organisation"`
	Topic string `json:"topic"`
}

// Unit is a part of a course.
type Unit struct {
	Title    string   `json:"title"`
	Lecturer string   `json:"lecturer"`
	Material []string `json:"material" doc:"Ids of its documents in order"`
}

func (s *service) courses(context.Context, *struct{}) (*Courses, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	answer := &Courses{Courses: []Course{}}
	for _, d := range newestFirst(lib.ByKind(content.KindCourse)) {
		answer.Courses = append(answer.Courses, Course{Listed: s.listed(d), Minutes: s.Minutes(d), Facts: *courseFacts(lib, d)})
	}
	return answer, nil
}

// courseFacts are the facts of a course; none of them need be given.
func courseFacts(lib *content.Library, d *content.Document) *CourseFacts {
	c := d.Course
	if c == nil {
		c = &content.Course{}
	}
	facts := &CourseFacts{
		Start:     day(c.Start),
		End:       day(c.End),
		Place:     c.Place,
		Host:      c.Host,
		Audience:  c.Audience,
		Lecturers: make([]Lecturer, len(c.Lecturers)),
		Units:     make([]Unit, len(c.Units)),
		Taught:    list(c.Taught),
		Path:      c.Path,
		Material:  []string{},
	}
	for i, l := range c.Lecturers {
		facts.Lecturers[i] = Lecturer{Name: l.Name, Title: l.Title, Topic: l.Topic}
	}
	for i, u := range c.Units {
		facts.Units[i] = Unit{Title: u.Title, Lecturer: u.Lecturer, Material: list(u.Documents)}
	}
	for _, m := range lib.Material(d) {
		facts.Material = append(facts.Material, m.ID)
	}
	return facts
}
