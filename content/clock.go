package content

import (
	"math"
	"slices"
	"time"
)

// A Clock is the response clock of a case: how long after the outbreak
// somebody answered, gave facts and corrected. What the timeline leaves open stays open.
type Clock struct {
	Outbreak        *Moment // the first of that type; nil if there is none
	FirstResponse   *Moment // the first answer in public; nil if there is none
	FirstFact       *Moment // the first that gave facts, whatever else it did; nil if there is none
	FirstCorrection *Moment // nil if there is none

	Response   Elapsed // from outbreak to first response
	Fact       Elapsed // to the first facts
	Correction Elapsed // to the first correction

	// FactsBeforeCauses: the first facts came no later than the first cause, as
	// the course teaches. Unknown where a case has no facts or no cause.
	FactsBeforeCauses Answer
	// Order answers the library's rules of order, one each.
	Order []OrderAnswer

	window time.Duration // of the first response
}

// OrderAnswer says whether a case kept a rule of order.
type OrderAnswer struct {
	Rule        OrderRule
	Kept        Answer  // unknown where one of the two is missing
	First, Then *Moment // the first that did each; nil if none did
}

// Elapsed is the time between two moments, as far as it is known: at least Min, at most Max.
type Elapsed struct {
	Known    bool // both moments are there and have times
	Min, Max time.Duration
}

// An Answer is yes, no or not known.
type Answer int8

const (
	Unknown Answer = iota
	Yes
	No
)

// ResponseWindow is in which time the first response should come unless the library's
// rules say otherwise. The course teaches that the first twelve hours decide.
const ResponseWindow = 12 * time.Hour

// The terms of a clock: whether the first response came within the window of the
// library's rules. The ids stay what they are with any window.
const (
	ClockWithin  = "within_12h"
	ClockLate    = "late"
	ClockUnknown = "unknown"
)

// InTime answers whether the first response came within the window of the rules.
func (c Clock) InTime() Answer { return c.Response.Within(c.window) }

// Term is one of the three terms.
func (c Clock) Term() string {
	switch c.InTime() {
	case Yes:
		return ClockWithin
	case No:
		return ClockLate
	}
	return ClockUnknown
}

// approximation is by how much an approximate time may be wrong either way.
const approximation = 30 * time.Minute

// Exact reports that there is one length rather than a range of them.
func (e Elapsed) Exact() bool { return e.Known && e.Min == e.Max }

// Minutes is the length in whole minutes, rounded down; ok is false if it is not exact.
func (e Elapsed) Minutes() (minutes int, ok bool) {
	return int(math.Floor(e.Min.Minutes())), e.Exact()
}

// Within answers whether the time is at most a window.
func (e Elapsed) Within(window time.Duration) Answer {
	switch {
	case !e.Known:
		return Unknown
	case e.Max <= window:
		return Yes
	case e.Min > window:
		return No
	}
	return Unknown
}

// Clock reads the response clock off the timeline, by the rules of the library that
// the case is from. A case without an outbreak or without an answer has an unknown one.
func (c *Case) Clock() Clock {
	rules := c.rules
	if rules == nil {
		usual := defaultClockRules()
		rules = &usual
	}
	outbreak := c.first(isType(MomentOutbreak))
	// What was known or said before the outbreak answers nothing.
	first := func(of func(*Moment) bool) *Moment {
		return c.first(func(m *Moment) bool { return of(m) && (outbreak == nil || !earlier(*m, *outbreak)) })
	}
	firstAct := func(act string) *Moment { return first(does(MomentType(act), act)) }
	clock := Clock{Outbreak: outbreak, FirstFact: firstAct("fact"), window: rules.Response.Within}
	clock.FirstResponse = c.first(isType(MomentFirstResponse))
	if clock.FirstResponse == nil {
		clock.FirstResponse = first(func(m *Moment) bool {
			return m.Type == MomentFact || m.Type == MomentCause || m.Type == MomentAttitude
		})
	}
	clock.FirstCorrection = first(isType(MomentCorrection))
	clock.Response = Between(clock.Outbreak, clock.FirstResponse)
	clock.Fact = Between(clock.Outbreak, clock.FirstFact)
	clock.Correction = Between(clock.Outbreak, clock.FirstCorrection)
	clock.FactsBeforeCauses = c.noLater(clock.FirstFact, firstAct("cause"))
	for _, rule := range rules.Order {
		before, after := firstAct(rule.First), firstAct(rule.Then)
		clock.Order = append(clock.Order, OrderAnswer{Rule: rule, Kept: c.noLater(before, after), First: before, Then: after})
	}
	return clock
}

