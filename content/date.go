package content

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// A date is a point in time as somebody wrote it.
type date struct {
	time     time.Time // in the library's zone; midnight if clock is false
	clock    bool      // the time of day is given
	partial  bool      // the day is not given: time is the first of the month or year
	standard bool      // written as ISO 8601 or YAML have it
	twice    bool      // the clock shows that time twice in that night, and no zone says which: time is the first
	skipped  bool      // the clock never shows that time, because it was put forward: time is as much later
}

// String writes the date the way that front matter should.
func (d date) String() string {
	switch {
	case !d.clock:
		return d.time.Format("2006-01-02")
	case d.time.Second() != 0:
		return d.time.Format("2006-01-02 15:04:05")
	default:
		return d.time.Format("2006-01-02 15:04")
	}
}

var (
	standardDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:[Zz]|[+-]\d{2}:?\d{2}))?)?$`)
	anyDate      = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?月?` +
		`(?:[Tt,]?\s*(\d{1,2})(?:[:时点]\s*(?:(\d{1,2})(?:[:分]\s*(?:(\d{1,2})(?:\.\d+)?秒?)?)?)?))?` +
		`\s*([Zz]|[+-]\d{2}:?\d{2})?$`)
	compactDate = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	yearDate    = regexp.MustCompile(`^(\d{4})年?$`)
)

// englishDates are the ways to write out a date in English; the time of day
// is not read from these.
var englishDates = []string{
	"January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006",
	"Monday January 2 2006", "Mon January 2 2006", "Mon Jan 2 2006",
	"Monday 2 January 2006", "Mon 2 January 2006", "Mon 2 Jan 2006",
}

// parseDate reads a date, with or without a time, in the ways that people
// write it: 2019-06-03, 2019/6/3, 2019年6月3日21时19分, June 3 2019. A time
// without a zone is in zone, and the result always is. Orders that two readers
// would read as two days (03/06/2019) are refused.
func parseDate(s string, zone *time.Location) (date, bool) {
	s = strings.TrimSpace(s)
	d := date{standard: standardDate.MatchString(s)}
	s = strings.TrimSpace(width.Fold.String(s))
	if len(s) > 64 {
		return date{}, false
	}
	for _, form := range []*regexp.Regexp{anyDate, compactDate, yearDate} {
		if m := form.FindStringSubmatch(s); m != nil {
			ok := d.fill(m, zone)
			if !ok {
				return date{}, false
			}
			return d, true
		}
	}
	words := strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
	for _, layout := range englishDates {
		if t, err := time.ParseInLocation(layout, words, zone); err == nil {
			return date{time: t}, t.Year() > 0
		}
	}
	return date{}, false
}

// fill sets the date from the parts of anyDate: year, month, day, hour,
// minute, second, zone, of which those from the day on may be missing. It
// reports whether there is such a day and time.
func (d *date) fill(m []string, zone *time.Location) bool {
	part := func(i, missing int) int {
		if i >= len(m) || m[i] == "" {
			return missing
		}
		n, _ := strconv.Atoi(m[i])
		return n
	}
	year, month, day := part(1, 0), part(2, 1), part(3, 1)
	hour, minute, second := part(4, 0), part(5, 0), part(6, 0)
	d.clock = len(m) > 4 && m[4] != ""
	d.partial = len(m) < 4 || m[3] == ""
	midnight := hour == 24 && minute == 0 && second == 0
	if hour > 23 && !midnight || minute > 59 || second > 59 || d.partial && d.clock {
		return false
	}
	zoned := len(m) > 7 && m[7] != ""
	given := zone
	if zoned {
		if !d.clock {
			return false
		}
		given = offsetZone(m[7])
	}
	first := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year == 0 || first.Month() != time.Month(month) || first.Day() != day {
		return false
	}
	switch {
	case !d.clock:
		d.time = dayBegin(year, time.Month(month), day, zone)
	case zoned:
		d.time = time.Date(year, time.Month(month), day, hour, minute, second, 0, given).In(zone)
	default:
		d.time, d.twice, d.skipped = onClock(first.Add(time.Duration(hour)*time.Hour+time.Duration(minute)*time.Minute+time.Duration(second)*time.Second), zone)
	}
	return true
}

// onClock is when the clocks of a zone show what a clock in UTC shows at a time. Where they do so twice it is the first
// time, and where they never do, as long after the change as it would have been without.
func onClock(wall time.Time, zone *time.Location) (t time.Time, twice, skipped bool) {
	utc := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, time.UTC)
	_, before := utc.Add(-24 * time.Hour).In(zone).Zone()
	_, after := utc.Add(24 * time.Hour).In(zone).Zone()
	shows := func(offset int) (time.Time, bool) {
		at := utc.Add(-time.Duration(offset) * time.Second).In(zone)
		_, real := at.Zone()
		return at, real == offset
	}
	early, isEarly := shows(before)
	late, isLate := shows(after)
	switch {
	case isEarly:
		return early, isLate && before != after, false
	case isLate:
		return late, false, false
	}
	return early, false, true
}

// dayBegin is the first moment of a day, which is midnight but where the clock is put forward then. The day may be one
// past the end of the month.
func dayBegin(year int, month time.Month, day int, zone *time.Location) time.Time {
	t, _, skipped := onClock(time.Date(year, month, day, 0, 0, 0, 0, time.UTC), zone)
	if skipped {
		t, _ = t.ZoneBounds()
	}
	return t
}

// offsetZone reads Z, +0800 or +08:00.
func offsetZone(s string) *time.Location {
	if s == "Z" || s == "z" {
		return time.UTC
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	hours, _ := strconv.Atoi(digits[:2])
	minutes, _ := strconv.Atoi(digits[2:])
	seconds := hours*3600 + minutes*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}
