package report

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"yanxi/site/stats"
)

// The names of periods that end today: today alone, the last 7 days and the last
// 30, today among them. Seven days have each day of the week once, so that the seven before
// compare fairly; on a Monday morning a week that began on that day would have nothing to say.
const (
	Today = "today"
	Week  = "week"
	Month = "month"
)

// Lengths of the named periods, in days.
const (
	weekDays  = 7
	monthDays = 30
)

// earliest bounds what can be asked for: nothing is counted before.
const earliest = 2000

// A PeriodError says why a period cannot be reported on.
type PeriodError struct {
	Key  string // of the message: day, range, order, long, early, future
	Args []any
}

func (e *PeriodError) Error() string {
	return fmt.Sprintf(map[string]string{
		"name":   "%s is no period: use today, week, month, or two days as in 2026-11-02..2026-11-08",
		"day":    "%s is no day: write it as 2026-11-08",
		"order":  "the period ends on %[2]s, before it begins on %[1]s: put the earlier day first",
		"long":   "the period has %d days: a report covers %d at most",
		"early":  "%s is too long ago: nothing was counted before the year %d",
		"future": "%s has not come yet: today is %s",
	}[e.Key], e.Args...)
}

// ParsePeriod reads the name of a period, or FROM..TO with days as 2026-11-08 that
// both belong to it. Days are civil days of now's zone, whatever its clocks do. An error is a [PeriodError].
func ParsePeriod(s string, now time.Time) (stats.Period, error) {
	today := stats.DayOf(now)
	switch s = strings.TrimSpace(s); s {
	case Today:
		return stats.Period{From: today, To: today}, nil
	case Week:
		return stats.Period{From: today - weekDays + 1, To: today}, nil
	case Month:
		return stats.Period{From: today - monthDays + 1, To: today}, nil
	}
	from, to, ok := strings.Cut(s, "..")
	if !ok {
		return stats.Period{}, &PeriodError{"name", []any{quoted(s)}}
	}
	return Between(from, to, now)
}

// Between is the period between two days, both included. Where one is missing it is a
// week that begins or ends on the other; the last week where both are.
func Between(from, to string, now time.Time) (stats.Period, error) {
	first, last, err := parseDay(from), parseDay(to), error(nil)
	if err = errors.Join(first.err, last.err); err != nil {
		return stats.Period{}, firstOf(first.err, last.err)
	}
	today := stats.DayOf(now)
	switch {
	case !first.given && !last.given:
		return ParsePeriod(Week, now)
	case !last.given:
		last.day = max(first.day, min(today, first.day+weekDays-1))
	case !first.given:
		first.day = last.day - weekDays + 1
	}
	return stats.Period{From: first.day, To: last.day}, check(stats.Period{From: first.day, To: last.day}, today)
}

// check refuses periods that no report can be of. A day more than today is let pass: clocks of readers differ.
func check(p stats.Period, today int64) error {
	switch {
	case p.To < p.From:
		return &PeriodError{"order", []any{stats.ISODate(p.From), stats.ISODate(p.To)}}
	case stats.Date(p.From, time.UTC).Year() < earliest:
		return &PeriodError{"early", []any{stats.ISODate(p.From), earliest}}
	case p.From > today+1:
		return &PeriodError{"future", []any{stats.ISODate(p.From), stats.ISODate(today)}}
	case p.Days() > stats.LongestPeriod:
		return &PeriodError{"long", []any{p.Days(), stats.LongestPeriod}}
	}
	return nil
}

type parsedDay struct {
	day   int64
	given bool
	err   error
}

func parseDay(s string) parsedDay {
	if s = strings.TrimSpace(s); s == "" {
		return parsedDay{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return parsedDay{err: &PeriodError{"day", []any{quoted(s)}}}
	}
	return parsedDay{day: stats.DayOf(t), given: true}
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// quoted is what somebody typed, kept within a line.
func quoted(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
