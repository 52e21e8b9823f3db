package index

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"yanxi/content"
	"yanxi/index/store"
	"yanxi/index/zh"
)

// Batches bound the memory of indexing: the engine's peak follows their size.
const (
	batchBytes     = 512 << 10 // of source files
	batchDocuments = 128
)

// A writer brings a store up to date with one library.
type writer struct {
	lib      *content.Library
	dict     *zh.Dictionary
	synonyms *zh.Synonyms
	own      []string          // the library's own words
	words    [32]byte          // hash of these and the words of synonyms, which every entry derives from
	keys     map[string]string // by document, see key; set by update
	progress Progress

	committed func(ids []string) // told of documents that have changed in the index; nil: nobody asks
	building  bool               // a new store, which nobody searches yet
}

func newWriter(lib *content.Library, progress Progress) *writer {
	if progress == nil {
		progress = func(int, int) {}
	}
	// Bad lines are passed over; check reports them.
	own, _ := zh.ParseWords(bytes.NewReader(lib.ConfigFile("words.txt")))
	synonyms, _ := zh.ParseSynonyms(bytes.NewReader(lib.ConfigFile("synonyms.txt")))
	words := slices.Concat(own, synonyms.Words())
	return &writer{
		lib: lib, own: own, dict: zh.Default().With(words), synonyms: synonyms, progress: progress,
		words: sha256.Sum256([]byte(strings.Join(words, "\n"))),
	}
}

func (w *writer) view() *view {
	t := newTable(w.lib)
	return &view{
		lib: w.lib, own: w.own, dict: w.dict, synonyms: w.synonyms, table: t,
		keys:   w.keys,
		titles: sync.OnceValue(func() *titles { return newTitles(t, w.dict) }),
	}
}

// key is the hash of all that a document's entry derives from.
func (w *writer) key(d *content.Document) string {
	depends := w.lib.Depends(d)
	sum := sha256.Sum256(append(depends[:], w.words[:]...))
	return hex.EncodeToString(sum[:16])
}

// build makes a new store in dir and indexes the whole library into it.
func (w *writer) build(ctx context.Context, dir string) (*store.Store, Changes, error) {
	w.building = true
	s, err := store.Create(dir, fingerprint())
	if err != nil {
		return nil, Changes{}, err
	}
	changes, err := w.update(ctx, s)
	if err != nil {
		return nil, Changes{}, errors.Join(err, s.Discard())
	}
	if err := s.Finish(ctx); err != nil {
		return nil, Changes{}, errors.Join(err, s.Discard())
	}
	changes.Rebuilt = true
	return s, changes, nil
}

// update indexes what differs between the library and the store's manifest.
// Each batch is committed with its own manifest: an update that is cut off is
// carried on by the next one.
func (w *writer) update(ctx context.Context, s *store.Store) (Changes, error) {
	w.keys = make(map[string]string, len(s.Manifest()))
	var changed []*content.Document
	for _, d := range w.lib.Documents() {
		key := w.key(d)
		w.keys[d.ID] = key
		if s.Manifest()[d.ID] != key {
			changed = append(changed, d)
		}
	}
	var removed []string
	for id := range s.Manifest() {
		if _, ok := w.keys[id]; !ok {
			removed = append(removed, id)
		}
	}
	if len(changed)+len(removed) == 0 {
		return Changes{}, nil
	}
	if err := w.write(ctx, s, changed, removed); err != nil {
		return Changes{}, err
	}
	return Changes{Indexed: len(changed), Removed: len(removed)}, nil
}

// write removes and indexes documents in batches.
func (w *writer) write(ctx context.Context, s *store.Store, changed []*content.Document, removed []string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	manifest := maps.Clone(s.Manifest())
	batch := store.NewBatch()
	for _, id := range removed {
		batch.Delete(id)
		delete(manifest, id)
	}
	size, done := int64(0), 0
	for r := range w.entries(ctx, changed, w.workers()) {
		batch.Update(r.entry)
		if r.current {
			manifest[r.doc.ID] = w.keys[r.doc.ID]
		} else {
			manifest[r.doc.ID] = "" // made of another text than its key says: renewed by the next update
		}
		size += r.doc.Size
		done++
		if size >= batchBytes || len(batch.IndexOps) >= batchDocuments {
			if err := w.commit(s, batch, maps.Clone(manifest)); err != nil {
				return err
			}
			batch, size = store.NewBatch(), 0
			w.progress(done, len(changed))
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := w.commit(s, batch, manifest); err != nil {
		return err
	}
	w.progress(len(changed), len(changed))
	return nil
}

func (w *writer) commit(s *store.Store, batch *index.Batch, manifest map[string]string) error {
	err := s.Commit(batch, manifest)
	if w.committed != nil {
		w.committed(slices.Collect(maps.Keys(batch.IndexOps)))
	}
	return err
}

// workers takes all cores for a library that nobody can search yet, and leaves
// half of them to the readers of one that is being brought up to date.
func (w *writer) workers() int {
	if w.building {
		return runtime.GOMAXPROCS(0)
	}
	return max(1, runtime.GOMAXPROCS(0)/2)
}

type entryResult struct {
	doc     *content.Document
	entry   *document.Document
	current bool // the text is the one that the document was opened with
}

// entries reads and parses documents, by as many workers as it is told. The
// channel closes when all are done or ctx ends.
func (w *writer) entries(ctx context.Context, docs []*content.Document, workers int) <-chan entryResult {
	in := make(chan *content.Document)
	out := make(chan entryResult)
	var wg sync.WaitGroup
	for range min(workers, len(docs)) {
		wg.Go(func() {
			for d := range in {
				select {
				case out <- w.entry(d):
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		defer close(out)
		defer wg.Wait()
		defer close(in)
		for _, d := range docs {
			select {
			case in <- d:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// entry makes the entry of a document. A file that cannot be read any more is
// found by what is known of it; its finding says the rest.
func (w *writer) entry(d *content.Document) entryResult {
	body, err := w.lib.Read(d)
	if err != nil {
		return entryResult{doc: d, entry: newEntry(w.dict, w.lib, d, nil)}
	}
	entry := newEntry(w.dict, w.lib, d, w.lib.Sections(d, body))
	return entryResult{doc: d, entry: entry, current: !body.Changed}
}

// signature is what a document is about.
func (w *writer) signature(d *content.Document) signature {
	body, err := w.lib.Read(d)
	if err != nil {
		return nil
	}
	text := allText(w.lib, d, w.lib.Sections(d, body))
	return newSignature(w.dict, w.dict.Words(nil, []byte(text)))
}
