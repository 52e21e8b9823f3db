package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

// A database is its owner's alone, in whatever folder it is.
func TestNobodyElseReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shared", "yanxi.db")
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	db := storetest.Open(t, path)
	if err := db.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), "INSERT INTO transient_salts (day, salt) VALUES (1, 'x')")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(file) != ".lock" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %s", filepath.Base(file), info.Mode())
		}
	}
}
