package index

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// meantBy asks what was probably meant.
func meantBy(t testing.TB, x *Index, text string) string {
	t.Helper()
	corrected := ""
	err := x.withSession(x.view, func(s *session) (err error) {
		corrected, err = x.meant(s, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return corrected
}

// spellingCases reads a file of queries, one a line, with what is meant behind an arrow, if that is something else.
func spellingCases(t *testing.T, name string) [][2]string {
	t.Helper()
	data, err := os.ReadFile("testdata/spelling/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var cases [][2]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		typed, want, _ := strings.Cut(line, " -> ")
		cases = append(cases, [2]string{typed, want})
	}
	return cases
}

// TestMisspelt puts right what was typed wrong, and what it proposes finds something.
func TestMisspelt(t *testing.T) {
	x := sampleIndex(t)
	cases := spellingCases(t, "misspelt.txt")
	if len(cases) < 60 {
		t.Errorf("%d queries", len(cases))
	}
	for _, c := range cases {
		if got := meantBy(t, x, c[0]); got != c[1] {
			t.Errorf("%s: %q, want %q", c[0], got, c[1])
		}
	}
}

// TestRight leaves alone what is right.
func TestRight(t *testing.T) {
	x := sampleIndex(t)
	cases := spellingCases(t, "right.txt")
	if len(cases) < 200 {
		t.Errorf("%d queries", len(cases))
	}
	for _, d := range x.view.table.docs {
		cases = append(cases, [2]string{d.Title})
		for _, tag := range d.Tags {
			cases = append(cases, [2]string{tag})
		}
	}
	for _, s := range x.suggestions.sections.list {
		cases = append(cases, [2]string{s.Text})
	}
	for _, c := range cases {
		if got := meantBy(t, x, c[0]); got != "" {
			t.Errorf("%s is right, but changed to %q", c[0], got)
		}
	}
}

func TestNear(t *testing.T) {
	x := sampleIndex(t)
	for word, want := range map[string]string{"政务新媒提": "政务新媒体", "媒体沟通会议": "媒体通气会", "xx": "", "一": "", "wiebo": "weibo"} {
		var got []string
		err := x.withSession(x.view, func(s *session) (err error) {
			got, err = x.near(s, word, 3)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("near %s: %q, want %q among them", word, got, want)
		}
	}
}

// BenchmarkSpelling puts queries right. It reports how long the speller takes to be made, with reading the words, and how much it
// holds; floors are 300 ms for 200,000 words, and 5 ms a query.
func BenchmarkSpelling(b *testing.B) {
	lib := benchLibrary(b)
	x := openBench(b, b.TempDir())
	bringUp(b, x, lib)
	zh.Default()
	pinyin.Default()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	meantBy(b, x, "a")
	made := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	queries := []string{
		"行正处罚法", "xingzheng chufa fa", "xzcff", "中华人民共合国", "环境保户", "行政处罚法", "劳动和同法", "laodonghetongfa",
		strings.Repeat("shi", 16), strings.Repeat("行", 48), strings.Repeat("长乐行", 16), strings.Repeat("xian", 12), strings.Repeat("的一是不", 12),
		"zhonghuarenmingongheguohuanjingbaohufaxiuzheng", strings.Repeat("a", 48), strings.Repeat("中国人民", 12), strings.Repeat("第一条法律", 9),
	}
	var took []time.Duration
	for b.Loop() {
		for _, q := range queries {
			start := time.Now()
			meantBy(b, x, q)
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(ms(made), "made-ms")
	b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/1e6, "MB")
	b.ReportMetric(float64(x.spelling.speller.Len()), "words")
}
