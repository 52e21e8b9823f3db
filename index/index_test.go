package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
)

// files is a small library that the tests change.
func files() fstest.MapFS {
	fsys := fstest.MapFS{}
	put(fsys, "cases/quake.md", `---
kind: case
title: 地震速报
date: 2017-08-08
platform: weibo
field: disaster
tags: [自动播报]
timeline:
  - {at: 2017-08-08 21:19, type: outbreak, text: 发生地震}
---
## 首次回应

突发事件发生后，账号很快作出首次回应。先报事实，慎报原因。

## 教训

平时就把流程写好。
`)
	put(fsys, "cases/bus.md", `---
kind: case
title: 公交坠江
date: 2018-10-28
platform: [weibo, wechat]
field: accident
---
## 原因更正

突发事件的原因后来更正。網民關注很久。
`)
	put(fsys, "notes/gates.md", `---
title: 四道关
date: 2019-06-03
tags: [审核]
---
政策关、文字关、保密关和法律关。Emergency responses need review.
`)
	return fsys
}

func put(fsys fstest.MapFS, name, text string) {
	fsys[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Date(2020, 1, 1, 0, 0, len(text), 0, time.UTC)}
}

func openLibrary(t testing.TB, fsys fs.FS) *content.Library {
	t.Helper()
	lib, err := content.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func openIndex(t testing.TB, dir string) *Index {
	t.Helper()
	x, err := Open(dir, quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func bringUp(t testing.TB, x *Index, lib *content.Library) Changes {
	t.Helper()
	changes, err := x.Sync(context.Background(), lib, nil)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func indexed(t testing.TB, fsys fs.FS) *Index {
	t.Helper()
	x := openIndex(t, t.TempDir())
	bringUp(t, x, openLibrary(t, fsys))
	return x
}

func find(t testing.TB, x *Index, req Request) *Results {
	t.Helper()
	res, err := x.Search(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func ids(res *Results) []string {
	out := []string{}
	for _, h := range res.Hits {
		out = append(out, h.Document.ID)
	}
	return out
}

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
	for _, order := range []Sort{SortRelevance, SortDate} {
		res := find(t, x, Request{Query: "突发事件 首次回应", Sort: order})
		if got := ids(res); !slices.Equal(got, []string{"cases/quake", "cases/bus"}) {
			t.Errorf("%s: %v", order, got)
		}
	}
	if got := ids(find(t, x, Request{Query: "突发事件 首次回应", Strict: true})); !slices.Equal(got, []string{"cases/quake"}) {
		t.Errorf("strict: %v", got)
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

// A file that changes between opening and indexing is indexed again, although
// the library says that it has not changed.
func TestTextThatIsNotTheOneOpened(t *testing.T) {
	fsys := files()
	lib := openLibrary(t, fsys)
	original := fsys["notes/gates.md"]
	delete(fsys, "notes/gates.md")
	x := openIndex(t, t.TempDir())
	bringUp(t, x, lib)
	fsys["notes/gates.md"] = original
	if got, want := bringUp(t, x, lib), (Changes{Indexed: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := ids(find(t, x, Request{Query: "保密关"})); !slices.Equal(got, []string{"notes/gates"}) {
		t.Errorf("found %v", got)
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

func TestSyncIsIncremental(t *testing.T) {
	dir := t.TempDir()
	fsys := files()
	lib := openLibrary(t, fsys)
	x := openIndex(t, dir)
	if got, want := bringUp(t, x, lib), (Changes{Indexed: 3, Rebuilt: true}); got != want {
		t.Errorf("first: %+v, want %+v", got, want)
	}
	if got := bringUp(t, x, lib); got != (Changes{}) {
		t.Errorf("unchanged: %+v", got)
	}
	put(fsys, "notes/gates.md", "---\ntitle: 五道关\n---\n新的一道关。\n")
	delete(fsys, "cases/bus.md")
	lib, err := lib.Reopen()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := bringUp(t, x, lib), (Changes{Indexed: 1, Removed: 1}); got != want {
		t.Errorf("changed: %+v, want %+v", got, want)
	}
	if got := ids(find(t, x, Request{Query: "五道关"})); !slices.Equal(got, []string{"notes/gates"}) {
		t.Errorf("found %v", got)
	}
	if res := find(t, x, Request{Query: "坠江"}); res.Total != 0 {
		t.Errorf("a removed document is found: %v", ids(res))
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = openIndex(t, dir)
	if got := bringUp(t, x, lib); got != (Changes{}) {
		t.Errorf("opened again: %+v", got)
	}
	if got := ids(find(t, x, Request{Query: "首次回应"})); !slices.Equal(got, []string{"cases/quake"}) {
		t.Errorf("found %v", got)
	}
}

// An update ends while a search goes on, which sees what was there when it began.
func TestSyncDoesNotWaitForSearches(t *testing.T) {
	fsys := files()
	x := indexed(t, fsys)
	s, err := x.newSession(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	put(fsys, "notes/gates.md", "---\ntitle: 五道关\n---\n新的一道关。\n")
	bringUp(t, x, openLibrary(t, fsys))
	if got := ids(find(t, x, Request{Query: "五道关", Strict: true})); !slices.Equal(got, []string{"notes/gates"}) {
		t.Errorf("found %v", got)
	}
	sections, err := s.sections("notes/gates")
	if err != nil || len(sections) != 1 || !strings.Contains(sections[0].Text, "保密关") {
		t.Errorf("the search that was under way reads %v, %v", sections, err)
	}
}

// An entry derives from more than its file: a course's title, its terms' labels, the words of the library.
func TestSyncRenewsWhatDepends(t *testing.T) {
	fsys := files()
	put(fsys, "course/index.md", "---\nkind: course\ntitle: 旧课程\n---\n")
	put(fsys, "course/lesson.md", "---\ntitle: 第一课\n---\n课文。\n")
	x := openIndex(t, t.TempDir())
	lib := openLibrary(t, fsys)
	bringUp(t, x, lib)
	put(fsys, "course/index.md", "---\nkind: course\ntitle: 应急培训班\n---\n")
	lib, err := lib.Reopen()
	if err != nil {
		t.Fatal(err)
	}
	if got := bringUp(t, x, lib); got.Indexed != 2 {
		t.Errorf("a course's new title: %+v", got)
	}
	put(fsys, "yanxi/words.txt", "坠江公交\n")
	if lib, err = lib.Reopen(); err != nil {
		t.Fatal(err)
	}
	if got := bringUp(t, x, lib); got.Indexed != 5 {
		t.Errorf("new words: %+v", got)
	}
}

func TestOpenLocked(t *testing.T) {
	dir := t.TempDir()
	openIndex(t, dir)
	if _, err := Open(dir, quiet()); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v", err)
	}
}

func TestNotReady(t *testing.T) {
	x := openIndex(t, t.TempDir())
	if _, err := x.Search(context.Background(), Request{}); !errors.Is(err, ErrNotReady) {
		t.Errorf("got %v", err)
	}
	if x.Ready() || x.Suggest("关", 5) != nil {
		t.Error("answers before it has a library")
	}
}

func TestSyncStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	x := openIndex(t, t.TempDir())
	if _, err := x.Sync(ctx, openLibrary(t, files()), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if x.Ready() {
		t.Error("ready after a sync that was stopped")
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

// What a text is about derives from more than its file.
func TestRelationsAreRenewed(t *testing.T) {
	fsys := files()
	x := indexed(t, fsys)
	relate := func() signature {
		if _, err := x.Relations(context.Background()); err != nil {
			t.Fatal(err)
		}
		return x.signatures.known["cases/bus"].about
	}
	word := func(w signatureWord) bool { return w.Word == "坠江公交" }
	put(fsys, "cases/bus.md", "---\ntitle: 坠江公交\n---\n")
	bringUp(t, x, openLibrary(t, fsys))
	if slices.ContainsFunc(relate(), word) {
		t.Fatal("the word is known already")
	}
	put(fsys, "yanxi/words.txt", "坠江公交\n")
	bringUp(t, x, openLibrary(t, fsys))
	if got := relate(); !slices.ContainsFunc(got, word) {
		t.Errorf("with a word of the library's own: %v", got)
	}
}

func TestRelate(t *testing.T) {
	r := Relate(openLibrary(t, files()))
	if got := r.To("cases/quake", 1); len(got) != 1 || got[0].ID != "cases/bus" {
		t.Errorf("got %v", got)
	}
	if got := r.To("nothing", 5); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
