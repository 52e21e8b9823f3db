// Package report makes of what readers did what a trainer acts on: it joins the
// counts of package stats with the library they are about.
//
// A [Report] says what was read and liked, by document and by group; what readers
// needed and did not find ([Needs]); which texts nobody reads or keeps current, and which courses nobody
// finishes ([Sleeping]); and the three things to do first ([Report.Todo]). It is written as
// Markdown for a mail ([WriteMarkdown]) and as tables for a spreadsheet ([WriteCSV]); pages of
// package site and the API show the same.
//
// Whatever is said of a share (who found a text helpful, who stayed on it) is
// said by an end of Wilson's interval, so that one visitor decides nothing.
package report

import (
	"context"
	"slices"
	"time"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/stats"
)

// A Source is where reports come from. Library and Label belong to one state of the library.
type Source struct {
	Counts    *stats.Reports
	Library   *content.Library
	Coverage  *Coverage                                         // of the library
	Label     func(facet, term string) string                   // names terms
	Questions func(ctx context.Context) (Questions, error)      // nil: questions are not kept
	Class     func(ctx context.Context) (*account.Class, error) // what people have read; nil: nobody has an account
	Folder    string                                            // of the library, for commands; empty: it is not known
	Now       time.Time                                         // in the library's zone
	Unread    int                                               // days without a read after which a text sleeps; 0: 90
	Unrevised int                                               // days without a revision; 0: 365
}

// Defaults of a [Source], in days.
const (
	DefaultUnread    = 90
	DefaultUnrevised = 365
)

// Questions are those of readers that wait for an answer.
type Questions struct {
	Open, Overdue int
	Waiting       []Question // the most urgent first, at most [MostWaiting]
}

// MostWaiting is how many questions a report names.
const MostWaiting = 20

// A Question waits for an answer.
type Question struct {
	ID       string
	Text     string
	Document string // id; empty: it is about the library as a whole
	Due      time.Time
	Overdue  bool
	With     string // to whom it was passed on; empty: to nobody
}

// A Report is what a trainer acts on.
type Report struct {
	*stats.Report
	Since     time.Time // the first day of which anything was counted; zero: nothing was
	Made      time.Time
	Questions Questions
	Documents []Document  // of the library, most read first
	Gone      stats.Count // reads of documents that the library no longer has
	Courses   []Group     // a course with its material
	Kinds     []Group
	Fields    []Group // a document with several fields counts in each
	Needs     Needs
	Sleeping  Sleeping
	folder    string // of the library, for commands
}

// A Document is one of the library with its counts.
type Document struct {
	*content.Document
	Counts stats.Document
}

// Make reports on a period. Errors are those of [stats.Reports.Between].
func (s *Source) Make(ctx context.Context, p stats.Period) (*Report, error) {
	counts, err := s.Counts.Between(ctx, p)
	if err != nil {
		return nil, err
	}
	r := &Report{Report: counts, Made: s.Now, folder: s.Folder}
	since, counted, err := s.Counts.Since(ctx)
	if err != nil {
		return nil, err
	}
	if counted {
		r.Since = stats.Date(since, s.Now.Location())
	}
	if s.Questions != nil {
		if r.Questions, err = s.Questions(ctx); err != nil {
			return nil, err
		}
	}
	for _, d := range counts.Documents {
		doc := s.Library.Document(d.ID)
		if doc == nil {
			r.Gone.Now += d.Reads.Now
			r.Gone.Before += d.Reads.Before
			continue
		}
		r.Documents = append(r.Documents, Document{doc, d})
	}
	s.group(r)
	r.Needs = s.needs(counts)
	r.Sleeping, err = s.sleeping(ctx, since, counted)
	return r, err
}

// All are the documents of the library, most read first: those of the report, and those that nobody read.
func (s *Source) All(r *Report) []Document {
	known := map[string]bool{}
	out := slices.Clone(r.Documents)
	for _, d := range out {
		known[d.ID] = true
	}
	for _, d := range s.Library.Documents() {
		if !known[d.ID] {
			out = append(out, Document{Document: d})
		}
	}
	return out
}

// Empty reports whether nothing happened, in the period and before it.
func (r *Report) Empty() bool {
	none := stats.Count{}
	return r.Reads == none && r.Likes == none && r.Dislikes == none && r.Searches == none
}

// Rising are documents that are read more than before, beyond chance.
func (r *Report) Rising(n int) []Document { return r.of(r.Report.Rising(n)) }

// Falling are those that are read less.
func (r *Report) Falling(n int) []Document { return r.of(r.Report.Falling(n)) }

func (r *Report) of(list []stats.Document) []Document {
	var out []Document
	for _, d := range list {
		for _, known := range r.Documents {
			if known.ID == d.ID {
				out = append(out, known)
			}
		}
	}
	return out
}
