package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"yanxi/content/markdown"
)

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
