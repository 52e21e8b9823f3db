package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"

	"yanxi/site/publish"
	"yanxi/site/store"
)

// TestSharedLock has two servers take turns by their database.
func TestSharedLock(t *testing.T) {
	file := filepath.Join(t.TempDir(), "yanxi.db")
	var locks []func(context.Context) (func() error, error)
	for range 2 {
		db := store.NewLazy(file)
		t.Cleanup(func() { db.Close() })
		if _, err := db.DB(t.Context()); err != nil { // now: what follows is short of time
			t.Fatal(err)
		}
		locks = append(locks, sharedLock(db))
	}
	unlock, err := locks[0](t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*retryShared)
	defer cancel()
	if _, err := locks[1](ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("both have it: %v", err)
	}
	got := make(chan error)
	go func() {
		unlock, err := locks[1](t.Context())
		if err == nil {
			err = unlock()
		}
		got <- err
	}()
	if err := errors.Join(unlock(), <-got); err != nil {
		t.Error(err)
	}
}

func TestOpenPublishing(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	var hinted *hintedError
	if _, err := openPublishing(t.Context(), source{}, "", nil, log); !errors.As(err, &hinted) {
		t.Errorf("the sample: %v", err)
	}
	if _, err := openPublishing(t.Context(), source{filepath.Join(t.TempDir(), "gone")}, "", nil, log); !errors.As(err, &hinted) {
		t.Errorf("a folder that is gone: %v", err)
	}
	folder, err := openPublishing(t.Context(), source{t.TempDir()}, "yanxi.db", store.NewLazy("yanxi.db"), log)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	err = folder.Followable(t.Context())
	if known, ok := errors.AsType[*publish.Error](err); !ok || !errors.As(publishError(err), &hinted) || hinted.hint != known.Hint {
		t.Errorf("without Git: %v", err)
	}
}
