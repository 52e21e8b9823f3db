package site

import (
	"strings"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/content/library"
	"yanxi/index"
)

func sampleEdition(t *testing.T) *Edition {
	t.Helper()
	lib, err := content.Open(library.FS())
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewEdition(lib, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// What the index says about a query stands on the page, with links to what else it may have meant.
func TestSearchPageSays(t *testing.T) {
	e := sampleEdition(t)
	hit := index.Hit{Document: e.lib.Document("manual/search"), Snippet: "打<mark>什么</mark> … 得什么"}
	for _, test := range []struct {
		name    string
		res     index.Results
		has     []string
		without []string
	}{
		{
			"corrected", index.Results{Corrected: "政务新媒体", Total: 1, Hits: []index.Hit{hit}},
			[]string{
				"已显示“政务新媒体”的结果。", "仍然搜索“政物新媒体”", "找到1篇", " … 得什么",
				`href="/search?kind=note&amp;q=%E6%94%BF%E7%89%A9%E6%96%B0%E5%AA%92%E4%BD%93&amp;verbatim=1"`,
			},
			[]string{"没有同时"},
		},
		{
			"relaxed", index.Results{Relaxed: true, Total: 1, Hits: []index.Hit{hit}},
			[]string{"没有同时包含全部词语的结果，下面的文档包含其中一部分。共1篇"},
			[]string{"找到1篇", "已显示"},
		},
		{
			"some hold all", index.Results{Full: 2, Total: 5, Hits: []index.Hit{hit}},
			[]string{"全部词语都有的2篇，排在最前；连同有其中一部分的共5篇"},
			[]string{"找到5篇", "没有同时"},
		},
		{
			"incomplete", index.Results{Incomplete: true, Total: 1, Hits: []index.Hit{hit}},
			[]string{"找到1篇", "可能没有找全"},
			[]string{"没有同时"},
		},
		{
			"near", index.Results{Near: []string{"政务新媒体", "“新媒体”"}},
			[]string{
				"没找到“政物新媒体”。", "是不是要搜", ">政务新媒体</a>", ">“新媒体”</a>",
				`href="/search?kind=note&amp;q=%E6%94%BF%E5%8A%A1%E6%96%B0%E5%AA%92%E4%BD%93"`, "怎么搜", "从这里看起",
			},
			[]string{"换个说法", "最相关"},
		},
		{
			"nothing", index.Results{},
			[]string{"没找到“政物新媒体”。", "换个说法", "从这里看起", "怎么搜"},
			[]string{"是不是要搜", "放宽一点", "提个问题"},
		},
	} {
		test.res.Page, test.res.Size, test.res.Query = 1, 10, index.ParseQuery("政物 新媒体")
		req, address := e.searchRequest(map[string][]string{"q": {"政物新媒体"}, "kind": {"note"}})
		a := &answer{Results: &test.res, typed: new(index.Understanding), shown: new(index.Understanding)}
		p, err := e.searchPage(a, req, address)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range test.has {
			if !strings.Contains(string(p.Body), want) {
				t.Errorf("%s: %s is not on the page", test.name, want)
			}
		}
		for _, not := range test.without {
			if strings.Contains(string(p.Body), not) {
				t.Errorf("%s: %s is on the page", test.name, not)
			}
		}
	}
}

func TestPeriod(t *testing.T) {
	e := sampleEdition(t)
	zone := e.lib.Settings().Location
	for _, test := range []struct{ typed, want string }{
		{"2019", "2019年"},
		{"2018..2020", "2018年至2020年"},
		{">=2019", "2019年起"},
		{"..2018", "到2018年为止"},
		{"2019-06", "2019年6月"},
		{"2019-06..2020-01", "2019年6月至2020年1月"},
		{"<2019-06", "到2019年5月为止"},
		{"2019-06-03", "2019年6月3日"},
		{"2019-06-01..2019-06-02", "2019年6月1日至2019年6月2日"},
		{"2019-06-03..", "2019年6月3日起"},
		{"2019-01-01..2019-12-31", "2019年"},
	} {
		r, ok := index.ParseDateRange(test.typed, zone)
		if !ok {
			t.Fatalf("%s is no range", test.typed)
		}
		if got := e.period(r); got != test.want {
			t.Errorf("%s is said as %s, want %s", test.typed, got, test.want)
		}
	}
	r := index.DateRange{From: time.Date(2019, 6, 2, 16, 0, 0, 0, time.UTC)}
	if got := e.period(r); got != "2019年6月3日起" {
		t.Errorf("in another zone: %s", got)
	}
}

func TestLessOfAQuery(t *testing.T) {
	for _, test := range []struct{ query, unquoted, all string }{
		{"回应 学校", "回应 学校", "回应 学校"},
		{"“快报事实” 学校", "快报事实 学校", "“快报事实” 学校"},
		{`道歉"快报 事实"「学校」`, "道歉 快报 事实 学校", `道歉"快报 事实"「学校」`},
		{"道歉 -旅游 -旅游局 －丽江", "道歉 -旅游 -旅游局 －丽江", "道歉"},
		{"道歉 -“丽江 古城”", "道歉 -“丽江 古城”", "道歉"},
		{`通报 -平台:微博 -"a"`, `通报 -平台:微博 -"a"`, "通报 -平台:微博"},
		{"“没有结束", "“没有结束", "“没有结束"},
	} {
		q := index.ParseQuery(test.query)
		if got := withoutQuotes(q); got != test.unquoted {
			t.Errorf("%s without quotation marks: %q, want %q", test.query, got, test.unquoted)
		}
		if got := withoutMinus(q); got != test.all {
			t.Errorf("%s with all words: %q, want %q", test.query, got, test.all)
		}
	}
}

// A time that nobody could notice is left away.
func TestMillis(t *testing.T) {
	for took, want := range map[time.Duration]string{0: "", 999 * time.Microsecond: "", time.Millisecond: "1.0", 12340 * time.Microsecond: "12.3"} {
		if got := millis(took); got != want {
			t.Errorf("millis(%v) = %q, want %q", took, got, want)
		}
	}
}
