package publish

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// syncers are how many files are waited for at once.
const syncers = 16

// move brings branch, index and folder from a checkout's commit to another, by the
// journal. What nobody has committed is never overwritten: if it is in the way, the
// error is an [*Error] that names the files, and nothing is moved.
func (f *Folder) move(ctx context.Context, c checkout, to, why string) (changed []string, err error) {
	changes, err := f.repo.diff(ctx, c.head, to)
	if err != nil {
		return nil, err
	}
	st, err := f.area.begin()
	if err != nil {
		return nil, err
	}
	if err := f.stageMove(ctx, st, c.head, to, changes); err != nil {
		return nil, errors.Join(err, f.area.discard())
	}
	st.set.Git = &gitStep{Ref: c.ref, Old: c.head, New: to}
	if err := f.area.decide(st.set); err != nil {
		return nil, err
	}
	if _, err := f.applyGit(ctx, st.set, why); err != nil {
		return nil, err
	}
	for _, c := range changes {
		changed = append(changed, c.path)
	}
	return changed, nil
}

// stageMove stages what a move changes, and then makes sure that nothing of it is
// somebody's work: what is saved after this is noticed when the files are moved.
func (f *Folder) stageMove(ctx context.Context, st *stager, from, to string, changes []treeChange) error {
	changes = slices.DeleteFunc(slices.Clone(changes), func(c treeChange) bool {
		// A submodule is moved by its owner; nobody has business in our own folder.
		return c.mode == repoMode || c.oldMode == repoMode || below(ownFolder, c.path)
	})
	if err := f.checkOut(ctx, to, changes); err != nil {
		return err
	}
	removed := map[string]bool{}
	for _, c := range changes {
		removed[c.path] = c.mode == noMode || removed[c.path]
	}
	for _, c := range changes {
		if err := st.take(c, removed); err != nil {
			return err
		}
	}
	if err := st.syncStaged(changes); err != nil {
		return diskError("cannot stage what is new", err)
	}
	return f.checkClean(ctx, from, changes, removed)
}

// checkOut lets Git write the files of a commit into the stage, with its filters
// and line ends, modes and links.
func (f *Folder) checkOut(ctx context.Context, to string, changes []treeChange) error {
	var paths strings.Builder
	for _, c := range changes {
		if c.mode != noMode {
			paths.WriteString(c.path + "\x00")
		}
	}
	if paths.Len() == 0 {
		return nil
	}
	index := f.area.indexFile()
	if err := f.repo.readTree(ctx, index, to); err != nil {
		return err
	}
	out := f.repo.inside(stageFolder+"/out") + string(filepath.Separator)
	_, err := f.repo.run(ctx, call{args: []string{"checkout-index", "-z", "--stdin", "--prefix=" + filepath.ToSlash(out)},
		env: []string{"GIT_INDEX_FILE=" + index}, stdin: strings.NewReader(paths.String())})
	return f.repo.gitFailed("cannot write what is new", err)
}

// take adds one change of a tree to a set; its content is in the stage already.
func (st *stager) take(c treeChange, removed map[string]bool) error {
	was, err := st.standing(c.path, removed)
	if err != nil {
		return diskError("cannot read "+c.path, err)
	}
	e := entry{Path: c.path, Was: was}
	if c.mode == noMode {
		if was != absent {
			st.set.Files = append(st.set.Files, e)
		}
		return nil
	}
	e.Stage = "out/" + c.path
	at := stageFolder + "/" + e.Stage
	if e.Sum, err = digestOf(st.a.root, at); err != nil {
		return diskError("cannot stage "+c.path, err)
	}
	// The same content is moved as well: its mode may differ.
	st.set.Files = append(st.set.Files, e)
	return nil
}

// syncStaged sees to it that what Git wrote is on disk: some at a time, as a disk is
// written to once for all that wait.
func (st *stager) syncStaged(changes []treeChange) error {
	var wait sync.WaitGroup
	paths := make(chan string)
	failed := make([]error, syncers)
	for i := range syncers {
		wait.Go(func() {
			for path := range paths {
				if err := syncPath(st.a.root, stageFolder+"/out/"+path); err != nil && failed[i] == nil {
					failed[i] = err
				}
			}
		})
	}
	for _, c := range changes {
		if c.mode != noMode && c.mode != linkMode {
			paths <- c.path
		}
	}
	close(paths)
	wait.Wait()
	return errors.Join(failed...)
}

