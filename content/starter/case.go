package starter

import "strings"

// A CaseForm is what a form asks of an event. All but the title may be empty; times are as their author writes them.
type CaseForm struct {
	Title, Summary, Author string
	Date                   string // 2026-11-02
	Field, Place, Unit     string
	Severity               string // major, ordinary
	Platforms, Tags        []string
	Moments                []Moment
	Grade, Outcome         string
	Lessons                []string
	Sources                []Source
}

// A Moment is an entry of a timeline.
type Moment struct {
	At, Type, Actor, Text string
	Statement             string // what was said in public
	Sources               string // numbers, 1 or 1, 2
}

// Empty reports that nothing of a moment was filled in. Its type alone says nothing.
func (m Moment) Empty() bool { return m.At+m.Actor+m.Text+m.Statement == "" }

// A Source is where facts come from.
type Source struct{ Title, Publisher, Date, URL string }

// Empty reports that nothing of a source was filled in.
func (s Source) Empty() bool { return s.Title+s.Publisher+s.URL == "" }

// numbers reads what names sources; what is no number is left out.
func numbers(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }), ", ")
}

// Text writes the case with its front matter and the headings of its text.
func (c CaseForm) Text() string {
	data := struct {
		CaseForm
		Moments []Moment
		Sources []Source
	}{CaseForm: c}
	for _, m := range c.Moments {
		if m.Sources = numbers(m.Sources); !m.Empty() {
			data.Moments = append(data.Moments, m)
		}
	}
	for _, s := range c.Sources {
		if !s.Empty() {
			data.Sources = append(data.Sources, s)
		}
	}
	return fill(caseForm, data)
}

var caseForm = parse(`---
kind: case
title: {{yaml .Title}}
date: {{.Date}}
summary:{{with .Summary}} {{yaml .}}{{end}}
{{with .Author}}author: {{yaml .}}
{{end}}field:{{with .Field}} {{yaml .}}{{end}}
platform: {{list .Platforms}}
place:{{with .Place}} {{yaml .}}{{end}}
unit:{{with .Unit}} {{yaml .}}{{end}}
{{with .Severity}}severity: {{yaml .}}
{{end}}tags: {{list .Tags}}
timeline:{{if not .Moments}} []{{end}}
{{range .Moments}}  - at: {{with .At}}{{yaml .}}{{else}}不详{{end}}
{{with .Type}}    type: {{yaml .}}
{{end}}{{with .Actor}}    actor: {{yaml .}}
{{end}}{{with .Text}}    text: {{yaml .}}
{{end}}{{with .Statement}}    statement: {{yaml .}}
{{end}}{{with .Sources}}    sources: [{{.}}]
{{end}}{{end}}{{if .Outcome}}outcome:
{{with .Grade}}  grade: {{yaml .}}
{{end}}  text: {{yaml .Outcome}}
{{end}}lessons:{{if not .Lessons}} []{{end}}
{{range .Lessons}}  - {{yaml .}}
{{end}}sources:{{if not .Sources}} []{{end}}
{{range .Sources}}  - title: {{yaml .Title}}
{{with .Publisher}}    publisher: {{yaml .}}
{{end}}{{with .Date}}    date: {{yaml .}}
{{end}}{{with .URL}}    url: {{yaml .}}
{{end}}{{end}}---

## 经过

## 回应得怎么样

`)
