package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"
)

const (
	// retryLock is how often a lock that another process has is asked for again.
	retryLock = 20 * time.Millisecond
	// LockPatience is how long a lock is waited for at most.
	LockPatience = 30 * time.Second
)

// takeLock waits for the lock of an area until ctx ends, half a minute at most.
func takeLock(ctx context.Context, a *area) (*fileLock, error) {
	wait, cancel := context.WithTimeout(ctx, LockPatience)
	defer cancel()
	tick := time.NewTicker(retryLock)
	defer tick.Stop()
	for {
		if err := a.prepare(); err != nil {
			return nil, err
		}
		lock, err := tryLock(a.lockFile())
		if lock != nil || err != nil && !errors.Is(err, fs.ErrNotExist) {
			return lock, diskError("the library's lock", err)
		}
		select {
		case <-wait.Done():
			return nil, busy(ctx, "another program is writing this library")
		case <-tick.C:
		}
	}
}

// busy is the error of whoever has waited in vain; ctx is that of the request, which may have been given up.
func busy(ctx context.Context, problem string) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	return &Error{Reason: Busy, Problem: problem, Hint: "Nothing was written. Try again in a moment.", Err: context.DeadlineExceeded}
}

// openLock opens the file that is locked. Reading is enough for that, so that
// whoever may read the folder may wait.
func openLock(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_CREATE|os.O_RDONLY, 0o644)
}
