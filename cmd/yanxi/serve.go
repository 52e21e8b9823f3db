package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
	"yanxi/site/serve"
)

const defaultAddr = "127.0.0.1:8420"

type serveFlags struct {
	addr, data, baseURL, allowOrigin string
	db, reportsToken, metrics        string
	watch, verbose, follow, reviewed bool
	followEvery                      time.Duration
}

func newServe() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve [LIBRARY]",
		Short: "Serve a library as a site with search and API",
		Long: `Serve reads the folder LIBRARY (the built-in sample if left out) and serves it
as a site. Pages are there at once, search as soon as the library is indexed;
the index is kept for the next start. Files that are saved while it runs appear
by themselves.

What readers do (reads, votes, searches) is counted in a database: a file in the
data folder, or with --db a file elsewhere or a PostgreSQL that several servers
share. Of readers without an account nothing personal is kept; the page /privacy
says what is. --db none counts nothing. The reports are read with the token of --reports-token, which the
variable YANXI_REPORTS_TOKEN may hold instead, or by trainers with an account.

Accounts are kept there as well (see yanxi user); without any, the site is only read.

With --reviewed readers see approved texts only, each as it was published last; what is
being changed stays out of pages, search, feeds and the API until it is signed. See
yanxi review.

With --follow a folder that is a Git checkout fetches what is new on its branch and
puts it in place by itself: that is how any number of servers show one library.

The address is the first thing that it prints. Ctrl+C or SIGTERM stops it when
the requests under way are answered. Every message of a running server goes to
standard error, one line each, as key=value.`,
		Example: `  yanxi serve
  yanxi serve ~/my-notes
  yanxi serve ~/my-notes --addr 0.0.0.0:8420
  yanxi serve /srv/notes --addr 127.0.0.1:8420 --data /var/lib/yanxi --base-url https://example.org/yanxi
  yanxi serve /srv/notes --reviewed
  yanxi serve /srv/notes --follow
  yanxi serve /srv/notes --db postgres://yanxi@db.example.org/yanxi`,
		Args: atMostOneLibrary,
		RunE: func(c *cobra.Command, args []string) error { return runServe(c, f, args) },
	}
	c.Flags().StringVar(&f.addr, "addr", defaultAddr, "`HOST:PORT` to listen on; port 0 takes any free one")
	c.Flags().StringVar(&f.data, "data", "", dataUsage)
	c.Flags().StringVar(&f.db, "db", "", dbUsage+"; none: nothing is counted")
	c.Flags().StringVar(&f.reportsToken, "reports-token", "", "`TOKEN` that opens the reports (default: "+reportsTokenVariable+"; without one there are none)")
	c.Flags().StringVar(&f.metrics, "metrics", "", "`HOST:PORT` of a listener of its own for metrics, in the format of Prometheus; a port alone is on 127.0.0.1")
	c.Flags().BoolVar(&f.watch, "watch", true, "notice changed files")
	c.Flags().BoolVar(&f.reviewed, "reviewed", false, reviewedUsage)
	c.Flags().BoolVar(&f.follow, "follow", false, "fetch what is new in the Git branch that is checked out, and show it")
	c.Flags().DurationVar(&f.followEvery, "follow-every", followEvery, "`TIME` between looks for news, as in 10s or 2m")
	c.Flags().StringVar(&f.baseURL, "base-url", "", baseURLUsage)
	c.Flags().StringVar(&f.allowOrigin, "allow-origin", "", "`URL` of another site whose pages may use the API")
	c.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "log every detail")
	return c
}

// A target is what is to be served, and as what.
type target struct {
	library         source
	baseURL, origin string // of the site, and of another one that may use its API; may be empty
}

// target says what flags and arguments mean, or what is wrong with them.
func (f serveFlags) target(args []string) (t target, err error) {
	if t.baseURL, err = parseURL("--base-url", f.baseURL); err != nil {
		return t, err
	}
	if t.origin, err = parseOrigin(f.allowOrigin); err != nil {
		return t, err
	}
	if t.library, err = sourceOf(args); err != nil {
		return t, err
	}
	return t, f.followable(t.library)
}

