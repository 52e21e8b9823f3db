package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/zh"
)

// formatVersion changes when what is stored changes: entries, fields, the
// encoding of sections. Analysis has a version of its own.
const formatVersion = "2"

// fingerprint names all that every entry derives from besides its document.
func fingerprint() string { return formatVersion + "-" + zh.Fingerprint() }

// A store is one bleve index on disk, with the state of the documents in it.
//
// Beside the postings it keeps two internal values: "fingerprint", the version
// of the program's formats that wrote it, and "manifest", a JSON object from
// document id to the hex hash of all that its entry derives from.
type store struct {
	dir      string
	bleve    bleve.Index
	engine   index.Index
	mapping  mapping.IndexMapping
	manifest map[string]string
	numbers  numbers
	failing  *atomic.Bool // writing in the background has failed, and goes on failing
	parked   bool         // opened for reading only, after that
}

var (
	keyFingerprint = []byte("fingerprint")
	keyManifest    = []byte("manifest")
)

// scorchConfig keeps the number of segments and the memory of merging low. A
// folder that another process holds is an error at once, not a wait.
func scorchConfig() map[string]any {
	return map[string]any{
		"bolt_timeout":           "100ms",
		"numSnapshotsToKeep":     1,
		"asyncErrorCallbackName": asyncErrors,
	}
}

// asyncErrors names the callback by which the engine tells of errors in the
// background. It tries what failed again and again without a pause, on a full
// disk for instance, so a store that fails once is given up.
const asyncErrors = "yanxi"

// failing holds the flag of each open store by the engine's path.
var failing sync.Map // string -> *atomic.Bool

func init() {
	scorch.RegistryAsyncErrorCallbacks[asyncErrors] = func(_ error, path string) {
		if flag, ok := failing.Load(path); ok {
			flag.(*atomic.Bool).Store(true)
		}
	}
}

// enginePath is the folder of the engine's files in a store's.
func enginePath(dir string) string { return filepath.Join(dir, "store") }

func newMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.ScoringModel = index.BM25Scoring
	return m
}

func createStore(dir string) (*store, error) {
	failing.Store(enginePath(dir), new(atomic.Bool))
	b, err := bleve.NewUsing(dir, newMapping(), scorch.Name, scorch.Name, scorchConfig())
	if err != nil {
		return nil, fmt.Errorf("create index: %w", err)
	}
	return wrapStore(dir, b, map[string]string{})
}

// openStore opens an index and checks that this version can use it. A damaged
// file may make the engine panic: that is an error here.
func openStore(dir string, config map[string]any) (s *store, err error) {
	defer func() {
		if r := recover(); r != nil {
			s, err = nil, fmt.Errorf("open index: damaged: %v", r)
		}
	}()
	failing.Store(enginePath(dir), new(atomic.Bool))
	b, err := bleve.OpenUsing(dir, config)
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	s, err = readStore(dir, b)
	if err != nil {
		b.Close()
		return nil, err
	}
	return s, nil
}

func readStore(dir string, b bleve.Index) (*store, error) {
	v, err := b.GetInternal(keyFingerprint)
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	if string(v) != fingerprint() {
		return nil, fmt.Errorf("open index: made by another version (%q)", v)
	}
	v, err = b.GetInternal(keyManifest)
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	manifest := map[string]string{}
	if err := json.Unmarshal(v, &manifest); err != nil {
		return nil, fmt.Errorf("open index: manifest: %w", err)
	}
	n, err := b.DocCount()
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	if n != uint64(len(manifest)) {
		return nil, fmt.Errorf("open index: damaged: %d documents where the manifest has %d", n, len(manifest))
	}
	return wrapStore(dir, b, manifest)
}

func wrapStore(dir string, b bleve.Index, manifest map[string]string) (*store, error) {
	engine, err := b.Advanced()
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	flag, _ := failing.Load(enginePath(dir))
	return &store{dir: dir, bleve: b, engine: engine, mapping: b.Mapping(), manifest: manifest, failing: flag.(*atomic.Bool)}, nil
}

// closeTime is how long closing may take. A store whose background work has
// died may never end: it is left to the end of the process.
const closeTime = 10 * time.Second

func (s *store) close() error {
	closed := make(chan error, 1)
	go func() { closed <- s.bleve.Close() }()
	select {
	case err := <-closed:
		failing.Delete(enginePath(s.dir))
		return err
	case <-time.After(closeTime):
		return errors.New("close index: it does not end")
	}
}

// commit writes a batch together with the manifest that is true after it.
func (s *store) commit(batch *bleve.Batch, manifest map[string]string) error {
	v, err := json.Marshal(manifest)
	if err != nil {
		return err
	}
	batch.SetInternal(keyFingerprint, []byte(fingerprint()))
	batch.SetInternal(keyManifest, v)
	if err := s.batch(batch); err != nil {
		s.failing.Store(true)
		return fmt.Errorf("write index: %w", err)
	}
	s.manifest = manifest
	return nil
}

// batch hands a batch to the engine. When the engine's background work has
// failed, a batch might never come back.
func (s *store) batch(batch *bleve.Batch) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("%w: %v", errDamaged, r)
			}
		}()
		done <- s.bleve.Batch(batch)
	}()
	check := time.NewTicker(time.Second)
	defer check.Stop()
	for failed := false; ; {
		select {
		case err := <-done:
			return err
		case <-check.C:
			if failed {
				return errors.New("writing in the background has failed")
			}
			failed = s.failing.Load() // and a moment more for its own error to arrive
		}
	}
}

// The folder of indexes: CURRENT holds the name of the one in use, as in
// LevelDB, so that a swap is one atomic rename and a half-built index is never
// mistaken for a whole one.

const currentFile = "CURRENT"

var storeName = regexp.MustCompile(`^store-[0-9]+$`)

func readCurrent(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, currentFile))
	if err != nil {
		return "", err
	}
	name := strings.TrimSpace(string(b))
	if !storeName.MatchString(name) {
		return "", fmt.Errorf("%s names no index: %q", currentFile, name)
	}
	return name, nil
}

func writeCurrent(dir, name string) error {
	tmp := filepath.Join(dir, currentFile+".tmp")
	if err := writeSynced(tmp, []byte(name+"\n")); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(dir, currentFile))
}

func writeSynced(name string, data []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// newStoreName picks a name that no folder in dir has.
func newStoreName(dir string) (string, error) {
	for n := time.Now().UnixNano(); ; n++ {
		name := fmt.Sprintf("store-%d", n)
		if _, err := os.Lstat(filepath.Join(dir, name)); errors.Is(err, os.ErrNotExist) {
			return name, nil
		} else if err != nil {
			return "", err
		}
	}
}

// removeOthers deletes the indexes that are not in use. What cannot be deleted
// now is tried again after the next rebuild.
func removeOthers(dir, keep string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Name() != keep && storeName.MatchString(e.Name()) {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}
