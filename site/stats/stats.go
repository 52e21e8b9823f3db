// Package stats counts what readers do, and makes reports of it: reads, votes
// (helpful or not), searches and what is opened from them.
//
// # What counts
//
// A read counts once for a visitor, document and half-hour since 1970. A vote
// counts once for a visitor, document and day, and can be taken back on that day. A
// search counts when its page was answered; the first result opened from it
// counts as its opening; one from which nothing was opened, and which another
// search by the same visitor followed within [refineWithin], counts as refined.
//
// # Who counts
//
// A visitor is a hash of the address and the browser's name under a key that is
// made anew every day, shared by the nodes and then deleted; see [Recorder.Visitor].
// Nothing else of a person is kept.
//
// # How it is kept
//
// Events wait in memory and are written every few seconds, in the transaction
// that also adds them to counts by hour and day, which reports read. Every event
// has a key, so that a batch whose fate is not known is sent again and counts
// once. Events are deleted after a retention time; the counts stay.
package stats

import "time"

// A Read is a person who stayed on a document.
type Read struct {
	At       time.Time
	Visitor  string
	Document string
}

// A Vote is what a person thinks of a document.
type Vote struct {
	At       time.Time
	Visitor  string
	Document string
	Value    Value
	Reason   string // why it did not help; may be empty

	order int64 // milliseconds since 1970; of a later vote it is larger, even if the clock was put back
}

// A Value is a vote for, against, or taken back.
type Value int

// The values of votes.
const (
	NotHelpful Value = -1
	TakenBack  Value = 0
	Helpful    Value = 1
)

// A Search is a search that was answered.
type Search struct {
	At      time.Time
	ID      string
	Visitor string
	Query   string // normalised; empty if it must not be kept
	Results int    // that answer it: 0 where all hold some of its words only
}

// An Opening is a result that was opened.
type Opening struct {
	At       time.Time
	Search   string // its id
	Document string
	Position int // among the results, from 1
}

// slotLength is in which time a visitor reads a document once.
const slotLength = 30 * time.Minute

// refineWithin is how soon a search must follow another to be its refinement.
const refineWithin = 10 * time.Minute

// staysWithin is how soon after a search its opened result must be read to have been what was looked for.
const staysWithin = 30 * time.Minute

func slotOf(t time.Time) int64 { return t.Unix() / int64(slotLength/time.Second) }

// DayOf is the number of the day since 1 January 1970 of a time in its zone.
func DayOf(t time.Time) int64 {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
}

// Date is the day of that number, at midnight in a zone.
func Date(day int64, zone *time.Location) time.Time {
	y, m, d := time.Unix(day*24*60*60, 0).UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// ISODate is the day of that number as 2026-11-02.
func ISODate(day int64) string { return Date(day, time.UTC).Format(time.DateOnly) }

// hourOf is the number of the hour by the clocks of the time's zone: an hour
// that is repeated in autumn is one.
func hourOf(t time.Time) int64 { return DayOf(t)*24 + int64(t.Hour()) }
