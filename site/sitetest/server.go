package sitetest

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"testing"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
	"yanxi/site/serve"
)

// A Server is a site that listens on a free port, run as the program runs it.
type Server struct {
	URL     string // without a trailing slash
	Index   *index.Index
	DataDir string // holds the index
	client  *http.Client
	stop    context.CancelFunc
	wait    func() error
}

// ServerConfig says what a [Server] serves. Either Folder or Library is given.
type ServerConfig struct {
	Folder  string // served and watched
	Library fs.FS
	Options site.Options
	Log     *slog.Logger                    // nil: nothing is logged
	Listen  func(net.Listener) net.Listener // wraps the listener; may be nil
}

// Serve starts a server. It is stopped with the test, if not before.
func Serve(t testing.TB, c ServerConfig) *Server {
	t.Helper()
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	fsys := c.Library
	if c.Folder != "" {
		var err error
		if fsys, err = content.DirFS(c.Folder); err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(t.TempDir(), "index")
	x, err := index.Open(dir, c.Log)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{URL: "http://" + listener.Addr().String(), Index: x, DataDir: dir, client: &http.Client{Transport: &http.Transport{}}}
	if c.Listen != nil {
		listener = c.Listen(listener)
	}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	done := make(chan error, 1)
	config := serve.Config{Listener: listener, Library: Open(t, fsys), Index: x, Folder: c.Folder, Options: c.Options, Log: c.Log}
	go func() { done <- serve.Run(ctx, config) }()
	s.wait = sync.OnceValue(func() error {
		err := <-done
		s.client.CloseIdleConnections()
		if closed := x.Close(); err == nil {
			err = closed
		}
		return err
	})
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Errorf("server: %v", err)
		}
	})
	return s
}

// BeginStop tells the server to stop, and does not wait.
func (s *Server) BeginStop() { s.stop() }

// Stop tells the server to stop and waits until it has.
func (s *Server) Stop() error {
	s.stop()
	return s.wait()
}

// Get asks for a path, follows redirects, and returns the status and the body.
// A server that does not answer at all has the status 0.
func (s *Server) Get(t testing.TB, path string) (status int, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.client.Do(r)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, ""
	}
	return res.StatusCode, string(b)
}

// WaitReady waits until searches are answered.
func (s *Server) WaitReady(t testing.TB) {
	t.Helper()
	Eventually(t, "the index is ready", func() bool {
		status, _ := s.Get(t, "/readyz")
		return status == http.StatusOK
	})
}
