package index

import (
	"context"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/index/zh"
)

// benchLibrary opens the folder named by LIBRARY (see make bench).
func benchLibrary(b *testing.B) *content.Library {
	b.Helper()
	dir := os.Getenv("LIBRARY")
	if dir == "" {
		b.Skip("LIBRARY names no folder")
	}
	fsys, err := content.DirFS(dir)
	if err != nil {
		b.Fatal(err)
	}
	lib, err := content.Open(fsys)
	if err != nil {
		b.Fatal(err)
	}
	return lib
}

func openBench(b *testing.B, dir string) *Index {
	b.Helper()
	x, err := Open(dir, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { x.Close() })
	return x
}

// BenchmarkFirstIndex indexes a library from nothing. Reading, parsing and
// segmenting alone take about 3.1 s of processor for the laws library.
func BenchmarkFirstIndex(b *testing.B) {
	lib := benchLibrary(b)
	for b.Loop() {
		x := openBench(b, b.TempDir())
		before := cpuSeconds(b)
		if _, err := x.Sync(context.Background(), lib, nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(cpuSeconds(b)-before, "cpu-s")
	}
}

// BenchmarkUnchanged opens the index of a library that has not changed.
func BenchmarkUnchanged(b *testing.B) {
	lib, dir := benchLibrary(b), b.TempDir()
	open := func() {
		x, err := Open(dir, slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		defer x.Close()
		if _, err := x.Sync(context.Background(), lib, nil); err != nil {
			b.Fatal(err)
		}
	}
	open()
	for b.Loop() {
		open()
	}
}

// BenchmarkSearch searches for what people type: titles, words of titles, and
// pairs of them, with snippets and facets.
func BenchmarkSearch(b *testing.B) {
	lib := benchLibrary(b)
	x := openBench(b, b.TempDir())
	if _, err := x.Sync(context.Background(), lib, nil); err != nil {
		b.Fatal(err)
	}
	queries := titleQueries(lib)
	var took []time.Duration
	for b.Loop() {
		for _, q := range queries {
			start := time.Now()
			if _, err := x.Search(context.Background(), Request{Query: q}); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(ms(took[len(took)-1]), "max-ms")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// titleQueries makes about 600 queries of different kinds from a library's titles.
func titleQueries(lib *content.Library) []string {
	var queries []string
	docs := lib.Documents()
	for i := 0; i < len(docs); i += max(1, len(docs)/200) {
		terms := words(zh.Default(), docs[i].Title)
		if len(terms) == 0 {
			continue
		}
		next := words(zh.Default(), docs[(i+7)%len(docs)].Title)
		queries = append(queries, docs[i].Title, terms[len(terms)/2], terms[0]+" "+strings.Join(next[:min(1, len(next))], ""))
	}
	return queries
}
