package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
)

func newNew() *cobra.Command {
	var folder string
	c := &cobra.Command{
		Use:   "new course|note|case|quiz TITLE --library LIBRARY",
		Short: "Start a document from a template",
		Long: `New writes a file with the front matter of its kind, to be filled in, and
prints its name: courses/TITLE/index.md, notes/TITLE.md or cases/TITLE.md. A
quiz is a note with a question of each kind. A file that is there already is
never touched.`,
		Example: `  yanxi new note 值班交接怎么写 --library ~/my-notes
  yanxi new case '示例市水管爆裂' --library ~/my-notes`,
		ValidArgs: []string{"course", "note", "case", "quiz"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return withHint(errors.New("new needs a kind and a title"), "For example: yanxi new note 值班交接怎么写 --library ~/my-notes")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if folder == "" {
				return withHint(errors.New("new needs a library to write to"), "Name your own folder with --library, for example --library ~/my-notes.")
			}
			src, err := sourceOf([]string{folder})
			if err != nil {
				return err
			}
			name, err := newDocument(src.dir, args[0], strings.Join(args[1:], " "), time.Now())
			if err != nil {
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), name)
			return nil
		},
	}
	c.Flags().StringVar(&folder, "library", "", "folder of the `LIBRARY`")
	return c
}

// newDocument writes a template and returns the file's name. An existing file
// is never touched.
func newDocument(root, kind, title string, now time.Time) (string, error) {
	tmpl, ok := templates[kind]
	if !ok {
		return "", withHint(fmt.Errorf("there is no kind %q", kind), "Use course, note, case or quiz.")
	}
	slug := fileName(title)
	if slug == "" {
		return "", withHint(fmt.Errorf("no file name can be made of the title %q", title), "Give it at least one letter, digit or Chinese character.")
	}
	quoted, err := yaml.Marshal(title)
	if err != nil {
		return "", err
	}
	name := filepath.Join(root, filepath.FromSlash(fmt.Sprintf(tmpl.path, slug)))
	var body strings.Builder
	data := struct{ Title, Date string }{strings.TrimSpace(string(quoted)), now.Format(time.DateOnly)}
	if err := tmpl.text.Execute(&body, data); err != nil {
		return "", err
	}
	return name, create(name, body.String())
}

// create writes a file that must not be there yet.
func create(name, text string) error {
	err := os.MkdirAll(filepath.Dir(name), 0o755)
	if err != nil {
		return cannotWrite(name, err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return withHint(fmt.Errorf("%s exists already", name), "Choose another title, or go on writing in that file.")
	}
	if err != nil {
		return cannotWrite(name, err)
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return cannotWrite(name, err)
	}
	return nil
}

func cannotWrite(name string, err error) error {
	return withHint(fmt.Errorf("cannot write %s: %w", name, cause(err)), "Check who may write in the library's folder.")
}

// maxName bounds a file name made of a title, in characters: three bytes each
// stay below the 255 bytes of common file systems.
const maxName = 60

// fileName makes a file name of a title: its letters and digits, words joined by hyphens.
func fileName(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	name := []rune(strings.Join(words, "-"))
	return strings.TrimRight(string(name[:min(len(name), maxName)]), "-")
}

type documentTemplate struct {
	path string // of the file, with %s for its name
	text *template.Template
}

var templates = map[string]documentTemplate{
	"course": {"courses/%s/index.md", template.Must(template.New("course").Parse(courseTemplate))},
	"note":   {"notes/%s.md", template.Must(template.New("note").Parse(noteTemplate))},
	"case":   {"cases/%s.md", template.Must(template.New("case").Parse(caseTemplate))},
	"quiz":   {"notes/%s.md", template.Must(template.New("quiz").Parse(quizTemplate))},
}

const courseTemplate = `---
kind: course
title: {{.Title}}
date: {{.Date}}
summary:
start: {{.Date}}
end: {{.Date}}
place:
host:
lecturers: []
units: []
taught: []
---

## 这门课讲什么

`

const noteTemplate = `---
kind: note
title: {{.Title}}
date: {{.Date}}
summary:
tags: []
---

## 要点

`

const caseTemplate = `---
kind: case
title: {{.Title}}
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

const quizTemplate = `---
kind: note
title: {{.Title}}
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
