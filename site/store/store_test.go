package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const things = `-- +goose Up
CREATE TABLE things (
  name TEXT NOT NULL PRIMARY KEY,
  count BIGINT NOT NULL
);
CREATE TABLE parts (
  name TEXT NOT NULL REFERENCES things (name),
  weight DOUBLE PRECISION
);
CREATE TABLE transient_keys (
  name TEXT NOT NULL
);
-- +goose Down
DROP TABLE parts; DROP TABLE things; DROP TABLE transient_keys;
`

func schema(more ...string) fs.FS {
	files := fstest.MapFS{"00001_things.sql": {Data: []byte(things)}}
	for i, source := range more {
		files[fmt.Sprintf("%05d_more.sql", i+2)] = &fstest.MapFile{Data: []byte(source)}
	}
	return files
}

func open(t *testing.T, address string, schema fs.FS) *store.DB {
	t.Helper()
	db, err := store.OpenSchema(t.Context(), address, schema)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// add counts one more of a name.
func add(ctx context.Context, db *store.DB, name string) error {
	return db.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO things (name, count) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET count = things.count + excluded.count", name, 1)
		return err
	})
}

func count(t *testing.T, db *store.DB, name string) (n int) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT COALESCE(SUM(count), 0) FROM things WHERE name = ?", name).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The program's own schema can be made on both databases, and is made once.
func TestOwnSchema(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		storetest.Open(t, address)
		again := storetest.Open(t, address)
		if wrong, err := again.Check(t.Context()); err != nil || len(wrong) != 0 {
			t.Errorf("Check = %v, %v", wrong, err)
		}
	})
}

func TestWritersDoNotLoseEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		const writers, each = 4, 25
		var nodes []*store.DB
		for range 2 {
			nodes = append(nodes, open(t, address, schema()))
		}
		var wg sync.WaitGroup
		for i := range writers {
			wg.Go(func() {
				for range each {
					if err := add(t.Context(), nodes[i%len(nodes)], "x"); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if got := count(t, nodes[0], "x"); got != writers*each {
			t.Errorf("%d of %d writes are there", got, writers*each)
		}
	})
}

func TestWriteIsAllOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		db := open(t, address, schema())
		stop := errors.New("stop")
		err := db.Write(t.Context(), func(tx *store.Tx) error {
			if _, err := tx.Exec(t.Context(), "INSERT INTO things (name, count) VALUES (?, ?)", "x", 1); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) || count(t, db, "x") != 0 {
			t.Errorf("err = %v, count = %d", err, count(t, db, "x"))
		}
	})
}

// A reader sees one state, and does not keep writers waiting.
func TestReadIsOneState(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		db := open(t, address, schema())
		if err := add(t.Context(), db, "x"); err != nil {
			t.Fatal(err)
		}
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			var before, after int
			if err := tx.QueryRow(t.Context(), "SELECT SUM(count) FROM things").Scan(&before); err != nil {
				return err
			}
			if err := add(t.Context(), db, "x"); err != nil {
				return err
			}
			if err := tx.QueryRow(t.Context(), "SELECT SUM(count) FROM things").Scan(&after); err != nil {
				return err
			}
			if before != 1 || after != 1 {
				t.Errorf("before %d, after %d", before, after)
			}
			return nil
		})
		if err != nil || count(t, db, "x") != 2 {
			t.Errorf("err = %v, count = %d", err, count(t, db, "x"))
		}
	})
}

func TestNodesThatStartTogetherMigrateOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				db, err := store.OpenSchema(t.Context(), address, schema())
				if err != nil {
					t.Error(err)
					return
				}
				db.Close()
			})
		}
		wg.Wait()
	})
}

func TestNewerSchemaIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		open(t, address, schema("-- +goose Up\nCREATE TABLE later (name TEXT NOT NULL);\n-- +goose Down\nDROP TABLE later;\n"))
		db, err := store.OpenSchema(t.Context(), address, schema())
		if !errors.Is(err, store.ErrNewer) {
			t.Errorf("err = %v", err)
		}
		if err == nil {
			db.Close()
		}
	})
}

func TestOneHolderOfALock(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		a, b := open(t, address, schema()), open(t, address, schema())
		unlock, ok, err := a.TryLock(t.Context(), "jobs")
		if err != nil || !ok {
			t.Fatalf("first: %v, %v", ok, err)
		}
		if _, ok, err := b.TryLock(t.Context(), "jobs"); ok || err != nil {
			t.Errorf("second: %v, %v", ok, err)
		}
		if err := unlock(); err != nil {
			t.Fatal(err)
		}
		unlock, ok, err = b.TryLock(t.Context(), "jobs")
		if err != nil || !ok {
			t.Fatalf("after unlock: %v, %v", ok, err)
		}
		if err := unlock(); err != nil {
			t.Error(err)
		}
	})
}

