package site_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/review"
	"yanxi/site/sitetest"
)

const (
	deskTexts     = 5000
	deskSubmitted = 300
)

// BenchmarkDesk tells how long the pages of the desk take in a library of 5,000 texts, of which 300 are in review: the first
// time, at the median and at most, in milliseconds; and what it takes to sign, and to see so in the queue.
func BenchmarkDesk(b *testing.B) {
	dir := os.Getenv("LIBRARY")
	if dir == "" {
		b.Skip("LIBRARY names no folder")
	}
	folder := manyTexts(b, dir)
	fsys, err := content.DirFS(folder)
	if err != nil {
		b.Fatal(err)
	}
	ids := submitSome(b, fsys, folder)
	lib := sitetest.Open(b, fsys)
	for b.Loop() {
		database := filepath.Join(b.TempDir(), "yanxi.db")
		s, err := site.New(lib, sitetest.NewIndex(b), slog.New(slog.DiscardHandler), site.Options{
			Activity: sitetest.Activity(b, database, time.Now), Writing: sitetest.Writing(b, folder, database, time.Now),
		})
		if err != nil {
			b.Fatal(err)
		}
		address := listen(b, sitetest.As(reviewer, s))
		for _, p := range []struct{ name, path string }{
			{"queue", "/desk/review/"}, {"new", "/desk/review/?view=new&page=100"}, {"home", "/desk/"},
			{"text", "/desk/review/" + (&url.URL{Path: ids[0]}).EscapedPath()},
		} {
			times := make([]float64, 21)
			for i := range times {
				times[i] = milliseconds(b, http.MethodGet, address+p.path, nil)
			}
			b.ReportMetric(times[0], p.name+"-first-ms")
			slices.Sort(times[1:])
			b.ReportMetric(times[11], p.name+"-p50-ms")
			b.ReportMetric(times[20], p.name+"-max-ms")
		}
		to := address + "/desk/review/" + (&url.URL{Path: ids[1]}).EscapedPath()
		sign := url.Values{"do": {"sign"}, "gate": {"law"}, "screen": {screenField.FindStringSubmatch(pageAt(b, http.MethodGet, to, nil))[1]}}
		b.ReportMetric(milliseconds(b, http.MethodPost, to, sign), "sign-ms")
		b.ReportMetric(milliseconds(b, http.MethodGet, address+"/desk/review/", nil), "queue-after-ms")
		ids = ids[1:]
		s.Close()
	}
}

// milliseconds are how long a page takes.
func milliseconds(b *testing.B, method, address string, form url.Values) float64 {
	b.Helper()
	start := time.Now()
	pageAt(b, method, address, form)
	return float64(time.Since(start).Microseconds()) / 1000
}

// pageAt is a page that must be there, or what a form leads to.
func pageAt(b *testing.B, method, address string, form url.Values) string {
	b.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= http.StatusBadRequest {
		b.Fatalf("%s: %v, %s\n%s", address, err, resp.Status, body)
	}
	return string(body)
}

// manyTexts is a folder with the texts of another, some of them several times.
func manyTexts(b *testing.B, dir string) string {
	b.Helper()
	from := os.DirFS(dir)
	var names []string
	err := fs.WalkDir(from, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && path.Ext(name) == ".md" {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		b.Fatal("no texts: ", err)
	}
	folder := b.TempDir()
	for i := range deskTexts {
		name := names[i%len(names)]
		src, err := fs.ReadFile(from, name)
		if err != nil {
			b.Fatal(err)
		}
		if round := i / len(names); round > 0 {
			name = fmt.Sprintf("%s-%d.md", strings.TrimSuffix(name, ".md"), round)
		}
		sitetest.Write(b, folder, name, string(src))
		old := time.Now().Add(-time.Hour)
		if err := os.Chtimes(filepath.Join(folder, filepath.FromSlash(name)), old, old); err != nil {
			b.Fatal(err)
		}
	}
	return folder
}

// submitSome hands texts to reviewers, and returns their ids.
func submitSome(b *testing.B, fsys fs.FS, folder string) []string {
	b.Helper()
	board, err := review.OpenBoard(fsys)
	if err != nil {
		b.Fatal(err)
	}
	all := board.Library.Documents()
	var ids []string
	for i := 0; i < len(all) && len(ids) < deskSubmitted; i += max(1, len(all)/deskSubmitted) {
		c, err := board.Submit(review.Submission{ID: all[i].ID}, review.Actor{Name: "zhou", Role: "trainer", Via: review.ViaDesk}, time.Now())
		if err != nil {
			b.Fatal(err)
		}
		for name, data := range c.Files {
			sitetest.Write(b, folder, name, string(data))
		}
		ids = append(ids, all[i].ID)
	}
	return ids
}
