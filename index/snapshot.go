package index

import (
	"context"
	"fmt"
	"math"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/store"
)

// A snapshot is what a search has to know of one state of the engine besides
// its postings. The engine numbers documents anew in each of its states.
type snapshot struct {
	of      []int32              // a table's number of each of the engine's, -1 for none
	factors [numFields][]float32 // by the engine's number: field weight over length normalisation
	docs    int                  // documents that both have
}

// snapshots keeps the latest snapshot, which is made again when the engine's
// state or the table changes.
type snapshots struct {
	mu     sync.Mutex
	reader index.IndexReader // compared, never read: a closed one is held so that its address is not used again
	table  *table
	latest *snapshot
}

func (n *snapshots) get(reader index.IndexReader, t *table, rank *ranking) (*snapshot, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.reader == reader && n.table == t {
		return n.latest, nil
	}
	s, err := newSnapshot(reader, t, rank)
	if err != nil {
		return nil, err
	}
	n.reader, n.table, n.latest = reader, t, s
	return s, nil
}

func newSnapshot(reader index.IndexReader, t *table, rank *ranking) (*snapshot, error) {
	s := new(snapshot)
	if err := s.mapNumbers(reader, t); err != nil {
		return nil, err
	}
	for f := range s.factors {
		if err := s.readLengths(reader, f, &rank.fields[f]); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// maxEngineNumber bounds the map: numbers are dense but for deleted documents.
const maxEngineNumber = 1 << 26

func (s *snapshot) mapNumbers(reader index.IndexReader, t *table) error {
	ids, err := reader.DocIDReaderAll()
	if err != nil {
		return fmt.Errorf("read index: %w", err)
	}
	defer ids.Close()
	s.of = make([]int32, 0, len(t.docs))
	for {
		internal, err := ids.Next()
		if err != nil {
			return fmt.Errorf("read index: %w", err)
		}
		if internal == nil {
			return nil
		}
		external, err := reader.ExternalID(internal)
		if err != nil {
			return fmt.Errorf("read index: %w", err)
		}
		number := engineNumber(internal)
		if number > maxEngineNumber {
			return store.ErrDamaged
		}
		for uint64(len(s.of)) <= number {
			s.of = append(s.of, -1)
		}
		if doc, ok := t.number[external]; ok {
			s.of[number] = doc
			s.docs++
		}
	}
}

// readLengths reads how long a field of each document is and makes factors of that.
func (s *snapshot) readLengths(reader index.IndexReader, field int, rank *fieldRank) error {
	factors := make([]float32, len(s.of))
	s.factors[field] = factors
	found, err := readPostings(context.Background(), reader, fieldLength, rank.name, true, nil)
	if err != nil {
		return err
	}
	total := 0.0
	for _, p := range found {
		if p.doc < uint64(len(factors)) {
			factors[p.doc] = float32(p.freq)
			total += float64(p.freq)
		}
	}
	average := float32(math.Max(1, total/float64(max(1, len(found)))))
	for i, length := range factors {
		factors[i] = rank.weight / (1 - rank.b + rank.b*length/average)
	}
	return nil
}
