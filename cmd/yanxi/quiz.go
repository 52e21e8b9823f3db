package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"yanxi/content"
)

func newQuiz() *cobra.Command {
	c := &cobra.Command{
		Use:   "quiz",
		Short: "Exchange quizzes with Moodle",
		Long: `Quiz writes the quizzes of Markdown files in Moodle's format GIFT, and makes a
quiz for a Markdown file of questions in GIFT. What the other side cannot keep
is listed with its line.`,
		Example: `  yanxi quiz export --format gift notes/gates.md -o gates.gift
  yanxi quiz import --format gift bank.gift >> notes/gates.md`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return withHint(fmt.Errorf("quiz cannot %s", args[0]), "Use yanxi quiz export or yanxi quiz import.")
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newQuizExport(), newQuizImport())
	return c
}

// quizFlags are those that both directions have.
type quizFlags struct {
	format string
	output string
}

func (f *quizFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.format, "format", "gift", "`FORMAT` of the other side: gift")
	c.Flags().StringVarP(&f.output, "output", "o", "", "`FILE` to write, which must not be there yet; standard output if left out")
}

func (f *quizFlags) check() error {
	if f.format != "gift" {
		return withHint(fmt.Errorf("there is no format %q", f.format), "Use --format gift.")
	}
	return nil
}

// write puts the result where it was asked for.
func (f *quizFlags) write(c *cobra.Command, text string) error {
	if f.output == "" || f.output == "-" {
		_, err := io.WriteString(c.OutOrStdout(), text)
		return err
	}
	return createText(f.output, text, "Name another file with -o, or remove that one first.")
}

// quizSource reads a file, or standard input for "-".
func quizSource(c *cobra.Command, name string) ([]byte, error) {
	var src []byte
	var err error
	switch {
	case name == "-":
		src, err = io.ReadAll(io.LimitReader(c.InOrStdin(), maxText+1))
	case isFolder(name):
		err = errors.New("it is a folder")
	default:
		src, err = readBounded(name)
	}
	if err != nil {
		return nil, withHint(fmt.Errorf("cannot read %s: %w", name, cause(err)), "Name a file, or - for standard input.")
	}
	if len(src) > maxText {
		return nil, withHint(fmt.Errorf("%s is longer than %d MB", name, maxText>>20), "Split it.")
	}
	return src, nil
}

// tell lists findings for whoever runs the command.
func tell(w io.Writer, findings []content.Finding) {
	for _, f := range findings {
		fmt.Fprintln(w, f)
		if f.Suggestion != "" {
			fmt.Fprintf(w, "    %s\n", f.Suggestion)
		}
	}
}

// questionCount is how many questions there are in quizzes.
func questionCount(file content.QuizFile) int {
	n := 0
	for _, q := range file.Quizzes {
		n += len(q.Questions)
	}
	return n
}
