package rules

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkCheck runs all gates on one core: over the Markdown files of the folder LIBRARY, or over a text of our own.
func BenchmarkCheck(b *testing.B) {
	texts, size := benchTexts(b)
	set := Compile(Defaults())
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range texts {
			set.Check(t)
		}
	}
}

func benchTexts(b *testing.B) (texts []Text, size int) {
	dir := os.Getenv("LIBRARY")
	if dir == "" {
		src := strings.Repeat("## 怎么办\n\n根据《政府信息公开条例》，通报在12小时内发布，写明“已经核实”的部分（其余待查）。\n\n", 2000)
		return []Text{{Source: []byte(src)}}, len(src)
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".md" {
			var src []byte
			if src, err = os.ReadFile(name); err == nil {
				texts = append(texts, Text{Source: []byte(strings.ToValidUTF8(string(src), "\uFFFD"))})
				size += len(src)
			}
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return texts, size
}

// TestNoAllocations holds that a text without findings costs no memory once a scan is warm.
func TestNoAllocations(t *testing.T) {
	set := Compile(Defaults())
	src := []byte(strings.Repeat("## 怎么办\n\n根据《政府信息公开条例》，通报在12小时内发布，写明“已经核实”的部分（其余待查）。\n\n", 200))
	c := &scan{set: set}
	c.check(Text{Source: src})
	if n := testing.AllocsPerRun(20, func() { c.check(Text{Source: src}) }); n > 0 {
		t.Errorf("%v allocations for a text without findings", n)
	}
}
