package index

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/index/zh"
)

// The benchmarks run on the folder that LIBRARY names (see make bench). Their
// floors are for the laws library, 3,504 documents with 58 MB of text, on two cores.

func benchFolder(b *testing.B) string {
	b.Helper()
	dir := os.Getenv("LIBRARY")
	if dir == "" {
		b.Skip("LIBRARY names no folder")
	}
	return dir
}

func benchLibrary(b *testing.B) *content.Library {
	b.Helper()
	return openFolder(b, benchFolder(b))
}

func openFolder(b *testing.B, dir string) *content.Library {
	b.Helper()
	fsys, err := content.DirFS(dir)
	if err != nil {
		b.Fatal(err)
	}
	return openLibrary(b, fsys)
}

func openBench(b *testing.B, dir string) *Index {
	b.Helper()
	return openIndex(b, dir)
}

// benchIndex indexes a library once.
func benchIndex(b *testing.B, lib *content.Library) *Index {
	b.Helper()
	x := openIndex(b, b.TempDir())
	bringUp(b, x, lib)
	return x
}

// BenchmarkFirstIndex indexes a library from nothing. At most 20 s of processor,
// 400 MB of memory at the peak, with the texts that are read, and 65 MB on
// disk. Reading, parsing and segmenting alone are the floor, 3.1 s when it was
// first measured: the same run measures it again and reports how many times that
// the index takes.
func BenchmarkFirstIndex(b *testing.B) {
	lib := benchLibrary(b)
	floor := analysisSeconds(b, lib)
	for b.Loop() {
		dir := b.TempDir()
		x := openIndex(b, dir)
		resetPeak(b)
		before := cpuSeconds(b)
		bringUp(b, x, lib)
		used := cpuSeconds(b) - before
		b.ReportMetric(used, "cpu-s")
		b.ReportMetric(used/floor, "×analysis")
		b.ReportMetric(peakMB(b), "peak-MB")
		b.ReportMetric(diskMB(b, x.store.Dir()), "disk-MB")
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(floor, "analysis-cpu-s")
}

// analysisSeconds is the processor time of reading, parsing and segmenting all texts.
func analysisSeconds(b *testing.B, lib *content.Library) float64 {
	b.Helper()
	before := cpuSeconds(b)
	var tokens []zh.Token
	for _, d := range lib.Documents() {
		body, err := lib.Read(d)
		if err != nil {
			continue // as indexing does
		}
		for _, s := range lib.Sections(d, body) {
			tokens = zh.Default().Words(tokens[:0], []byte(s.Text))
		}
	}
	return cpuSeconds(b) - before
}

func diskMB(b *testing.B, dir string) float64 {
	b.Helper()
	var bytes int64
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		bytes += info.Size()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return float64(bytes) / (1 << 20)
}

// BenchmarkUnchanged opens the index of a library that has not changed: at most
// 500 ms with the sums of all files, closed well or not.
func BenchmarkUnchanged(b *testing.B) {
	lib, dir := benchLibrary(b), b.TempDir()
	bring := func(b *testing.B, closed bool) {
		x, err := Open(dir, quiet())
		if err != nil {
			b.Fatal(err)
		}
		if changes := bringUp(b, x, lib); b.N > 0 && changes.Rebuilt {
			b.Fatal("rebuilt")
		}
		b.StopTimer()
		defer b.StartTimer()
		of := x.store.Dir()
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
		if !closed {
			if err := os.Remove(filepath.Join(of, "SEAL")); err != nil {
				b.Fatal(err)
			}
		}
	}
	first := openIndex(b, dir)
	bringUp(b, first, lib)
	if err := first.Close(); err != nil {
		b.Fatal(err)
	}
	for _, closed := range []bool{true, false} {
		b.Run(map[bool]string{true: "closed", false: "killed"}[closed], func(b *testing.B) {
			for b.Loop() {
				bring(b, closed)
			}
		})
	}
}

// BenchmarkSync indexes one document that has changed, on disk when it returns.
func BenchmarkSync(b *testing.B) {
	dir := copyOfLibrary(b)
	lib := openFolder(b, dir)
	x := benchIndex(b, lib)
	n := 0
	for b.Loop() {
		b.StopTimer()
		lib = changeDocuments(b, dir, lib, n, 1)
		n++
		b.StartTimer()
		if changes := bringUp(b, x, lib); changes != (Changes{Indexed: 1}) {
			b.Fatalf("%+v", changes)
		}
	}
}

// copyOfLibrary is one whose files can be changed.
func copyOfLibrary(b *testing.B) string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "library")
	if err := os.CopyFS(dir, os.DirFS(benchFolder(b))); err != nil {
		b.Fatal(err)
	}
	return dir
}

// changeDocuments changes n documents, others each time, and opens the library again.
func changeDocuments(b *testing.B, dir string, lib *content.Library, time, n int) *content.Library {
	b.Helper()
	docs := lib.Documents()
	for i := range min(n, len(docs)) {
		d := docs[(time*n+i)*7%len(docs)]
		f, err := os.OpenFile(filepath.Join(dir, filepath.FromSlash(d.File)), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := f.WriteString("\n\n又有一处改动。\n"); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
	lib, err := lib.Reopen()
	if err != nil {
		b.Fatal(err)
	}
	return lib
}

// searchAll runs queries one after another.
func searchAll(b *testing.B, x *Index, queries []string) waits {
	b.Helper()
	var took waits
	for _, q := range queries {
		took.measure(func() {
			if _, err := x.Search(context.Background(), Request{Query: q}); err != nil {
				b.Fatal(q, err)
			}
		})
	}
	return took
}

// BenchmarkEntry makes the fields that the engine stores: words and pairs of whole
// texts, counted, through bleve's own interface of a field. At least 20 MB/s.
func BenchmarkEntry(b *testing.B) {
	lib := benchLibrary(b)
	w := newWriter(lib, nil)
	docs := lib.Documents()
	sections := make([][]markdown.Section, len(docs))
	bytes := 0
	for i, d := range docs {
		body, err := lib.Read(d)
		if err != nil {
			b.Fatal(err)
		}
		sections[i] = lib.Sections(d, body)
		bytes += len(allText(lib, d, sections[i]))
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for i, d := range docs {
			newEntry(w.dict, lib, d, sections[i])
		}
	}
}
