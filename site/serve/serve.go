// Package serve runs a site as a server: it listens, keeps site and index up to
// date with the library's folder, and stops without losing a request.
package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
	"yanxi/site/watch"
)

// Config says what to serve and where.
type Config struct {
	Listener net.Listener
	Library  *content.Library
	Index    *index.Index
	Folder   string // the library's folder, to watch; empty: not watched
	Options  site.Options
	Log      *slog.Logger
	Progress index.Progress      // of the first indexing; may be nil
	Ready    func(index.Changes) // called once searches are answered; may be nil
}

// Bounds of one connection. Pages are small: who takes longer than this is not reading.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 15 * time.Second
	writeTimeout      = 30 * time.Second
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 64 << 10
	shutdownTimeout   = 10 * time.Second
	retryIndex        = 2 * time.Second
)

// Run serves until ctx ends, then lets the requests under way finish, and
// returns nil. Pages are answered at once, searches when the index is ready.
func Run(ctx context.Context, c Config) error {
	s, err := site.New(c.Library, c.Index, c.Log, c.Options)
	if err != nil {
		return err
	}
	d := newDrain()
	server := &http.Server{
		Handler:           d.wrap(s),
		ConnState:         d.track,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(c.Log.Handler(), slog.LevelDebug),
	}
	background, stop := context.WithCancel(ctx)
	defer stop()
	var workers sync.WaitGroup
	defer workers.Wait()
	k := &keeper{Config: c, site: s, lib: c.Library, changed: make(chan struct{}, 1)}
	workers.Go(func() { k.run(background) })
	if c.Folder != "" {
		workers.Go(func() { k.watch(background) })
	}

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(c.Listener) }()
	select {
	case err := <-failed:
		stop()
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	c.Listener.Close()
	if err := <-failed; !errors.Is(err, net.ErrClosed) {
		c.Log.Warn("serve: the listener ended by itself", "error", err)
	}
	s.Close()
	d.wait(grace)
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("stop: some requests did not end: %w", err)
	}
	return nil
}

// A keeper keeps the site and the index up to date with the library.
type keeper struct {
	Config
	site    *site.Site
	lib     *content.Library
	changed chan struct{} // holds one: the folder changed since it was last read
}

func (k *keeper) watch(ctx context.Context) {
	err := watch.Folder(ctx, k.Folder, k.Log, func() {
		select {
		case k.changed <- struct{}{}:
		default: // the coming reading will see this change as well
		}
	})
	if err != nil {
		k.Log.Error("watch: changes are no longer noticed", "error", err)
	}
}

// run indexes the library and then each change of it. What fails is tried
// again; the site goes on showing what it has.
func (k *keeper) run(ctx context.Context) {
	for !k.sync(ctx, k.Progress) {
		if !sleep(ctx, retryIndex) {
			return
		}
	}
	check := time.NewTicker(retryIndex)
	defer check.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-k.changed:
			k.reload(ctx)
		case <-check.C:
			if k.Index.Damaged() {
				k.sync(ctx, nil)
			}
		}
	}
}

// reload reads the folder again and shows what changed.
func (k *keeper) reload(ctx context.Context) {
	lib, err := k.lib.Reopen()
	if err != nil {
		k.Log.Error("library: cannot be read; the last state stays", "error", err)
		return
	}
	if err := k.site.Update(lib); err != nil {
		k.Log.Error("site: cannot be updated; the last state stays", "error", err)
		return
	}
	k.lib = lib
	k.sync(ctx, nil)
	k.site.Announce()
}

func (k *keeper) sync(ctx context.Context, progress index.Progress) bool {
	first := !k.Index.Ready()
	changes, err := k.Index.Sync(ctx, k.lib, progress)
	switch {
	case err != nil && ctx.Err() != nil:
		return true
	case err != nil:
		k.Log.Error("index: not up to date", "error", err)
		return false
	}
	if changes.Rebuilt {
		debug.FreeOSMemory() // indexing takes several times what serving does
	}
	if first && k.Ready != nil {
		k.Ready(changes)
	} else if changes != (index.Changes{}) {
		k.Log.Info("index: up to date", "indexed", changes.Indexed, "removed", changes.Removed)
	}
	return true
}

// sleep waits, and reports whether ctx is still alive.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
