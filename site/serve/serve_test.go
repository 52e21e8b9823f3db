package serve

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/fstest"

	"yanxi/content"
	"yanxi/index"
)

// Readers ask again and again, each on a kept connection, while the server
// stops. They are answered until an answer says that it was the last.
func TestStopLosesNoRequest(t *testing.T) {
	address, stop := start(t)
	const readers = 8
	var warm, all sync.WaitGroup
	warm.Add(readers)
	for range readers {
		all.Go(func() {
			client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}}
			last := read(t, client, address)
			warm.Done()
			for !last {
				last = read(t, client, address)
			}
		})
	}
	warm.Wait()
	if err := stop(); err != nil {
		t.Error(err)
	}
	all.Wait()
}

// start serves one document. stop waits until the server has ended.
func start(t *testing.T) (address string, stop func() error) {
	t.Helper()
	lib, err := content.Open(fstest.MapFS{"a.md": {Data: []byte("# 甲\n")}})
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	x, err := index.Open(t.TempDir(), log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, Config{Listener: listener, Library: lib, Index: x, Log: log}) }()
	return "http://" + listener.Addr().String(), func() error {
		cancel()
		return <-ended
	}
}

// read asks for the page and reports whether the server wants no further
// request on this connection.
func read(t *testing.T, client *http.Client, address string) (last bool) {
	resp, err := client.Get(address + "/a/")
	if err != nil {
		t.Error(err)
		return true
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("answered %s, %v", resp.Status, err)
	}
	return resp.Close
}
