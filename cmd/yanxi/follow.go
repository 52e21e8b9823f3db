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
	end     context.CancelFunc
	running sync.WaitGroup
}

// startFollowing begins to bring news into the library's folder, if --follow says
// so. What can never work is an error at once; a remote that is away is not.
func startFollowing(ctx context.Context, f serveFlags, src source, log *slog.Logger) (*following, error) {
	switch {
	case !f.follow:
		return &following{}, nil
	case src.dir == "":
		return nil, withHint(errors.New("--follow needs a library"), "Name the folder that you have cloned: yanxi serve FOLDER --follow.")
	case !f.watch:
		return nil, withHint(errors.New("--follow needs --watch, or what is new would not be shown"), "Leave out --watch=false.")
	case f.followEvery < minFollowEvery:
		return nil, withHint(fmt.Errorf("--follow-every %v is too often", f.followEvery), "A second is the least; the default is %v.", followEvery)
	}
	folder, err := publish.Open(src.dir, publish.Options{Log: log})
	if err != nil {
		return nil, src.unreadable(err)
	}
	if err := folder.Followable(ctx); err != nil {
		return nil, errors.Join(publishError(err), folder.Close())
	}
	background, end := context.WithCancel(ctx)
	w := &following{folder: folder, end: end}
	w.running.Go(func() { folder.Follow(background, f.followEvery) })
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
	w.folder.Close()
}
