package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/content/quiz"
)

func newQuizImport() *cobra.Command {
	var flags quizFlags
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Make a quiz of questions in Moodle's format",
		Long: `Import reads questions in GIFT (a file, or - for standard input) and prints
them as a quiz for a Markdown file, one for each category. Essays and matching
questions, which cannot be kept, are listed.`,
		Example: `  yanxi quiz import --format gift bank.gift
  yanxi quiz import --format gift bank.gift -o notes/bank.md`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return withHint(errors.New("import needs one file"), "For example: yanxi quiz import --format gift bank.gift")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			src, err := quizSource(c, args[0])
			if err != nil {
				return err
			}
			file := content.ReadGIFT(args[0], src)
			tell(c.ErrOrStderr(), file.Findings)
			if questionCount(file) == 0 {
				return withHint(fmt.Errorf("there is no question to import in %s", args[0]), "In Moodle, export the question bank in GIFT format.")
			}
			return flags.write(c, fences(file.Quizzes))
		},
	}
	flags.add(c)
	return c
}

// fences writes quizzes one below the other.
func fences(quizzes []quiz.Quiz) string {
	var texts []string
	for _, q := range quizzes {
		if len(q.Questions) > 0 {
			texts = append(texts, quiz.Format(q))
		}
	}
	return strings.Join(texts, "\n")
}
