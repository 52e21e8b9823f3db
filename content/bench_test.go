package content_test

import (
	"context"
	"os"
	"runtime"
	"testing"

	"yanxi/content"
)

// benchmarked is the folder that the environment variable LIBRARY names, or
// the sample library.
func benchmarked(b *testing.B) *content.Library {
	b.Helper()
	root := os.Getenv("LIBRARY")
	if root == "" {
		root = "library"
	}
	fsys, err := content.DirFS(root)
	if err != nil {
		b.Fatal(err)
	}
	l, err := content.Open(fsys)
	if err != nil {
		b.Fatal(err)
	}
	return l
}

func BenchmarkOpen(b *testing.B) {
	root := os.Getenv("LIBRARY")
	if root == "" {
		root = "library"
	}
	fsys, err := content.DirFS(root)
	if err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var l *content.Library
	for b.Loop() {
		if l, err = content.Open(fsys); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(len(l.Documents())), "documents")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-kept")
}

func BenchmarkReopen(b *testing.B) {
	l := benchmarked(b)
	for b.Loop() {
		if _, err := l.Reopen(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	l := benchmarked(b)
	for b.Loop() {
		l.Check(context.Background())
	}
}
