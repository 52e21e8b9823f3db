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
	"sync"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
	"yanxi/site/metrics"
)

// Config says what to serve and where.
type Config struct {
	Listener net.Listener
	Library  *content.Library
	Index    *index.Index
	Folder   string // the library's folder, to watch; empty: not watched
	View     *View  // readers see a part of the folder; nil: all
	Options  site.Options
	Log      *slog.Logger
	Progress index.Progress      // of the first indexing; may be nil
	Metrics  *metrics.Metrics    // counts requests; may be nil
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
)

// Run serves until ctx ends, then lets the requests under way finish, and
// returns nil. Pages are answered at once, searches when the index is ready.
func Run(ctx context.Context, c Config) error {
	s, err := site.New(c.Library, c.Index, c.Log, c.Options)
	if err != nil {
		return err
	}
	var handler http.Handler = s
	if c.Metrics != nil {
		handler = c.Metrics.Wrap(s, site.SearchPaths()...)
	}
	d := newDrain()
	server := &http.Server{
		Handler:           d.wrap(handler),
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
	k := newKeeper(c, s)
	workers.Go(func() { k.keepPages(background) })
	workers.Go(func() { k.keepIndex(background) })
	workers.Go(func() { k.keepRelated(background) })
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
