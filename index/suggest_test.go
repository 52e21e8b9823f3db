package index

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content/library"
)

// sampleIndex is the index of the sample library, whose sections have been read for suggestions.
func sampleIndex(t testing.TB) *Index {
	t.Helper()
	x := indexed(t, library.FS())
	withSections(t, x)
	return x
}

// withSections asks for a suggestion and waits until sections are suggested.
func withSections(t testing.TB, x *Index) {
	t.Helper()
	v := x.latest()
	x.Suggest("a", 1)
	for { // until what reads them in the background succeeds or gives up
		x.suggestions.mu.Lock()
		made, reading := x.suggestions.sections, x.suggestions.reading
		x.suggestions.mu.Unlock()
		if made != nil && made.view == v {
			return
		}
		if reading != v {
			t.Fatal("the sections cannot be read")
		}
		runtime.Gosched()
	}
}

func TestSuggest(t *testing.T) {
	x := indexed(t, files())
	for typed, want := range map[string]string{"地震": "地震速报", "速报": "地震速报", "審核": "审核", "自动": "自动播报"} {
		got := x.Suggest(typed, 5)
		if len(got) == 0 || got[0].Text != want {
			t.Errorf("%s: %v, want %s first", typed, got, want)
		}
	}
	if got := x.Suggest(" ", 5); len(got) != 0 {
		t.Errorf("nothing typed: %v", got)
	}
}

func kindOf(s Suggestion) string {
	switch {
	case s.Anchor != "":
		return "section"
	case s.Document != nil:
		return "title"
	case s.Facet != "":
		return s.Facet
	}
	return "word"
}

func TestSuggestSample(t *testing.T) {
	x := sampleIndex(t)
	for _, tt := range []struct{ typed, want string }{
		{"舆情", "tag 舆情回应"},
		{"yuqinghuiying", "tag 舆情回应"},
		{"yqhy", "tag 舆情回应"},
		{"chongqing", "title 重庆公交车坠江：首报没有写原因，电话里说了原因"},
		{"重慶", "title 重庆公交车坠江：首报没有写原因，电话里说了原因"},
		{"weibo", "platform 微博"},
		{"shouyin", "word 首因效应"},
		{"sdg", "tag 四道关"},
		{"四道guan", "tag 四道关"},
		{"zheng'wu", "tag 政务公开"},
		{"政务xin", "tag 政务新媒体"},
	} {
		got := "nothing"
		if found := x.Suggest(tt.typed, MaxSuggestions); len(found) > 0 {
			got = kindOf(found[0]) + " " + found[0].Text
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.typed, got, tt.want)
		}
	}
}

// TestSuggestSections leads to a section, also after the section has changed.
func TestSuggestSections(t *testing.T) {
	fsys := files()
	x := indexed(t, fsys)
	withSections(t, x)
	for _, typed := range []string{"原因更", "yuanyin", "yygz"} {
		got := x.Suggest(typed, 5)
		if len(got) == 0 || got[0].Text != "原因更正" || got[0].Document == nil || got[0].Anchor != "原因更正" {
			t.Errorf("%s: %v", typed, got)
		}
	}
	put(fsys, "cases/bus.md", "---\ntitle: 公交坠江\n---\n## 后来的更正\n\n正文。\n")
	delete(fsys, "notes/gates.md")
	bringUp(t, x, openLibrary(t, fsys))
	if got := x.Suggest("四道关", 5); len(got) != 0 {
		t.Errorf("a document that is gone is suggested: %v", got)
	}
	withSections(t, x)
	if got := x.Suggest("yygz", 5); len(got) != 0 {
		t.Errorf("a section that is gone is suggested: %v", got)
	}
	if got := x.Suggest("更正", 5); len(got) != 1 || got[0].Text != "后来的更正" {
		t.Errorf("the new section is not suggested: %v", got)
	}
}

func TestSuggestOnce(t *testing.T) {
	fsys := files()
	put(fsys, "notes/same.md", "---\ntitle: 审核\n---\n## 审 核\n\n正文。\n")
	put(fsys, "yanxi/pinyin.txt", "审核 cha he\n")
	put(fsys, "yanxi/words.txt", "审核\n慎报原因\n没有出现\n")
	x := indexed(t, fsys)
	withSections(t, x)
	for _, typed := range []string{"审核", "chahe"} {
		got := x.Suggest(typed, 5)
		if len(got) != 1 || kindOf(got[0]) != "title" {
			t.Errorf("%s: %v", typed, got)
		}
	}
	if got := x.Suggest("shenbao", 5); len(got) != 1 || got[0] != (Suggestion{Text: "慎报原因"}) {
		t.Errorf("a word of the library's own: %v", got)
	}
	if got := x.Suggest("没有出现", 5); len(got) != 0 {
		t.Errorf("a word that finds nothing: %v", got)
	}
}

// TestHeadingsOfMany leaves out what stands in every document.
func TestHeadingsOfMany(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range maxSame + 1 {
		put(fsys, fmt.Sprintf("law%d.md", i), fmt.Sprintf("---\ntitle: 法律%d\n---\n## 第%d章 附 则\n\n正文。\n\n## 第九章 特别的话%d\n\n正文。\n", i, i+1, i))
	}
	x := indexed(t, fsys)
	withSections(t, x)
	if got := x.Suggest("附则", 5); len(got) != 0 {
		t.Errorf("suggested: %v", got)
	}
	if got := x.Suggest("特别", 10); len(got) != maxSame+1 {
		t.Errorf("suggested: %v", got)
	}
}

// BenchmarkSuggest asks for completions of what people type, letter by letter; each is to take less than 5 ms. It
// reports how long the first question after a change takes, and when sections are there.
func BenchmarkSuggest(b *testing.B) {
	lib := benchLibrary(b)
	x := openBench(b, b.TempDir())
	bringUp(b, x, lib)
	ask := func() (names, all time.Duration) {
		start := time.Now()
		x.Suggest("x", 10)
		names = time.Since(start)
		withSections(b, x)
		return names, time.Since(start)
	}
	first, firstAll := ask()
	x.suggestions.names, x.suggestions.sections, x.suggestions.reading = nil, nil, nil
	again, againAll := ask()
	var took []time.Duration
	for b.Loop() {
		for _, typed := range []string{"行政处罚法", "xingzhengchufa", "xzcff", "zhonghuarenmingongheguo", "huanjing baohu", "法"} {
			for i := range []rune(typed) {
				start := time.Now()
				x.Suggest(string([]rune(typed)[:i+1]), 10)
				took = append(took, time.Since(start))
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(ms(first), "first-ms")
	b.ReportMetric(ms(firstAll), "first-sections-ms")
	b.ReportMetric(ms(again), "again-ms")
	b.ReportMetric(ms(againAll), "again-sections-ms")
	b.ReportMetric(float64(len(x.suggestions.names.list)+len(x.suggestions.sections.list)), "suggestions")
}
