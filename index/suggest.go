package index

import (
	"cmp"
	"slices"
	"strings"

	"yanxi/content"
	"yanxi/index/zh"
)

// A Suggestion completes what a reader is typing.
type Suggestion struct {
	Text     string
	Facet    string            // the facet that Text is a term of ([FacetTag], [FacetPerson]), empty for a title
	Document *content.Document // for a title
}

// MaxSuggestions bounds one answer.
const MaxSuggestions = 10

type candidate struct {
	Suggestion
	folded string
}

// candidates lists all that can be suggested: titles, tags and people.
func candidates(t *table) []candidate {
	out := make([]candidate, 0, len(t.docs))
	for _, n := range t.newest {
		d := t.docs[n]
		out = append(out, candidate{Suggestion{Text: d.Title, Document: d}, zh.FoldString(d.Title)})
	}
	for _, f := range t.facets {
		if f.name != FacetTag && f.name != FacetPerson {
			continue
		}
		for _, term := range f.terms {
			out = append(out, candidate{Suggestion{Text: term, Facet: f.name}, zh.FoldString(term)})
		}
	}
	return out
}

// Suggest completes the beginning of a query: what begins with it first, then
// what holds it, shorter before longer, n at most ([MaxSuggestions] if n is
// larger). It returns nothing before the index is ready.
func (x *Index) Suggest(typed string, n int) []Suggestion {
	x.mu.RLock()
	v := x.view
	x.mu.RUnlock()
	typed = zh.FoldString(cleanQuery(typed))
	if v == nil || typed == "" {
		return nil
	}
	type ranked struct {
		c    *candidate
		rank int
	}
	var found []ranked
	all := v.candidates()
	for i := range all {
		if at := strings.Index(all[i].folded, typed); at >= 0 {
			found = append(found, ranked{&all[i], min(at, 1)})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(a.c.folded), len(b.c.folded)))
	})
	out := make([]Suggestion, 0, MaxSuggestions)
	for _, f := range found[:min(len(found), n, MaxSuggestions)] {
		out = append(out, f.c.Suggestion)
	}
	return out
}
