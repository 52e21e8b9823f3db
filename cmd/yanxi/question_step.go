package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"yanxi/site/ask"
)

func newQuestionPass(f *questionFlags) *cobra.Command {
	var note string
	c := &cobra.Command{
		Use:     "pass ID TO",
		Short:   "Pass a question on to somebody",
		Long:    `Pass notes who is to answer a question. It says nothing to them: tell them.`,
		Example: `  yanxi question pass 20261102-1 网信科 --note 请核对文号`,
		Args:    exactly("yanxi question pass 20261102-1 网信科", "the number of a question", "whom to pass it to"),
		RunE: func(c *cobra.Command, args []string) error {
			return f.with(c, func(ctx context.Context, desk *ask.Desk) error {
				q, err := desk.Pass(ctx, args[0], args[1], note, f.who())
				if errors.Is(err, ask.ErrMissing) {
					return withHint(errors.New("nobody is named to pass the question to"), "For example: yanxi question pass %s 网信科", args[0])
				}
				if err == nil {
					fmt.Fprintf(c.OutOrStdout(), "%s is passed to %s\n", q.ID, q.History[len(q.History)-1].To)
				}
				return questionError(args[0], q, err)
			})
		},
	}
	c.Flags().StringVar(&note, "note", "", "`TEXT` to say with it")
	return f.named(c)
}

func newQuestionClose(f *questionFlags) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:     "close ID --reason TEXT",
		Short:   "Close a question without an answer",
		Example: `  yanxi question close 20261102-1 --reason 和手册里的一篇重复`,
		Args:    exactly("yanxi question close 20261102-1 --reason 重复", "the number of a question"),
		RunE: func(c *cobra.Command, args []string) error {
			if strings.TrimSpace(reason) == "" {
				return withHint(errors.New("a question is closed for a reason"), "Say it with --reason, for example: yanxi question close %s --reason 重复", args[0])
			}
			return f.with(c, func(ctx context.Context, desk *ask.Desk) error {
				q, err := desk.Close(ctx, args[0], reason, f.who())
				if err == nil {
					fmt.Fprintf(c.OutOrStdout(), "%s is closed\n", q.ID)
				}
				return questionError(args[0], q, err)
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "`TEXT` that says why")
	return f.named(c)
}
