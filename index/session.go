package index

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/store"
)

// A served store is one that sessions read. It is closed when the last of them
// has ended.
type served struct {
	*store.Store
	sessions sync.WaitGroup // added to under [Index].mu while the store is the index's
	damaged  atomic.Bool    // a session met bytes that cannot be right: the next Sync rebuilds
}

func (s *served) Close() error {
	s.sessions.Wait()
	return s.Store.Close()
}

func (s *served) Discard() error {
	s.sessions.Wait()
	return s.Store.Discard()
}

// A session reads one state of the store for the length of a search. Neither
// updates nor other sessions wait for it, only who closes the store: with
// [Index].mu held, which is therefore not to be asked for in a session.
type session struct {
	*view
	store  *served
	reader index.IndexReader
	snap   *snapshot
	rank   *ranking
	looks  map[int32]*look

	texts      *texts
	generation int // of the texts, when the session began
}

// newSession opens the index for reading: of the view that is wanted, or else
// [errReplaced]; nil wants the latest, or else [ErrNotReady].
func (x *Index) newSession(wanted *view) (*session, error) {
	x.mu.RLock()
	v, st := x.view, x.store
	ok := v != nil && (wanted == nil || wanted == v)
	if ok {
		st.sessions.Add(1)
	}
	x.mu.RUnlock()
	if !ok && wanted != nil {
		return nil, errReplaced
	}
	if !ok {
		return nil, ErrNotReady
	}
	s := &session{view: v, store: st, rank: &x.ranking, texts: &x.texts, generation: x.texts.now()}
	err := store.Guard(func() (err error) {
		if s.reader, err = st.Reader(); err != nil {
			return err
		}
		s.snap, err = x.snapshots.get(s.reader, v.table, s.rank)
		return err
	})
	if err != nil {
		x.noteDamage(st, err)
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *session) close() {
	if s.reader != nil {
		s.reader.Close()
	}
	s.store.sessions.Done()
}

// stored reads a stored field of a document.
func (s *session) stored(id, field string) (value []byte, err error) {
	err = store.Guard(func() error {
		doc, err := s.reader.Document(id)
		if err != nil || doc == nil {
			return err
		}
		doc.VisitFields(func(f index.Field) {
			if f.Name() == field {
				value = f.Value()
			}
		})
		return nil
	})
	return value, err
}

// sections returns the sections of a document, which are not to be changed.
func (s *session) sections(id string) ([]storedSection, error) {
	if known, ok := s.texts.get(id, s.generation); ok {
		return known, nil
	}
	sections, err := s.readSections(id)
	if err == nil {
		s.texts.put(id, sections, s.generation)
	}
	return sections, err
}

func (s *session) readSections(id string) ([]storedSection, error) {
	stored, err := s.stored(id, fieldText)
	if err != nil {
		return nil, err
	}
	sections, err := decodeSections(stored)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return sections, nil
}

// signature reads what a document is about.
func (s *session) signature(id string) (signature, error) {
	stored, err := s.stored(id, fieldAbout)
	if err != nil {
		return nil, err
	}
	about, err := decodeSignature(stored)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return about, nil
}

// errReplaced means that another view has come.
var errReplaced = errors.New("the library has changed")

// withSession calls read with a session on a view, or returns [errReplaced] if
// the index has another one by now.
func (x *Index) withSession(v *view, read func(*session) error) error {
	s, err := x.newSession(v)
	if err != nil {
		return err
	}
	defer s.close()
	err = read(s)
	x.noteDamage(s.store, err)
	return err
}

// noteDamage has the next [Index.Sync] replace a store if err says that it is damaged.
func (x *Index) noteDamage(s *served, err error) {
	if errors.Is(err, store.ErrDamaged) {
		s.damaged.Store(true)
		x.log.Error("index: damaged, to be rebuilt", "error", err)
	}
}

// latest is the view that the last [Index.Sync] ended with, nil before the first.
func (x *Index) latest() *view {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.view
}
