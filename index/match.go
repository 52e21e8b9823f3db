package index

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"yanxi/content/markdown"
	"yanxi/index/store"
)

// A session reads one state of the store for the length of a search.
type session struct {
	reader index.IndexReader
	table  *table
	number []int32 // the table's number of each of the engine's, -1 for none
}

// newSession opens the store for reading.
func (x *Index) newSession(t *table) (*session, error) {
	out := &session{table: t}
	err := store.Guard(func() (err error) {
		if out.reader, err = x.store.Reader(); err != nil {
			return err
		}
		out.number, err = x.numbers.get(out.reader, t)
		return err
	})
	if err != nil {
		if out.reader != nil {
			out.reader.Close()
		}
		return nil, err
	}
	return out, nil
}

func (s *session) close() { s.reader.Close() }

// queryMapping is asked by the engine for what our queries name themselves.
var queryMapping = bleve.NewIndexMapping()

// scoring makes the engine score as the mapping says, which it asks of the context.
func scoring() string { return index.BM25Scoring }

// match calls visit for each document that q matches, in no particular order.
// It stops when ctx ends.
func (s *session) match(ctx context.Context, q query.Query, visit func(match)) error {
	ctx = context.WithValue(ctx, search.GetScoringModelCallbackKey, search.GetScoringModelCallbackFn(scoring))
	var searcher search.Searcher
	err := store.Guard(func() (err error) {
		searcher, err = q.Searcher(ctx, s.reader, queryMapping, search.SearcherOptions{})
		return err
	})
	if err != nil {
		return err
	}
	defer searcher.Close()
	sc := &search.SearchContext{
		DocumentMatchPool: search.NewDocumentMatchPool(searcher.DocumentMatchPoolSize()+1, 0),
		IndexReader:       s.reader,
	}
	// Matches are fetched a few at a time, so that only the engine's own
	// panics are taken for damage.
	batch := make([]match, 0, matchBatch)
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch = batch[:0]
		err := store.Guard(func() (err error) {
			batch, more, err = s.fetch(sc, searcher, batch)
			return err
		})
		if err != nil {
			return err
		}
		for _, m := range batch {
			visit(m)
		}
	}
	return nil
}

// matchBatch is how many matches are fetched before the context is asked again.
const matchBatch = 256

// fetch appends the next matches to batch, until it is full or there are no more.
func (s *session) fetch(sc *search.SearchContext, searcher search.Searcher, batch []match) ([]match, bool, error) {
	for len(batch) < cap(batch) {
		hit, err := searcher.Next(sc)
		if err != nil || hit == nil {
			return batch, false, err
		}
		if doc := s.numberOf(hit.IndexInternalID); doc >= 0 {
			batch = append(batch, match{doc: doc, score: hit.Score})
		}
		sc.DocumentMatchPool.Put(hit)
	}
	return batch, true, nil
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
	var stored []byte
	err := store.Guard(func() error {
		doc, err := s.reader.Document(id)
		if err != nil || doc == nil {
			return err
		}
		doc.VisitFields(func(f index.Field) {
			if f.Name() == fieldText {
				stored = f.Value()
			}
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	sections, err := decodeSections(stored)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return sections, nil
}