func fill(t *testing.T, db *store.DB) {
	t.Helper()
	err := db.Write(t.Context(), func(tx *store.Tx) error {
		for _, s := range []struct {
			statement string
			args      []any
		}{
			{"INSERT INTO things (name, count) VALUES (?, ?)", []any{"政务新媒体\n\"'", int64(1) << 60}},
			{"INSERT INTO parts (name, weight) VALUES (?, ?)", []any{"政务新媒体\n\"'", 0.25}},
			{"INSERT INTO parts (name, weight) VALUES (?, ?)", []any{"政务新媒体\n\"'", nil}},
			{"INSERT INTO transient_keys (name) VALUES (?)", []any{"secret"}},
		} {
			if _, err := tx.Exec(t.Context(), s.statement, s.args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func backup(t *testing.T, db *store.DB) []byte {
	t.Helper()
	var b bytes.Buffer
	if rows, err := db.Backup(t.Context(), &b, time.Unix(0, 0)); err != nil || rows != 3 {
		t.Fatalf("Backup: %d rows, %v", rows, err)
	}
	return b.Bytes()
}

// A backup of either database restores either, and holds nothing that is to be forgotten.
func TestBackupMovesBetweenDatabases(t *testing.T) {
	from := map[string]*store.DB{"sqlite": open(t, storetest.SQLite(t), schema()), "postgres": open(t, storetest.Postgres(t), schema())}
	for name, db := range from {
		fill(t, db)
		saved := backup(t, db)
		storetest.Each(t, func(t *testing.T, address string) {
			to := open(t, address, schema())
			if err := add(t.Context(), to, "was there before"); err != nil {
				t.Fatal(err)
			}
			if rows, err := to.Restore(t.Context(), bytes.NewReader(saved)); err != nil || rows != 3 {
				t.Fatalf("from %s: %d rows, %v", name, rows, err)
			}
			if got := count(t, to, "政务新媒体\n\"'"); got != 1<<60 {
				t.Errorf("from %s: count = %d", name, got)
			}
			if got := count(t, to, "was there before"); got != 0 {
				t.Errorf("from %s: what was there before is still there", name)
			}
			if !bytes.Equal(lines(t, backup(t, to)), lines(t, saved)) {
				t.Errorf("from %s: the restored database gives another backup", name)
			}
		})
		if bytes.Contains(lines(t, saved), []byte("secret")) {
			t.Errorf("%s: the backup holds what is to be forgotten", name)
		}
	}
}

// A backup with a byte changed, cut off or continued is refused and changes nothing.
func TestDamagedBackupTouchesNothing(t *testing.T) {
	db := open(t, storetest.SQLite(t), schema())
	fill(t, db)
	saved := backup(t, db)
	damaged := map[string][]byte{
		"empty":     nil,
		"no gzip":   []byte("not a backup"),
		"other":     zipped(t, []byte(`{"format":"something else"}`+"\n")),
		"row":       zipped(t, bytes.Replace(lines(t, saved), []byte("0.25"), []byte("0.75"), 1)),
		"continued": zipped(t, append(lines(t, saved), "[1]\n"...)),
		"headless":  zipped(t, []byte("[1]\n")),
	}
	for i := range len(saved) {
		flipped := bytes.Clone(saved)
		flipped[i] ^= 0x40
		damaged[fmt.Sprintf("byte %d", i)] = flipped
		damaged[fmt.Sprintf("cut at %d", i)] = saved[:i]
	}
	refused := 0
	for name, data := range damaged {
		_, err := db.Restore(t.Context(), bytes.NewReader(data))
		switch {
		case errors.Is(err, store.ErrBackup), errors.Is(err, store.ErrNewer):
			refused++
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case !strings.HasPrefix(name, "byte"): // some bytes of a gzip head mean nothing
			t.Errorf("%s was restored", name)
		}
		if got := count(t, db, "政务新媒体\n\"'"); got != 1<<60 {
			t.Fatalf("%s: the database has changed", name)
		}
	}
	if refused < len(damaged)-20 {
		t.Errorf("only %d of %d were refused", refused, len(damaged))
	}
}

func TestBackupOfNewerSchemaIsRefused(t *testing.T) {
	newer := open(t, storetest.SQLite(t), schema("-- +goose Up\nCREATE TABLE later (name TEXT NOT NULL);\n-- +goose Down\nDROP TABLE later;\n"))
	fill(t, newer)
	db := open(t, storetest.SQLite(t), schema())
	if _, err := db.Restore(t.Context(), bytes.NewReader(backup(t, newer))); !errors.Is(err, store.ErrNewer) {
		t.Errorf("err = %v", err)
	}
}
