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
	Type string `json:"type" enum:"title,section,tag,person,term,search" doc:"What it is: a document by its title, a section by its heading, a tag, a person, a term of another facet by its label, or a word to search for"`
	In   string `json:"in" doc:"The title of the document that a section stands in; otherwise empty"`
	URL  string `json:"url" doc:"The page of the title or section, the one that lists the tag, person or term, or the search for the word"`
}

type suggestInput struct {
	Query string `query:"q" maxLength:"256" example:"首次" doc:"What was typed so far, in characters, pinyin or first letters; nothing suggests nothing."`
}

func (s *service) suggest(_ context.Context, in *suggestInput) (*Suggestions, error) {
	if s.Index == nil || !s.Index.Ready() {
		return nil, index.ErrNotReady
	}
	answer := &Suggestions{Query: in.Query, Suggestions: []Suggestion{}}
	for _, sug := range s.Index.Suggest(in.Query, index.MaxSuggestions) {
		answer.Suggestions = append(answer.Suggestions, s.suggestion(sug))
	}
	return answer, nil
}

func (s *service) suggestion(sug index.Suggestion) Suggestion {
	out := Suggestion{Text: sug.Text}
	switch {
	case sug.Anchor != "":
		out.Type, out.In = "section", sug.Document.Title
		out.URL = s.URL(sug.Document.ID) + "#" + (&url.URL{Fragment: sug.Anchor}).EscapedFragment()
	case sug.Document != nil:
		out.Type, out.URL = "title", s.URL(sug.Document.ID)
	case sug.Facet == index.FacetTag || sug.Facet == index.FacetPerson:
		out.Type, out.URL = sug.Facet, s.TermURL(sug.Facet, sug.Term)
	case sug.Facet != "":
		out.Type, out.URL = "term", s.TermURL(sug.Facet, sug.Term)
	default:
		out.Type, out.URL = "search", searchURL("q", sug.Text)
	}
	return out
}

// searchURL is the search page with a term chosen.
func searchURL(facet, term string) string {
	return "/search?" + url.Values{facet: {term}}.Encode()
}
