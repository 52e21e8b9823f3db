package suggest

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// libraryEntries takes the titles and headings of the folder named by LIBRARY (see make bench), all different ones.
func libraryEntries(b *testing.B) []Entry {
	b.Helper()
	dir := os.Getenv("LIBRARY")
	if dir == "" {
		b.Skip("LIBRARY names no folder")
	}
	var entries []Entry
	seen := make(map[string]bool)
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".md") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			marks := lines.Text()
			if text := strings.TrimLeft(marks, "# "); strings.HasPrefix(marks, "#") && !seen[text] {
				seen[text] = true
				entries = append(entries, Entry{text, uint8(min(3, len(marks)-len(text)-2))})
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return entries
}

// BenchmarkComplete is to stay below 5 ms each.
func BenchmarkComplete(b *testing.B) {
	c := New(zh.Default(), pinyin.Default(), libraryEntries(b))
	for _, typed := range []string{"z", "zhong", "zhonghuarenmin", "yqhy", "行", "行政", "行政xuke", "xingzheng xuke", "法 条例 规定", "aaaaaaaaaaaaaaaaaaaaaaaa", "shishishishishi", "zszszszszszs"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				c.Complete(typed, 10)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	entries := libraryEntries(b)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var c *Completer
	for b.Loop() {
		c = New(zh.Default(), pinyin.Default(), entries)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
	b.ReportMetric(float64(len(c.entries)), "entries")
	b.ReportMetric(float64(len(c.units)), "units")
}
