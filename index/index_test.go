package index

import (
	"context"
	"errors"
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
