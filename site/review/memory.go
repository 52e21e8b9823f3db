package review

import (
	"crypto/sha256"
	"io/fs"
	"sync"
	"time"

	"yanxi/content"
)

// A Memory keeps what boards have read of a library's folder, so that the next one reads only what has changed. Nothing in
// it can be out of date: texts are kept by the hash of their files, where links lead by that and by all that decides it
// ([content.Library.Places]), ledgers and pictures by size and modification time, unless they were changed so shortly
// before they were read that a later change need not show ([content.Settled]). It is safe for concurrent use; the zero
// value is empty.
type Memory struct {
	mu      sync.Mutex
	last    *Board
	texts   stock[[sha256.Size]byte, said]
	links   stock[place, []string]
	ledgers stock[string, stamped[*Ledger]]
	sums    stock[string, stamped[string]]
}

// said is what the signatures of a text need to know of its file.
type said struct {
	digest string
	links  bool // it may hold links
}

// place is all that decides where the links of a text lead.
type place struct {
	library, text [sha256.Size]byte
	file          string
}

// stamped is what was made of a file, with what tells that it is still the same.
type stamped[V any] struct {
	stamp
	value V
}

// A stamp is a file's size and modification time.
type stamp struct {
	size     int64
	modified time.Time
}

// Board is the board of a library's folder as it is now. known is a state of the library that was read already, nil if there
// is none. The error is that of reading the folder.
func (m *Memory) Board(known *content.Library, fsys fs.FS) (*Board, error) {
	m.mu.Lock()
	last := m.last
	m.mu.Unlock()
	now := time.Now()
	if last == nil || !last.Library.Still(now) {
		lib, err := reopened(last, known, fsys)
		if err != nil {
			return nil, err
		}
		last = NewBoard(lib, fsys)
		last.memory = m
		m.mu.Lock()
		m.last = last
		m.mu.Unlock()
	}
	b := *last
	b.Policy, _ = content.ReadPolicy(fsys)
	return &b, nil
}

func reopened(last *Board, known *content.Library, fsys fs.FS) (*content.Library, error) {
	switch {
	case last != nil:
		return last.Library.ReopenIn(fsys)
	case known != nil:
		return known.ReopenIn(fsys)
	}
	return content.Open(fsys)
}

// bound keeps a memory from growing with each change: it holds at most about twice what a library needs.
func (m *Memory) bound(texts, assets int) {
	m.texts.bound(2*texts + spare)
	m.links.bound(2*texts + spare)
	m.ledgers.bound(2*texts + spare)
	m.sums.bound(2*assets + spare)
}

// spare is how many values are kept of a library without texts.
const spare = 1000

// A stock is a map that several use at once.
type stock[K comparable, V any] struct {
	mu     sync.Mutex
	values map[K]V
}

func (s *stock[K, V]) get(k K) (V, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.values[k]
	return v, ok
}

func (s *stock[K, V]) put(k K, v V) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values == nil {
		s.values = map[K]V{}
	}
	s.values[k] = v
}

// bound empties a stock that holds more than most: what is still of use comes back.
func (s *stock[K, V]) bound(most int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.values) > most {
		s.values = nil
	}
}

// fresh is what was made of a file, if it has not changed since; else it is made again.
func fresh[V any](s *stock[string, stamped[V]], name string, now stamp, make func() (V, error)) (V, error) {
	if have, ok := s.get(name); ok && have.size == now.size && have.modified.Equal(now.modified) {
		return have.value, nil
	}
	at := time.Now()
	v, err := make()
	if err == nil && content.Settled(now.modified, at) {
		s.put(name, stamped[V]{now, v})
	}
	return v, err
}
