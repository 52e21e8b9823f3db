package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"yanxi/content/markdown"
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
	bigramWeight = 1.0 // of a title's bigram
	exactWeight  = 20  // of a title typed from memory: above anything that words give
)

// buildQuery turns a query into the engine's. all asks for every word,
// otherwise any will do. It returns nil if there is nothing to look for.
func buildQuery(d *zh.Dictionary, q Query, all bool) query.Query {
	var clauses []query.Query
	for _, term := range queryTerms(d, q, !all) {
		clauses = append(clauses, termQuery(term))
	}
	var must query.Query
	switch {
	case len(clauses) == 0 && len(q.Without) == 0:
		return nil
	case len(clauses) == 0:
		must = query.NewMatchAllQuery()
	case all:
		must = query.NewConjunctionQuery(clauses)
	default:
		must = query.NewDisjunctionQuery(clauses)
	}
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

// queryTerms lists the distinct terms of words and phrases in order, with the
// parts of long words if these will do as well.
func queryTerms(d *zh.Dictionary, q Query, withParts bool) []string {
	var out []string
	add := func(terms []string) {
		for _, term := range terms {
			if len(out) < maxTerms && !slices.Contains(out, term) {
				out = append(out, term)
			}
		}
	}
	for _, text := range slices.Concat(q.Words, q.Phrases) {
		add(words(d, text))
	}
	out = withoutStopWords(out)
	if withParts {
		for _, text := range slices.Concat(q.Words, q.Phrases) {
			add(parts(d, text))
		}
	}
	return out
}

// withoutStopWords drops what says nothing, unless there is nothing else.
func withoutStopWords(terms []string) []string {
	kept := slices.DeleteFunc(slices.Clone(terms), zh.StopWord)
	if len(kept) == 0 {
		return terms
	}
	return kept
}

// termQuery finds one term in any field.
func termQuery(term string) query.Query {
	fields := make([]query.Query, len(fieldWeights))
	for i, f := range fieldWeights {
		fields[i] = boosted(f.field, term, f.weight)
	}
	return query.NewDisjunctionQuery(fields)
}

func allTerms(terms []string) query.Query {
	clauses := make([]query.Query, len(terms))
	for i, term := range terms {
		clauses[i] = termQuery(term)
	}
	return query.NewConjunctionQuery(clauses)
}

func boosted(field, term string, weight float64) query.Query {
	q := query.NewTermQuery(term)
	q.SetField(field)
	q.SetBoost(weight)
	return q
}

// A session reads one state of the store for the length of a search.
type session struct {
	store  *store
	reader index.IndexReader
	table  *table
	number []int32 // the table's number of each of the engine's, -1 for none
}

var errDamaged = errors.New("the index is damaged")

func (s *store) open(t *table) (*session, error) {
	reader, err := s.engine.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	number, err := s.numbers.get(reader, t)
	if err != nil {
		reader.Close()
		return nil, err
	}
	return &session{store: s, reader: reader, table: t, number: number}, nil
}

func (s *session) close() { s.reader.Close() }

// scoring makes the engine score as the mapping says, which it asks of the context.
func scoring() string { return index.BM25Scoring }

// match calls visit for each document that q matches, in no particular order.
// It stops when ctx ends.
func (s *session) match(ctx context.Context, q query.Query, visit func(match)) error {
	ctx = context.WithValue(ctx, search.GetScoringModelCallbackKey, search.GetScoringModelCallbackFn(scoring))
	searcher, err := q.Searcher(ctx, s.reader, s.store.mapping, search.SearcherOptions{})
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	defer searcher.Close()
	sc := &search.SearchContext{
		DocumentMatchPool: search.NewDocumentMatchPool(searcher.DocumentMatchPoolSize()+1, 0),
		IndexReader:       s.reader,
	}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		hit, err := searcher.Next(sc)
		if err != nil {
			return fmt.Errorf("search: %w", err)
		}
		if hit == nil {
			return nil
		}
		if doc := s.numberOf(hit.IndexInternalID); doc >= 0 {
			visit(match{doc: doc, score: hit.Score})
		}
		sc.DocumentMatchPool.Put(hit)
	}
}

func (s *session) numberOf(id index.IndexInternalID) int32 {
	if n := engineNumber(id); n < uint64(len(s.number)) {
		return s.number[n]
	}
	return -1
}

// engineNumber decodes the engine's document number (scorch: 8 bytes, big endian).
func engineNumber(id index.IndexInternalID) uint64 {
	if len(id) != 8 {
		return ^uint64(0)
	}
	return binary.BigEndian.Uint64(id)
}

// sections reads the stored sections of a document.
func (s *session) sections(id string) ([]markdown.Section, error) {
	doc, err := s.reader.Document(id)
	if err != nil || doc == nil {
		return nil, err
	}
	var stored []byte
	doc.VisitFields(func(f index.Field) {
		if f.Name() == fieldText {
			stored = f.Value()
		}
	})
	return decodeSections(stored)
}
