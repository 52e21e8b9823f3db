// Package publish writes sets of files into a library's folder: all of a set or
// nothing, one set at a time, whoever else writes.
//
// [Folder.Update] is the one way in. Under a lock it shows the caller the folder
// as it is, takes the files that are to change, stages them, and moves them into
// place by renames that a journal lists: after a kill or a power failure the next
// use of the folder completes what was decided and removes what was not. A disk
// that is full, a name that leaves the folder or a text that has changed leave
// everything as it was.
//
// # Git
//
// Where the folder is in a Git checkout, each set is one commit of exactly these
// files, by the person who made it, on the branch that is checked out. The program
// git is run; what else lies in the checkout or its index is neither committed nor
// touched. Where the branch has an upstream, its news is fetched first, and the
// commit is pushed before anything here changes: when somebody else was faster,
// the commit is dropped, the news comes in, and the caller is asked again, so that
// a ledger is appended to, never merged. A remote that cannot be reached keeps
// nobody from working: the commit stays here and goes out with a later update or
// [Folder.Sync].
//
// What comes from the remote is put in place by the same journal as what is
// written here, file by file, so that a reader never meets half a file, and a file
// with changes that nobody committed is never overwritten.
//
// # Files of its own
//
// The folder .yanxi at the top of the checkout, or of the folder where there is no
// Git, holds
//
//	.gitignore     "*": Git does not see the folder
//	lock           locked (flock) by whoever is writing; empty
//	stage/N        new contents, N = 0, 1, ...
//	stage/journal  what is being moved into place, JSON (see journal); gone when done
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Options say how a folder is written. The zero value is of use.
type Options struct {
	Log *slog.Logger // may be nil

	// Lock is held beside the lock on this machine, for servers that share more
	// than a machine; it waits until it has the lock or ctx ends. May be nil.
	Lock func(ctx context.Context) (unlock func() error, err error)

	// Push sends commits to the upstream of the branch.
	Push bool

	// NoCommit writes files in a Git checkout, and leaves it to its owner to commit them.
	NoCommit bool

	// Program is who commits; the zero value is "Yanxi <yanxi@yanxi.invalid>".
	Program Author

	Git     string           // the program git; empty: the one in the path
	Timeout time.Duration    // of one run of git, at most; 0: a minute
	Now     func() time.Time // nil: time.Now
}

// An Author is who made a change, as Git records it. Without an Email it is
// Name@yanxi.invalid, an address that nobody can have.
type Author struct{ Name, Email string }

// A Change is a set of files to write.
type Change struct {
	// Files by their paths below the library's folder, with slashes. Nil bytes
	// remove a file; no bytes, []byte{}, make it empty.
	Files map[string][]byte
	// Message of the commit: a subject, an empty line, a body with trailers.
	Message string
}

// A Result says what an update did.
type Result struct {
	Changed []string // paths that differ from before, in order
	Kept    []string // of them, those that somebody saved over meanwhile: theirs is in the folder, ours in the commit
	Commit  string   // hex, empty without Git or where nothing changed
	Pushed  bool     // the upstream has it
	Waiting error    // why it is not pushed yet, where it should be
}

// A Folder is a library's folder that can be written. It is safe for concurrent use.
type Folder struct {
	dir  string   // absolute
	root *os.Root // of dir
	o    Options
	log  *slog.Logger
	turn chan struct{} // holds one value while nobody writes
	area *area         // where sets are put in place: the checkout's top, or dir
	repo *repo         // nil: no Git

	away      error // why the remote is not asked, under the lock
	awayUntil time.Time

	mu     sync.Mutex
	status Status
}

// Open opens a library's folder for writing, and completes what a kill has left
// undone, for which it may wait until ctx ends, half a minute at most. The error is
// that of opening dir, or the context's.
func Open(ctx context.Context, dir string, o Options) (*Folder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real // Git knows folders by where they are
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	f := &Folder{dir: dir, root: root, o: o, log: o.Log, turn: make(chan struct{}, 1)}
	f.turn <- struct{}{}
	if f.log == nil {
		f.log = slog.New(slog.DiscardHandler)
	}
	if f.o.Now == nil {
		f.o.Now = time.Now
	}
	if err := f.locate(ctx); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	err = f.repairAtOpen(ctx)
	if ctx.Err() != nil {
		return nil, errors.Join(ctx.Err(), f.Close())
	}
	if err != nil {
		f.log.Warn("publish: what was interrupted waits for the next update", "folder", dir, "error", err)
	}
	return f, nil
}

