package export

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yanxi/site/sitetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func cut(text string) []string {
	out := []string{}
	tokens(text, nil, func(term []byte) { out = append(out, string(term)) })
	return out
}

// TestTokens shows how texts are cut; site/ui/static/search-index.js cuts queries alike.
func TestTokens(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"首次回应", "首次 次回 回应"},
		{"快", "快"},
		{"快，慢", "快 慢"},
		{"首次回应。", "首次 次回 回应"},
		{"第12条", "第 12 条"},
		{"第１２條", "第 12 条"},
		{"Hello, World", "hello world"},
		{"ＡＢＣ微博", "abc 微博"},
		{"微博abc号", "微博 abc 号"},
		{"突發事件", "突发 发事 事件"},
		{"a1b2", "a1b2"},
		{"naïve café", "naïve café"},
		{"国办发〔2016〕61号", "国办 办发 2016 61 号"},
		{"𠮷野家", "𠮷野 野家"},
		{"　全角　空格　", "全角 空格"},
		{"！？…", ""},
		{"русский", "русский"},
	} {
		if got := strings.Join(cut(test.text), " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.text, got, test.want)
		}
	}
}

// FuzzTokens cuts whatever there is: every term is folded, not empty, and cut
// again gives itself.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"首次回应 first 12", "快，a慢b", "\xff中\x00文", "𠮷野家Ａ１"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		terms := cut(text)
		for _, term := range terms {
			if again := cut(term); len(again) != 1 || again[0] != term {
				t.Errorf("%q: %q is cut into %q", text, term, again)
			}
		}
		if len(terms) > len(text) {
			t.Errorf("%q: %d terms", text, len(terms))
		}
	})
}

const tiny = `
-- index.md --
# 小库
-- cases/快.md --
---
kind: case
title: 快报事实
date: 2020-01-02
summary: 慎报原因
tags: [回应]
people: [张三]
---

## 第一节

快报快报，ABC 快报。
-- notes/慢.md --
---
title: Slow 慢
---

慢慢来。
`

// TestIndex compares the index of a tiny library with the one that was looked at.
func TestIndex(t *testing.T) {
	dir := t.TempDir()
	mustBuild(t, sitetest.FS([]byte(tiny)), dir)
	body, err := os.ReadFile(filepath.Join(dir, "search", "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	var index map[string]any
	if err := json.Unmarshal(body, &index); err != nil {
		t.Fatal(err)
	}
	fold, _ := index["fold"].(string)
	checkFold(t, []rune(fold))
	index["fold"] = "…"
	got, err := json.MarshalIndent(index, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "index.golden.json")
	if *update {
		if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// checkFold checks the pairs of characters that the page folds by.
func checkFold(t *testing.T, pairs []rune) {
	t.Helper()
	if len(pairs) < 2000 || len(pairs)%2 != 0 {
		t.Fatalf("%d characters", len(pairs))
	}
	to := map[rune]rune{}
	for pair := range slices.Chunk(pairs, 2) {
		to[pair[0]] = pair[1]
	}
	for from, want := range map[rune]rune{'發': '发', '體': '体', '說': '说'} {
		if to[from] != want {
			t.Errorf("%c folds to %c", from, to[from])
		}
	}
	for from, folded := range to {
		if next, again := to[folded]; again {
			t.Errorf("%c folds to %c, which folds to %c", from, folded, next)
		}
	}
}

// TestLargeIndex builds more text than is good for a phone: there is an index
// all the same, and a warning.
func TestLargeIndex(t *testing.T) {
	b := builder{}
	b.warnIfLarge(largeIndex)
	if len(b.warnings) != 0 {
		t.Error(b.warnings)
	}
	b.warnIfLarge(largeIndex + 1)
	if len(b.warnings) != 1 || !strings.Contains(b.warnings[0], "20 MB") || !strings.Contains(b.warnings[0], "--api") {
		t.Error(b.warnings)
	}
}
