package content

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of yanxi/holidays.txt.
const (
	maxHolidays     = 3660    // days in it
	maxHolidayRange = 92      // days of one line
	maxHolidayFile  = 1 << 20 // bytes
	firstHoliday    = 2000    // years
	lastHoliday     = 2199
)

var holidaysFile = path.Join(settingsFolder, "holidays.txt")

// readCalendar reads yanxi/holidays.txt; lines that can't be used are reported
// and passed over.
func readCalendar(fsys fs.FS, s Settings) (*calendar, []Finding) {
	c := &calendar{zone: s.Location, days: map[int64]bool{}}
	r := &reporter{file: holidaysFile, lang: s.Lang}
	src, err := readBounded(fsys, holidaysFile, maxHolidayFile+1)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c, nil
	case err != nil:
		r.reportHint("unreadable-file", span{}, "", reason(err))
		return c, r.findings
	case len(src) > maxHolidayFile:
		r.report("many-holidays", span{}, maxHolidays)
		src = src[:maxHolidayFile]
	}
	d := decode(src)
	r.encoding(d)
	n := 0
	for line := range strings.SplitSeq(string(d.text), "\n") {
		n++
		at := span{n, 1, n, utf8.RuneCountInString(line) + 1}
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if !c.read(r, line, at) {
			break
		}
	}
	return c, r.findings
}

// holidayWords are what a line can say of its days: whether they are worked.
var holidayWords = map[string]bool{
	"休": false, "放假": false, "off": false, "holiday": false,
	"班": true, "上班": true, "work": true, "workday": true,
}

// read adds the days of one line. It returns false when the file has too many.
func (c *calendar) read(r *reporter, line string, at span) bool {
	words := strings.Fields(line)
	if len(words) < 2 {
		r.report("bad-holiday", at, line)
		return true
	}
	worked, known := holidayWords[fold(words[1])]
	first, last, ok := holidayRange(words[0])
	switch {
	case !known || !ok:
		r.report("bad-holiday", at, line)
		return true
	case first.Year() < firstHoliday || last.Year() > lastHoliday:
		r.report("absurd-holiday", at, words[0])
		return true
	case last.Before(first):
		r.report("backward-holidays", at, words[0])
		return true
	case dayNumber(last)-dayNumber(first) >= maxHolidayRange:
		r.report("long-holidays", at, words[0], maxHolidayRange)
		return true
	}
	for day := dayNumber(first); day <= dayNumber(last); day++ {
		before, listed := c.days[day]
		if !listed && len(c.days) == maxHolidays {
			r.report("many-holidays", at, maxHolidays)
			return false
		}
		if listed && before != worked {
			r.report("two-holidays", at, time.Unix(day*24*60*60, 0).UTC().Format(time.DateOnly))
		}
		c.days[day] = worked
	}
	return true
}

// holidayRange reads 2026-10-01 or 2026-10-01..2026-10-07.
func holidayRange(s string) (first, last time.Time, ok bool) {
	from, to, ranged := strings.Cut(s, "..")
	if !ranged {
		to = from
	}
	a, okA := parseDate(from, time.UTC)
	b, okB := parseDate(to, time.UTC)
	return a.time, b.time, okA && okB && !a.clock && !b.clock && !a.partial && !b.partial
}
