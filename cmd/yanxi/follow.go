package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"yanxi/site/publish"
)

const (
	followEvery    = 10 * time.Second
	minFollowEvery = time.Second
)

// following is a library's checkout that is kept up with its remote.
type following struct {
	folder  *publish.Folder // nil: it is not
	own     bool            // nobody else has the folder
	end     context.CancelFunc
	running sync.WaitGroup
}

// followable says why --follow can never work, as far as that shows without the folder.
func (f serveFlags) followable(src source) error {
	switch {
	case !f.follow:
		return nil
	case src.dir == "":
		return withHint(errors.New("--follow needs a library"), "Name the folder that you have cloned: yanxi serve FOLDER --follow.")
	case !f.watch:
		return withHint(errors.New("--follow needs --watch, or what is new would not be shown"), "Leave out --watch=false.")
	case f.followEvery < minFollowEvery:
		return withHint(fmt.Errorf("--follow-every %v is too often", f.followEvery), "A second is the least; the default is %v.", followEvery)
	}
	return nil
}

// startFollowing begins to bring news into the library's folder, if --follow says so: into the one that people write in,
// which is nil where nobody can. What can never work is an error at once; a remote that is away is not.
func startFollowing(ctx context.Context, f serveFlags, src source, folder *publish.Folder, log *slog.Logger) (*following, error) {
	if !f.follow {
		return &following{}, nil
	}
	w := &following{folder: folder, own: folder == nil}
	if w.own {
		var err error
		if w.folder, err = publish.Open(ctx, src.dir, publish.Options{Log: log}); err != nil {
			return nil, src.unreadable(err)
		}
	}
	if err := w.folder.Followable(ctx); err != nil {
		return nil, errors.Join(publishError(err), w.close())
	}
	background, end := context.WithCancel(ctx)
	w.end = end
	w.running.Go(func() { w.folder.Follow(background, f.followEvery) })
	return w, nil
}

// status tells how it goes; nil if it does not.
func (w *following) status() func() publish.Status {
	if w.folder == nil {
		return nil
	}
	return w.folder.Status
}

// stop ends it; a git that is at work is asked to end.
func (w *following) stop() {
	if w.folder == nil {
		return
	}
	w.end()
	w.running.Wait()
	w.close()
}

// close gives up a folder of its own.
func (w *following) close() error {
	if !w.own {
		return nil
	}
	return w.folder.Close()
}
