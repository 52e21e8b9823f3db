package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"yanxi/site/account"
)

func newAudit() *cobra.Command {
	var f accountFlags
	var about string
	var format listFormat
	var last int
	c := &cobra.Command{
		Use:   "audit",
		Short: "Show who did what with accounts and texts",
		Long: `Audit prints the last entries of the audit log, the newest last: every change of accounts
and tokens, who signed in and who could not, and what was decided about texts. Nothing
changes or removes an entry.`,
		Example: `  yanxi audit --library ~/my-notes
  yanxi audit --about zhang --last 20 --library ~/my-notes`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := format.check(); err != nil {
				return err
			}
			if last < 1 || last > account.MostEntries {
				return withHint(fmt.Errorf("--last cannot be %d", last), "Say a number from 1 to %d.", account.MostEntries)
			}
			return f.with(c, false, func(ctx context.Context, a *account.Accounts) error {
				log, err := a.Audit(ctx, 0, about, last)
				if err != nil {
					return accountError("", err)
				}
				slices.Reverse(log)
				return writeAudit(c.OutOrStdout(), log, format)
			})
		},
	}
	f.register(c)
	c.Flags().StringVar(&about, "about", "", "only what a `NAME` did, or was done to it or to a document of this id")
	c.Flags().IntVar(&last, "last", 50, "`N` entries at most")
	format.register(c)
	return c
}

// writeAudit prints entries, one a line.
func writeAudit(w io.Writer, log []account.Entry, format listFormat) error {
	type jsonEntry struct {
		Number int64          `json:"number"`
		At     string         `json:"at"`
		Who    string         `json:"who"`
		What   string         `json:"what"`
		About  string         `json:"about"`
		Via    string         `json:"via"`
		Detail map[string]any `json:"detail"`
		Line   int64          `json:"line,omitempty"`
		Digest string         `json:"digest,omitempty"`
	}
	for _, e := range log {
		at := e.At.UTC().Format(secondUTC)
		detail, err := json.Marshal(e.Detail)
		if err != nil {
			return err
		}
		if format == formatText {
			who := e.Who
			if who == "" {
				who = "-"
			}
			line := strings.TrimRight(fmt.Sprintf("%s  %s  %s  %s", at, who, e.What, e.About), " ")
			if len(e.Detail) > 0 {
				line += "  " + string(detail)
			}
			fmt.Fprintln(w, line)
			continue
		}
		one, err := json.Marshal(jsonEntry{e.Number, at, e.Who, e.What, e.About, e.Via, e.Detail, e.Line, e.Digest})
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\n", one)
	}
	return nil
}
