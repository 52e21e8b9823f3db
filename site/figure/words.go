package figure

import (
	"time"

	"yanxi/content"
)

// Words are what is written in a picture, in one language. Dates are layouts
// of [time.Time.Format].
type Words struct {
	Happened, Said, Unknown string // titles of the groups of marks

	Day, DayYear     string
	Month, MonthYear string
	Year             string

	Offset     func(seconds int64) string                // a time after the outbreak, or before it; empty: none that people count in
	Skipped    func(seconds int64) [2]string             // a gap, in two short lines
	Elapsed    func(content.Elapsed) string              // between outbreak and response
	Window     func(content.Window, bool) string         // a rule; short: its time alone
	Latest     func(content.Window) string               // a rule whose end may be earlier than drawn
	NoOutbreak func(title string) string                 // a case that cannot be compared in time
	DayOnly    func(title string) string                 // a case whose outbreak has no hour
	Type       func(content.MomentType) string           // of a moment
	Name       func(number int, m content.Moment) string // of a mark, for those who do not see it
}

func (w Words) day(t time.Time, year bool) string { return t.Format(pick(year, w.DayYear, w.Day)) }
func (w Words) month(t time.Time, year bool) string {
	return t.Format(pick(year, w.MonthYear, w.Month))
}
func (w Words) year(t time.Time, _ bool) string { return t.Format(w.Year) }

func pick(long bool, a, b string) string {
	if long {
		return a
	}
	return b
}
