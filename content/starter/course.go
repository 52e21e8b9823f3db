package starter

// A CourseForm is what a form asks of a course. All but the title may be empty.
type CourseForm struct {
	Title, Summary, Date  string
	Start, End            string // days
	Place, Host, Audience string
	Lecturers, Taught     []string
}

// Text writes the course with its front matter.
func (c CourseForm) Text() string { return fill(courseForm, c) }

var courseForm = parse(`---
kind: course
title: {{yaml .Title}}
date: {{.Date}}
summary:{{with .Summary}} {{yaml .}}{{end}}
start:{{with .Start}} {{day .}}{{end}}
end:{{with .End}} {{day .}}{{end}}
place:{{with .Place}} {{yaml .}}{{end}}
host:{{with .Host}} {{yaml .}}{{end}}
{{with .Audience}}audience: {{yaml .}}
{{end}}lecturers: {{list .Lecturers}}
units: []
taught:{{if not .Taught}} []{{end}}
{{range .Taught}}  - {{yaml .}}
{{end}}---

## 这门课讲什么

`)
