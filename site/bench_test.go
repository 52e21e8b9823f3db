package site_test

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/content/library"
	"yanxi/index"
	"yanxi/site"
)

// BenchmarkPage compares a page of the site with a bare net/http handler that
// writes the same bytes from memory, both compressed, over real connections of
// the same run.
func BenchmarkPage(b *testing.B) {
	lib, err := content.Open(library.FS())
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	x, err := index.Open(b.TempDir(), log)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	s, err := site.New(lib, x, log, site.Options{})
	if err != nil {
		b.Fatal(err)
	}
	const path = "/cases/2018-kunshan/"
	full := listen(b, s)
	bytes := get(b, full+path)
	bare := listen(b, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(bytes)
	}))
	for b.Loop() {
		// In turns, so that both meet the same machine.
		var fullRate, bareRate float64
		for range 5 {
			bareRate += rate(b, bare+path)
			fullRate += rate(b, full+path)
		}
		b.ReportMetric(fullRate/5, "site-req/s")
		b.ReportMetric(bareRate/5, "bare-req/s")
		b.ReportMetric(100*fullRate/bareRate, "%of-bare")
	}
	b.ReportMetric(float64(len(bytes)), "page-bytes")
}

func listen(b *testing.B, h http.Handler) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Second}
	go server.Serve(l)
	b.Cleanup(func() { server.Close() })
	return "http://" + l.Addr().String()
}

// get reads a page as it goes over the wire, compressed.
func get(b *testing.B, address string) []byte {
	b.Helper()
	req, err := http.NewRequest(http.MethodGet, address, http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Encoding") != "gzip" {
		b.Fatalf("%s: %v, %s, %q", address, err, resp.Status, resp.Header.Get("Content-Encoding"))
	}
	return body
}

// rate is how many requests a second eight clients get answered.
func rate(b *testing.B, address string) float64 {
	b.Helper()
	const clients, requests = 8, 1500
	transport := &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}
	defer transport.CloseIdleConnections()
	start := time.Now()
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for range requests {
				req, _ := http.NewRequest(http.MethodGet, address, http.NoBody)
				req.Header.Set("Accept-Encoding", "gzip")
				resp, err := transport.RoundTrip(req)
				if err != nil {
					b.Error(err)
					return
				}
				io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
		})
	}
	wg.Wait()
	return clients * requests / time.Since(start).Seconds()
}
