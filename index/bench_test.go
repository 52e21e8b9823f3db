package index

import (
	"context"
	"log/slog"
	"os"
	"runtime"
	"testing"

	"yanxi/content"
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

// BenchmarkFirstIndex indexes a library from nothing.
func BenchmarkFirstIndex(b *testing.B) {
	lib := benchLibrary(b)
	for b.Loop() {
		x := openBench(b, b.TempDir())
		before := cpuSeconds(b)
		if _, err := x.Sync(context.Background(), lib, nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(cpuSeconds(b)-before, "cpu-s/op")
	}
	runtime.GC()
}
