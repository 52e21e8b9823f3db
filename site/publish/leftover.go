package publish

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"
)

// Git's locks are files that outlive a git which is killed or loses power, and then
// nothing goes on until somebody removes them. They are removed here only where their
// owner is surely gone: the machine has been started since, or they are of a step of
// ours that the journal knows, while we hold the lock that such a git would hold.

// removeOldLocks removes locks that are older than the machine's start.
func (r *repo) removeOldLocks(started time.Time, names ...string) {
	for _, name := range names {
		info, err := os.Lstat(name + ".lock")
		if err == nil && info.Mode().IsRegular() && info.ModTime().Before(started) {
			os.Remove(name + ".lock")
		}
	}
}

// unlockInterrupted removes the locks on a branch that our own git left when it was
// killed with us. Another git holds such a lock for moments: it is waited for.
func (r *repo) unlockInterrupted(ctx context.Context, ref string) error {
	if err := r.unlockLeftover(); err != nil {
		return err
	}
	for _, name := range []string{r.inGit("HEAD"), r.shared(ref)} {
		lock := name + ".lock"
		first, err := os.Lstat(lock)
		if err != nil {
			continue
		}
		if err := waitGone(ctx, lock); err == nil || !errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue
		}
		if now, err := os.Lstat(lock); err == nil && os.SameFile(first, now) {
			if err := os.Remove(lock); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return diskError("cannot unlock the checkout", err)
			}
		}
	}
	return nil
}

// waitGone waits until a file is not there, for as long as another git may take.
func waitGone(ctx context.Context, name string) error {
	wait, cancel := context.WithTimeout(ctx, indexPatience)
	defer cancel()
	tick := time.NewTicker(retryLock)
	defer tick.Stop()
	for {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		select {
		case <-tick.C:
		case <-wait.Done():
			return wait.Err()
		}
	}
}

// startOfMachine is when this machine was started; the zero time where that is not told.
func startOfMachine() time.Time {
	f, err := os.Open("/proc/stat")
	if err != nil {
		return time.Time{}
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if seconds, ok := strings.CutPrefix(lines.Text(), "btime "); ok {
			if n, err := strconv.ParseInt(strings.TrimSpace(seconds), 10, 64); err == nil {
				return time.Unix(n, 0)
			}
		}
	}
	return time.Time{}
}
