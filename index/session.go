package index

import (
	"errors"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/store"
)

// A session reads one state of the store for the length of a search.
type session struct {
	*view
	reader index.IndexReader
	snap   *snapshot
	rank   *ranking
	looks  map[int32]*look

	texts      *texts
	generation int // of the texts, when the session began
}

// newSession opens the store for reading.
func (x *Index) newSession(v *view) (*session, error) {
	out := &session{view: v, rank: &x.ranking, texts: &x.texts, generation: x.texts.now()}
	err := store.Guard(func() (err error) {
		if out.reader, err = x.store.Reader(); err != nil {
			return err
		}
		out.snap, err = x.snapshots.get(out.reader, out.table, out.rank)
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
	if known, ok := s.texts.get(id); ok {
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
// the index has another one by now. Updates wait for it, and so do the searches
// that come after them: read should be short.
func (x *Index) withSession(v *view, read func(*session) error) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.view != v {
		return errReplaced
	}
	s, err := x.newSession(v)
	if err != nil {
		return err
	}
	defer s.close()
	return read(s)
}

// noteDamage has the next [Index.Sync] rebuild the index if err says that it is damaged.
func (x *Index) noteDamage(err error) {
	if errors.Is(err, store.ErrDamaged) {
		x.damaged.Store(true)
		x.log.Error("index: damaged, to be rebuilt", "error", err)
	}
}
