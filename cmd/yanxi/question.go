package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"yanxi/site/ask"
	"yanxi/site/store"
)

// questionFlags name the library and the database, and whoever works on questions.
type questionFlags struct {
	dbFlags
	by string
}

func newQuestion() *cobra.Command {
	var f questionFlags
	c := &cobra.Command{
		Use:   "question",
		Short: "List what readers ask, answer it, pass it on or close it",
		Long: `Question works on what readers asked on the pages of yanxi serve, while that runs or
not. An answer is a Markdown file of the library whose front matter names the
question and the document that was asked about; it is found, checked and shown like
any other, and stands on the page of that document.

A question is due in working days, as many as answer_within in yanxi/settings.yaml
says (5 if it does not), counted with the days of yanxi/holidays.txt.`,
		Example: `  yanxi question list --library ~/my-notes
  yanxi question answer 20261102-1 answers/gates.md --library ~/my-notes
  yanxi question pass 20261102-1 网信科 --note 请核对文号
  yanxi question close 20261102-1 --reason 和手册里的一篇重复`,
		Args: noSubcommand("question", "list, answer, pass or close"),
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	f.register(c)
	c.AddCommand(newQuestionList(&f), newQuestionAnswer(&f), newQuestionPass(&f), newQuestionClose(&f))
	return c
}

// named adds the flag for who does something.
func (f *questionFlags) named(c *cobra.Command) *cobra.Command {
	c.Flags().StringVar(&f.by, "by", "", "`NAME` of whoever does this (default: the user of this computer)")
	return c
}

// who is whoever does something, for the question's history.
func (f *questionFlags) who() string {
	if f.by != "" {
		return f.by
	}
	return loginName()
}

// desk opens the questions. The database is to be closed.
func (f *questionFlags) desk(ctx context.Context) (*ask.Desk, *store.Lazy, error) {
	address, err := f.address()
	if err != nil {
		return nil, nil, err
	}
	if !store.IsPostgres(address) {
		if _, err := os.Stat(address); errors.Is(err, fs.ErrNotExist) {
			return nil, nil, withHint(fmt.Errorf("there is no database %s: nobody has asked anything yet", address),
				"Name the library with --library, or the database with --db, as serve was started with.")
		}
	}
	db := store.NewLazy(address)
	if err := openDatabase(ctx, db, address); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return ask.NewDesk(db, nil), db, nil
}

// with runs f on the desk.
func (f *questionFlags) with(c *cobra.Command, work func(context.Context, *ask.Desk) error) error {
	desk, db, err := f.desk(c.Context())
	if err != nil {
		return err
	}
	return errors.Join(work(c.Context(), desk), db.Close())
}

// questionError says why a question cannot be worked on, and what to do.
func questionError(id string, q *ask.Question, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ask.ErrUnknown):
		return withHint(fmt.Errorf("there is no question %s", id), "See yanxi question list for those that there are.")
	case errors.Is(err, ask.ErrState) && q != nil && q.State == ask.Answered:
		return withHint(fmt.Errorf("question %s is answered already, in %s", id, q.Answer), "Change that text, or name another answer with yanxi question answer.")
	case errors.Is(err, ask.ErrState):
		return withHint(fmt.Errorf("question %s is closed already", id), "It can still be answered with yanxi question answer.")
	case errors.Is(err, ask.ErrNote):
		return withHint(errors.New("what is to be noted is too long"), "%d characters are the most.", ask.MaxNote)
	}
	return withHint(err, "Try again; check the database with yanxi db check.")
}
