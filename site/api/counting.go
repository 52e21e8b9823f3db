package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// ReadSent says that somebody stayed on a document.
type ReadSent struct {
	Document string `json:"document" minLength:"1" doc:"Its id"`
}

// LikeSent says what somebody thinks of a document.
type LikeSent struct {
	Document string `json:"document" minLength:"1" doc:"Its id"`
	Helpful  *bool  `json:"helpful,omitempty" doc:"False: it did not help; true if left out"`
	Reason   string `json:"reason,omitempty" maxLength:"500" doc:"Why it did not help"`
}

// OpeningSent says that a result of a search was opened.
type OpeningSent struct {
	Search   string `json:"search" minLength:"32" maxLength:"32" doc:"The id of the search, which stands in the page of its results"`
	Document string `json:"document" minLength:"1" doc:"The id of the result"`
	Position int    `json:"position" minimum:"1" maximum:"10000" doc:"Among the results, from 1"`
}

// registerCounting describes what the pages of a site send. A site that counts
// answers it before the API is asked, because who sent it decides whether it counts.
func (s *service) registerCounting(h huma.API) {
	const who = " Only the site's own pages may send it; bots do not count, and a visitor may send 60 in a minute."
	counted[ReadSent](s, h, http.MethodPost, "read", "reads", "Count a read",
		"Somebody stayed on a document. It counts once for a visitor, document and half-hour."+who)
	counted[LikeSent](s, h, http.MethodPost, "like", "likes", "Say whether a document helped",
		"A vote counts once for a visitor, document and day; the last one holds."+who)
	counted[ReadSent](s, h, http.MethodDelete, "unlike", "likes", "Take a vote back", "Takes back today's vote of a visitor on a document."+who)
	counted[OpeningSent](s, h, http.MethodPost, "open", "openings", "Count an opened result",
		"The first result that is opened from a search says that it was found."+who)
}

// Bodies to try.
const (
	countedExample = `{"document":"index"}`
	openedExample  = `{"search":"0123456789abcdef0123456789abcdef","document":"index","position":1}`
)

type countedInput[T any] struct{ Body T }

func counted[T any](s *service, h huma.API, method, id, path, summary, description string) {
	op := huma.Operation{
		OperationID: id, Method: method, Path: Prefix + path, Summary: summary, Description: description,
		DefaultStatus: http.StatusNoContent, MaxBodyBytes: maxBody,
	}
	huma.Register(h, op, func(ctx context.Context, _ *countedInput[T]) (*struct{}, error) {
		return nil, s.problem(ctx, id, newProblem(http.StatusNotFound, "Nothing is counted here. The site keeps nothing of what readers do."))
	})
}
