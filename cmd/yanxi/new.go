package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/content/starter"
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
	text, ok := starter.Text(kind, title, now)
	if !ok {
		return "", withHint(fmt.Errorf("there is no kind %q", kind), "Use course, note, case or quiz.")
	}
	slug := starter.FileName(title)
	if slug == "" {
		return "", withHint(fmt.Errorf("no file name can be made of the title %q", title), "Give it at least one letter, digit or Chinese character.")
	}
	file, _ := starter.File(kind, slug)
	name := filepath.Join(root, filepath.FromSlash(file))
	return name, createText(name, text, "Choose another title, or go on writing in that file.")
}
