// Package starter is how a text of a library begins: what stands in a new course, note, case or
// quiz before its author has written anything, or what a form asked for.
//
// All of it is Markdown with front matter that package content reads without a
// finding, but for what an author has yet to fill in.
package starter

import (
	"fmt"
	"regexp"
	"strings"
	"text/template"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
)

// Kinds of beginnings. A quiz is a note with a question of each kind.
const (
	KindCourse = "course"
	KindNote   = "note"
	KindCase   = "case"
	KindQuiz   = "quiz"
)

// Kinds lists them in the order in which people are asked.
func Kinds() []string { return []string{KindNote, KindCase, KindCourse, KindQuiz} }

// A beginning is the file of a kind, with %s for its name, and its text with a title and a day.
type beginning struct {
	file string
	text func(title, day string) string
}

var beginnings = map[string]beginning{
	KindCourse: {"courses/%s/index.md", func(title, day string) string {
		return CourseForm{Title: title, Date: day, Start: day, End: day}.Text()
	}},
	KindNote: {"notes/%s.md", func(title, day string) string { return NoteForm{Title: title, Date: day}.Text() }},
	KindCase: {"cases/%s.md", titled(parse(caseText))},
	KindQuiz: {"notes/%s.md", titled(parse(quizText))},
}

func titled(t *template.Template) func(title, day string) string {
	return func(title, day string) string { return fill(t, struct{ Title, Date string }{title, day}) }
}

func parse(text string) *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{"yaml": scalar, "day": day, "list": list}).Parse(text))
}

// File is where a text of a kind goes, by the name of its file or folder: notes/NAME.md.
// ok is false for a kind that is not known.
func File(kind, name string) (file string, ok bool) {
	b, ok := beginnings[kind]
	if !ok {
		return "", false
	}
	return fmt.Sprintf(b.file, name), true
}

// Text is how a text of a kind begins; ok is false for a kind that is not known.
func Text(kind, title string, now time.Time) (text string, ok bool) {
	b, ok := beginnings[kind]
	if !ok {
		return "", false
	}
	return b.text(title, now.Format(time.DateOnly)), true
}

// fill executes a template of ours, which cannot fail on a string.
func fill(t *template.Template, data any) string {
	var b strings.Builder
	if err := t.Execute(&b, data); err != nil {
		panic(err)
	}
	return b.String()
}

// scalar writes a text as a value of YAML on one line.
func scalar(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	out, err := yaml.Marshal(s)
	if line := strings.TrimSpace(string(out)); err == nil && !strings.Contains(line, "\n") {
		return line
	}
	return quoted(s)
}

// day writes a day as a value of YAML, which needs no quotes; what is none is a text.
func day(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return s
	}
	return scalar(s)
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// list writes texts as a list of YAML on one line.
func list(texts []string) string {
	var out []string
	for _, s := range texts {
		if strings.ContainsAny(s, ",[]{}") {
			s = quoted(strings.Join(strings.Fields(s), " "))
		} else {
			s = scalar(s)
		}
		out = append(out, s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// MaxName bounds a file name made of a title, in characters: three bytes each
// stay below the 255 bytes of common file systems.
const MaxName = 60

// FileName makes a file name of a title: its letters and digits, words joined by
// hyphens. It is empty for a title without any.
func FileName(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	runes := []rune(strings.Join(words, "-"))
	name := strings.TrimRight(string(runes[:min(len(runes), MaxName)]), "-")
	if IsDevice(name) {
		name += "-1"
	}
	return name
}

// devices are the names that Windows keeps for itself, in small letters; see "Naming Files, Paths, and Namespaces" in its documentation.
var devices = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// IsDevice reports a name, in small letters and without an extension, that no file can have on Windows: whoever has the
// library in Git there could not check it out.
func IsDevice(name string) bool { return devices.MatchString(name) }

const caseText = `---
kind: case
title: {{yaml .Title}}
date: {{.Date}}
summary:
field:
platform: []
place:
unit:
# severity: ordinary # 特别重大、重大突发事件写 major，其他写 ordinary
tags: []
timeline:
  - at: {{.Date}}
    type: outbreak
    actor:
    text:
outcome: {grade: , text: }
lessons: []
sources: []
---

## 经过

## 回应得怎么样

`

const quizText = `---
kind: note
title: {{yaml .Title}}
date: {{.Date}}
summary:
tags: []
---

` + "```" + `quiz
pass: 80

? 单选题的题干写在这里？
( ) 错的选项
(x) 对的选项
> 为什么这样选。

? 多选题：哪些是对的？
[x] 对的
[x] 也对的
[ ] 错的

? 这句话对不对。
= 对

? 填空题把空写成____。
= 答案 | 另一种写法

? 按先后排好。
1. 第一步
2. 第二步
3. 第三步
` + "```" + `
`
