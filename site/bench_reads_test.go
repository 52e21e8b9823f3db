package site_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yanxi/site"
	"yanxi/site/sitetest"
	"yanxi/site/stats"
)

// BenchmarkReadsHTTP tells how many reads a second a site takes in over HTTP and
// writes into SQLite, with the clients on the same machine: from the first
// request until the last read is in the database.
func BenchmarkReadsHTTP(b *testing.B) {
	const reads, clients = 40_000, 8
	lib := sitetest.Open(b, sitetest.Sample())
	var ids []string
	for _, d := range lib.Documents() {
		ids = append(ids, d.ID)
	}
	var visitors atomic.Int64 // over all rounds, so that each read counts
	var counted, sent int
	for b.Loop() {
		activity := sitetest.Activity(b, filepath.Join(b.TempDir(), "yanxi.db"), time.Now)
		s, err := site.New(lib, sitetest.NewIndex(b), slog.New(slog.DiscardHandler), site.Options{Activity: activity})
		if err != nil {
			b.Fatal(err)
		}
		address := listen(b, s)
		ctx, stop := context.WithCancel(b.Context())
		var writing, sending sync.WaitGroup
		writing.Go(func() { activity.Recorder.Run(ctx) })
		for range clients {
			sending.Go(func() {
				for range reads / clients {
					n := visitors.Add(1)
					if err := sendRead(address, ids[int(n)%len(ids)], fmt.Sprintf("11.%d.%d.%d", n>>16&0xff, n>>8&0xff, n&0xff)); err != nil {
						b.Error(err)
						return
					}
				}
			})
		}
		sending.Wait()
		stop()
		writing.Wait()
		sent += reads
		counted += readsCounted(b, activity)
		s.Close()
	}
	if counted != sent {
		b.Fatalf("%d reads were sent, %d are counted", sent, counted)
	}
	b.ReportMetric(float64(sent)/b.Elapsed().Seconds(), "reads/s")
}

// readClient keeps its connections, as a proxy in front of the site does.
var readClient = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

// sendRead reports a read as the script of a page does.
func sendRead(address, id, ip string) error {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, address+"/api/v1/reads", strings.NewReader(`{"document":"`+id+`"}`))
	if err != nil {
		return err
	}
	r.Header.Set("User-Agent", sitetest.Agent)
	r.Header.Set("X-Forwarded-For", ip)
	resp, err := readClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusNoContent {
		return fmt.Errorf("%s: %s", id, resp.Status)
	}
	return nil
}

func readsCounted(b *testing.B, activity *site.Activity) int {
	b.Helper()
	today := stats.DayOf(time.Now())
	report, err := activity.Reports.Between(b.Context(), stats.Period{From: today - 1, To: today + 1})
	if err != nil {
		b.Fatal(err)
	}
	return report.Reads.Now
}