// standing is the digest of what a staged file will replace, when everything that a
// move removes is gone.
func (st *stager) standing(name string, removed map[string]bool) (string, error) {
	for i, r := range name {
		if r != '/' {
			continue
		}
		info, err := st.a.root.Lstat(name[:i])
		if errors.Is(err, fs.ErrNotExist) {
			return absent, nil
		}
		if err != nil {
			return "", err
		}
		if !info.IsDir() {
			if removed[name[:i]] {
				return absent, nil
			}
			return "", &Error{Reason: Dirty, Problem: name[:i] + " is not a folder here, as what is new needs it", Hint: "Move it away.", Paths: []string{name[:i]}}
		}
	}
	if info, err := st.a.root.Lstat(name); err == nil && info.IsDir() {
		return absent, nil // if it is not gone by then, it is kept
	}
	return digestOf(st.a.root, name)
}

// checkClean refuses changes to files that somebody has changed without committing,
// unless they have become the same.
func (f *Folder) checkClean(ctx context.Context, from string, changes []treeChange, removed map[string]bool) error {
	out, err := f.repo.run(ctx, call{args: []string{"status", "--porcelain=v1", "-z", "--untracked-files=no", "--ignore-submodules=all", "--no-renames"}})
	if err != nil {
		return f.repo.gitFailed("cannot look for changes in the checkout", err)
	}
	touched, err := f.repo.unwatched(ctx, changes)
	if err != nil {
		return err
	}
	for line := range strings.SplitSeq(out, "\x00") {
		if len(line) > 3 {
			touched[line[3:]] = true
		}
	}
	var inTheWay []string
	for _, c := range changes {
		if !touched[c.path] && (from != "" && c.oldMode != noMode) {
			continue
		}
		same, err := f.alreadyThere(ctx, c, removed)
		if err != nil {
			return err
		}
		if !same {
			inTheWay = append(inTheWay, c.path)
		}
	}
	if len(inTheWay) == 0 {
		return nil
	}
	return &Error{Reason: Dirty, Problem: "there is something new for " + listed(inTheWay) + ", which somebody has changed here without committing",
		Hint: "Commit the change, or put it aside, in " + f.repo.top + ": git status.", Paths: inTheWay}
}

// unwatched are those of the paths at which git status has been told not to look.
func (r *repo) unwatched(ctx context.Context, changes []treeChange) (map[string]bool, error) {
	found := map[string]bool{}
	for chunk := range slices.Chunk(changes, 100) {
		args := []string{"ls-files", "-v", "-z", "--"}
		for _, c := range chunk {
			args = append(args, c.path)
		}
		out, err := r.run(ctx, call{args: args})
		if err != nil {
			return nil, r.gitFailed("cannot look for changes in the checkout", err)
		}
		for line := range strings.SplitSeq(out, "\x00") {
			// "H PATH"; S: skipped, a small letter: assumed unchanged.
			if len(line) > 2 && (line[0] == 'S' || line[0] >= 'a') {
				found[line[2:]] = true
			}
		}
	}
	return found, nil
}

// alreadyThere reports that a path is as a change makes it or as it was before, or
// holds nothing but what is removed with it.
func (f *Folder) alreadyThere(ctx context.Context, c treeChange, removed map[string]bool) (bool, error) {
	info, err := f.area.root.Lstat(c.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || isNotFolder(err):
		// New, or removed on both sides. One that was removed here alone is somebody's work.
		return c.oldMode == noMode || c.mode == noMode, nil
	case err != nil:
		return false, diskError("cannot read "+c.path, err)
	case info.IsDir():
		return f.onlyRemoved(c.path, removed)
	case !info.Mode().IsRegular():
		return false, nil
	}
	id, err := f.repo.git(ctx, "hash-object", "--path="+c.path, "--", f.repo.inside(c.path))
	return err == nil && (id == c.id || id == c.oldID), f.repo.gitFailed("cannot read "+c.path, err)
}

// onlyRemoved reports that a folder holds nothing but what is removed.
func (f *Folder) onlyRemoved(dir string, removed map[string]bool) (bool, error) {
	only := true
	err := fs.WalkDir(f.area.root.FS(), dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !removed[name] {
			only = false
			return fs.SkipAll
		}
		return err
	})
	return only, diskError("cannot read "+dir, err)
}

// listed names the first few of many.
func listed(names []string) string {
	if len(names) > 3 {
		return strings.Join(names[:3], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}
