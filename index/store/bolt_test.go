package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// boltExample makes a file of bbolt's with everything in it: branches, long
// values, small buckets within values, large ones, and free pages.
func boltExample(t testing.TB) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), "example.bolt")
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{PageSize: 1024})
	must(t, err)
	must(t, db.Update(func(tx *bbolt.Tx) error {
		large, err := tx.CreateBucketIfNotExists([]byte("large"))
		must(t, err)
		for n := range 300 {
			must(t, large.Put(fmt.Appendf(nil, "key %03d", n), make([]byte, n%50)))
		}
		small, err := large.CreateBucketIfNotExists([]byte("small"))
		must(t, err)
		must(t, small.Put([]byte("a"), []byte("b")))
		return large.Put([]byte("long"), make([]byte, 5000))
	}))
	must(t, db.Update(func(tx *bbolt.Tx) error {
		for n := range 100 {
			must(t, tx.Bucket([]byte("large")).Delete(fmt.Appendf(nil, "key %03d", n)))
		}
		return nil
	}))
	must(t, db.Close())
	data, err := os.ReadFile(name)
	must(t, err)
	return data
}

func TestCheckBolt(t *testing.T) {
	if err := checkBolt(boltExample(t)); err != nil {
		t.Error(err)
	}
	for _, data := range [][]byte{nil, make([]byte, 10), make([]byte, 1<<16)} {
		if checkBolt(data) == nil {
			t.Errorf("%d bytes of nothing pass", len(data))
		}
	}
}

// What passes the check can be read to its end, without a panic or a circle.
func FuzzCheckBolt(f *testing.F) {
	for at := range 8 {
		f.Add(uint32(at*1024+10), uint64(at), uint32(0))
	}
	example := boltExample(f)
	f.Fuzz(func(t *testing.T, at uint32, number uint64, also uint32) {
		data := append([]byte(nil), example...)
		native.PutUint64(data[int(at)%(len(data)-8):], number)
		data[int(also)%len(data)] ^= byte(number >> 32)
		if checkBolt(data) != nil {
			return
		}
		name := filepath.Join(t.TempDir(), "fuzz.bolt")
		must(t, os.WriteFile(name, data, 0o600))
		must(t, Guard(func() error { return readBolt(name) }))
	})
}

func readBolt(name string) error {
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return err
	}
	defer db.Close()
	return db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			return err
		}
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				if v == nil {
					return b.Bucket(k).ForEach(func(_, _ []byte) error { return nil })
				}
				return nil
			})
		})
	})
}
