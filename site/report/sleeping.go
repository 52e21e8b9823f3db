package report

import (
	"cmp"
	"context"
	"slices"
	"time"

	"yanxi/content"
	"yanxi/site/stats"
)

// Sleeping are the texts that nobody reads, or nobody keeps current, and the courses that nobody finishes.
type Sleeping struct {
	Days      int    // without a read
	Years     int    // days without a revision
	TooSoon   bool   // counting has not gone on for so many days, so that nothing can be said of reads
	Unread    []Aged // the oldest first
	Unrevised []Aged // the longest untouched first
	Overdue   []Aged // past the day on which they should be checked, most read first
	Ownerless []Aged // most read first

	Unfinished Unfinished
}

// An Aged is a text with what is known of its age.
type Aged struct {
	*content.Document
	Changed time.Time // by its author; zero: not known
	Reads   int       // in the last [Sleeping.Days]
}

// sleeping looks at all texts. Reads are those of the last days whatever the report's period is.
func (s *Source) sleeping(ctx context.Context, since int64, counted bool) (Sleeping, error) {
	out := Sleeping{Days: cmp.Or(s.Unread, DefaultUnread), Years: cmp.Or(s.Unrevised, DefaultUnrevised)}
	today := stats.DayOf(s.Now)
	reads, err := s.Counts.Reads(ctx, stats.Period{From: today - int64(out.Days) + 1, To: today})
	if err != nil {
		return out, err
	}
	out.TooSoon = !counted || today-since+1 < int64(out.Days)
	for _, d := range s.Library.Documents() {
		a := Aged{d, changed(d), reads[d.ID]}
		age := int64(-1)
		if !a.Changed.IsZero() {
			age = today - stats.DayOf(a.Changed)
		}
		if !out.TooSoon && a.Reads == 0 && (age < 0 || age >= int64(out.Days)) {
			out.Unread = append(out.Unread, a)
		}
		if age >= int64(out.Years) {
			out.Unrevised = append(out.Unrevised, a)
		}
		if !d.ReviewBy.IsZero() && stats.DayOf(d.ReviewBy) < today {
			out.Overdue = append(out.Overdue, a)
		}
		if d.Owner == "" {
			out.Ownerless = append(out.Ownerless, a)
		}
	}
	oldest := func(a, b Aged) int { return cmp.Or(a.Changed.Compare(b.Changed), cmp.Compare(a.ID, b.ID)) }
	slices.SortFunc(out.Unread, oldest)
	slices.SortFunc(out.Unrevised, oldest)
	mostRead := func(a, b Aged) int { return cmp.Or(cmp.Compare(b.Reads, a.Reads), cmp.Compare(a.ID, b.ID)) }
	slices.SortFunc(out.Overdue, mostRead)
	slices.SortFunc(out.Ownerless, mostRead)
	out.Unfinished, err = s.unfinished(ctx, out.Days)
	return out, err
}

// changed is when a text was last changed as far as its author says.
func changed(d *content.Document) time.Time {
	if d.Updated.After(d.Date) {
		return d.Updated
	}
	return d.Date
}
