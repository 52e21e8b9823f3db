package site

import (
	"slices"

	"yanxi/content"
	"yanxi/site/ui"
)

// caseReview is what the statements of a case did; nil if there is nothing to say.
func (e *Edition) caseReview(c *content.Case) *ui.CaseReview {
	r := &ui.CaseReview{}
	for i, m := range c.Timeline {
		ref := *e.momentRef(c, &c.Timeline[i])
		if m.Statement != "" || len(m.Acts) > 0 {
			moment := e.moment(m)
			moment.Number = ref.Number
			r.Statements = append(r.Statements, moment)
		}
		for _, w := range m.Worsened {
			r.Worsened = append(r.Worsened, ui.Worsened{Words: w.Words, Why: inline(w.Why), Moment: ref})
		}
	}
	for _, j := range c.Review {
		r.Questions = append(r.Questions, e.judged(c, j))
	}
	if len(r.Statements) == 0 && len(r.Worsened) == 0 && len(r.Questions) == 0 {
		return nil
	}
	if len(c.Timeline) > 0 {
		r.Checks = e.checks(c)
	}
	return r
}

// checks are what follows from the timeline: the rules of order, and whether an attitude was shown.
func (e *Edition) checks(c *content.Case) []ui.Check {
	var out []ui.Check
	for _, o := range c.Clock().Order {
		out = append(out, e.orderCheck(c, o))
	}
	shown := ui.Check{Rule: e.ui.T("review.attitude"), Answer: e.kept(content.No), Why: e.ui.T("review.attitude.none")}
	first, recorded := attitude(c)
	switch {
	case first != nil:
		shown.Answer, shown.Why = e.kept(content.Yes), e.ui.T("review.attitude.first")
		shown.Moments = e.momentRefs(c, first)
	case !recorded:
		shown.Answer, shown.Why = e.kept(content.Unknown), e.ui.T("review.attitude.unknown")
	}
	return append(out, shown)
}

// attitude is the first moment in the author's order that showed one; recorded says
// that the case tells what its statements did at all.
func attitude(c *content.Case) (first *content.Moment, recorded bool) {
	for i := range c.Timeline {
		m := &c.Timeline[i]
		recorded = recorded || len(m.Acts) > 0
		if first == nil && (m.Type == content.MomentAttitude || slices.Contains(m.Acts, "attitude")) {
			first = m
		}
	}
	return first, recorded || first != nil
}

func (e *Edition) orderCheck(c *content.Case, o content.OrderAnswer) ui.Check {
	before, after := e.ui.Label("act", o.Rule.First), e.ui.Label("act", o.Rule.Then)
	check := ui.Check{
		Answer: e.kept(o.Kept), Rule: o.Rule.Name(e.ui.Lang()), Citation: citation(o.Rule.Citation),
		Moments: e.momentRefs(c, o.First, o.Then),
	}
	if check.Rule == "" {
		check.Rule = e.ui.T("review.order", before, after)
	}
	switch {
	case o.First == nil && o.Then == nil:
		check.Why = e.ui.T("review.order.neither", before, after)
	case o.First == nil:
		check.Why = e.ui.T("review.order.missing", before)
	case o.Then == nil:
		check.Why = e.ui.T("review.order.missing", after)
	case o.First == o.Then:
		check.Why = e.ui.T("review.order.together", before, inSentence(after))
	case o.Kept == content.Yes:
		check.Why = e.ui.T("review.order.kept", before, inSentence(after))
	case o.Kept == content.No:
		slices.Reverse(check.Moments)
		check.Why = e.ui.T("review.order.broken", after, inSentence(before))
	default:
		check.Why = e.ui.T("review.order.untold", before, after)
	}
	return check
}

// kept is whether a rule was kept, in the words of the five questions.
func (e *Edition) kept(a content.Answer) ui.Answer {
	verdict := map[content.Answer]content.Verdict{content.Yes: content.VerdictYes, content.No: content.VerdictNo, content.Unknown: content.VerdictUnknown}[a]
	return ui.Answer{Shape: verdictShapes[verdict], Label: e.ui.T("verdict." + string(verdict))}
}

// verdictShapes are the shapes that stand beside the words of answers.
var verdictShapes = map[content.Verdict]string{
	content.VerdictYes: "good", content.VerdictPartly: "mixed", content.VerdictNo: "poor", content.VerdictUnknown: "unknown",
}

func (e *Edition) judged(c *content.Case, j content.Judgement) ui.ReviewQuestion {
	q := ui.ReviewQuestion{
		ID: string(j.Question), Label: j.Question.Label(e.ui.Lang()), Asks: e.ui.T("review.asks." + string(j.Question)),
		Answer:  ui.Answer{Shape: verdictShapes[j.Answer], Label: e.ui.T("verdict." + string(j.Answer))},
		Sources: j.Sources,
	}
	if j.Evidence != "" {
		q.Evidence = inline(j.Evidence)
	}
	for _, n := range j.Moments {
		q.Moments = append(q.Moments, e.momentRefs(c, &c.Timeline[n-1])...)
	}
	return q
}
