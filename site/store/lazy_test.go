package store_test

import (
	"context"
	"errors"
	"net"
	"sync"
	"testing"
	"time"

	"yanxi/site/store"
)

// Who asks for a database that does not say a word waits no longer than they want to, though another
// who is more patient came first.
func TestSilentDatabase(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	db := store.NewLazy("postgres://yanxi@" + silent.Addr().String() + "/yanxi?sslmode=disable")
	patient, leave := context.WithCancel(t.Context())
	var waiting sync.WaitGroup
	waiting.Go(func() {
		if _, err := db.DB(patient); !errors.Is(err, context.Canceled) {
			t.Errorf("the patient one was told %v", err)
		}
	})
	conn, err := silent.Accept() // it is being opened
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	hasty, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := db.DB(hasty); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the hasty one was told %v", err)
	}
	leave()
	waiting.Wait()
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
