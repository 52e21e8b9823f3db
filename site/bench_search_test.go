package site_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
)

// BenchmarkSearchAPI asks the API over real connections for searches, each
// another one, from eight clients in this process, with the library that LIBRARY
// names: at least 800 a second on two cores, clients included. What the
// clients and net/http cost is measured in the same run, by a handler that
// writes as much from memory.
func BenchmarkSearchAPI(b *testing.B) {
	dir := os.Getenv("LIBRARY")
	if dir == "" {
		b.Skip("LIBRARY names no folder")
	}
	s, lib := indexedSite(b, dir)
	address := listen(b, s)
	paths := searches(lib)
	size := bodySize(b, address+paths[0])
	bare := listen(b, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(make([]byte, size))
	}))
	var asked atomic.Int64 // over all turns, so that no search is asked twice in a row
	for b.Loop() {
		var full, empty float64
		for range 3 { // in turns, so that both meet the same machine
			full += searchRate(b, address, paths, &asked)
			empty += searchRate(b, bare, paths, &asked)
		}
		b.ReportMetric(full/3, "search/s")
		b.ReportMetric(100*full/empty, "%of-which-clients")
	}
}

func indexedSite(b *testing.B, dir string) (*site.Site, *content.Library) {
	b.Helper()
	fsys, err := content.DirFS(dir)
	if err != nil {
		b.Fatal(err)
	}
	lib, err := content.Open(fsys)
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	x, err := index.Open(b.TempDir(), log)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { x.Close() })
	if _, err := x.Sync(b.Context(), lib, nil); err != nil {
		b.Fatal(err)
	}
	s, err := site.New(lib, x, log, site.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return s, lib
}

// searches are addresses of searches, for titles and for pairs of their parts, each once.
func searches(lib *content.Library) []string {
	seen := map[string]bool{}
	var paths []string
	docs := lib.Documents()
	part := func(title string) string {
		r := []rune(strings.TrimPrefix(title, "中华人民共和国"))
		return string(r[:min(4, len(r))])
	}
	for i, d := range docs {
		for _, q := range []string{d.Title, part(d.Title) + " " + part(docs[(i*31+7)%len(docs)].Title)} {
			if !seen[q] {
				seen[q] = true
				paths = append(paths, "/api/v1/search?q="+url.QueryEscape(q))
			}
		}
	}
	return paths
}

func bodySize(b *testing.B, address string) int {
	b.Helper()
	resp, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s, %v", address, resp.Status, err)
	}
	return len(body)
}

// searchRate is how many requests a second eight clients on kept connections get answered.
func searchRate(b *testing.B, address string, paths []string, asked *atomic.Int64) float64 {
	b.Helper()
	const clients, requests = 8, 400
	transport := &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	start := time.Now()
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for range requests {
				if err := getAll(client, address+paths[int(asked.Add(1))%len(paths)]); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return clients * requests / time.Since(start).Seconds()
}

func getAll(client *http.Client, address string) error {
	resp, err := client.Get(address)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, resp.Status)
	}
	return nil
}
