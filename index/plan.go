package index

import (
	"slices"

	"github.com/blevesearch/bleve/v2/search/query"

	"yanxi/index/zh"
)

// maxTerms bounds the distinct terms of a query: each costs a posting list in
// each field. A pasted paragraph is found by its first ones.
const maxTerms = 48

// Weights of the fields. A word of the title says most about a document.
var fieldWeights = []struct {
	field  string
	weight float64
}{
	{fieldTitle, 4},
	{fieldMeta, 1.5},
	{fieldHeading, 1.5},
	{fieldBody, 1},
}

const (
	bigramWeight = 1.0  // of a title's bigram
	exactWeight  = 20   // of a title typed from memory: above anything that words give
	partWeight   = 0.3  // of a part of a word, beside the word itself
	enough       = 10   // documents with all words that make those with some unnecessary: a page full
	leastShare   = 0.25 // of a query's words that a document with some must hold
)

// A plan is a query as the engine runs it: every finds what holds all words;
// some finds what holds at least a part of them, to be asked if every finds
// too little. Either is nil if there is nothing to look for.
type plan struct{ every, some query.Query }

func newPlan(d *zh.Dictionary, q Query) plan {
	terms := queryTerms(d, q)
	if len(terms) == 0 {
		if len(q.Without)+len(q.WithoutPhrases) == 0 {
			return plan{}
		}
		return plan{every: complete(d, q, query.NewMatchAllQuery())}
	}
	p := plan{every: complete(d, q, allTerms(terms))}
	if len(q.Phrases) > 0 {
		return p // a phrase has to be there
	}
	widened := make([]query.Query, len(terms))
	more := 0
	for i, term := range terms {
		inner := parts(d, term)
		widened[i] = widen(term, inner)
		more += len(inner)
	}
	if len(terms)+more > 1 {
		some := query.NewDisjunctionQuery(widened)
		some.SetMin(max(1, float64(int(leastShare*float64(len(terms))))))
		p.some = complete(d, q, some)
	}
	return p
}

// complete adds to what must match what raises the score and what must not be there.
func complete(d *zh.Dictionary, q Query, must query.Query) query.Query {
	should := []query.Query{boosted(fieldExact, exactTerm(q.Text), exactWeight)}
	for _, pair := range bigrams(q.Text) {
		should = append(should, boosted(fieldTitle2, pair, bigramWeight))
	}
	var not []query.Query
	for _, without := range q.Without {
		if terms := words(d, without); len(terms) > 0 {
			not = append(not, allTerms(terms))
		}
	}
	return query.NewBooleanQuery([]query.Query{must}, should, not)
}

// queryTerms lists the distinct terms of words and phrases in order, without
// those that say nothing, unless there are no others.
func queryTerms(d *zh.Dictionary, q Query) []string {
	var out []string
	for _, text := range slices.Concat(q.Words, q.Phrases) {
		for _, term := range words(d, text) {
			if len(out) < maxTerms && !slices.Contains(out, term) {
				out = append(out, term)
			}
		}
	}
	if kept := slices.DeleteFunc(slices.Clone(out), zh.StopWord); len(kept) > 0 {
		return kept
	}
	return out
}

// termQuery finds one term in any field.
func termQuery(term string, weight float64) query.Query {
	fields := make([]query.Query, len(fieldWeights))
	for i, f := range fieldWeights {
		fields[i] = boosted(f.field, term, f.weight*weight)
	}
	return query.NewDisjunctionQuery(fields)
}

// widen finds a term or, for less, the parts of it.
func widen(term string, parts []string) query.Query {
	either := []query.Query{termQuery(term, 1)}
	for _, part := range parts {
		either = append(either, termQuery(part, partWeight))
	}
	return query.NewDisjunctionQuery(either)
}

func allTerms(terms []string) query.Query {
	clauses := make([]query.Query, len(terms))
	for i, term := range terms {
		clauses[i] = termQuery(term, 1)
	}
	return query.NewConjunctionQuery(clauses)
}

func boosted(field, term string, weight float64) query.Query {
	q := query.NewTermQuery(term)
	q.SetField(field)
	q.SetBoost(weight)
	return q
}
