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
	"runtime"
	"sync"
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

// Create makes an empty store in dir, which should not exist yet. It cannot be
// read before [Store.Finish].
func Create(dir, fingerprint string) (*Store, error) {
	c := config(dir, false)
	c["scorchMergePlanOptions"] = seldomMerge
	s, err := open(dir, c)
	if err != nil {
		return nil, fmt.Errorf("create index: %w", err)
	}
	s.fingerprint, s.build = fingerprint, newBuild()
	return s, nil
}

// Open opens the store in dir and checks that it is whole and was made with
// this fingerprint. It returns an error that wraps [ErrDamaged] if the store
// cannot be right.
func Open(dir, fingerprint string) (*Store, error) { return openExisting(dir, fingerprint, false) }

// OpenReadOnly opens the store in dir for reading, and writes nothing.
func OpenReadOnly(dir, fingerprint string) (*Store, error) {
	return openExisting(dir, fingerprint, true)
}

func openExisting(dir, fingerprint string, readOnly bool) (s *Store, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("open index: %w", err)
		}
	}()
	if err = verify(dir); err != nil {
		return nil, err
	}
	if !readOnly {
		if err = breakSeal(dir); err != nil {
			return nil, err
		}
	}
	err = Guard(func() (err error) {
		s, err = open(dir, config(dir, readOnly))
		if err == nil {
			s.readOnly = readOnly
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err = s.load(fingerprint); err != nil {
		return nil, errors.Join(err, s.Discard())
	}
	return s, nil
}

// load reads the store's own values and checks them against the documents.
func (s *Store) load(fingerprint string) error {
	return catch(func() error {
		r, err := s.engine.Reader()
		if err != nil {
			return err
		}
		defer r.Close()
		made, err := r.GetInternal(keyFingerprint)
		if err != nil {
			return err
		}
		if string(made) != fingerprint {
			return fmt.Errorf("made by another version (%q)", made)
		}
		v, err := r.GetInternal(keyManifest)
		if err != nil {
			return err
		}
		manifest, ok := cutSum(v)
		if !ok {
			return fmt.Errorf("%w: manifest: its sum is wrong", ErrDamaged)
		}
		if err := json.Unmarshal(manifest, &s.manifest); err != nil {
			return fmt.Errorf("%w: manifest: %w", ErrDamaged, err)
		}
		s.fingerprint = fingerprint
		return sameDocuments(r, s.manifest)
	})
}

// sameDocuments checks that the documents of an index are those of its
// manifest. What says which segments there are and which of their documents have
// been replaced or removed has no sum of its own.
func sameDocuments(r index.IndexReader, manifest map[string]string) error {
	docs, err := r.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer docs.Close()
	seen := make(map[string]bool, len(manifest))
	for {
		internal, err := docs.Next()
		if err != nil {
			return err
		}
		if internal == nil {
			break
		}
		id, err := r.ExternalID(internal)
		if err != nil {
			return err
		}
		if _, ok := manifest[id]; !ok || seen[id] {
			return fmt.Errorf("%w: a document %.100q too many", ErrDamaged, id)
		}
		seen[id] = true
	}
	if len(seen) != len(manifest) {
		return fmt.Errorf("%w: %d documents where the manifest has %d", ErrDamaged, len(seen), len(manifest))
	}
	return nil
}

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

// open starts the engine on dir.
func open(dir string, config map[string]any) (*Store, error) {
	s := &Store{
		dir:      dir,
		analysis: index.NewAnalysisQueue(runtime.GOMAXPROCS(0)),
		trouble:  watch(dir),
		manifest: map[string]string{},
	}
	engine, err := scorch.NewScorch(scorch.Name, config, s.analysis)
	if err == nil {
		s.engine = engine.(*scorch.Scorch)
		err = s.engine.Open()
	}
	if err != nil {
		s.analysis.Close()
		s.trouble.forget()
		return nil, err
	}
	return s, nil
}

// seldomRewrite lets small segments be merged with their like: seven to nine are
// left however often documents change. The engine's own plan counts segments of up
// to 2,000 documents as equal and keeps two, which costs twice the processor of
// a change of 300 documents, while readers are there.
var seldomRewrite = map[string]int{
	"FloorSegmentSize":     64, // documents
	"MaxSegmentsPerTier":   4,
	"SegmentsPerMergeTask": 4,
}

// config keeps the number of segments and the memory of merging low. A
// folder that another process holds is an error at once, not a wait.
func config(dir string, readOnly bool) map[string]any {
	return map[string]any{
		"path":                   dir,
		"read_only":              readOnly,
		"bolt_timeout":           lockTime.String(),
		"numSnapshotsToKeep":     1,
		"scorchMergePlanOptions": seldomRewrite,
		"asyncErrorCallbackName": asyncErrors,
	}
}

// asyncErrors names the callback by which the engine tells of errors in the
// background. It tries what failed again and again without a pause, on a full
// disk for instance, so a store that fails once is given up.
const asyncErrors = "yanxi"

// troubles holds the trouble of each open store by its folder.
var troubles sync.Map // string -> *trouble

func init() {
	scorch.RegistryAsyncErrorCallbacks[asyncErrors] = func(err error, dir string) {
		if t, ok := troubles.Load(dir); ok {
			t.(*trouble).set(err)
		}
	}
}

// trouble holds the first error of writing a store.
type trouble struct {
	dir string
	mu  sync.Mutex
	err error
}

func watch(dir string) *trouble {
	t := &trouble{dir: dir}
	troubles.Store(dir, t)
	return t
}

func (t *trouble) forget() { troubles.CompareAndDelete(t.dir, t) }

func (t *trouble) set(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = err
	}
}

func (t *trouble) get() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err
}
