package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/site/ask"
)

func newQuestionAnswer(f *questionFlags) *cobra.Command {
	c := &cobra.Command{
		Use:   "answer ID FILE",
		Short: "Answer a question with a file of the library",
		Long: `Answer marks a question as answered by FILE, a Markdown file of the library whose
front matter has the question's number:

  question: 20261102-1
  about: gates.md

about names the document that was asked about; the answer stands on its page. A
FILE that does not exist is written with all of that, as a draft: write the answer
into it, take the line draft: true away, and run the command again. A file that is
there is never changed.`,
		Example: `  yanxi question answer 20261102-1 answers/gates.md --library ~/my-notes`,
		Args:    exactly("yanxi question answer 20261102-1 answers/gates.md --library ~/my-notes", "the number of a question", "a file of the library"),
		RunE: func(c *cobra.Command, args []string) error {
			src, err := f.source()
			if err != nil {
				return err
			}
			if src.dir == "" {
				return withHint(errors.New("the built-in sample cannot hold an answer"), "Name the folder of your library with --library.")
			}
			file, err := fileWithin(src.dir, args[1])
			if err != nil {
				return err
			}
			lib, err := src.open()
			if err != nil {
				return err
			}
			return f.with(c, func(ctx context.Context, desk *ask.Desk) error {
				q, err := desk.Get(ctx, args[0])
				if err != nil {
					return questionError(args[0], nil, err)
				}
				a := answering{c, f, lib, src.dir, file, q}
				if _, err := os.Lstat(a.path()); errors.Is(err, fs.ErrNotExist) {
					return a.start(time.Now())
				}
				return a.finish(ctx, desk)
			})
		},
	}
	return f.named(c)
}

// fileWithin is the path in the library, with slashes, that a name on the command
// line means: as the shell sees it, or else from the library's folder.
func fileWithin(dir, name string) (string, error) {
	outside := withHint(fmt.Errorf("%s is not in the library", name), "Name a file below %s.", dir)
	if ext := strings.ToLower(filepath.Ext(name)); ext != ".md" && ext != ".markdown" {
		return "", withHint(fmt.Errorf("%s is no Markdown file", name), "Give it a name that ends in .md.")
	}
	if seen, err := filepath.Abs(name); err == nil {
		if rel, err := filepath.Rel(dir, seen); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel), nil
		}
	}
	if !filepath.IsLocal(name) {
		return "", outside
	}
	return filepath.ToSlash(filepath.Clean(name)), nil
}

// An answering is a question with the file that is to answer it.
type answering struct {
	c    *cobra.Command
	f    *questionFlags
	lib  *content.Library
	dir  string
	file string // in the library, with slashes
	q    *ask.Question
}

func (a *answering) path() string { return filepath.Join(a.dir, filepath.FromSlash(a.file)) }

// again is the command to run once more.
func (a *answering) again() string {
	return fmt.Sprintf("yanxi question answer %s %s", a.q.ID, shellWord(a.file))
}

const answerTemplate = `---
kind: note
title: {{.Title}}
date: {{.Date}}
question: {{.ID}}
{{with .About}}about: {{.}}
{{end}}draft: true # 写好以后删去这一行，再运行一次命令
---
{{with .Quote}}
{{.}}
{{end}}
`

var answerTexts = template.Must(template.New("answer").Parse(answerTemplate))

// maxAnswerTitle bounds the title that is made of a question, in characters.
const maxAnswerTitle = 60

// start writes the file, to be filled in.
func (a *answering) start(now time.Time) error {
	title, rest, _ := strings.Cut(a.q.Text, "\n")
	quote := ""
	if short := []rune(title); len(short) > maxAnswerTitle || rest != "" {
		title = string(short[:min(len(short), maxAnswerTitle)])
		quote = "> " + strings.ReplaceAll(asText(a.q.Text), "\n", "\n> ")
	}
	var b strings.Builder
	err := answerTexts.Execute(&b, struct{ Title, Date, ID, About, Quote string }{
		scalar(title), now.In(a.lib.Settings().Location).Format(time.DateOnly), a.q.ID, a.about(), quote,
	})
	if err != nil {
		return err
	}
	if err := createText(a.path(), b.String(), "Choose another name, or go on writing in that file."); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.c.OutOrStdout(), "%s\nWrite the answer into it, take the line draft: true away, then run this again: %s\n", a.path(), a.again())
	return err
}

