package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/index"
	"yanxi/site"
	"yanxi/site/serve"
)

const defaultAddr = "127.0.0.1:8420"

type serveFlags struct {
	addr, data, baseURL, allowOrigin string
	watch, verbose                   bool
}

func newServe() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve [LIBRARY]",
		Short: "Serve a library as a site with search and API",
		Long: `Serve reads the folder LIBRARY (the built-in sample if left out) and serves it
as a site. Pages are there at once, search as soon as the library is indexed;
the index is kept for the next start. Files that are saved while it runs appear
by themselves.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runServe(c, f, args) },
	}
	c.Flags().StringVar(&f.addr, "addr", defaultAddr, "host and port to listen on")
	c.Flags().StringVar(&f.data, "data", "", "folder for the index (default: the platform's state folder)")
	c.Flags().BoolVar(&f.watch, "watch", true, "notice changed files")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "public address of the site, for feeds, the sitemap and previews")
	c.Flags().StringVar(&f.allowOrigin, "allow-origin", "", "another site whose pages may use the API")
	c.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "log each change of a connection and index")
	return c
}

func runServe(c *cobra.Command, f serveFlags, args []string) error {
	log := newLog(c.ErrOrStderr(), f.verbose)
	baseURL, err := parseBaseURL(f.baseURL)
	if err != nil {
		return err
	}
	origin, err := parseOrigin(f.allowOrigin)
	if err != nil {
		return err
	}
	src, err := sourceOf(args)
	if err != nil {
		return err
	}
	// Listen first: a busy port is an error at once, not after indexing.
	listener, err := net.Listen("tcp", f.addr)
	if err != nil {
		return withHint(fmt.Errorf("cannot listen on %s: %w", f.addr, err), "Choose another port, for example --addr 127.0.0.1:0 for any free one.")
	}
	defer listener.Close()
	address := "http://" + listener.Addr().String()

	data, err := src.dataDir(f.data)
	if err != nil {
		return err
	}
	x, err := openIndex(data, log)
	if err != nil {
		return err
	}
	defer x.Close()
	lib, err := src.open()
	if err != nil {
		return err
	}
	running, err := announce(data, address)
	if err != nil {
		return err
	}
	defer running.withdraw()

	fmt.Fprintf(c.OutOrStdout(), "%s  %d documents  %s\n", address, len(lib.Documents()), src)
	reportFindings(c.OutOrStdout(), lib, src)
	config := serve.Config{
		Listener: listener,
		Library:  lib,
		Index:    x,
		Options:  site.Options{BaseURL: baseURL, Version: version(), Live: f.watch && isLoopback(listener.Addr()), AllowOrigin: origin},
		Log:      log,
		Progress: progressBar(c.ErrOrStderr(), "indexing"),
		Ready:    reportReady(log, time.Now()),
	}
	if f.watch {
		config.Folder = src.dir
	}
	return serve.Run(c.Context(), config)
}

func reportReady(log *slog.Logger, start time.Time) func(index.Changes) {
	return func(changes index.Changes) {
		log.Info("search is ready", "indexed", changes.Indexed, "removed", changes.Removed,
			"rebuilt", changes.Rebuilt, "seconds", time.Since(start).Round(time.Millisecond).Seconds())
	}
}

// openIndex takes ownership of the index below the data folder.
func openIndex(data string, log *slog.Logger) (*index.Index, error) {
	x, err := index.Open(filepath.Join(data, "index"), log)
	if errors.Is(err, index.ErrLocked) {
		return nil, withHint(fmt.Errorf("another yanxi is running on %s", data),
			"Stop it first, or give this one a folder of its own with --data.")
	}
	if err != nil {
		return nil, withHint(err, "Is the folder writable? Another one can be named with --data.")
	}
	return x, nil
}

// isLoopback reports that only this machine reaches the server: its author.
func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// parseBaseURL checks a public address and cuts its trailing slash.
func parseBaseURL(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", withHint(fmt.Errorf("%q is no address of a site", s), "Write it as https://example.org or https://example.org/yanxi.")
	}
	return strings.TrimRight(s, "/"), nil
}

// parseOrigin checks an origin: scheme and host without a path.
func parseOrigin(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	base, err := parseBaseURL(s)
	if err != nil {
		return "", err
	}
	if u, _ := url.Parse(base); u.Path != "" {
		return u.Scheme + "://" + u.Host, nil
	}
	return base, nil
}
