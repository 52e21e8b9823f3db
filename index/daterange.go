package index

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"yanxi/index/zh"
)

// A DateRange is the time from a moment up to another one, which is not part
// of it. A zero time leaves that end open.
type DateRange struct{ From, To time.Time }

// Holds reports whether a moment lies in the range.
func (r DateRange) Holds(t time.Time) bool {
	return (r.From.IsZero() || !t.Before(r.From)) && (r.To.IsZero() || t.Before(r.To))
}

// ParseDateRange reads a day, month or year, or a range of them with both ends
// in it, as readers type them; days begin in zone:
//
//	2019  2019-06  2019/6/3  2019.6.3  2019年6月3日  20190603
//	2018..2020  2019-06～2019-08  2019年6月至8月  2018-2020  ..2019  2019..
//	>=2019  >2019-06  <=2020  <2020
//
// Ends in the wrong order are exchanged. What is no date (2019-02-30) is not ok.
func ParseDateRange(s string, zone *time.Location) (r DateRange, ok bool) {
	s = strings.TrimSpace(zh.FoldString(s))
	if m := twoYears.FindStringSubmatch(s); m != nil {
		return between(m[1], m[2], zone)
	}
	for _, separator := range []string{"...", "..", "…", "~", "～", "—", "–", "至", "到"} {
		if from, to, found := strings.Cut(s, separator); found {
			return between(strings.TrimSpace(from), strings.TrimSpace(to), zone)
		}
	}
	for _, sign := range []string{">=", "≥", "<=", "≤", ">", "<", "="} {
		if day, found := strings.CutPrefix(s, sign); found {
			return compared(sign, strings.TrimSpace(day), zone)
		}
	}
	c, ok := readDay(s, civil{})
	if !ok {
		return r, false
	}
	return c.period(zone)
}

// twoYears is a range that looks like a year and a month with too many digits.
var twoYears = regexp.MustCompile(`^(\d{4})年? ?-+ ?(\d{4})年?$`)

func between(from, to string, zone *time.Location) (DateRange, bool) {
	var first, last DateRange
	var left, right civil
	ok := from != "" || to != ""
	if from != "" && ok {
		if left, ok = readDay(from, civil{}); ok {
			first, ok = left.period(zone)
		}
	}
	if to != "" && ok {
		if right, ok = readDay(to, left); ok {
			last, ok = right.period(zone)
		}
	}
	if from != "" && to != "" && last.From.Before(first.From) {
		first, last = last, first
	}
	return DateRange{first.From, last.To}, ok
}

func compared(sign, day string, zone *time.Location) (DateRange, bool) {
	c, ok := readDay(day, civil{})
	if !ok {
		return DateRange{}, false
	}
	r, ok := c.period(zone)
	switch sign {
	case ">=", "≥":
		return DateRange{From: r.From}, ok
	case ">":
		return DateRange{From: r.To}, ok
	case "<=", "≤":
		return DateRange{To: r.To}, ok
	case "<":
		return DateRange{To: r.From}, ok
	}
	return r, ok
}

// A civil is a year, a month of one or a day of one: what is 0 is not given.
type civil struct{ year, month, day int }

var (
	fullDay    = regexp.MustCompile(`^(\d{4})(?:[-/.年] ?(\d{1,2})(?:[-/.月] ?(\d{1,2})日?|月)?|年)?$`)
	compactDay = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})?$`)
	shortDay   = regexp.MustCompile(`^()(\d{1,2})月(?:(\d{1,2})日?)?$`) // of the year that the range began in
	onlyDay    = regexp.MustCompile(`^()()(\d{1,2})日$`)               // of its month
)

// readDay reads a date. What a short one leaves out is that of the date before it.
func readDay(s string, before civil) (civil, bool) {
	for _, form := range []*regexp.Regexp{fullDay, compactDay, shortDay, onlyDay} {
		m := form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		c := civil{number(m[1]), number(m[2]), number(m[3])}
		if m[1] == "" {
			c.year = before.year
		}
		if form == onlyDay {
			c.month = before.month
		}
		given := m[2] == "" || c.month > 0
		return c, given && (m[3] == "" || c.day > 0) && c.year > 0 && (form != onlyDay || c.month > 0)
	}
	return civil{}, false
}

// number reads digits, at most four; none are 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// period is from the beginning to the end of what is given; there may be no
// such month or day.
func (c civil) period(zone *time.Location) (DateRange, bool) {
	month, day := max(c.month, 1), max(c.day, 1)
	from := time.Date(c.year, time.Month(month), day, 0, 0, 0, 0, zone)
	if from.Year() != c.year || int(from.Month()) != month || from.Day() != day {
		return DateRange{}, false
	}
	switch {
	case c.month == 0:
		return DateRange{from, from.AddDate(1, 0, 0)}, true
	case c.day == 0:
		return DateRange{from, from.AddDate(0, 1, 0)}, true
	}
	return DateRange{from, from.AddDate(0, 0, 1)}, true
}

// A dateSet is a set of moments: ranges in order that neither touch nor
// overlap. Undated documents belong to it or not.
type dateSet struct {
	ranges  []DateRange
	undated bool
}

func newDateSet(ranges ...DateRange) *dateSet {
	ranges = slices.DeleteFunc(slices.Clone(ranges), func(r DateRange) bool {
		return !r.From.IsZero() && !r.To.IsZero() && !r.From.Before(r.To)
	})
	slices.SortFunc(ranges, func(a, b DateRange) int { return a.From.Compare(b.From) })
	s := &dateSet{}
	for _, r := range ranges {
		last := len(s.ranges) - 1
		switch {
		case last < 0 || !s.ranges[last].To.IsZero() && s.ranges[last].To.Before(r.From):
			s.ranges = append(s.ranges, r)
		case !s.ranges[last].To.IsZero() && (r.To.IsZero() || r.To.After(s.ranges[last].To)):
			s.ranges[last].To = r.To
		}
	}
	return s
}

// complement is all that is not in s.
func (s *dateSet) complement() *dateSet {
	out := &dateSet{undated: !s.undated}
	var from time.Time
	for i, r := range s.ranges {
		if i > 0 || !r.From.IsZero() {
			out.ranges = append(out.ranges, DateRange{from, r.From})
		}
		if from = r.To; from.IsZero() {
			return out
		}
	}
	out.ranges = append(out.ranges, DateRange{From: from})
	return out
}

// intersect is what is in both; nil is a set that holds everything.
func (s *dateSet) intersect(other *dateSet) *dateSet {
	if s == nil {
		return other
	}
	if other == nil {
		return s
	}
	a, b := s.complement(), other.complement()
	out := newDateSet(slices.Concat(a.ranges, b.ranges)...).complement()
	out.undated = s.undated && other.undated
	return out
}

func (s *dateSet) holds(t time.Time) bool {
	if s == nil {
		return true
	}
	if t.IsZero() {
		return s.undated
	}
	return slices.ContainsFunc(s.ranges, func(r DateRange) bool { return r.Holds(t) })
}
