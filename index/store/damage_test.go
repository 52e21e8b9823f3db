package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// places is how many bytes of each file are changed one at a time.
var places = 40

// A damage changes a file's bytes.
type damage struct {
	name  string
	apply func(data []byte) []byte
}

// damages lists what may happen to a file of that size.
func damages(size int) []damage {
	out := []damage{
		{"gone", nil},
		{"empty", func([]byte) []byte { return nil }},
		{"cut in half", func(d []byte) []byte { return d[:len(d)/2] }},
		{"last byte gone", func(d []byte) []byte { return d[:len(d)-1] }},
		{"longer", func(d []byte) []byte { return append(d, 0) }},
		{"zeroed", func(d []byte) []byte { clear(d); return d }},
	}
	const page = 4096
	for at := 0; at < size; at += max(page, size/places) {
		out = append(out, damage{"page zeroed", func(d []byte) []byte { clear(d[at:min(at+page, len(d))]); return d }})
	}
	for i := range min(places, size) {
		at := i * size / min(places, size)
		bit := byte(1) << (i % 8)
		out = append(out, damage{"bit flipped", func(d []byte) []byte { d[at] ^= bit; return d }})
	}
	return out
}

// A store is found damaged, or answers as it did. With its seal, it is always found.
func TestDamage(t *testing.T) {
	dir := example(t)
	want := contents(t, dir)
	files, err := sums(dir) // not what the engine has merged away and not removed yet
	must(t, err)
	if len(files) < 3 {
		t.Fatalf("a store of %v proves nothing", files)
	}
	for _, sealed := range []bool{true, false} {
		found, same := 0, 0
		for _, file := range files {
			data, err := os.ReadFile(filepath.Join(dir, file.Name))
			must(t, err)
			for _, d := range damages(len(data)) {
				damaged := copyStore(t, dir)
				if !sealed {
					must(t, os.Remove(filepath.Join(damaged, sealFile)))
				}
				name := filepath.Join(damaged, file.Name)
				if d.apply == nil {
					must(t, os.Remove(name))
				} else if changed := d.apply(bytes.Clone(data)); bytes.Equal(changed, data) {
					continue // zeroed zeros
				} else {
					must(t, os.WriteFile(name, changed, 0o600))
				}
				err := reopened(damaged, want)
				switch {
				case errors.Is(err, errDiffers):
					t.Errorf("%s: %s, sealed %v: not found, and answers differ", file.Name, d.name, sealed)
				case err == nil && sealed:
					t.Errorf("%s: %s: not found", file.Name, d.name)
				case err == nil:
					same++
				default:
					found++
				}
				must(t, os.RemoveAll(damaged))
			}
		}
		t.Logf("sealed %v: %d found, %d the same", sealed, found, same)
	}
}

var errDiffers = errors.New("answers differ")

// reopened opens a store and compares what it answers.
func reopened(dir, want string) error {
	s, err := Open(dir, testFingerprint)
	if err != nil {
		return err
	}
	got, err := dump(s)
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	if got != want {
		return errDiffers
	}
	return nil
}

func contents(t testing.TB, dir string) string {
	t.Helper()
	s, err := OpenReadOnly(dir, testFingerprint)
	must(t, err)
	defer s.Close()
	text, err := dump(s)
	must(t, err)
	return text
}

func copyStore(t testing.TB, dir string) string {
	t.Helper()
	to, err := os.MkdirTemp(t.TempDir(), "copy")
	must(t, err)
	must(t, os.CopyFS(filepath.Join(to, "store-1"), os.DirFS(dir)))
	return filepath.Join(to, "store-1")
}

// Files in one another's places.
func TestSwappedFiles(t *testing.T) {
	dir := example(t)
	want := contents(t, dir)
	segments, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	must(t, err)
	if len(segments) < 2 {
		t.Fatalf("only %v", segments)
	}
	for _, sealed := range []bool{true, false} {
		damaged := copyStore(t, dir)
		if !sealed {
			must(t, os.Remove(filepath.Join(damaged, sealFile)))
		}
		a, b := filepath.Join(damaged, filepath.Base(segments[0])), filepath.Join(damaged, filepath.Base(segments[1]))
		must(t, os.Rename(a, a+".away"))
		must(t, os.Rename(b, a))
		must(t, os.Rename(a+".away", b))
		if err := reopened(damaged, want); err == nil && sealed || errors.Is(err, errDiffers) {
			t.Errorf("sealed %v: %v", sealed, err)
		}
	}
}

// A seal that cannot be read says nothing of the store.
func TestDamagedSeal(t *testing.T) {
	dir := example(t)
	want := contents(t, dir)
	text, err := os.ReadFile(filepath.Join(dir, sealFile))
	must(t, err)
	for _, d := range damages(len(text)) {
		if d.apply == nil {
			continue
		}
		damaged := copyStore(t, dir)
		must(t, os.WriteFile(filepath.Join(damaged, sealFile), d.apply(bytes.Clone(text)), 0o600))
		if err := reopened(damaged, want); err != nil {
			t.Errorf("%s: %v", d.name, err)
		}
	}
}

// A file that is cut while it is read faults, and is damage as well. (A fault
// in the engine's own merging would end the process; the next one finds it.)
func TestCutWhileOpen(t *testing.T) {
	s, err := OpenReadOnly(example(t), testFingerprint)
	must(t, err)
	defer s.Close()
	segments, err := filepath.Glob(filepath.Join(s.Dir(), "*.zap"))
	must(t, err)
	for _, name := range segments {
		must(t, os.Truncate(name, 0))
	}
	if _, err := dump(s); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}
