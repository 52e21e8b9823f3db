package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/site/ask"
)

// stateOverdue is a state of the command line: open past its day.
const stateOverdue = "overdue"

func newQuestionList(f *questionFlags) *cobra.Command {
	var state string
	var format listFormat
	c := &cobra.Command{
		Use:   "list",
		Short: "List questions, the most urgent first",
		Long: `List prints the questions that wait, the most urgent first, then those that are
done, the newest first. What is overdue begins with ! and says so.`,
		Example: `  yanxi question list --state overdue
  yanxi question list --format json`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			filter, err := questionFilter(state, time.Now())
			if err != nil {
				return err
			}
			if err := format.check(); err != nil {
				return err
			}
			src, err := f.source()
			if err != nil {
				return err
			}
			lib, err := src.open()
			if err != nil {
				return err
			}
			return f.with(c, func(ctx context.Context, desk *ask.Desk) error {
				list, err := desk.List(ctx, filter)
				if err != nil {
					return questionError("", nil, err)
				}
				if format == formatJSON {
					return writeQuestionsJSON(c.OutOrStdout(), list, lib, time.Now())
				}
				return writeQuestions(c.OutOrStdout(), list, lib, time.Now())
			})
		},
	}
	c.Flags().StringVar(&state, "state", "", "only those in this `STATE`: new, passed, answered, closed or overdue")
	format.register(c)
	return c
}

func questionFilter(state string, now time.Time) (ask.Filter, error) {
	switch {
	case state == "":
		return ask.Filter{}, nil
	case state == stateOverdue:
		return ask.Filter{Overdue: now}, nil
	case slices.Contains(ask.States, ask.State(state)):
		return ask.Filter{States: []ask.State{ask.State(state)}}, nil
	}
	return ask.Filter{}, withHint(fmt.Errorf("there is no state %q", state), "Use new, passed, answered, closed or overdue.")
}

// writeQuestions lists questions for people.
func writeQuestions(w io.Writer, list []*ask.Question, lib *content.Library, now time.Time) error {
	zone := lib.Settings().Location
	waiting, late := 0, 0
	var b strings.Builder
	for _, q := range list {
		if q.State.Open() {
			waiting++
		}
		sign := " "
		if q.Overdue(now) {
			sign = "!"
			late++
		}
		fmt.Fprintf(&b, "%s %s  %s\n", sign, q.ID, standing(q, now, zone))
		about := "about nothing in particular"
		if q.Document != "" {
			about = "about " + q.Document
			if d := lib.Document(q.Document); d != nil {
				about += " (" + d.Title + ")"
			} else {
				about += ", which is no longer there"
			}
		}
		if q.Name != "" {
			about += ", by " + q.Name
		}
		fmt.Fprintf(&b, "    %s\n", about)
		for line := range strings.SplitSeq(q.Text, "\n") {
			fmt.Fprintln(&b, strings.TrimRight("    | "+line, " "))
		}
	}
	fmt.Fprintf(&b, "%s, %d waiting, %d overdue\n", counted(len(list), "question"), waiting, late)
	_, err := io.WriteString(w, b.String())
	return err
}

// standing is a question's state in words.
func standing(q *ask.Question, now time.Time, zone *time.Location) string {
	last := q.History[len(q.History)-1]
	day := q.Due.In(zone).Format(time.DateOnly)
	when := "due " + day
	if q.Overdue(now) {
		when = "overdue, was due " + day
	}
	at := last.At.In(zone).Format(time.DateOnly)
	switch q.State {
	case ask.New:
		return "new, " + when
	case ask.Passed:
		text := "passed to " + last.To + ", " + when
		if last.Note != "" {
			text += ": " + oneLine(last.Note)
		}
		return text
	case ask.Answered:
		return "answered " + at + " in " + q.Answer
	}
	return "closed " + at + ": " + oneLine(last.Note)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// listedQuestion is a question in JSON.
type listedQuestion struct {
	ID       string         `json:"id"`
	State    ask.State      `json:"state"`
	Document string         `json:"document"`
	Text     string         `json:"text"`
	Name     string         `json:"name"`
	Created  time.Time      `json:"created"`
	Due      time.Time      `json:"due"`
	Overdue  bool           `json:"overdue"`
	Answer   string         `json:"answer"`
	History  []questionStep `json:"history"`
}

type questionStep struct {
	State ask.State `json:"state"`
	At    time.Time `json:"at"`
	By    string    `json:"by"`
	To    string    `json:"to,omitempty"`
	Note  string    `json:"note,omitempty"`
}

func writeQuestionsJSON(w io.Writer, list []*ask.Question, lib *content.Library, now time.Time) error {
	zone := lib.Settings().Location
	out := make([]listedQuestion, 0, len(list))
	for _, q := range list {
		l := listedQuestion{
			ID: q.ID, State: q.State, Document: q.Document, Text: q.Text, Name: q.Name,
			Created: q.Created.In(zone), Due: q.Due.In(zone), Overdue: q.Overdue(now), Answer: q.Answer,
		}
		for _, s := range q.History {
			l.History = append(l.History, questionStep{s.State, s.At.In(zone), s.By, s.To, s.Note})
		}
		out = append(out, l)
	}
	return writeIndented(w, out)
}
