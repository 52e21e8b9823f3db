package index

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// BenchmarkSearch searches one query after another, with snippets and facets,
// for what people type, by kind and all together: p50 at most 1.5 ms, p99 at
// most 8 ms.
func BenchmarkSearch(b *testing.B) {
	lib := benchLibrary(b)
	kinds := queryKinds(b, lib)
	x := benchIndex(b, lib)
	searchAll(b, x, kinds[0].queries) // what is made at the first search
	runtime.GC()
	var all waits
	for _, kind := range kinds {
		b.Run(strings.ReplaceAll(kind.name, " ", "-"), func(b *testing.B) {
			var took waits
			for b.Loop() {
				took = append(took, searchAll(b, x, kind.queries)...)
			}
			took.report(b, "")
			all = append(all, took...)
		})
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() { // was measured above
		}
		all.report(b, "")
	})
}

// BenchmarkNasty searches for what keeps a server busy: no query may take more
// than 50 ms of processor. Each is asked a few times and its best counts, so that
// collecting garbage is not blamed on one of them.
func BenchmarkNasty(b *testing.B) {
	x := benchIndex(b, benchLibrary(b))
	for _, kind := range nastyQueries() {
		b.Run(strings.ReplaceAll(kind.name, " ", "-"), func(b *testing.B) {
			worst := 0.0
			for b.Loop() {
				for _, q := range kind.queries {
					best := leastCPU(b, func() {
						if _, err := x.Search(context.Background(), Request{Query: q}); err != nil {
							b.Fatal(err)
						}
					})
					worst = max(worst, best)
				}
			}
			b.ReportMetric(worst*1000, "cpu-ms")
		})
	}
}

// leastCPU is the least processor time of some runs, in seconds.
func leastCPU(b *testing.B, f func()) float64 {
	b.Helper()
	least := 1e9
	for range 5 {
		before := cpuSeconds(b)
		f()
		least = min(least, cpuSeconds(b)-before)
	}
	return least
}

// BenchmarkSearchWhileIndexing compares the waits of readers while nothing
// happens with those while 300 documents are indexed again: at most three times
// the p99 of the same run.
func BenchmarkSearchWhileIndexing(b *testing.B) {
	const changed = 300
	dir := copyOfLibrary(b)
	lib := openFolder(b, dir)
	var queries []string
	for _, kind := range queryKinds(b, lib) {
		queries = append(queries, kind.queries...)
	}
	x := benchIndex(b, lib)
	searchAll(b, x, queries)
	n := 0
	for b.Loop() {
		still := searchAll(b, x, queries)
		var busy waits
		for range 3 {
			lib = changeDocuments(b, dir, lib, n, changed)
			n++
			done := make(chan struct{})
			var wg sync.WaitGroup
			wg.Go(func() {
				defer close(done)
				if _, err := x.Sync(context.Background(), lib, nil); err != nil {
					b.Error(err)
				}
			})
			busy = append(busy, searchUntil(b, x, queries, done)...)
			wg.Wait()
		}
		still.report(b, "quiet-")
		busy.report(b, "indexing-")
		b.ReportMetric(busy.percentile(0.99)/still.percentile(0.99), "×p99")
		b.ReportMetric(float64(len(busy)), "searches")
	}
}

// searchUntil searches until done is closed.
func searchUntil(b *testing.B, x *Index, queries []string, done <-chan struct{}) waits {
	b.Helper()
	var took waits
	for i := 0; ; i++ {
		select {
		case <-done:
			return took
		default:
			took = append(took, searchAll(b, x, queries[i*31%len(queries):][:1])...)
		}
	}
}