// markdownSigns are what would not be text in Markdown: a reader's question is.
var markdownSigns = regexp.MustCompile("[\\\\`*_\\[\\]<>|~&$!=]|(?m:^\\s*[-+#:])|(?m:^\\s*\\d+[.)])")

// asText writes a text as Markdown that says just that.
func asText(s string) string {
	return markdownSigns.ReplaceAllStringFunc(s, func(signs string) string {
		at := len(signs) - 1
		return signs[:at] + `\` + signs[at:]
	})
}

// about is how the file names the document that was asked about; empty if there is none.
func (a *answering) about() string {
	d := a.lib.Document(a.q.Document)
	if a.q.Document == "" || d == nil {
		return ""
	}
	rel, err := filepath.Rel(filepath.Dir(filepath.FromSlash(a.file)), filepath.FromSlash(d.File))
	if err != nil {
		rel = "/" + d.File
	}
	return scalar(filepath.ToSlash(rel))
}

// scalar is a text as YAML has it, on one line.
func scalar(s string) string {
	quoted, err := yaml.Marshal(s)
	if text := strings.TrimSpace(string(quoted)); err == nil && !strings.Contains(text, "\n") {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}

// finish marks the question as answered by the file.
func (a *answering) finish(ctx context.Context, desk *ask.Desk) error {
	d, err := a.document()
	if err != nil {
		return err
	}
	q, err := desk.Answer(ctx, a.q.ID, d.ID, a.f.who())
	if err != nil {
		return questionError(a.q.ID, a.q, err)
	}
	out := a.c.OutOrStdout()
	fmt.Fprintf(out, "%s is answered by %s\n", q.ID, d.ID)
	if about := a.about(); d.About == "" && about != "" {
		fmt.Fprintf(out, "It stands on no other page. To show it where the question was asked, add to its front matter: about: %s\n", about)
	}
	return nil
}

// document is what readers see of the file, or what is missing before they do.
func (a *answering) document() (*content.Document, error) {
	var found *content.Document
	for _, d := range a.lib.Documents() {
		if d.File == a.file {
			found = d
		}
	}
	switch {
	case found == nil && a.lib.HasText(a.file):
		return nil, withHint(fmt.Errorf("%s is not published yet", a.file), "Take the line draft: true out of its front matter, then run this again: %s", a.again())
	case found == nil:
		return nil, withHint(fmt.Errorf("%s is no text of the library", a.file), "Names that begin with a dot, and what is below yanxi/, are none: choose another place.")
	case found.Question != a.q.ID:
		return nil, withHint(fmt.Errorf("%s does not say that it answers question %s", a.file, a.q.ID), "Add to its front matter, between the lines of ---:\n%s", a.lines())
	}
	body, err := a.lib.Read(found)
	if err != nil {
		return nil, withHint(fmt.Errorf("cannot read %s: %w", a.file, cause(err)), "Check who may read it.")
	}
	said := ""
	for _, s := range body.Sections() {
		said += s.Text
	}
	if bare(said) == "" || bare(said) == bare(a.q.Text) {
		return nil, withHint(fmt.Errorf("%s has no answer in it yet", a.file), "Write it below the front matter, then run this again: %s", a.again())
	}
	return found, nil
}

// lines are what the front matter of an answer needs.
func (a *answering) lines() string {
	lines := "    question: " + a.q.ID
	if about := a.about(); about != "" {
		lines += "\n    about: " + about
	}
	return lines
}

// bare are the letters and digits of a text, so that two can be compared however they are set.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
