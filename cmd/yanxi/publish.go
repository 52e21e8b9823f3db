package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"yanxi/site/publish"
	"yanxi/site/store"
)

// retryShared is how often a lock that another server has is asked for again.
const retryShared = 50 * time.Millisecond

// openPublishing opens a library's folder for those who publish in it. Servers that
// share a PostgreSQL take turns by it; db may be nil.
func openPublishing(ctx context.Context, src source, address string, db *store.Lazy, log *slog.Logger) (*publish.Folder, error) {
	if src.dir == "" {
		return nil, withHint(errors.New("the built-in sample cannot be changed"), "Name a folder of your own.")
	}
	o := publish.Options{Log: log, Push: true}
	if db != nil && store.IsPostgres(address) {
		o.Lock = sharedLock(db)
	}
	folder, err := publish.Open(ctx, src.dir, o)
	if err != nil {
		return nil, src.unreadable(err)
	}
	return folder, nil
}

// sharedLock waits for the lock on publishing of all servers with a database.
func sharedLock(db *store.Lazy) func(context.Context) (func() error, error) {
	return func(ctx context.Context) (func() error, error) {
		ctx, cancel := context.WithTimeout(ctx, publish.LockPatience)
		defer cancel()
		tick := time.NewTicker(retryShared)
		defer tick.Stop()
		for {
			d, err := db.DB(ctx)
			if err != nil {
				return nil, err
			}
			unlock, ok, err := d.TryLock(ctx, "publish")
			if err != nil || ok {
				return unlock, err
			}
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-tick.C:
			}
		}
	}
}

// publishError is an error of publishing with its hint.
func publishError(err error) error {
	if known, ok := errors.AsType[*publish.Error](err); ok && known.Hint != "" {
		return withHint(err, "%s", known.Hint)
	}
	return err
}
