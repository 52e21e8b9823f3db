package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"yanxi/content"
)

func newQuizExport() *cobra.Command {
	var flags quizFlags
	c := &cobra.Command{
		Use:   "export FILE...",
		Short: "Write the quizzes of Markdown files in Moodle's format",
		Long: `Export writes the quizzes of Markdown files in GIFT, with answers and
explanations, for Moodle's question bank (Import, GIFT format). Each quiz
becomes a category. Orders are written as matching positions, which every
Moodle reads.`,
		Example: `  yanxi quiz export --format gift notes/gates.md > gates.gift
  yanxi quiz export --format gift notes/*.md -o bank.gift`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return withHint(errors.New("export needs a file"), "For example: yanxi quiz export --format gift notes/gates.md")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			text, err := exportGIFT(c, args)
			if err != nil {
				return err
			}
			return flags.write(c, text)
		},
	}
	flags.add(c)
	return c
}

// exportGIFT reads the files and tells what is wrong with their quizzes.
func exportGIFT(c *cobra.Command, names []string) (string, error) {
	var texts []string
	for _, name := range names {
		src, err := quizSource(c, name)
		if err != nil {
			return "", err
		}
		file := content.ReadQuizFile(name, src)
		tell(c.ErrOrStderr(), file.Findings)
		if questionCount(file) == 0 {
			continue
		}
		for i := range file.Quizzes {
			if file.Quizzes[i].Title == "" { // else it would join the category before it
				file.Quizzes[i].Title = file.Title
			}
		}
		text, findings := content.WriteGIFT(name, file.Quizzes)
		tell(c.ErrOrStderr(), findings)
		texts = append(texts, text)
	}
	if len(texts) == 0 {
		return "", withHint(errors.New("there is no question to export"), "A quiz is a fenced block in the language quiz; yanxi new quiz TITLE writes one.")
	}
	return strings.Join(texts, "\n"), nil
}
