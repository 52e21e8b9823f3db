package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// indexPatience is how long another git may hold the checkout's index.
var indexPatience = 10 * time.Second // a variable for tests

// lockMark is what our lock on an index says, where Git's own holds an index. So the
// lock that a kill has left behind is known for ours, and nobody else's is removed.
const lockMark = "yanxi\n"

// applyGit moves the branch to a decided set's commit, and index and files after it.
// The branch is the decision: errMoved means that it was elsewhere, and that nothing
// was changed.
func (f *Folder) applyGit(ctx context.Context, s *set, why string) (kept []string, err error) {
	unlock, err := f.repo.lockIndex(ctx)
	if err != nil {
		return nil, errors.Join(err, f.area.discard())
	}
	defer unlock()
	if out, err := f.repo.git(ctx, "symbolic-ref", "-q", "HEAD"); err != nil || out != s.Git.Ref {
		return nil, errors.Join(errMoved, f.area.discard()) // another branch was checked out meanwhile
	}
	if _, err := f.repo.git(ctx, "update-ref", "--create-reflog", "-m", why, s.Git.Ref, s.Git.New, s.Git.Old); err != nil {
		return nil, f.notMoved(ctx, s, err)
	}
	// Decided: from here on it is completed, now or by repair.
	return f.followBranch(context.WithoutCancel(ctx), s)
}

// notMoved tells why a branch was not moved, and drops the set if it surely was not.
func (f *Folder) notMoved(ctx context.Context, s *set, err error) error {
	at, readErr := f.repo.commitAt(context.WithoutCancel(ctx), s.Git.Ref)
	if readErr != nil || at == s.Git.New {
		return f.repo.gitFailed("cannot move the branch", err)
	}
	if at != s.Git.Old && ctx.Err() == nil {
		err = errMoved
	}
	return errors.Join(f.repo.gitFailed("cannot move the branch", err), f.area.discard())
}

// followBranch makes index and files what the branch has become.
func (f *Folder) followBranch(ctx context.Context, s *set) (kept []string, err error) {
	if err := f.repo.updateIndex(ctx, s.Git.Old, s.Git.New); err != nil {
		return nil, err
	}
	kept, err = f.area.apply(s)
	if len(kept) > 0 {
		f.log.Warn("publish: files were saved by somebody while a newer state came; theirs are kept, uncommitted", "files", kept)
	}
	return f.repo.inLibrary(kept), err
}

// repairGit completes a set whose branch was moved, and drops any other.
func (f *Folder) repairGit(ctx context.Context, s *set) (kept []string, err error) {
	if err := f.repo.ask(ctx); err != nil {
		return nil, err
	}
	if err := f.repo.unlockInterrupted(ctx, s.Git.Ref); err != nil {
		return nil, err
	}
	at, err := f.repo.commitAt(ctx, s.Git.Ref)
	if err != nil {
		return nil, err
	}
	out, err := f.repo.git(ctx, "symbolic-ref", "-q", "HEAD")
	if err != nil && exited(err) != 1 {
		return nil, f.repo.gitFailed("cannot read the checkout", err)
	}
	moved := at != "" && at != s.Git.Old && out == s.Git.Ref
	if moved {
		if moved, err = f.repo.contains(ctx, s.Git.New, at); err != nil {
			return nil, err
		}
	}
	if !moved {
		return nil, f.area.discard()
	}
	unlock, err := f.repo.lockIndex(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	return f.followBranch(ctx, s)
}

// lockIndex keeps every other git from changing the index, as git itself does it. It
// waits for one that is at work.
func (r *repo) lockIndex(ctx context.Context) (unlock func(), err error) {
	lock, token := r.index+".lock", r.index+".yanxi"
	if err := r.unlockLeftover(); err != nil {
		return nil, err
	}
	defer os.Remove(token)
	if err := os.WriteFile(token, []byte(lockMark), 0o644); err != nil {
		return nil, diskError("cannot lock the checkout", err)
	}
	wait, cancel := context.WithTimeout(ctx, indexPatience)
	defer cancel()
	tick := time.NewTicker(retryLock)
	defer tick.Stop()
	for {
		// A link is there with its content or not at all.
		err := os.Link(token, lock)
		switch {
		case err == nil:
			return func() { os.Remove(lock) }, nil
		case !errors.Is(err, fs.ErrExist):
			return nil, diskError("cannot lock the checkout", err)
		}
		select {
		case <-tick.C:
		case <-wait.Done():
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, &Error{Reason: Busy, Problem: "another git is at work in the checkout, or one was killed in it",
				Hint: "Nothing was written. If no git is running, remove " + lock + ".", Err: wait.Err()}
		}
	}
}

// indexFree makes sure that no other git is at work, nor was killed.
func (r *repo) indexFree(ctx context.Context) error {
	unlock, err := r.lockIndex(ctx)
	if err == nil {
		unlock()
	}
	return err
}

// unlockLeftover removes our own lock of a killed process. Whoever calls it holds the
// library's lock, so nobody of ours is using it.
func (r *repo) unlockLeftover() error {
	lock := r.index + ".lock"
	if text, err := os.ReadFile(lock); err != nil || string(text) != lockMark {
		return nil //nolint:nilerr // none, or somebody else's
	}
	return diskError("cannot unlock the checkout", os.Remove(lock))
}

// updateIndex makes the index know what differs between two commits. An entry that
// somebody has staged something else for stays as it is. It is called under
// lockIndex, works on a copy, and may be repeated.
func (r *repo) updateIndex(ctx context.Context, from, to string) error {
	changes, err := r.diff(ctx, from, to)
	if err != nil {
		return err
	}
	copied := r.index + ".yanxi-new"
	if err := copyFile(r.index, copied); err != nil {
		return diskError("cannot write the checkout's index", err)
	}
	defer os.Remove(copied)
	os.Remove(copied + ".lock") // of a git that was killed
	var paths []string
	for _, c := range changes {
		paths = append(paths, c.path)
	}
	have, err := r.inIndex(ctx, copied, paths)
	if err != nil {
		return err
	}
	var info strings.Builder
	for _, c := range changes {
		old := c.oldMode + " " + c.oldID
		if c.oldMode == noMode {
			old = ""
		}
		if have[c.path] != old {
			continue
		}
		mode := c.mode
		if mode == noMode {
			mode = "0"
		}
		fmt.Fprintf(&info, "%s %s\t%s\x00", mode, c.id, c.path)
	}
	if info.Len() == 0 {
		return nil
	}
	_, err = r.run(ctx, call{args: []string{"update-index", "-z", "--replace", "--index-info"}, env: []string{"GIT_INDEX_FILE=" + copied}, stdin: strings.NewReader(info.String())})
	if err != nil {
		return r.gitFailed("cannot write the checkout's index", err)
	}
	return diskError("cannot write the checkout's index", os.Rename(copied, r.index))
}

// copyFile copies a file that need not exist.
func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		err = os.Remove(to)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// inside is a path of the checkout on this machine.
func (r *repo) inside(name string) string { return filepath.Join(r.top, filepath.FromSlash(name)) }
