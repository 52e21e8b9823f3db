// Package metrics counts what a server does, for the people who run it: requests
// by the class of their answers, how long searches take, and how counting is going.
// [Metrics.Handler] says it in Prometheus' text format, version 0.0.4.
//
// There is nothing of a person in it, nor which pages were asked for.
package metrics

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"yanxi/site/publish"
	"yanxi/site/stats"
)

// buckets are the upper ends of the histogram of searches, in seconds.
var buckets = [...]float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1}

// Metrics are the numbers of one server. The zero value is ready; it is safe for
// concurrent use.
type Metrics struct {
	requests [6]atomic.Int64 // by the first digit of the status
	searches [len(buckets) + 1]atomic.Int64
	nanos    atomic.Int64 // of all searches
}

// Wrap counts the requests of a handler. Searches are those of the paths given.
func (m *Metrics) Wrap(next http.Handler, searches ...string) http.Handler {
	isSearch := map[string]bool{}
	for _, path := range searches {
		isSearch[path] = true
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &answer{ResponseWriter: w}
		start := time.Now()
		defer func() {
			m.requests[answer.class()].Add(1)
			if isSearch[r.URL.Path] && answer.class() == 2 {
				m.search(time.Since(start))
			}
		}()
		next.ServeHTTP(answer, r)
	})
}

func (m *Metrics) search(took time.Duration) {
	i := 0
	for i < len(buckets) && took.Seconds() > buckets[i] {
		i++
	}
	m.searches[i].Add(1)
	m.nanos.Add(int64(took))
}

// answer remembers the status of an answer.
type answer struct {
	http.ResponseWriter
	status int
}

func (a *answer) WriteHeader(status int) {
	if a.status == 0 || a.status < 200 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap lets [http.ResponseController] reach what is below.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *answer) class() int {
	if a.status == 0 {
		return 2 // nothing was said, which is 200
	}
	return min(max(a.status/100, 1), 5)
}

// Handler answers with the numbers. recorder is nil where nothing is counted, follow
// where no remote is followed.
func (m *Metrics) Handler(recorder *stats.Recorder, follow func() publish.Status) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/metrics" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if err := m.write(w, recorder, follow); err != nil {
			panic(http.ErrAbortHandler) // whoever asked has gone
		}
	})
}

func (m *Metrics) write(w io.Writer, recorder *stats.Recorder, follow func() publish.Status) error {
	var b bytes.Buffer
	head := func(name, kind, help string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind) }
	head("yanxi_http_requests_total", "counter", "Requests answered, by the class of the status.")
	for class := 1; class <= 5; class++ {
		fmt.Fprintf(&b, "yanxi_http_requests_total{class=\"%dxx\"} %d\n", class, m.requests[class].Load())
	}
	head("yanxi_search_duration_seconds", "histogram", "How long searches took to answer, pages and API.")
	var sum int64
	for i, end := range buckets {
		sum += m.searches[i].Load()
		fmt.Fprintf(&b, "yanxi_search_duration_seconds_bucket{le=%q} %d\n", strconv.FormatFloat(end, 'g', -1, 64), sum)
	}
	sum += m.searches[len(buckets)].Load()
	fmt.Fprintf(&b, "yanxi_search_duration_seconds_bucket{le=\"+Inf\"} %d\n", sum)
	fmt.Fprintf(&b, "yanxi_search_duration_seconds_sum %g\n", time.Duration(m.nanos.Load()).Seconds())
	fmt.Fprintf(&b, "yanxi_search_duration_seconds_count %d\n", sum)
	if recorder != nil {
		s := recorder.Status()
		failing := 0
		if s.Failing != nil {
			failing = 1
		}
		for _, n := range []struct {
			name, kind, help string
			value            int64
		}{
			{"yanxi_events_pending", "gauge", "Reads, votes and searches that wait to be written.", int64(s.Pending)},
			{"yanxi_events_written_total", "counter", "Reads, votes and searches written since the start.", s.Written},
			{"yanxi_events_dropped_total", "counter", "Reads, votes and searches lost because too many were waiting.", s.Dropped},
			{"yanxi_events_failing", "gauge", "1 while the database cannot be written.", int64(failing)},
		} {
			head(n.name, n.kind, n.help)
			fmt.Fprintf(&b, "%s %d\n", n.name, n.value)
		}
	}
	if follow != nil {
		writeFollow(&b, head, follow())
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writeFollow(b *bytes.Buffer, head func(name, kind, help string), s publish.Status) {
	failing, last := 0, float64(0)
	if s.Failing != nil {
		failing = 1
	}
	if !s.Last.IsZero() {
		last = float64(s.Last.UnixMilli()) / 1000
	}
	head("yanxi_follow_failing", "gauge", "1 while news cannot be brought into the library's checkout.")
	fmt.Fprintf(b, "yanxi_follow_failing %d\n", failing)
	head("yanxi_follow_last_success_timestamp_seconds", "gauge", "When the remote was last heard; 0 before the first time.")
	fmt.Fprintf(b, "yanxi_follow_last_success_timestamp_seconds %.3f\n", last)
}
