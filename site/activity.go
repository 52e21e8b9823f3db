package site

import (
	"context"

	"yanxi/site/ask"
	"yanxi/site/report"
	"yanxi/site/stats"
)

// Activity is what a server keeps of what its readers do. A site without it
// counts nothing, and no page shows anything of it.
type Activity struct {
	Recorder *stats.Recorder // takes events in; never nil
	Reports  *stats.Reports  // reads what was counted; never nil
	Desk     *ask.Desk       // takes questions in; nil: readers cannot ask
	Token    string          // who may read the reports; empty: nobody

	Questions func(context.Context) (report.Questions, error) // of readers; nil: none are kept
	Folder    string                                          // of the library, for commands in reports; empty: it has none
	Where     string                                          // flags that lead a command to library and database; may be empty

	popular popular
}

// counts reports whether the site keeps what readers do.
func (o Options) counts() bool { return o.Activity != nil && !o.Static }

// asks reports whether readers can ask.
func (o Options) asks() bool { return o.counts() && o.Activity.Desk != nil }

// Waiting tells reports of the questions at a desk that wait.
func Waiting(desk *ask.Desk) func(context.Context) (report.Questions, error) {
	return func(ctx context.Context) (report.Questions, error) {
		n, err := desk.Counts(ctx, desk.Now())
		if err != nil || n.Open == 0 {
			return report.Questions{}, err
		}
		out := report.Questions{Open: n.Open, Overdue: n.Overdue}
		list, err := desk.List(ctx, ask.Filter{States: []ask.State{ask.New, ask.Passed}, Limit: report.MostWaiting})
		for _, q := range list {
			with := ""
			if n := len(q.History); q.State == ask.Passed && n > 0 {
				with = q.History[n-1].To
			}
			out.Waiting = append(out.Waiting, report.Question{ID: q.ID, Text: q.Text, Document: q.Document, Due: q.Due, Overdue: q.Overdue(desk.Now()), With: with})
		}
		return out, err
	}
}
