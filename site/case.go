package site

import (
	"slices"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/ui"
)

func (e *Edition) casePage(d *content.Document, a ui.Article) ui.CasePage {
	c := d.Case
	p := ui.CasePage{
		Article: a,
		Place:   c.Place,
		Grade:   c.Outcome.Grade,
		Outcome: inline(c.Outcome.Text),
		Lessons: inlineAll(c.Lessons),
	}
	p.Response = e.Clock(d)
	p.Clock, p.Review = e.responseClock(c), e.caseReview(c)
	if p.Grade != "" {
		p.GradeLabel = e.ui.Label("grade", p.Grade)
	}
	for _, m := range c.Timeline {
		p.Timeline = append(p.Timeline, e.moment(m))
	}
	p.Figure = e.caseFigure(d, p.Timeline)
	p.Similar = e.similar(d)
	p.CompareURL = e.compareWith(d.ID)
	p.Related = slices.DeleteFunc(p.Related, func(it ui.Item) bool {
		return slices.ContainsFunc(p.Similar, func(s ui.SimilarCase) bool { return s.ID == it.ID })
	})
	for i, s := range c.Sources {
		p.Sources = append(p.Sources, source(i+1, s))
	}
	return p
}

// source is a source with its number in the case, from 1; 0 if it has none.
func source(number int, s content.Source) ui.Source {
	return ui.Source{Number: number, Title: s.Title, Publisher: s.Publisher, Date: s.Date, URL: s.URL, Note: s.Note}
}

func (e *Edition) moment(m content.Moment) ui.Moment {
	out := ui.Moment{
		When:      e.momentTime(m),
		Precision: string(m.Precision),
		Type:      string(m.Type),
		TypeLabel: m.Type.Label(e.ui.Lang()),
		Actor:     m.Actor,
		Text:      inline(m.Text),
		Statement: inline(m.Statement),
		Sources:   m.Sources,
	}
	switch m.Precision {
	case content.PrecisionDay:
		out.Datetime = m.At.Format(time.DateOnly)
	case content.PrecisionExact:
		out.Datetime = m.At.Format(time.RFC3339)
	}
	if m.Platform != "" {
		out.Platform = e.Label(index.FacetPlatform, m.Platform)
	}
	for _, act := range m.Acts {
		out.Acts = append(out.Acts, e.ui.Label("act", act))
	}
	return out
}

// momentTime puts a time in words, never more exactly than it is known.
func (e *Edition) momentTime(m content.Moment) string {
	at := m.At.In(e.lib.Settings().Location)
	switch m.Precision {
	case content.PrecisionExact:
		return e.when(at) + " " + at.Format("15:04")
	case content.PrecisionDay:
		return e.when(at)
	case content.PrecisionApproximate:
		return e.ui.T("time.about", e.when(at)+" "+at.Format("15:04"))
	}
	return e.ui.T("time.unknown")
}
