package markdown

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// library returns the texts to measure with: the Markdown files below the
// folder that the environment variable LIBRARY names, else one small text.
func library(b *testing.B) [][]byte {
	b.Helper()
	dir := os.Getenv("LIBRARY")
	if dir == "" {
		return [][]byte{[]byte(strings.Repeat(sampleText, 20))}
	}
	var texts [][]byte
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		src, err := os.ReadFile(path)
		texts = append(texts, src)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return texts
}

// measure runs f over the library once for each iteration.
func measure(b *testing.B, f func(src []byte)) {
	texts := library(b)
	var size int64
	for _, src := range texts {
		size += int64(len(src))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range texts {
			f(src)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	measure(b, func(src []byte) { Parse(src, Options{}) })
}

func BenchmarkSections(b *testing.B) {
	measure(b, func(src []byte) { Parse(src, Options{}).Sections() })
}

func BenchmarkHTML(b *testing.B) {
	measure(b, func(src []byte) { Parse(src, Options{}).HTML(nil) })
}

func BenchmarkFirstHeading(b *testing.B) {
	measure(b, func(src []byte) { FirstHeading(src) })
}

const sampleText = `## 第二节 四道关

<!-- 讲义 -->

**快报事实，**慎报原因[链接](../a.md#第一节)，见 ` + "`code`" + ` 与 $x^2$。
第二行，[[cases/jiuzhaigou|案例]]。

| 关 | 谁 |
|---|:-:|
| 事实关 | 值班编辑 |

> [!NOTE] 提醒
> 先核实，再发布。
`
