package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

const testFingerprint = "test-1"

// fields analyses a text at its spaces.
type fields struct{}

func (fields) Analyze(text []byte) analysis.TokenStream {
	var out analysis.TokenStream
	for i, word := range strings.Fields(string(text)) {
		out = append(out, &analysis.Token{Term: []byte(word), Position: i + 1})
	}
	return out
}

// put adds a document to a batch, with its text indexed and stored.
func put(batch *index.Batch, manifest map[string]string, id, text string) {
	d := document.NewDocument(id)
	d.AddField(document.NewTextFieldCustom("text", nil, []byte(text), index.IndexField|index.StoreField, fields{}))
	batch.Update(d)
	manifest[id] = text
}

func remove(batch *index.Batch, manifest map[string]string, id string) {
	batch.Delete(id)
	delete(manifest, id)
}

// commit commits what change does to the last manifest.
func commit(t testing.TB, s *Store, change func(*index.Batch, map[string]string)) {
	t.Helper()
	batch, manifest := NewBatch(), maps.Clone(s.Manifest())
	change(batch, manifest)
	must(t, s.Commit(batch, manifest))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// example makes a closed store of several segments in which documents have been
// replaced and removed.
func example(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store-1")
	s := created(t, dir)
	for round := range 4 {
		commit(t, s, func(b *index.Batch, m map[string]string) {
			for n := range 30 {
				put(b, m, fmt.Sprintf("doc-%d", round*20+n), fmt.Sprintf("round %d number %d even %d 学习", round, n, n%2))
			}
			if round > 0 {
				remove(b, m, fmt.Sprintf("doc-%d", round))
			}
		})
	}
	must(t, s.Close())
	return dir
}

// created makes a store in dir and opens it.
func created(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Create(dir, testFingerprint)
	must(t, err)
	must(t, s.Finish(context.Background()))
	return s
}

// dump tells all that a store can answer: each document's text, and each term's documents.
func dump(s *Store) (string, error) {
	var out strings.Builder
	err := Guard(func() error {
		r, err := s.Reader()
		if err != nil {
			return err
		}
		defer r.Close()
		for _, id := range slices.Sorted(maps.Keys(s.Manifest())) {
			d, err := r.Document(id)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, "%s %q:", id, s.Manifest()[id])
			if d != nil {
				d.VisitFields(func(f index.Field) { fmt.Fprintf(&out, " %s=%s", f.Name(), f.Value()) })
			}
			out.WriteByte('\n')
		}
		terms, err := r.FieldDict("text")
		if err != nil {
			return err
		}
		defer terms.Close()
		for {
			term, err := terms.Next()
			if err != nil || term == nil {
				return err
			}
			ids, err := documentsOf(r, term.Term)
			if err != nil {
				return err
			}
			if len(ids) > 0 { // a term of removed documents stays until segments are merged
				fmt.Fprintf(&out, "%s: %v\n", term.Term, ids)
			}
		}
	})
	return out.String(), err
}

func documentsOf(r index.IndexReader, term string) ([]string, error) {
	postings, err := r.TermFieldReader(nil, []byte(term), "text", true, true, false) //nolint:staticcheck // the engine takes a context or none
	if err != nil {
		return nil, err
	}
	defer postings.Close()
	var ids []string
	for {
		p, err := postings.Next(nil)
		if err != nil || p == nil {
			slices.Sort(ids)
			return ids, err
		}
		id, err := r.ExternalID(p.ID)
		if err != nil {
			return nil, err
		}
		ids = append(ids, fmt.Sprintf("%s×%d", id, p.Freq))
	}
}

func TestReopen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store-1")
	s := created(t, dir)
	commit(t, s, func(b *index.Batch, m map[string]string) { put(b, m, "a", "eins"); put(b, m, "b", "zwei") })
	commit(t, s, func(b *index.Batch, m map[string]string) { put(b, m, "a", "drei"); remove(b, m, "b") })
	want, err := dump(s)
	must(t, err)
	must(t, s.Close())
	for _, open := range []func(string, string) (*Store, error){Open, OpenReadOnly, Open} {
		s, err := open(dir, testFingerprint)
		must(t, err)
		got, err := dump(s)
		must(t, err)
		if got != want || !strings.Contains(got, "drei: [a×1]") || strings.Contains(got, "zwei") {
			t.Errorf("got %s\nwant %s", got, want)
		}
		must(t, s.Close())
	}
}

func TestAnotherFingerprint(t *testing.T) {
	_, err := Open(example(t), "test-2")
	if err == nil || errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestNothingThere(t *testing.T) {
	for _, open := range []func(string, string) (*Store, error){Open, OpenReadOnly} {
		dir := filepath.Join(t.TempDir(), "store-1")
		if _, err := open(dir, testFingerprint); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v", err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Error("opening made a folder")
		}
	}
}

// A process that ends without closing leaves no seal, one that only reads leaves it be.
func TestSeal(t *testing.T) {
	dir := example(t)
	sealed := func() bool { _, err := os.Stat(filepath.Join(dir, sealFile)); return err == nil }
	s, err := OpenReadOnly(dir, testFingerprint)
	must(t, err)
	if !sealed() {
		t.Error("no seal while only read")
	}
	must(t, s.Close())
	s, err = Open(dir, testFingerprint)
	must(t, err)
	if sealed() {
		t.Error("sealed while open")
	}
	must(t, s.Close())
	if !sealed() {
		t.Error("not sealed after it was closed")
	}
}

func TestCurrent(t *testing.T) {
	dir := t.TempDir()
	if _, err := Current(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("none yet: %v", err)
	}
	name, err := NewName(dir)
	must(t, err)
	must(t, SetCurrent(dir, name))
	if got, err := Current(dir); got != name || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	for _, garbage := range []string{"", "\n", "../../etc", "store-", "store-1/..", "store-1\nstore-2", strings.Repeat("\x00", 4096)} {
		must(t, os.WriteFile(filepath.Join(dir, CurrentFile), []byte(garbage), 0o600))
		if got, err := Current(dir); err == nil {
			t.Errorf("%.20q: names %q", garbage, got)
		}
	}
}

func TestRemoveOthers(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"store-1", "store-2", "mine", "store-x"} {
		must(t, os.Mkdir(filepath.Join(dir, name), 0o700))
	}
	RemoveOthers(dir, "store-2")
	entries, err := os.ReadDir(dir)
	must(t, err)
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := []string{"mine", "store-2", "store-x"}; !slices.Equal(left, want) {
		t.Errorf("left %v, want %v", left, want)
	}
}

// Guard takes panics, faults and errors of what reads the engine for damage.
func TestGuard(t *testing.T) {
	own := errors.New("own")
	for name, read := range map[string]func() error{
		"error": func() error { return own },
		"panic": func() error { panic("x") },
		"bounds": func() error {
			var none []int
			none[len(name0)]++
			return nil
		},
	} {
		if err := Guard(read); !errors.Is(err, ErrDamaged) || (name == "error") != errors.Is(err, own) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Guard(func() error { return nil }); err != nil {
		t.Error(err)
	}
}

const name0 = "x"