// repairAtOpen completes what was interrupted, unless somebody is writing.
func (f *Folder) repairAtOpen(ctx context.Context) error {
	if !f.area.pending() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, LockPatience)
	defer cancel()
	return f.locked(ctx, func(context.Context) error { return nil })
}

// Close gives up the folder. Nothing must be under way.
func (f *Folder) Close() error {
	if f.area.root != f.root {
		return errors.Join(f.area.root.Close(), f.root.Close())
	}
	return f.root.Close()
}

// Update changes the folder by what make returns. make is given the library as it
// stands and may be called again with a newer state, after somebody else's push;
// it must not keep what it has read. What make returns is written as a whole or
// not at all, and Update returns when it is on disk.
//
// The errors are make's own, among them [*Conflict], and [*Error].
func (f *Folder) Update(ctx context.Context, author Author, make func(fsys fs.FS) (Change, error)) (Result, error) {
	var result Result
	err := f.locked(ctx, func(ctx context.Context) error {
		unlock, err := f.lockShared(ctx)
		if err != nil {
			return err
		}
		defer unlock()
		if f.repo != nil && !f.o.NoCommit {
			result, err = f.updateGit(ctx, author, make)
		} else {
			result, err = f.updatePlain(make)
		}
		return err
	})
	if err != nil {
		return Result{}, err
	}
	return result, nil
}

// updatePlain changes a folder without a commit.
func (f *Folder) updatePlain(make func(fs.FS) (Change, error)) (Result, error) {
	change, err := make(f.root.FS())
	if err != nil {
		return Result{}, err
	}
	files, err := f.filesOf(change)
	if err != nil {
		return Result{}, err
	}
	set, err := f.area.stage(files)
	if err != nil {
		return Result{}, err
	}
	if len(set.Files) == 0 {
		return Result{}, f.area.discard()
	}
	result := Result{Changed: set.paths()}
	if err = f.area.decide(set); err == nil {
		result.Kept, err = f.area.apply(set)
	}
	if f.repo != nil {
		result.Changed, result.Kept = f.repo.inLibrary(result.Changed), f.repo.inLibrary(result.Kept)
	}
	return result, err
}

// filesOf are a change's files by their paths in the area.
func (f *Folder) filesOf(change Change) ([]file, error) {
	if f.repo != nil {
		return f.repo.files(change)
	}
	return change.check()
}

// lockShared takes the lock that several machines share.
func (f *Folder) lockShared(ctx context.Context) (unlock func(), err error) {
	if f.o.Lock == nil {
		return func() {}, nil
	}
	give, err := f.o.Lock(ctx)
	if err != nil {
		return nil, &Error{Reason: Busy, Problem: "the lock that the servers share could not be had", Hint: "Nothing was written. Try again in a moment.", Err: err}
	}
	return func() {
		if err := give(); err != nil {
			f.log.Warn("publish: the shared lock was not given up", "error", err)
		}
	}, nil
}

// Quiet runs look while nobody writes, after completing what was interrupted, so
// that files and branch are of one state. Where nothing was ever written, and where
// the lock cannot be had, it just looks. The error is look's, or the context's.
func (f *Folder) Quiet(ctx context.Context, look func() error) error {
	if _, err := f.area.root.Lstat(ownFolder); err != nil {
		return look()
	}
	looked := false
	err := f.locked(ctx, func(context.Context) error {
		looked = true
		return look()
	})
	if !looked && ctx.Err() == nil {
		return look()
	}
	return err
}

// locked runs do while nobody else writes, after completing what was interrupted.
func (f *Folder) locked(ctx context.Context, do func(context.Context) error) error {
	wait, cancel := context.WithTimeout(ctx, LockPatience)
	defer cancel()
	select {
	case <-f.turn:
		defer func() { f.turn <- struct{}{} }()
	case <-wait.Done(): // a remote that hangs keeps the others out for a minute
		return busy(ctx, "this library is being written or fetched")
	}
	lock, err := takeLock(ctx, f.area)
	if err != nil {
		return err
	}
	defer lock.release()
	if f.repo != nil {
		f.repo.lock = lock.file()
		defer func() { f.repo.lock = nil }()
	}
	if err := f.repair(ctx); err != nil {
		return fmt.Errorf("complete what was interrupted: %w", err)
	}
	return do(ctx)
}
