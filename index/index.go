// Package index is how a library is found: it keeps a bleve index of a
// [content.Library] on disk, up to date with it, and answers queries with
// [Results].
//
// The parts can be replaced alone: analysis of Chinese text is index/zh, what
// is indexed stands in entry.go, what a reader typed is taken apart in query.go
// and filter.go, looked for as plan.go says, ranked in score.go and rerank.go,
// filtered and counted in collect.go, and shown in snippet.go. Package store
// keeps the files, spell puts queries right, and suggest completes them.
//
// The index folder is disposable. It holds a file CURRENT that names the
// folder of the index in use, and a lock held by the one process that owns
// it. An index that cannot be used (made by another version, damaged, half
// written) is built anew beside the old one and then swapped in.
package index

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"

	"yanxi/content"
	"yanxi/index/store"
	"yanxi/index/zh"
)

var (
	// ErrLocked means that another live process owns the index folder.
	ErrLocked = errors.New("the index is in use by another process")
	// ErrNotReady means that no library has been indexed yet.
	ErrNotReady = errors.New("the index is not ready yet")
)

// An Index answers queries about the library that it was last given by
// [Index.Sync]. It is safe for concurrent use; searches go on while Sync runs.
type Index struct {
	dir  string
	lock *flock.Flock
	log  *slog.Logger

	ranking ranking

	syncing sync.Mutex   // one Sync at a time
	mu      sync.RWMutex // guards store and view; never held while the store is read
	store   *served      // nil until there is one
	view    *view        // nil until the first Sync has ended
	ready   atomic.Bool  // view is set

	// What is made of the index when it is asked for. Each has a lock of its own.
	snapshots   snapshots
	suggestions suggestions
	spelling    spelling
	signatures  signatures
	texts       texts
}

// formatVersion changes when what is stored changes: entries, fields, the
// encoding of sections. Analysis has a version of its own.
const formatVersion = "11"

// fingerprint names all that every entry derives from besides its document.
func fingerprint() string { return formatVersion + "-" + zh.Fingerprint() }

// A view is a library as searches see it: the state that the store holds. It
// never changes.
type view struct {
	lib      *content.Library
	own      []string // the library's own words, as written
	dict     *zh.Dictionary
	synonyms *zh.Synonyms
	table    *table
	keys     map[string]string // of each document, what its entry derives from; see writer.key
	titles   func() *titles
}

// Open takes ownership of the index folder dir, making it if need be, and
// opens the index in it if that can be used. It returns [ErrLocked] if another
// process owns it. Call [Index.Sync] to make the index ready.
func Open(dir string, log *slog.Logger) (*Index, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("index folder: %w", err)
	}
	lock := flock.New(filepath.Join(dir, "LOCK"))
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("index folder: lock: %w", err)
	}
	if !ok {
		return nil, ErrLocked
	}
	x := &Index{dir: dir, lock: lock, log: log, ranking: defaultRanking}
	if s := x.openCurrent(); s != nil {
		x.store = &served{Store: s}
	}
	if x.store == nil {
		store.RemoveOthers(dir, "") // of builds that were cut off
	}
	return x, nil
}

// openCurrent opens the index that CURRENT names. It returns nil, having said
// why in the log, if there is none that can be used.
func (x *Index) openCurrent() *store.Store {
	name, err := store.Current(x.dir)
	if err != nil {
		if !errors.Is(err, os.ErrNotExist) {
			x.log.Warn("index: rebuilding", "reason", err)
		}
		return nil
	}
	s, err := store.Open(filepath.Join(x.dir, name), fingerprint())
	if err != nil {
		x.log.Warn("index: rebuilding", "reason", err)
		return nil
	}
	return s
}

// Ready reports whether searches are answered. It never waits.
func (x *Index) Ready() bool { return x.ready.Load() }

// Damaged reports whether a search met damage, or writing has failed;
// [Index.Sync] then rebuilds.
func (x *Index) Damaged() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.store != nil && (x.store.damaged.Load() || x.store.Failing() != nil)
}

// Close releases the folder. Searches and Syncs under way end first.
func (x *Index) Close() error {
	x.syncing.Lock()
	defer x.syncing.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	var err error
	if x.store != nil {
		err = x.store.Close()
		x.store = nil
	}
	x.view = nil
	x.ready.Store(false)
	return errors.Join(err, x.lock.Unlock())
}

// Progress is called as documents are indexed, from one goroutine at a time.
type Progress func(done, total int)

// Changes says what a [Index.Sync] did.
type Changes struct {
	Indexed int  // documents added or renewed
	Removed int  // documents taken out
	Rebuilt bool // the whole index was made anew
}

// Sync brings the index up to date with lib: documents whose entry would
// differ are indexed again, those gone are removed, and an index that cannot
// be used is rebuilt beside the old one. A library that has not changed costs
// a comparison of hashes. When Sync fails, searches are answered as before.
func (x *Index) Sync(ctx context.Context, lib *content.Library, progress Progress) (Changes, error) {
	x.syncing.Lock()
	defer x.syncing.Unlock()

	w := newWriter(lib, progress)
	if x.store == nil || x.store.ReadOnly() || x.Damaged() {
		x.park()
		return x.rebuild(ctx, w)
	}
	w.committed = x.texts.drop
	changes, err := w.update(ctx, x.store.Store)
	w.committed = nil
	if err != nil && ctx.Err() == nil {
		x.log.Warn("index: rebuilding", "reason", err)
		x.park()
		return x.rebuild(ctx, w)
	}
	if err != nil {
		return changes, err
	}
	v := w.view()
	x.mu.Lock()
	x.view = v
	x.ready.Store(true)
	x.mu.Unlock()
	return changes, nil
}

// park takes a store that cannot be written out of use, so that it stops
// trying, and opens what it has on disk for reading only: searches are answered
// as before until a rebuild succeeds.
func (x *Index) park() {
	if x.store == nil || x.store.Failing() == nil {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	dir := x.store.Dir()
	if err := x.store.Close(); err != nil {
		x.log.Warn("index: closing what cannot be written", "error", err)
	}
	s, err := store.OpenReadOnly(dir, fingerprint())
	if err != nil {
		x.log.Warn("index: no answers until it is rebuilt", "reason", err)
		x.store, x.view = nil, nil
		x.ready.Store(false)
		return
	}
	x.store = &served{Store: s}
	x.texts.clear()
}

// rebuild indexes everything into a new folder and swaps it in.
func (x *Index) rebuild(ctx context.Context, w *writer) (Changes, error) {
	name, err := store.NewName(x.dir)
	if err != nil {
		return Changes{}, fmt.Errorf("index folder: %w", err)
	}
	s, changes, err := w.build(ctx, filepath.Join(x.dir, name))
	if err != nil {
		os.RemoveAll(filepath.Join(x.dir, name))
		return Changes{}, err
	}
	if err := store.SetCurrent(x.dir, name); err != nil {
		return Changes{}, errors.Join(fmt.Errorf("index folder: %w", err), s.Discard())
	}
	v := w.view()
	x.mu.Lock()
	old := x.store
	x.store, x.view = &served{Store: s}, v
	x.texts.clear()
	x.ready.Store(true)
	x.mu.Unlock()
	if old != nil {
		if err := old.Discard(); err != nil {
			x.log.Warn("index: closing the old index", "error", err)
		}
	}
	store.RemoveOthers(x.dir, name)
	return changes, nil
}
