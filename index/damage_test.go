package index

import (
	"os"
	"path/filepath"
	"slices"
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
