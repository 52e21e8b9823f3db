package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"strings"
	"testing"

	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

func lines(t *testing.T, zip []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(zip))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func zipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file of SQLite in which bytes were overwritten is found out.
func TestCheckFindsDamage(t *testing.T) {
	path := storetest.SQLite(t)
	db := open(t, path, schema())
	for i := range 2000 {
		if err := add(t.Context(), db, strings.Repeat("x", i%100)+string(rune('一'+i))); err != nil {
			t.Fatal(err)
		}
	}
	if wrong, err := db.Check(t.Context()); err != nil || len(wrong) != 0 {
		t.Fatalf("a good file: %v, %v", wrong, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) / 2; i < len(data)/2+20000 && i < len(data); i++ {
		data[i] = 0xAA
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	damaged, err := store.OpenSchema(t.Context(), path, schema())
	if err != nil {
		return // found out even before
	}
	defer damaged.Close()
	if wrong, err := damaged.Check(context.Background()); err == nil && len(wrong) == 0 {
		t.Error("nothing was found")
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	text := storetest.SQLite(t)
	if err := os.WriteFile(text, bytes.Repeat([]byte("这不是数据库"), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, address := range map[string]string{
		"a text file":    text,
		"a folder":       t.TempDir(),
		"nobody answers": "postgres://yanxi:hidden@127.0.0.1:1/none?connect_timeout=2",
		"no address":     "postgres://%zz",
	} {
		db, err := store.Open(t.Context(), address)
		if err == nil {
			db.Close()
			t.Errorf("%s was opened", name)
		} else if strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: the password is said: %v", name, err)
		}
	}
}
