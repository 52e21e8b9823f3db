package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestSearch(t *testing.T) {
	x := indexed(t, files())
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"首次回应", []string{"cases/quake"}},
		{"突发事件 首次回应", []string{"cases/quake", "cases/bus"}},
		{"首次回应　突发事件", []string{"cases/quake", "cases/bus"}},
		{"突發事件 首次回應", []string{"cases/quake", "cases/bus"}},
		{"网民关注", []string{"cases/bus"}},
		{"四道关", []string{"notes/gates"}},
		{"EMERGENCY response", []string{"notes/gates"}},
		{"ｅｍｅｒｇｅｎｃｙ", []string{"notes/gates"}},
		{"突发事件 -更正", []string{"cases/quake"}},
		{"突发事件 -首次回应", []string{"cases/bus"}},
		{"「慎报原因」", []string{"cases/quake"}},
		{"“先报事实”", []string{"cases/quake"}},
		{`"事实先报"`, []string{}},
		{`"文字關、保密關"`, []string{"notes/gates"}},
		{"自动播报", []string{"cases/quake"}},
		{"微博 更正", []string{"cases/bus", "cases/quake"}},
		{"没有这样的词语组合嗷嗷", []string{}},
	} {
		if got := ids(find(t, x, Request{Query: test.query})); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.query, got, test.want)
		}
	}
}

func TestPhrases(t *testing.T) {
	fsys := files()
	put(fsys, "a.md", "---\ntitle: 甲\npeople: [王小明]\n---\n学校作出首次回应。\n")
	put(fsys, "b.md", "---\ntitle: 乙\n---\n学校回应了。\n")
	x := indexed(t, fsys)
	for _, test := range []struct {
		query string
		want  []string
	}{
		{`"王小明"`, []string{"a"}},
		{`"学校回应"`, []string{"b"}},
		{`学校 -"学校回应"`, []string{"a"}},
		{`学校 -"学校作出"`, []string{"b"}},
		{`-"首次回应" -"更正" -"四道关"`, []string{"b"}},
	} {
		if got := ids(find(t, x, Request{Query: test.query})); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.query, got, test.want)
		}
	}
}

// Kana and hangul are found by their words and, kana, within them.
func TestKanaAndHangul(t *testing.T) {
	fsys := files()
	put(fsys, "a.md", "---\ntitle: 甲\n---\nカナ あい うえお テスト お茶 서울 한국\n")
	put(fsys, "b.md", "---\ntitle: 乙\n---\n茶 お\n")
	x := indexed(t, fsys)
	for _, query := range []string{"カナ", "あい", `"あい"`, "うえお", "えお", "テスト", `"お茶"`, "서울", `"한국"`} {
		if got := ids(find(t, x, Request{Query: query, Strict: true})); !slices.Equal(got, []string{"a"}) {
			t.Errorf("%s: %v", query, got)
		}
	}
}

func TestAllWordsComeFirstInAnyOrder(t *testing.T) {
	x := indexed(t, files())
	for _, order := range []Sort{SortRelevance, SortDate, SortArrived} {
		res := find(t, x, Request{Query: "突发事件 首次回应", Sort: order})
		if got := ids(res); !slices.Equal(got, []string{"cases/quake", "cases/bus"}) {
			t.Errorf("%s: %v", order, got)
		}
	}
	if got := ids(find(t, x, Request{Query: "突发事件 首次回应", Strict: true})); !slices.Equal(got, []string{"cases/quake"}) {
		t.Errorf("strict: %v", got)
	}
}

// TestArrived finds a case about an event of long ago first when it came last, and texts of one day by their dates.
func TestArrived(t *testing.T) {
	fsys := fstest.MapFS{}
	day := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	for name, at := range map[string]time.Duration{"2018": 0, "2020": -time.Hour, "2009": 48 * time.Hour} {
		put(fsys, name+".md", "---\ntitle: 停水\ndate: "+name+"-05-05\n---\n")
		fsys[name+".md"].ModTime = day.Add(at)
	}
	put(fsys, "held.md", "---\ntitle: 停水\ndate: 2001-01-01\npublishDate: 2026-11-05\n---\n")
	put(fsys, "told.md", "---\ntitle: 停水\ndate: 2002-01-01\nupdated: 2026-11-04\n---\n")
	put(fsys, "undated.md", "---\ntitle: 停水\n---\n")
	x := indexed(t, fsys)
	if got, want := ids(find(t, x, Request{Query: "停水", Sort: SortArrived})), []string{"held", "told", "2009", "2020", "2018", "undated"}; !slices.Equal(got, want) {
		t.Errorf("arrived: %v, want %v", got, want)
	}
}

func TestChosenTermIsNeverCutOff(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range maxFacetTerms + 20 {
		put(fsys, fmt.Sprintf("n%03d.md", i), fmt.Sprintf("---\ntitle: 篇\ntags: [t%03d]\n---\n", i))
	}
	last := fmt.Sprintf("t%03d", maxFacetTerms+19)
	res := find(t, indexed(t, fsys), Request{Filters: map[string][]string{FacetTag: {last}}})
	for _, f := range res.Facets {
		if f.Name == FacetTag && !slices.ContainsFunc(f.Terms, func(term FacetTerm) bool { return term.Term == last && term.Chosen }) {
			t.Error("the chosen term is not listed")
		}
	}
}

func TestTitleTypedFromMemoryComesFirst(t *testing.T) {
	fsys := files()
	put(fsys, "notes/a.md", "---\ntitle: 关于四道关的几次讨论\n---\n四道关 四道关 四道关 四道关 四道关\n")
	x := indexed(t, fsys)
	if got := ids(find(t, x, Request{Query: "四道关"})); len(got) != 2 || got[0] != "notes/gates" {
		t.Errorf("got %v", got)
	}
}

