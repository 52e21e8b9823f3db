package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site/review"
)

func newReviewShow(f *reviewFlags) *cobra.Command {
	var format listFormat
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Show one text: its state, its signatures, and all that was decided",
		Long: `Show prints where a text stands, the signatures under it and those that are void and
why, and the ledger. ID is the path of the file in the library without .md.`,
		Example: `  yanxi review show notes/gates
  yanxi review show notes/gates.md --format json`,
		Args: exactly("yanxi review show notes/gates", "the id of a text, such as notes/gates"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := format.check(); err != nil {
				return err
			}
			r, err := f.open()
			if err != nil {
				return err
			}
			s, err := r.board().Load(documentID(args[0]))
			if err != nil {
				return reviewError(err)
			}
			if format == formatJSON {
				l := listed(s)
				l.Ledger = s.Ledger.Entries
				return writeIndented(c.OutOrStdout(), l)
			}
			writeStatus(c.OutOrStdout(), s, r.lib.Settings().Location)
			return nil
		},
	}
	format.register(c)
	return c
}

// writeStatus shows one text to people.
func writeStatus(w io.Writer, s *review.Status, zone *time.Location) {
	fmt.Fprintf(w, "%s  %s  %s\n", printable(s.ID), s.State, stateWords(s))
	if s.File != "" {
		fmt.Fprintf(w, "text %.12s of %s\n", s.Digest, printable(s.File))
	}
	if p := s.Published; p != nil {
		fmt.Fprintf(w, "readers see text %.12s, published %s\n", p.Digest, stamp(p.At, zone))
	}
	for _, n := range s.Needs {
		switch {
		case n.Signed != nil:
			fmt.Fprintf(w, "  [x] %s  signed by %s, %s%s\n", needName(n), n.Signed.By, stamp(n.Signed.At, zone), said(n.Signed.Comment))
		default:
			fmt.Fprintf(w, "  [ ] %s  needs a %s\n", needName(n), n.Role)
		}
		for _, v := range n.Void {
			fmt.Fprintf(w, "      void: %s, %s: %s\n", v.By, stamp(v.At, zone), voidWords(v))
		}
	}
	for _, e := range s.Ledger.Entries {
		fmt.Fprintf(w, "%4d  %s  %s  %.12s%s\n", e.N, stamp(e.At, zone), deedWords(e), e.Digest, said(e.Comment))
		for _, l := range e.Comments {
			fmt.Fprintf(w, "      line %d: %s\n", l.Line, printable(l.Text))
		}
	}
	if d := s.Ledger.Damage; d != nil {
		fmt.Fprintf(w, "the ledger cannot be believed from line %d on: %s\n", d.Line, d.Reason)
	}
}

func stamp(t time.Time, zone *time.Location) string { return t.In(zone).Format("2006-01-02 15:04") }

func said(comment string) string {
	if comment == "" {
		return ""
	}
	return ": " + printable(comment)
}

// voidWords say why a signature does not count.
func voidWords(v review.Void) string {
	return strings.TrimSpace(map[review.VoidReason]string{
		review.VoidText: "the text has changed since", review.VoidFile: "changed since:", review.VoidMoved: "the file is another now",
		review.VoidReturned: "the text was sent back afterwards", review.VoidWithdrawn: "the text was withdrawn afterwards", review.VoidPolicy: "the policy does not take it",
	}[v.Why] + " " + printable(v.File))
}