func runServe(c *cobra.Command, f serveFlags, args []string) error {
	log := newLog(c.ErrOrStderr(), f.verbose)
	to, err := f.target(args)
	if err != nil {
		return err
	}
	src := to.library
	// Listen first: a busy port is an error at once, not after indexing.
	listener, err := listen(f.addr)
	if err != nil {
		return err
	}
	defer listener.Close()

	data, err := src.dataDir(f.data)
	if err != nil {
		return err
	}
	x, err := openIndex(c.Context(), data, log)
	if err != nil {
		return err
	}
	defer x.Close()
	lib, view, err := src.openFor(f.reviewed)
	if err != nil {
		return err
	}
	counting, err := startCounting(c.Context(), f, src.dir, data, lib.Settings().Location, log)
	if err != nil {
		return err
	}
	defer counting.stop()
	writing, err := startWriting(c.Context(), src, view, counting, log)
	if err != nil {
		return err
	}
	defer writing.stop()
	following, err := startFollowing(c.Context(), f, src, writing.folder, log)
	if err != nil {
		return err
	}
	defer following.stop()
	observed, err := startMetrics(f.metrics, counting, following, log)
	if err != nil {
		return err
	}
	defer observed.stop()
	running, err := announce(data, localURL(listener.Addr()))
	if err != nil {
		return err
	}
	defer running.withdraw()

	greet(c.OutOrStdout(), listener.Addr(), lib, view, src)
	config := serve.Config{
		Listener: listener,
		Metrics:  observed.metrics,
		Library:  lib,
		Index:    x,
		View:     view,
		Options: site.Options{
			BaseURL: to.baseURL, Version: version(), AllowOrigin: to.origin, Activity: counting.activity, Writing: writing.site,
			Accounts: counting.accounts, Reviewed: f.reviewed,
			Live: f.watch && to.baseURL == "" && src.dir != "" && isLoopback(listener.Addr()),
		},
		Log:      log,
		Progress: progressBar(c.ErrOrStderr(), "indexing"),
		Ready:    reportReady(log, time.Now()),
	}
	if f.watch {
		config.Folder = src.dir
	}
	return serve.Run(c.Context(), config)
}

// greet says where the site is. The address is the first word.
func greet(w io.Writer, addr net.Addr, lib *content.Library, view *serve.View, src source) {
	fmt.Fprintf(w, "%s  %s  %s\n", localURL(addr), counted(len(lib.Documents()), "document"), src)
	for _, other := range networkURLs(addr) {
		fmt.Fprintf(w, "%s  from other machines\n", other)
	}
	if view != nil {
		sayUnpublished(w, lib, view, src)
		return // what is wrong with the working texts is not what readers see
	}
	if len(lib.Documents()) == 0 {
		fmt.Fprintf(w, "no Markdown files yet: save one there, or start with %s\n", "yanxi new note 标题 --library "+shellWord(src.dir))
	}
	reportFindings(w, lib, src)
}

func reportReady(log *slog.Logger, start time.Time) func(index.Changes) {
	return func(changes index.Changes) {
		log.Info("search is ready", "indexed", changes.Indexed, "removed", changes.Removed,
			"rebuilt", changes.Rebuilt, "seconds", time.Since(start).Round(time.Millisecond).Seconds())
	}
}

// goneWithin is how long an index may be locked that no server answers for. One that was killed keeps its lock for a
// moment, where it was just starting git; and other commands hold it only for a moment.
const goneWithin = 5 * time.Second

// openIndex takes ownership of the index below the data folder.
func openIndex(ctx context.Context, data string, log *slog.Logger) (*index.Index, error) {
	for deadline := time.Now().Add(goneWithin); ; {
		x, err := index.Open(filepath.Join(data, "index"), log)
		switch {
		case err == nil:
			return x, nil
		case !errors.Is(err, index.ErrLocked):
			return nil, dataError(data, err)
		case time.Now().After(deadline) || answers(ctx, data):
			return nil, lockedError(data)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockRetry):
		}
	}
}
