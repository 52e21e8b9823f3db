package site_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// BenchmarkPageCounting serves one page from a site that counts and one that does
// not, in turns, without a network between: what counting adds to the page itself. The
// beacon is a request of its own, measured as well.
func BenchmarkPageCounting(b *testing.B) {
	lib := sitetest.Open(b, sitetest.Sample())
	x := sitetest.NewIndex(b)
	newSite := func(a *site.Activity) *site.Site {
		s, err := site.New(lib, x, slog.New(slog.DiscardHandler), site.Options{Activity: a})
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	without := newSite(nil)
	with := newSite(sitetest.Activity(b, filepath.Join(b.TempDir(), "yanxi.db"), time.Now))
	page := httptest.NewRequest(http.MethodGet, "/"+kunshan+"/", http.NoBody)
	page.Header.Set("Accept-Encoding", "gzip")
	page.Header.Set("User-Agent", sitetest.Agent)
	pixel := httptest.NewRequest(http.MethodGet, "/_/read/"+kunshan, http.NoBody)
	pixel.Header.Set("User-Agent", sitetest.Agent)
	const requests = 200
	serve := func(s *site.Site, r *http.Request) time.Duration {
		start := time.Now()
		for range requests {
			s.ServeHTTP(&sink{header: http.Header{}}, r)
		}
		return time.Since(start)
	}
	serve(with, page)
	serve(without, page)
	// The least of many short rounds: what else the machine does only adds to them.
	counting, plain, beacon := time.Hour, time.Hour, time.Hour
	for b.Loop() {
		for range 200 {
			plain = min(plain, serve(without, page))
			counting = min(counting, serve(with, page))
			beacon = min(beacon, serve(with, pixel))
		}
	}
	each := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / requests }
	b.ReportMetric(each(plain), "ns/page")
	b.ReportMetric(each(counting), "ns/counted-page")
	b.ReportMetric(100*(counting.Seconds()/plain.Seconds()-1), "%more")
	b.ReportMetric(each(beacon), "ns/beacon")
}

// sink is an answer that nobody reads.
type sink struct{ header http.Header }

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }
func (s *sink) WriteHeader(int)             {}
