package api

import (
	"context"
	"fmt"
	"net/http"

	"yanxi/content"
)

// MostCompared is how many cases one answer sets side by side.
const MostCompared = 4

type compareInput struct {
	ID []string `query:"id,explode" required:"true" maxItems:"4" doc:"The id of a case; two to four of them"`
}

// Comparison sets cases side by side, in the order asked for.
type Comparison struct {
	Cases []ComparedCase `json:"cases"`
}

// ComparedCase is a case with what it is compared by.
type ComparedCase struct {
	Case
	Timeline []ComparedMoment `json:"timeline" doc:"In the author's order"`
	Lessons  []string         `json:"lessons" doc:"A sentence each, inline Markdown"`
}

// ComparedMoment is a moment with its place on the axis that begins at the outbreak.
type ComparedMoment struct {
	Moment
	MinutesSinceOutbreak *int `json:"minutes_since_outbreak" doc:"Below 0 before the outbreak; null unless both times are known to the minute"`
}

func (s *service) compare(_ context.Context, in *compareInput) (*Comparison, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	if len(in.ID) < 2 || len(in.ID) > MostCompared {
		return nil, newProblem(http.StatusBadRequest, fmt.Sprintf(
			"A comparison takes two to four different cases, and the address names %d. Name each as in ?id=A&id=B.", len(in.ID)))
	}
	answer := &Comparison{Cases: []ComparedCase{}}
	for _, id := range in.ID {
		d := lib.Document(id)
		switch {
		case d == nil:
			return nil, noDocument(lib, id)
		case d.Case == nil:
			return nil, newProblem(http.StatusBadRequest, fmt.Sprintf("The document with the id %q is no case. Look cases up with %scases.", shorten(id), Prefix))
		}
		answer.Cases = append(answer.Cases, s.compared(d))
	}
	return answer, nil
}

func (s *service) compared(d *content.Document) ComparedCase {
	out := ComparedCase{Case: s.listedCase(d), Timeline: []ComparedMoment{}, Lessons: list(d.Case.Lessons)}
	outbreak := d.Case.Clock().Outbreak
	for i := range d.Case.Timeline {
		m := &d.Case.Timeline[i]
		out.Timeline = append(out.Timeline, ComparedMoment{moment(*m), minutesSince(outbreak, m)})
	}
	return out
}

// minutesSince is nil unless both times are exact.
func minutesSince(outbreak, m *content.Moment) *int {
	exact := func(m *content.Moment) bool { return m != nil && m.Precision == content.PrecisionExact }
	if !exact(outbreak) || !exact(m) {
		return nil
	}
	seconds := m.At.Unix() - outbreak.At.Unix()
	minutes := int(seconds / 60)
	if seconds%60 < 0 {
		minutes-- // rounded down, as all lengths of time are
	}
	return &minutes
}
