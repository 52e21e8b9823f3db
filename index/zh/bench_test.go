package zh

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample is what the benchmarks read when the environment names no LIBRARY, a folder of Markdown.
const sample = `# 突发事件中的政务新媒体

2017年8月8日21时19分，四川省阿坝州九寨沟县发生7.0级地震。震后数分钟，当地政务微博发布首条信息，随后滚动通报
震情、灾情和救援进展，并回应网友关切。Official accounts answered running questions in 2.6.3 of the app.
根据《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号），首次回应应当及时、准确，
先说事实，慎报原因，再表态度，持续更新。信箱：office@example.org。
`

// documents returns the texts to measure with, and their size in bytes.
func documents(b *testing.B) (texts [][]byte, size int64) {
	root := os.Getenv("LIBRARY")
	if root == "" {
		text := strings.Repeat(sample, 20)
		return [][]byte{[]byte(text)}, int64(len(text))
	}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		text, err := os.ReadFile(path)
		texts, size = append(texts, text), size+int64(len(text))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return texts, size
}

func benchmarkTokens(b *testing.B, split func([]Token, []byte) []Token) {
	texts, size := documents(b)
	var tokens []Token
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			tokens = split(tokens[:0], text)
		}
	}
}

func BenchmarkWords(b *testing.B) { benchmarkTokens(b, Default().Words) }

// BenchmarkPairs looks for pairs where there are no words, which is the most there can be.
func BenchmarkPairs(b *testing.B) {
	benchmarkTokens(b, func(dst []Token, text []byte) []Token { return Pairs(dst, nil, text) })
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(wordData); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatcher(b *testing.B) {
	texts, size := documents(b)
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = string(text)
	}
	m := NewMatcher(strings.Fields("政务新媒体 新媒体 突发事件 首次回应 回应 谣言 网友 地震 慎报原因 原因 情况 通报 公安 " +
		"责任 公司 合同 当事人 规定 中华人民共和国 2019 app account 舆情 应当 依法 行政 机关 处罚 标准 条例 部门 发布 信息"))
	found := 0
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range all {
			m.Find(text, func(int, int, int) bool { found++; return true })
		}
	}
	b.ReportMetric(float64(found)/float64(b.N), "matches/op")
}

func BenchmarkNewMatcher(b *testing.B) {
	terms := strings.Fields("政务新媒体 新媒体 突发事件 首次回应 回应 谣言 网友 地震")
	b.ReportAllocs()
	for b.Loop() {
		NewMatcher(terms)
	}
}

func BenchmarkWith(b *testing.B) {
	words := make([]string, 10_000)
	for i := range words {
		words[i] = "词语" + string(rune(0x4E00+i))
	}
	d := Default()
	b.ReportAllocs()
	for b.Loop() {
		d.With(words)
	}
}
