// Package watch tells when files below a folder change, by the system's
// notifications where they work and by looking again and again where they
// don't (network file systems, exhausted watches).
package watch

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"yanxi/content"
)

const (
	// quiet is how long nothing must happen before a change is reported: an
	// editor's save is several events.
	quiet = 40 * time.Millisecond
	// patience bounds the wait for quiet while files keep changing.
	patience = 500 * time.Millisecond
	// pollEvery is how often a folder is looked through where notifications fail.
	pollEvery = 2 * time.Second
	// maxFolders bounds the folders that are watched; beyond, the folder is polled.
	maxFolders = 50_000
)

// Folder calls changed after files below root have changed and then been
// left alone for a moment, one call at a time, until ctx ends. Changes that
// happen during a call lead to another. It blocks.
func Folder(ctx context.Context, root string, log *slog.Logger, changed func()) error {
	if real, err := filepath.EvalSymlinks(root); err == nil {
		root = real // a walk does not follow a link, not even at its beginning
	}
	w, err := fsnotify.NewWatcher()
	if err == nil {
		defer w.Close()
		f := &follower{Watcher: w, root: root, log: log}
		if err = f.addTree(root); err == nil {
			changed() // what was saved before the watch stood
			err = f.follow(ctx, changed)
		}
	}
	if err != nil {
		log.Warn("watch: polling instead of notifications", "folder", root, "reason", err)
		changed()
		return poll(ctx, root, changed)
	}
	return nil
}

// A follower turns notifications into calls.
type follower struct {
	*fsnotify.Watcher
	root    string
	folder  os.FileInfo // the root that is watched
	folders int         // that were added
	log     *slog.Logger
}

// errTooMany means that there are more folders than can be watched.
var errTooMany = errors.New("too many folders")

// follow calls changed until ctx ends. An error means that folders cannot be
// watched any more.
func (f *follower) follow(ctx context.Context, changed func()) error {
	var settle <-chan time.Time
	var since time.Time
	check := time.NewTicker(pollEvery)
	defer check.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-f.Events:
			if ignored(f.root, event.Name) || event.Op == fsnotify.Chmod {
				continue
			}
			if event.Has(fsnotify.Create) {
				if err := f.addTree(event.Name); err != nil {
					return err
				}
			}
			now := time.Now()
			if settle == nil {
				since = now
			}
			settle = time.After(min(quiet, patience-now.Sub(since)))
		case err := <-f.Errors:
			f.log.Warn("watch: notifications were lost, looking at everything", "error", err)
			if err := f.addTree(f.root); err != nil {
				return err
			}
			settle = time.After(quiet)
		case <-check.C:
			if f.replaced() {
				if err := f.addTree(f.root); err != nil {
					return err
				}
				settle = time.After(quiet)
			}
		case <-settle:
			settle = nil
			changed()
		}
	}
}

// replaced reports that another folder stands where the root was.
func (f *follower) replaced() bool {
	info, err := os.Stat(f.root)
	return err == nil && !os.SameFile(info, f.folder)
}

// addTree watches a folder and those below it. A file, or a folder that is gone
// by now, is no error.
func (f *follower) addTree(root string) error {
	if root == f.root {
		info, err := os.Stat(root)
		if err != nil {
			return err
		}
		f.folder = info
	}
	return filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return nil //nolint:nilerr // what cannot be read cannot be watched; the library reports it
		}
		if name != f.root && (skipped(e.Name()) || built(name)) {
			return filepath.SkipDir
		}
		if f.folders++; f.folders > maxFolders {
			return errTooMany
		}
		return f.Add(name)
	})
}

// built reports a folder that a build wrote: it holds no documents.
func built(folder string) bool {
	_, err := os.Lstat(filepath.Join(folder, content.BuildMark))
	return err == nil
}

// skipped names folders that hold no documents.
func skipped(name string) bool { return strings.HasPrefix(name, ".") || name == "node_modules" }

// ignored reports a path that has a skipped name below root, as editors' and
// version control's own files do.
func ignored(root, name string) bool {
	rel, err := filepath.Rel(root, name)
	if err != nil {
		return false
	}
	for part := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if part != "." && part != ".." && skipped(part) {
			return true
		}
	}
	return strings.HasSuffix(name, "~")
}

// poll looks through the folder at intervals.
func poll(ctx context.Context, root string, changed func()) error {
	last := fingerprint(root)
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if now := fingerprint(root); now != last {
				last = now
				changed()
			}
		}
	}
}

// state sums up names, sizes and times of the files below a folder.
type state struct {
	files int
	sum   uint64
}

func fingerprint(root string) state {
	var s state
	_ = filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // as above
		}
		if e.IsDir() && name != root && skipped(e.Name()) {
			return filepath.SkipDir
		}
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			s.files++
			s.sum += hash(name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return s
}

// hash is FNV-1a over a file's name, size and time; sums of it do not depend on order.
func hash(name string, numbers ...int64) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	for _, n := range numbers {
		h = (h ^ uint64(n)) * 1099511628211
	}
	return h
}
