package index

import (
	"fmt"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/store"
)

// numbers maps the engine's document numbers to a table's. The engine's
// numbers hold for one of its snapshots only, so the map is kept for the
// latest snapshot and table and made again when either changes.
type numbers struct {
	mu     sync.Mutex
	reader index.IndexReader // compared, never read: a closed one is held so that its address is not used again
	table  *table
	of     []int32
}

func (n *numbers) get(reader index.IndexReader, t *table) ([]int32, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.reader == reader && n.table == t {
		return n.of, nil
	}
	of, err := mapNumbers(reader, t)
	if err != nil {
		return nil, err
	}
	n.reader, n.table, n.of = reader, t, of
	return of, nil
}

func mapNumbers(reader index.IndexReader, t *table) ([]int32, error) {
	ids, err := reader.DocIDReaderAll()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	defer ids.Close()
	of := make([]int32, 0, len(t.docs))
	for {
		internal, err := ids.Next()
		if err != nil {
			return nil, fmt.Errorf("read index: %w", err)
		}
		if internal == nil {
			return of, nil
		}
		external, err := reader.ExternalID(internal)
		if err != nil {
			return nil, fmt.Errorf("read index: %w", err)
		}
		number := engineNumber(internal)
		if number > maxEngineNumber {
			return nil, store.ErrDamaged
		}
		for uint64(len(of)) <= number {
			of = append(of, -1)
		}
		if doc, ok := t.number[external]; ok {
			of[number] = doc
		}
	}
}

// maxEngineNumber bounds the map: numbers are dense but for deleted documents.
const maxEngineNumber = 1 << 26
