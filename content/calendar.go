package content

import "time"

// A calendar knows which days are worked in the library's zone: Monday to
// Friday, but for what yanxi/holidays.txt says, see [Library.Due]. It is immutable.
type calendar struct {
	zone *time.Location
	days map[int64]bool // of the file: day since 1970 -> worked
}

// working reports whether the day of a time, in the library's zone, is worked.
func (c *calendar) working(t time.Time) bool {
	t = t.In(c.zone)
	if worked, ok := c.days[dayNumber(t)]; ok {
		return worked
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

// due returns the last second of the n-th working day after the day of from, in
// the library's zone; of that day itself if n is less than 1. A calendar in which
// too few days are worked ends after [maxDue] days.
func (c *calendar) due(from time.Time, n int) time.Time {
	y, m, d := from.In(c.zone).Date()
	ahead := 0
	for left := n; left > 0 && ahead < maxDue; {
		ahead++
		if c.working(time.Date(y, m, d+ahead, 12, 0, 0, 0, c.zone)) { // noon is there on every day
			left--
		}
	}
	return time.Date(y, m, d+ahead+1, 0, 0, 0, 0, c.zone).Add(-time.Second)
}

// maxDue bounds how far ahead a due day can be, in days: more than
// [maxAnswerWithin] working days in a file of nothing but holidays.
const maxDue = maxHolidays + 2*7*maxAnswerWithin

// dayNumber is the number of days since 1 January 1970 by the clocks of t's zone.
func dayNumber(t time.Time) int64 {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
}

// Due is when a question asked at a time should be answered: as many working
// days later as the settings say, at that day's last second in the library's zone.
// Monday to Friday are worked, but for what yanxi/holidays.txt says. A line of that
// file is a day or a range of days, what they are, and a name that nothing
// reads. What follows # is a comment:
//
//	2026-10-01..2026-10-07 休 国庆    # off
//	2026-10-10 班                     # worked, though a Saturday
func (l *Library) Due(asked time.Time) time.Time {
	return l.calendar.due(asked, l.settings.AnswerWithin)
}
