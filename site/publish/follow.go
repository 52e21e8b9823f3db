package publish

import (
	"context"
	"errors"
	"time"
)

// maxBackoff is how long at most the remote is left alone after failures.
const maxBackoff = 5 * time.Minute

// A Status is how following goes.
type Status struct {
	Last    time.Time // when the remote was last heard; zero: not yet
	Commit  string    // where the branch was then
	Failing error     // why it is not heard now; nil: it is
}

// Status says how following goes.
func (f *Folder) Status() Status {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.status
}

// Follow brings in what the upstream has, and with Push sends what updates have left
// waiting, now and every so often, until ctx ends. A person's own commits are theirs to
// push. What is in the way is logged once, when it
// begins, and again when it ends; the folder is left alone as it is then.
func (f *Folder) Follow(ctx context.Context, every time.Duration) {
	if f.repo == nil {
		return
	}
	wait := every
	for {
		wait = nextWait(wait, every, f.followOnce(ctx))
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}

// nextWait is how long to wait after having waited: twice as long while it fails.
func nextWait(wait, every time.Duration, ok bool) time.Duration {
	if ok {
		return every
	}
	return min(2*wait, max(maxBackoff, every))
}

// followOnce looks for news once, and says what is new to say.
func (f *Folder) followOnce(ctx context.Context) bool {
	result, err := f.sync(ctx, true)
	if ctx.Err() != nil {
		return true
	}
	f.mu.Lock()
	before := f.status
	f.status.Failing = err
	if err == nil {
		f.status.Last, f.status.Commit = f.o.Now(), result.Commit
	}
	f.mu.Unlock()
	switch {
	case err != nil && (before.Failing == nil || before.Failing.Error() != err.Error()):
		hint := ""
		if known, ok := errors.AsType[*Error](err); ok {
			hint = known.Hint
		}
		f.log.Warn("follow: the library stays as it is", "reason", err, "hint", hint)
	case err == nil && before.Failing != nil:
		f.log.Info("follow: it goes on")
	}
	if len(result.Changed) > 0 {
		f.log.Info("follow: news", "files", len(result.Changed), "commit", shortID(result.Commit))
	}
	return err == nil
}

// Followable says why a folder can never be followed as it is; nil if it can, though
// something may be in the way for now.
func (f *Folder) Followable(ctx context.Context) error {
	if f.repo == nil {
		return &Error{Reason: Unfit, Problem: "the library is not in a Git checkout, so there is nothing to follow", Hint: "Clone it: git clone ADDRESS FOLDER."}
	}
	select {
	case <-f.turn:
		defer func() { f.turn <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	c, err := f.repo.inspect(ctx)
	if known, ok := errors.AsType[*Error](err); ok && known.Reason == Underway {
		return nil // Follow says so
	}
	if err == nil && c.remote == "" {
		return &Error{Reason: Unfit, Problem: "the branch that is checked out follows no remote", Hint: "Set its upstream: git branch --set-upstream-to=origin/main."}
	}
	return err
}

func shortID(commit string) string { return commit[:min(len(commit), 10)] }