// FactsWithin answers whether facts had been given within a window after the outbreak.
// A case that has none gave none, as far as it tells.
func (c *Case) FactsWithin(window time.Duration) Answer {
	outbreak, gave, found := c.first(isType(MomentOutbreak)), does(MomentFact, "fact"), No
	for i := range c.Timeline {
		m := &c.Timeline[i]
		if !gave(m) || outbreak != nil && earlier(*m, *outbreak) {
			continue
		}
		switch Between(outbreak, m).Within(window) {
		case Yes:
			return Yes
		case Unknown:
			found = Unknown
		}
	}
	return found
}

// first returns the first moment of a kind: the earliest, or where that is
// not known, the one that the author put first. It is nil if there is none.
func (c *Case) first(of func(*Moment) bool) *Moment {
	var found *Moment
	for i := range c.Timeline {
		m := &c.Timeline[i]
		if of(m) && (found == nil || earlier(*m, *found)) {
			found = m
		}
	}
	return found
}

// Last returns the last moment of a type in the author's order; nil if there is none.
func (c *Case) Last(t MomentType) *Moment {
	for i := len(c.Timeline) - 1; i >= 0; i-- {
		if c.Timeline[i].Type == t {
			return &c.Timeline[i]
		}
	}
	return nil
}

func isType(t MomentType) func(*Moment) bool {
	return func(m *Moment) bool { return m.Type == t }
}

// does finds moments of a type, and statements that did the same.
func does(t MomentType, act string) func(*Moment) bool {
	return func(m *Moment) bool {
		return m.Type == t || slices.Contains(m.Acts, act)
	}
}

// Between is the time from one moment to another. A day may mean any time of it.
// What ends before it began is not known: one of the times is wrong.
func Between(from, to *Moment) Elapsed {
	if from == nil || to == nil || from.Precision == PrecisionUnknown || to.Precision == PrecisionUnknown {
		return Elapsed{}
	}
	firstFrom, lastFrom := from.Span()
	firstTo, lastTo := to.Span()
	e := Elapsed{Known: true, Min: max(0, firstTo.Sub(lastFrom)), Max: lastTo.Sub(firstFrom)}
	if e.Max < 0 {
		return Elapsed{}
	}
	return e
}

// Span is the time in which the moment was: a point, the half hour around it, or a day.
// It is no use for one whose time is unknown.
func (m *Moment) Span() (first, last time.Time) {
	switch m.Precision {
	case PrecisionDay:
		return m.At, m.NextDay().Add(-time.Minute)
	case PrecisionApproximate:
		return m.At.Add(-approximation), m.At.Add(approximation)
	}
	return m.At, m.At
}

// NextDay is when the day after that of the moment begins.
func (m *Moment) NextDay() time.Time {
	y, month, day := m.At.Date()
	return dayBegin(y, month, day+1, m.At.Location())
}

// noLater answers whether one moment of the timeline came no later than
// another. Where times do not tell, the author's order does.
func (c *Case) noLater(a, b *Moment) Answer {
	if a == nil || b == nil {
		return Unknown
	}
	switch {
	case a == b, earlier(*a, *b):
		return Yes
	case earlier(*b, *a):
		return No
	}
	for i := range c.Timeline {
		switch &c.Timeline[i] {
		case a:
			return Yes
		case b:
			return No
		}
	}
	return Unknown
}
