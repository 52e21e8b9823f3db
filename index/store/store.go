// Package store keeps one index of bleve's engine on disk. It knows nothing of
// documents, libraries or queries: what is indexed comes in as batches, and
// what belongs to it as two values:
//
//   - the fingerprint names the formats that the index was made with, and an
//     index with another one is not opened;
//   - the manifest says of each document in the index, by its id, what it was
//     made from, so that the next run can tell what has changed.
//
// Both are committed with the batch that they describe: after a crash, index
// and manifest are those of the last commit that ended.
//
// A store that cannot be right is not opened and never mended: its owner makes
// a new one beside it and swaps it in, see [SetCurrent].
package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// A Store is an open index on disk. Its readers may be used from many
// goroutines; Commit and Close from one at a time.
type Store struct {
	dir      string
	engine   *scorch.Scorch
	analysis *index.AnalysisQueue
	trouble  *trouble
	readOnly bool
	stopped  bool

	fingerprint string
	manifest    map[string]string
	build       *build // of a new store, until it is finished
}

// The engine's internal values, stored beside the postings.
var (
	keyFingerprint = []byte("fingerprint")
	keyManifest    = []byte("manifest") // a JSON object with its sum, see withSum
)

// Dir is the folder of the store.
func (s *Store) Dir() string { return s.dir }

// ReadOnly reports whether the store was opened for reading only.
func (s *Store) ReadOnly() bool { return s.readOnly }

// Manifest is what the last commit said. It must not be changed.
func (s *Store) Manifest() map[string]string { return s.manifest }

// Reader reads the state of the last commit until it is closed. Between two
// commits, all readers are the same value unless segments were merged.
func (s *Store) Reader() (index.IndexReader, error) { return s.engine.Reader() }

// Failing gives the error by which writing has failed, or nil. A store that has
// failed once goes on failing: it can be read, and should be replaced.
func (s *Store) Failing() error { return s.trouble.get() }

// NewBatch makes an empty batch for [Store.Commit].
func NewBatch() *index.Batch { return index.NewBatch() }

// Commit writes a batch together with the manifest that is true after it. When
// it returns nil, both are on disk; in a new store they are after
// [Store.Finish]. The store keeps manifest.
func (s *Store) Commit(batch *index.Batch, manifest map[string]string) error {
	if s.build != nil {
		s.manifest = manifest
		return s.build.add(s, batch)
	}
	v, err := json.Marshal(manifest)
	if err != nil {
		return err
	}
	batch.SetInternal(keyFingerprint, []byte(s.fingerprint))
	batch.SetInternal(keyManifest, withSum(v))
	if err := s.write(batch); err != nil {
		s.trouble.set(err)
		return fmt.Errorf("write index: %w", err)
	}
	s.manifest = manifest
	return nil
}

// write hands a batch to the engine.
func (s *Store) write(batch *index.Batch) error {
	return s.guarded(func() error { return s.engine.Batch(batch) })
}

// guarded runs a function that waits for the engine's background work, and gives
// up when that has failed: it might never come back.
func (s *Store) guarded(wait func() error) error {
	done := make(chan error, 1)
	go func() { done <- catch(wait) }()
	check := time.NewTicker(time.Second)
	defer check.Stop()
	for failed := false; ; {
		select {
		case err := <-done:
			return err
		case <-check.C:
			if failed {
				return s.trouble.get()
			}
			failed = s.trouble.get() != nil // and a moment more for its own error to arrive
		}
	}
}

// closeTime is how long closing may take. A store whose background work has
// died may never end: it is left to the end of the process.
const closeTime = 10 * time.Second

var errNeverCloses = errors.New("close index: it does not end")

// Close ends the engine's work in the background, frees its files and seals
// them. Readers must be closed before.
func (s *Store) Close() error {
	if err := s.stop(); err != nil || s.readOnly {
		return err
	}
	if err := s.trouble.get(); err != nil {
		return fmt.Errorf("close index: not sealed: %w", err)
	}
	return seal(s.dir)
}

// Discard closes a store that is not to be opened again.
func (s *Store) Discard() error { return s.stop() }

// stop ends the engine, once.
func (s *Store) stop() error {
	if s.stopped {
		return nil
	}
	s.stopped = true
	closed := make(chan error, 1)
	go func() {
		if s.build != nil {
			s.build.commits.Wait() // a batch that the engine is closed on never comes back
		}
		closed <- catch(s.engine.Close)
	}()
	select {
	case err := <-closed:
		s.analysis.Close()
		s.trouble.forget()
		return err
	case <-time.After(closeTime):
		return errNeverCloses
	}
}
