package site

import (
	"cmp"
	"slices"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/ui"
)

// similarCount is how many similar cases a case's page shows.
const similarCount = 3

// What likeness in each respect counts. A field says most; a platform that most
// cases have, or a grade, little; less than leastLikeness is not worth a line.
const (
	likeField      = 3.0
	likePlatform   = 0.8 // each, two at most
	likeCourse     = 2.0 // of events, at most
	likeClock      = 1.5
	likeText       = 2.0 // the closest text
	likeCorrection = 0.6
	likeEscalation = 0.4
	likeGrade      = 0.5
	leastLikeness  = 2.5
)

// textNeighbours are the documents whose texts are looked at for likeness.
const textNeighbours = 20

// A likeness is how like another case is, and why, the best reason first.
type likeness struct {
	doc     *content.Document
	score   float64
	reasons []string
}

// similar lists cases that are like one, closest first, each with at most three reasons.
func (e *Edition) similar(d *content.Document) []ui.SimilarCase {
	near := e.Related(d.ID, textNeighbours)
	var found []likeness
	for _, other := range e.lib.ByKind(content.KindCase) {
		if other == d || other.Case == nil {
			continue
		}
		if l := e.alike(d, other, slices.Index(near, other)); l.score >= leastLikeness && len(l.reasons) > 0 {
			found = append(found, l)
		}
	}
	slices.SortFunc(found, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.score, a.score), newestFirst(a.doc, b.doc))
	})
	var out []ui.SimilarCase
	for _, l := range first(found, similarCount) {
		out = append(out, ui.SimilarCase{Item: e.item(l.doc), Reasons: first(l.reasons, 3), Compare: e.compareWith(d.ID, l.doc.ID)})
	}
	return out
}

// compareWith is the address of a comparison, or empty where no server answers it.
func (e *Edition) compareWith(ids ...string) string {
	if e.options.Static || len(e.lib.ByKind(content.KindCase)) < 2 {
		return ""
	}
	return compareURL(ids...)
}

// alike weighs two cases. rank is the place of the other's text among those
// closest to the first, from 0; below 0 it is not among them.
func (e *Edition) alike(a, b *content.Document, rank int) likeness {
	l := likeness{doc: b}
	add := func(weight float64, reason string) {
		l.score += weight
		if reason != "" {
			l.reasons = append(l.reasons, reason)
		}
	}
	if shared := sharedTerms(a, b, "field"); len(shared) > 0 {
		add(likeField, e.ui.T("similar.field", e.Label(index.FacetField, shared[0])))
	}
	x, y := a.Case.Clock(), b.Case.Clock()
	if term := x.Term(); term == y.Term() && term != content.ClockUnknown {
		key := "similar.within"
		if term == content.ClockLate {
			key = "similar.late"
		}
		add(likeClock, e.ui.T(key, e.Label(index.FacetClock, term)))
	}
	if x.FirstCorrection != nil && y.FirstCorrection != nil {
		add(likeCorrection, e.ui.T("similar.correction"))
	}
	if a.Case.Last(content.MomentEscalation) != nil && b.Case.Last(content.MomentEscalation) != nil {
		add(likeEscalation, e.ui.T("similar.escalation"))
	}
	course := courseLikeness(a.Case.Timeline, b.Case.Timeline)
	add(likeCourse*course, "")
	if course >= .75 && len(a.Case.Timeline) > 2 {
		l.reasons = append(l.reasons, e.ui.T("similar.course"))
	}
	if g := a.Case.Outcome.Grade; g != "" && g == b.Case.Outcome.Grade {
		add(likeGrade, e.ui.T("similar.grade", e.ui.Label("grade", g)))
	}
	if rank >= 0 {
		reason := ""
		if rank < 3 {
			reason = e.ui.T("similar.text")
		}
		add(likeText*(1-float64(rank)/textNeighbours), reason)
	}
	if shared := sharedTerms(a, b, "platform"); len(shared) > 0 {
		add(likePlatform*float64(min(2, len(shared))), e.ui.T("similar.platform", e.Label(index.FacetPlatform, shared[0])))
	}
	return l
}

func sharedTerms(a, b *content.Document, facet string) []string {
	var out []string
	for _, term := range a.Terms[facet] {
		if slices.Contains(b.Terms[facet], term) {
			out = append(out, term)
		}
	}
	return out
}

// longestCourse bounds the moments of a timeline that are compared.
const longestCourse = 60

// courseLikeness is how alike the courses of events are, from 0 to 1: how much of the longer
// sequence of types is a common subsequence of both.
func courseLikeness(a, b []content.Moment) float64 {
	a, b = first(a, longestCourse), first(b, longestCourse)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			switch {
			case x.Type == y.Type && x.Type != "":
				row[j+1] = diagonal + 1
			default:
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return float64(row[len(b)]) / float64(max(len(a), len(b)))
}
