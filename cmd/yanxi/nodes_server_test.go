package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"yanxi/site/sitetest"
)

// A node is a server, and readers who come to it alone. Its name is a document that only they read and a
// word that only they search for.
type node struct {
	*background
	name   string
	url    string
	index  int
	client http.Client
	failed func(format string, args ...any)
	killed atomic.Bool

	coming  chan struct{} // a reader each
	invited int           // how many there were
	close   func()        // nobody else comes
	visits  atomic.Int64  // begun
	through atomic.Int64  // ended well
}

// startNodes starts servers at the same time, on one library and one database.
func startNodes(t *testing.T, address string, names ...string) []*node {
	t.Helper()
	dir := t.TempDir()
	for _, name := range append(names, "shared", "again") {
		text := "# " + name + "\n\n首次回应要快，" + name + "也要准。\n"
		if err := os.WriteFile(filepath.Join(dir, name+".md"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var nodes []*node
	for i, name := range names {
		program, err := launch(dir, append(os.Environ(), "GORACE=atexit_sleep_ms=0"), "yanxi", "serve", dir, "--addr", "127.0.0.1:0", "--data", t.TempDir(), "--db", address, "--reports-token", reportsToken)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(program.kill)
		n := &node{background: program, name: name, index: i, client: http.Client{Timeout: patience}, failed: t.Errorf, coming: make(chan struct{}, 1000)}
		n.close = sync.OnceFunc(func() { close(n.coming) })
		nodes = append(nodes, n)
	}
	for _, n := range nodes {
		n.url = n.ready(t)
	}
	return nodes
}

// checkSummary checks that a server reports what its own readers did and those of another.
func checkSummary(t *testing.T, asked *node, other *node) {
	t.Helper()
	now := time.Now()
	query := now.AddDate(0, 0, -1).Format("?from=2006-01-02") + now.AddDate(0, 0, 1).Format("&to=2006-01-02")
	a, err := fetch(asked.url+"/api/v1/reports/summary"+query, http.Header{"Authorization": {"Bearer " + reportsToken}})
	if err != nil {
		t.Fatal(err)
	}
	var summary struct {
		Documents []struct {
			ID           string
			Reads, Likes int
		}
		Queries []struct {
			Text  string
			Count int
		}
	}
	if err := json.Unmarshal(a.body, &summary); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
	for _, n := range []*node{asked, other} {
		var got sum
		for _, d := range summary.Documents {
			if d.ID == n.name {
				got.reads, got.likes = d.Reads, d.Likes
			}
		}
		for _, q := range summary.Queries {
			if q.Text == n.name {
				got.searches = q.Count
			}
		}
		if got != n.sent() {
			t.Errorf("%s reports %+v of %s, sent were %+v", asked.name, got, n.name, n.sent())
		}
	}
}

const reportsToken = "a-token-of-the-test"

// end ends it by SIGTERM, which must go well.
func (n *node) end(t *testing.T) {
	t.Helper()
	if err := n.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-n.ended
	if !n.ProcessState.Success() {
		t.Errorf("%s ended with %v\n%s", n.name, n.ProcessState, n.err.String())
	}
}

// says waits for a message in its log.
func (n *node) says(t *testing.T, message string) {
	t.Helper()
	eventually(t, func() error {
		if log := n.err.String(); !strings.Contains(log, message) {
			return fmt.Errorf("%s does not say %q: %s", n.name, message, log)
		}
		return nil
	})
}

// come sends readers to the server, who visit it one after another.
func (n *node) come(readers int) {
	n.invited += readers
	for range readers {
		n.coming <- struct{}{}
	}
}

// drive lets them in, until no more come or the server is killed.
func (n *node) drive() {
	for range n.coming {
		i := n.visits.Add(1)
		err := n.reader(fmt.Sprintf("11.%d.%d.%d", n.index, i>>8, i&0xff))
		if n.killed.Load() {
			return
		}
		if err != nil {
			n.failed("%s: %v", n.name, err)
			return
		}
		n.through.Add(1)
	}
}

// gone waits until all who came have been through.
func (n *node) gone(t *testing.T) {
	t.Helper()
	n.passed(t, n.invited)
}

// passed waits until so many readers have been through.
func (n *node) passed(t *testing.T, readers int) {
	t.Helper()
	eventually(t, func() error {
		if got := int(n.through.Load()); got < readers {
			return fmt.Errorf("%s: %d readers went through, want %d", n.name, got, readers)
		}
		return nil
	})
}

// reader looks around, searches, reads and likes.
func (n *node) reader(ip string) error {
	for _, page := range []string{"/", "/search?q=" + n.name, "/" + n.name + "/"} {
		if err := n.ask(http.MethodGet, page, "", ip, http.StatusOK); err != nil {
			return err
		}
	}
	return n.like(n.name, ip)
}

// like reads a document and likes it.
func (n *node) like(document, ip string) error {
	for _, path := range []string{"/api/v1/reads", "/api/v1/likes"} {
		if err := n.ask(http.MethodPost, path, `{"document":"`+document+`"}`, ip, http.StatusNoContent); err != nil {
			return err
		}
	}
	return nil
}

func (n *node) ask(method, path, body, ip string, want int) error {
	r, err := http.NewRequestWithContext(context.Background(), method, n.url+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("User-Agent", sitetest.Agent)
	r.Header.Set("X-Forwarded-For", ip)
	resp, err := n.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != want {
		return fmt.Errorf("%s %s: %s", method, path, resp.Status)
	}
	return nil
}
