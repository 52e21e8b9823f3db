package ask_test

import (
	"os"
	"testing"

	"yanxi/site/store"
)

func backup(t *testing.T, db *store.DB, file string) (rows int64, err error) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return db.Backup(t.Context(), f, morning)
}

func restore(t *testing.T, db *store.DB, file string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := db.Restore(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}