func TestRelaxes(t *testing.T) {
	x := indexed(t, files())
	res := find(t, x, Request{Query: "首次回应 保密关"})
	if !res.Relaxed || res.Total != 2 {
		t.Errorf("relaxed %v, total %d", res.Relaxed, res.Total)
	}
	if res := find(t, x, Request{Query: "突发事件 更正"}); res.Relaxed {
		t.Error("relaxed although a document holds all words")
	}
}

func TestSectionAndSnippet(t *testing.T) {
	x := indexed(t, files())
	res := find(t, x, Request{Query: "首次回应"})
	h := res.Hits[0]
	if h.Section == nil || h.Section.Anchor != "首次回应" {
		t.Errorf("section %v", h.Section)
	}
	if !strings.Contains(h.Snippet, "<mark>首次回应</mark>") {
		t.Errorf("snippet %q", h.Snippet)
	}
	// Text in Traditional characters is marked for a Simplified query.
	res = find(t, x, Request{Query: "关注"})
	if !strings.Contains(res.Hits[0].Snippet, "網民<mark>關注</mark>") {
		t.Errorf("snippet %q", res.Hits[0].Snippet)
	}
	// What matched stands in the text before any heading.
	res = find(t, x, Request{Query: "保密关"})
	if res.Hits[0].Section != nil {
		t.Errorf("section %v", res.Hits[0].Section)
	}
}

func TestMarksWholeLatinWords(t *testing.T) {
	fsys := files()
	put(fsys, "notes/latin.md", "# B站\n\nA by-line about B and responding, unresponsive.\n")
	x := indexed(t, fsys)
	for query, want := range map[string]string{
		"B":       "A by-line about <mark>B</mark> and",
		"respond": "<mark>responding</mark>, unresponsive",
	} {
		if got := find(t, x, Request{Query: query}).Hits[0].Snippet; !strings.Contains(got, want) {
			t.Errorf("%s: %q does not hold %q", query, got, want)
		}
	}
}

func TestEmptyQueryListsNewestFirst(t *testing.T) {
	x := indexed(t, files())
	res := find(t, x, Request{})
	if got, want := ids(res), []string{"notes/gates", "cases/bus", "cases/quake"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// counts renders a facet as "term:count".
func counts(res *Results, facet string) []string {
	out := []string{}
	for _, f := range res.Facets {
		if f.Name == facet {
			for _, term := range f.Terms {
				out = append(out, term.Term+":"+string(rune('0'+term.Count)))
			}
		}
	}
	return out
}

func TestFiltersAndFacets(t *testing.T) {
	x := indexed(t, files())
	res := find(t, x, Request{Filters: map[string][]string{"platform": {"wechat"}}})
	if got := ids(res); !slices.Equal(got, []string{"cases/bus"}) {
		t.Errorf("hits %v", got)
	}
	// The chosen facet's other terms keep the counts that choosing them would add.
	if got := counts(res, "platform"); !slices.Equal(got, []string{"weibo:2", "wechat:1"}) {
		t.Errorf("platform %v", got)
	}
	if got := counts(res, "field"); !slices.Equal(got, []string{"accident:1"}) {
		t.Errorf("field %v", got)
	}
	res = find(t, x, Request{Filters: map[string][]string{"kind": {"case"}, "year": {"2017", "2018"}}})
	if res.Total != 2 {
		t.Errorf("total %d", res.Total)
	}
	if got := counts(res, "year"); !slices.Equal(got, []string{"2018:1", "2017:1"}) {
		t.Errorf("year %v", got)
	}
	if res := find(t, x, Request{Filters: map[string][]string{"tag": {"不存在"}}}); res.Total != 0 {
		t.Errorf("an unknown term matched %d", res.Total)
	}
}

func TestPaging(t *testing.T) {
	x := indexed(t, files())
	for _, test := range []struct{ page, size, hits int }{
		{1, 2, 2}, {2, 2, 1}, {3, 2, 0}, {1 << 40, 50, 0}, {0, 0, 3}, {-5, -5, 3}, {1, 1 << 40, 3},
	} {
		res := find(t, x, Request{Page: test.page, Size: test.size})
		if len(res.Hits) != test.hits || res.Total != 3 {
			t.Errorf("page %d of %d: %d hits of %d", test.page, test.size, len(res.Hits), res.Total)
		}
	}
}

// The soonest response comes first; what has no known one is last, the newest first.
func TestSortByClock(t *testing.T) {
	fsys := files()
	for name, response := range map[string]string{"quick": "2019-01-01 08:20", "slow": "2019-01-03", "untold": "不详"} {
		put(fsys, "clock/"+name+".md", "---\nkind: case\ntitle: 时钟"+name+"\ntimeline:\n  - {at: 2019-01-01 08:00, type: outbreak, text: 事发}\n  - {at: "+response+", type: first_response, text: 回应}\n---\n")
	}
	put(fsys, "clock/note.md", "---\ntitle: 时钟笔记\ndate: 2020-01-01\n---\n")
	x := openIndex(t, t.TempDir())
	bringUp(t, x, openLibrary(t, fsys))
	res, err := x.Search(t.Context(), Request{Query: "标题:时钟", Sort: SortClock})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range res.Hits {
		got = append(got, h.Document.ID)
	}
	if want := []string{"clock/quick", "clock/slow", "clock/note", "clock/untold"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
