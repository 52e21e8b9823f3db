package api

import (
	"context"
	"net/url"

	"yanxi/index"
)

// Suggestions complete a query.
type Suggestions struct {
	Query       string       `json:"query" doc:"As asked"`
	Suggestions []Suggestion `json:"suggestions"`
}

// Suggestion is one way to go on.
type Suggestion struct {
	Text string `json:"text"`
	Type string `json:"type" enum:"title,tag,person"`
	URL  string `json:"url" doc:"The page of the title, or the one that lists the tag or person"`
}

type suggestInput struct {
	Query string `query:"q" maxLength:"256" example:"首次" doc:"What was typed so far; nothing suggests nothing."`
}

func (s *service) suggest(_ context.Context, in *suggestInput) (*Suggestions, error) {
	if s.Index == nil || !s.Index.Ready() {
		return nil, index.ErrNotReady
	}
	answer := &Suggestions{Query: in.Query, Suggestions: []Suggestion{}}
	for _, sug := range s.Index.Suggest(in.Query, index.MaxSuggestions) {
		out := Suggestion{Text: sug.Text, Type: sug.Facet}
		if sug.Document != nil {
			out.Type, out.URL = "title", s.URL(sug.Document.ID)
		} else {
			out.URL = s.TermURL(sug.Facet, sug.Text)
		}
		answer.Suggestions = append(answer.Suggestions, out)
	}
	return answer, nil
}

// searchURL is the search page with a term chosen.
func searchURL(facet, term string) string {
	return "/search?" + url.Values{facet: {term}}.Encode()
}
