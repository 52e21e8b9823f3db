package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
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
