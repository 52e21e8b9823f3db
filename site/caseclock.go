package site

import (
	"slices"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/ui"
)

// clock puts a response clock in words, as lists and the head of a case show it.
func (e *Edition) clock(c content.Clock) *ui.Clock {
	return &ui.Clock{Term: c.Term(), Label: e.Label(index.FacetClock, c.Term()), Span: e.known(c.Response)}
}

// Clock is the response clock of a document as lists show it; nil for one without a timeline.
func (e *Edition) Clock(d *content.Document) *ui.Clock {
	if d.Case == nil || len(d.Case.Timeline) == 0 {
		return nil
	}
	return e.clock(d.Case.Clock())
}

// clockTerms are the terms of the clock in words, the best first.
func (e *Edition) clockTerms() []ui.Clock {
	var out []ui.Clock
	for _, term := range []string{content.ClockWithin, content.ClockLate, content.ClockUnknown} {
		out = append(out, ui.Clock{Term: term, Label: e.Label(index.FacetClock, term)})
	}
	return out
}

// responseClock is the clock with all that it measures; nil for a case without a timeline.
func (e *Edition) responseClock(c *content.Case) *ui.ResponseClock {
	if len(c.Timeline) == 0 {
		return nil
	}
	read, rules := c.Clock(), e.lib.ClockRules()
	out := &ui.ResponseClock{Outbreak: e.momentRef(c, read.Outbreak)}
	if out.Outbreak == nil {
		return out
	}
	response := e.clockRow("response", c, read.FirstResponse, read.Response)
	response.Label = rules.Response.Name(e.ui.Lang())
	response.Term, response.Within = read.Term(), e.Label(index.FacetClock, read.Term())
	out.Rows = []ui.ClockRow{response, e.clockRow("fact", c, read.FirstFact, read.Fact), e.clockRow("correction", c, read.FirstCorrection, read.Correction)}
	for _, w := range slices.Concat([]content.Window{rules.Response}, rules.Marks) {
		out.Marks = append(out.Marks, e.clockMark(c, read, w))
	}
	return out
}

// clockMark says what had been done by a window, and judges it only where the
// window is known to hold for the case.
func (e *Edition) clockMark(c *content.Case, read content.Clock, w content.Window) ui.ClockMark {
	m := ui.ClockMark{Span: e.span(int(w.Within.Minutes())), Label: w.Name(e.ui.Lang()), Citation: citation(w.Citation)}
	binds := c.Binds(w)
	if binds == content.No {
		m.Waived = e.ui.T("clock.waived")
		return m
	}
	m.Responded, m.Facts = e.answer(byThen(read.FirstResponse, read.Response, w.Within)), e.answer(c.FactsWithin(w.Within))
	if binds == content.Unknown {
		m.Responded.Shape, m.Facts.Shape = "", ""
		m.Aside = e.ui.T("clock.aside")
	}
	return m
}

// byThen answers whether something had been done within a window. What the timeline
// never has was not done, as far as the case tells.
func byThen(m *content.Moment, took content.Elapsed, window time.Duration) content.Answer {
	if m == nil {
		return content.No
	}
	return took.Within(window)
}

func (e *Edition) clockRow(what string, c *content.Case, m *content.Moment, took content.Elapsed) ui.ClockRow {
	row := ui.ClockRow{Label: e.ui.T("clock.to." + what), Moment: e.momentRef(c, m), Span: e.known(took)}
	switch {
	case m == nil:
		row.Why = e.ui.T("clock.none." + what)
	case row.Span == "":
		row.Why = e.ui.T("clock.untold")
	}
	return row
}

// momentRef names a moment of a case; nil for none.
func (e *Edition) momentRef(c *content.Case, m *content.Moment) *ui.MomentRef {
	for i := range c.Timeline {
		if m == &c.Timeline[i] {
			return &ui.MomentRef{Number: i + 1, When: e.momentTime(*m), Who: m.Actor}
		}
	}
	return nil
}

func (e *Edition) momentRefs(c *content.Case, moments ...*content.Moment) []ui.MomentRef {
	var refs []ui.MomentRef
	for _, m := range moments {
		if ref := e.momentRef(c, m); ref != nil && !slices.Contains(refs, *ref) {
			refs = append(refs, *ref)
		}
	}
	return refs
}

func citation(s content.Source) *ui.Source {
	if s == (content.Source{}) {
		return nil
	}
	cited := source(0, s)
	return &cited
}

// answer is yes, no or not known with its shape.
func (e *Edition) answer(a content.Answer) ui.Answer {
	switch a {
	case content.Yes:
		return ui.Answer{Shape: "good", Label: e.ui.T("case.yes")}
	case content.No:
		return ui.Answer{Shape: "poor", Label: e.ui.T("case.no")}
	}
	return ui.Answer{Shape: "unknown", Label: e.ui.T("review.unknown")}
}

// known is a length of time in words; empty if it is not known.
func (e *Edition) known(t content.Elapsed) string {
	if !t.Known {
		return ""
	}
	return e.elapsed(t)
}

// span puts a number of minutes in words, of two units at most.
func (e *Edition) span(minutes int) string {
	const hour, day = 60, 24 * 60
	switch {
	case minutes < hour:
		return e.ui.T("span.minutes", minutes)
	case minutes <= day && minutes%hour == 0:
		return e.ui.T("span.hours", minutes/hour)
	case minutes < day:
		return e.ui.T("span.hours-minutes", minutes/hour, minutes%hour)
	case minutes%day < hour:
		return e.ui.T("span.days", minutes/day)
	}
	return e.ui.T("span.days-hours", minutes/day, minutes%day/hour)
}
