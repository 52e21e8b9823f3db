package serve_test

import (
	"io"
	"net/http"
	"sync"
	"testing"

	"yanxi/site/sitetest"
)

// TestDrain has readers ask again and again, each on a kept connection, while
// the server stops. They are answered until an answer says that it was the last.
func TestDrain(t *testing.T) {
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.FS([]byte(small))})
	const readers = 8
	var warm, all sync.WaitGroup
	warm.Add(readers)
	for range readers {
		all.Go(func() {
			client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}}
			defer client.CloseIdleConnections()
			last := readAgain(t, client, s.URL+"/cases/first/")
			warm.Done()
			for !last {
				last = readAgain(t, client, s.URL+"/cases/first/")
			}
		})
	}
	warm.Wait()
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	all.Wait()
}

// readAgain asks for a page and reports whether the server wants no further
// request on this connection.
func readAgain(t *testing.T, client *http.Client, address string) (last bool) {
	resp, err := client.Get(address)
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
