package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site/review"
)

var reviewStates = []string{"draft", "in-review", "returned", "approved", "published", "withdrawn"}

func newReviewList(f *reviewFlags) *cobra.Command {
	var state string
	var format listFormat
	c := &cobra.Command{
		Use:   "list [LIBRARY]",
		Short: "List where the texts stand",
		Long: `List prints each text with its state and the signatures that it lacks. What is overdue
begins with ! and says so.`,
		Example: `  yanxi review list
  yanxi review list ~/my-notes --state in-review
  yanxi review list --format json`,
		Args: atMostOneLibrary,
		RunE: func(c *cobra.Command, args []string) error {
			if state != "" && state != stateOverdue && !slices.Contains(reviewStates, state) {
				return withHint(fmt.Errorf("there is no state %q", state), "Use %s or overdue.", strings.Join(reviewStates, ", "))
			}
			if err := format.check(); err != nil {
				return err
			}
			r, err := f.open(args...)
			if err != nil {
				return err
			}
			all, err := r.board().List()
			all = slices.DeleteFunc(all, func(s *review.Status) bool {
				return state == stateOverdue && !s.Overdue || state != "" && state != stateOverdue && string(s.State) != state
			})
			if format == formatJSON {
				if written := writeStatesJSON(c.OutOrStdout(), all); written != nil {
					return written
				}
			} else {
				writeStates(c.OutOrStdout(), all)
			}
			return reviewError(err)
		},
	}
	c.Flags().StringVar(&state, "state", "", "only those in this `STATE`: "+strings.Join(reviewStates, ", ")+" or overdue")
	format.register(c)
	return c
}

// writeStates lists texts for people.
func writeStates(w io.Writer, all []*review.Status) {
	counts := map[review.State]int{}
	late := 0
	for _, s := range all {
		counts[s.State]++
		sign := " "
		if s.Overdue {
			sign = "!"
			late++
		}
		fmt.Fprintf(w, "%s %-9s  %s  %s\n", sign, s.State, printable(s.ID), stateWords(s))
	}
	var parts []string
	for _, state := range reviewStates {
		if n := counts[review.State(state)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, state))
		}
	}
	if late > 0 {
		parts = append(parts, fmt.Sprintf("%d overdue", late))
	}
	fmt.Fprintln(w, strings.Join(append([]string{counted(len(all), "text")}, parts...), ", "))
}

// stateWords say what a text waits for.
func stateWords(s *review.Status) string {
	title := ""
	if s.Document != nil {
		title = printable(s.Document.Title)
	}
	var notes []string
	switch s.State {
	case review.InReview:
		var missing []string
		for _, n := range s.Missing() {
			missing = append(missing, needName(n))
		}
		notes = append(notes, "needs "+strings.Join(missing, ", "))
		if s.Published != nil {
			notes = append(notes, "readers see the text of "+s.Published.At.Format(time.DateOnly))
		}
	case review.Returned:
		when := "due "
		if s.Overdue {
			when = "overdue, was due "
		}
		notes = append(notes, when+s.Due.Format(time.DateOnly)+": "+printable(s.Return.Comment))
	}
	if s.File == "" {
		notes = append(notes, "the file is gone")
	}
	if s.Twin {
		notes = append(notes, "two files have this id")
	}
	if s.Ledger.Damage != nil {
		notes = append(notes, "its ledger is damaged, see yanxi review verify")
	}
	if len(notes) == 0 {
		return title
	}
	return strings.TrimSpace(title + "  (" + strings.Join(notes, "; ") + ")")
}

func needName(n review.Need) string { return strings.TrimSpace(n.Step + " " + n.Gate) }

// listedText is a text's state in JSON.
type listedText struct {
	ID        string           `json:"id"`
	File      string           `json:"file"`
	Title     string           `json:"title"`
	State     review.State     `json:"state"`
	Digest    string           `json:"digest"`
	Authors   []string         `json:"authors"`
	Needs     []listedNeed     `json:"needs"`
	Published *listedPublished `json:"published"` // null: readers see nothing of it
	Due       string           `json:"due,omitempty"`
	Overdue   bool             `json:"overdue"`
	Damage    string           `json:"damage,omitempty"`
	Ledger    []review.Entry   `json:"ledger,omitempty"` // of show
}

type listedNeed struct {
	Step   string           `json:"step,omitempty"`
	Gate   string           `json:"gate"`
	Role   string           `json:"role"`
	Signed *listedSignature `json:"signed"` // null: not yet
	Void   []listedVoid     `json:"void,omitempty"`
}

type listedSignature struct {
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Comment string    `json:"comment,omitempty"`
	Via     string    `json:"via"`
}

type listedVoid struct {
	By  string            `json:"by"`
	At  time.Time         `json:"at"`
	Why review.VoidReason `json:"why"`
}

type listedPublished struct {
	Digest string    `json:"digest"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

func listed(s *review.Status) listedText {
	l := listedText{ID: s.ID, File: s.File, State: s.State, Digest: s.Digest, Authors: append([]string{}, s.Authors...), Needs: []listedNeed{}, Overdue: s.Overdue}
	if s.Document != nil {
		l.Title = s.Document.Title
	}
	for _, n := range s.Needs {
		need := listedNeed{Step: n.Step, Gate: n.Gate, Role: n.Role}
		if n.Signed != nil {
			need.Signed = &listedSignature{n.Signed.By, n.Signed.At, n.Signed.Comment, n.Signed.Via}
		}
		for _, v := range n.Void {
			need.Void = append(need.Void, listedVoid{v.By, v.At, v.Why})
		}
		l.Needs = append(l.Needs, need)
	}
	if p := s.Published; p != nil {
		l.Published = &listedPublished{p.Digest, p.By, p.At}
	}
	if !s.Due.IsZero() {
		l.Due = s.Due.Format(time.DateOnly)
	}
	if d := s.Ledger.Damage; d != nil {
		l.Damage = fmt.Sprintf("%s:%d: %s", review.LedgerFile(s.ID), d.Line, d.Reason)
	}
	return l
}

func writeStatesJSON(w io.Writer, all []*review.Status) error {
	out := make([]listedText, len(all))
	for i, s := range all {
		out[i] = listed(s)
	}
	return writeIndented(w, map[string]any{"texts": out})
}
