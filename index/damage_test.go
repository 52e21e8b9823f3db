package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yanxi/index/store"
)

// Whatever happened to the files, the index comes back by itself.
func TestDamageIsRebuilt(t *testing.T) {
	lib := openLibrary(t, files())
	for name, damage := range map[string]func(t *testing.T, dir string){
		"no files":  func(t *testing.T, dir string) { must(t, os.RemoveAll(dir)) },
		"root cut":  func(t *testing.T, dir string) { must(t, os.Truncate(filepath.Join(dir, "root.bolt"), 100)) },
		"root gone": func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "root.bolt"))) },
		"segment cut": func(t *testing.T, dir string) {
			eachSegment(t, dir, func(f string) { must(t, os.Truncate(f, 40)) })
		},
		"segment gone": func(t *testing.T, dir string) {
			eachSegment(t, dir, func(f string) { must(t, os.Remove(f)) })
		},
		"CURRENT is garbage": func(t *testing.T, dir string) {
			must(t, os.WriteFile(filepath.Join(dir, "..", store.CurrentFile), []byte("../../x"), 0o600))
		},
		"CURRENT is gone": func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, "..", store.CurrentFile)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			x := openIndex(t, dir)
			bringUp(t, x, lib)
			of := x.store.Dir()
			must(t, x.Close())
			damage(t, of)
			x = openIndex(t, dir)
			if got := bringUp(t, x, lib); !got.Rebuilt {
				t.Errorf("not rebuilt: %+v", got)
			}
			if got := ids(find(t, x, Request{Query: "首次回应"})); !slices.Equal(got, []string{"cases/quake"}) {
				t.Errorf("found %v", got)
			}
			if stores, _ := filepath.Glob(filepath.Join(dir, "store-*")); len(stores) != 1 {
				t.Errorf("old indexes stay: %v", stores)
			}
		})
	}
}

// Whatever bytes are changed, answers stay what they were, or come back with the next look at the library.
func TestDamagedBytes(t *testing.T) {
	lib := openLibrary(t, files())
	healthy := t.TempDir()
	x := openIndex(t, healthy)
	bringUp(t, x, lib)
	want := answers(t, x)
	of := filepath.Base(x.store.Dir())
	must(t, x.Close())
	names, err := filepath.Glob(filepath.Join(healthy, of, "*"))
	must(t, err)
	for _, name := range names {
		data, err := os.ReadFile(name)
		must(t, err)
		for i := range 16 {
			for _, sealed := range []bool{true, false} {
				dir := t.TempDir()
				must(t, os.CopyFS(dir, os.DirFS(healthy)))
				changed := bytes.Clone(data)
				changed[len(data)*i/16] ^= 1 << (i % 8)
				must(t, os.WriteFile(filepath.Join(dir, of, filepath.Base(name)), changed, 0o600))
				if !sealed {
					must(t, os.Remove(filepath.Join(dir, of, "SEAL")))
				}
				x := openIndex(t, dir)
				bringUp(t, x, lib)
				if got := answers(t, x); got != want {
					t.Errorf("%s, byte %d, sealed %v: other answers: %s", filepath.Base(name), len(data)*i/16, sealed, got)
				}
				must(t, x.Close())
			}
		}
	}
}

// answers tells what an index answers to some queries.
func answers(t *testing.T, x *Index) string {
	t.Helper()
	var out strings.Builder
	for _, q := range []string{"", "首次回应", "突发事件 首次回应", "網民關注", "respond", `"文字关、保密关"`, "地震速报", "关"} {
		for _, h := range find(t, x, Request{Query: q}).Hits {
			fmt.Fprintf(&out, "%s: %s %s\n", q, h.Document.ID, h.Snippet)
		}
	}
	return out.String()
}

// Damage that comes while the index is open is met by a search. It is an error
// there, and the next look at the library makes the index anew.
func TestDamageMetBySearch(t *testing.T) {
	lib := openLibrary(t, files())
	x := indexed(t, files())
	want := answers(t, x)
	eachSegment(t, x.store.Dir(), func(f string) { must(t, os.Truncate(f, 0)) })
	if _, err := x.Search(context.Background(), Request{Query: "首次回应"}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if !x.Damaged() {
		t.Error("not known to be damaged")
	}
	if got := bringUp(t, x, lib); !got.Rebuilt {
		t.Errorf("not rebuilt: %+v", got)
	}
	if got := answers(t, x); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func eachSegment(t *testing.T, dir string, f func(string)) {
	t.Helper()
	segments, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	must(t, err)
	if len(segments) == 0 {
		t.Fatal("no segments")
	}
	for _, s := range segments {
		f(s)
	}
}
