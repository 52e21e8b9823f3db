package api

import (
	"context"

	"yanxi/index"
)

type relatedInput struct {
	ID   string `query:"id" required:"true" example:"index" doc:"The id of a document"`
	Size int    `query:"size" minimum:"1" maximum:"50" default:"10" doc:"Documents at most"`
}

// Related lists documents that go with one.
type Related struct {
	ID   string   `json:"id"`
	Hits []Listed `json:"hits" doc:"Closest first"`
}

func (s *service) related(_ context.Context, in *relatedInput) (*Related, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	relations := s.Relations()
	if relations == nil {
		return nil, index.ErrNotReady
	}
	d := lib.Document(in.ID)
	if d == nil {
		return nil, noDocument(lib, in.ID)
	}
	answer := &Related{ID: d.ID, Hits: []Listed{}}
	for _, other := range relations.To(d.ID, in.Size) {
		// The relations may be of an older library: what it has lost is not shown.
		if d := lib.Document(other.ID); d != nil {
			answer.Hits = append(answer.Hits, s.listed(d))
		}
	}
	return answer, nil
}
