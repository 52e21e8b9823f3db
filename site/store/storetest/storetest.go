package storetest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"yanxi/site/store"
)

var cluster *Cluster

// Main runs the tests of a package with a PostgreSQL of their own, and stops it
// afterwards. Call it from TestMain.
func Main(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	c, err := StartCluster()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	cluster = c
	code := m.Run()
	if err := c.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// Each runs a test on both databases, given the address of an empty one.
func Each(t *testing.T, test func(t *testing.T, address string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite is the path of a file that is not there yet.
func SQLite(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "yanxi.db")
}

// Postgres is the address of an empty database of the package's cluster.
func Postgres(t testing.TB) string {
	t.Helper()
	if cluster == nil {
		t.Fatal("the package's TestMain does not call storetest.Main")
	}
	return cluster.Database(t)
}

// Open opens a database and closes it with the test.
func Open(t testing.TB, address string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
