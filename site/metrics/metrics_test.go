package metrics

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yanxi/site/publish"
	"yanxi/site/stats"
	"yanxi/site/store"
)

func TestMetrics(t *testing.T) {
	var m Metrics
	pages := http.NewServeMux()
	pages.HandleFunc("/search", func(http.ResponseWriter, *http.Request) {})
	pages.HandleFunc("/lost", http.NotFound)
	pages.HandleFunc("/flushed", func(w http.ResponseWriter, _ *http.Request) {
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Error(err)
		}
	})
	h := m.Wrap(pages, "/search")
	for _, path := range []string{"/search", "/search", "/lost", "/flushed"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, http.NoBody))
	}
	db := store.NewLazy(filepath.Join(t.TempDir(), "yanxi.db"))
	defer db.Close()
	recorder := stats.New(db, stats.Options{})
	recorder.Read("v", "d")
	w := httptest.NewRecorder()
	follow := func() publish.Status { return publish.Status{Last: time.Unix(1000, 5e8), Failing: errors.New("away")} }
	m.Handler(recorder, follow).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
	said := w.Body.String()
	for _, want := range []string{
		"yanxi_http_requests_total{class=\"2xx\"} 3\n", "yanxi_http_requests_total{class=\"4xx\"} 1\n",
		"yanxi_search_duration_seconds_bucket{le=\"+Inf\"} 2\n", "yanxi_search_duration_seconds_count 2\n",
		"# TYPE yanxi_events_pending gauge\nyanxi_events_pending 1\n", "yanxi_events_failing 0\n",
		"yanxi_follow_failing 1\n", "yanxi_follow_last_success_timestamp_seconds 1000.500\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("without %q:\n%s", want, said)
		}
	}
}

func TestBuckets(t *testing.T) {
	var m Metrics
	for _, took := range []time.Duration{time.Microsecond, time.Millisecond, 2 * time.Millisecond, 3 * time.Second} {
		m.search(took)
	}
	if a, b, c := m.searches[0].Load(), m.searches[1].Load(), m.searches[len(buckets)].Load(); a != 2 || b != 1 || c != 1 {
		t.Errorf("%d up to 1 ms, %d up to 2.5 ms, %d beyond 1 s", a, b, c)
	}
}
