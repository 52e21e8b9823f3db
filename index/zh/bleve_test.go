package zh_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"yanxi/index/zh"
)

func ExampleConfig() {
	d := zh.Default().With([]string{"慎报"})
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer("words", zh.Config(d)); err != nil {
		fmt.Println(err)
		return
	}
	m.DefaultAnalyzer = "words"
	tokens, err := m.AnalyzeText("words", []byte("慎報原因"))
	for _, t := range tokens {
		fmt.Println(t.Position, string(t.Term), err)
	}
	// Output:
	// 1 慎报原因 <nil>
	// 1 慎报 <nil>
	// 1 原因 <nil>
}

func terms(s analysis.TokenStream) (list []string) {
	for _, t := range s {
		list = append(list, string(t.Term))
	}
	return list
}

func TestAnalyzers(t *testing.T) {
	cache := registry.NewCache()
	for _, c := range []struct {
		name string
		want []string
	}{
		{zh.WordsName, []string{"新媒体", "媒体", "run", "2019"}},
		{zh.BigramsName, []string{"新媒", "媒体", "run", "2019"}},
	} {
		text := []byte("新媒體 running 2019")
		a, err := cache.AnalyzerNamed(c.name)
		if err != nil {
			t.Fatal(err)
		}
		if got := terms(a.Analyze(text)); !slices.Equal(got, c.want) {
			t.Errorf("analyzer %s: %q, want %q", c.name, got, c.want)
		}
		tok, err := cache.TokenizerNamed(c.name)
		if err != nil {
			t.Fatal(err)
		}
		if got := terms(tok.Tokenize(text)); !slices.Equal(got, c.want) {
			t.Errorf("tokenizer %s: %q, want %q", c.name, got, c.want)
		}
	}
	stream := zh.NewAnalyzer(zh.Default()).Analyze([]byte("新媒体 7 2019-06-03 app"))
	var types []analysis.TokenType
	for _, k := range stream {
		if len(types) == 0 || types[len(types)-1] != k.Type {
			types = append(types, k.Type)
		}
	}
	if !slices.Equal(types, []analysis.TokenType{analysis.Ideographic, analysis.Numeric, analysis.DateTime, analysis.AlphaNumeric}) {
		t.Errorf("types %v", types)
	}
}

func TestConfigBad(t *testing.T) {
	for _, bad := range []any{"words", 5, []any{"a b", 7}, map[string]any{}} {
		m := bleve.NewIndexMapping()
		if err := m.AddCustomAnalyzer("words", map[string]any{"type": zh.WordsName, "dictionary": bad}); err == nil {
			t.Errorf("a dictionary %v was taken", bad)
		}
	}
}

// TestIndex keeps a library's words in an index over a restart.
func TestIndex(t *testing.T) {
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer("words", zh.Config(zh.Default().With([]string{"蓝底白字通报"}))); err != nil {
		t.Fatal(err)
	}
	m.DefaultAnalyzer = "words"
	if _, err := json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "index")
	ix, err := bleve.New(dir, m)
	if err != nil {
		t.Fatal(err)
	}
	for id, text := range map[string]string{"a": "警方發布藍底白字通報", "b": "白字通报", "c": "Official accounts"} {
		if err := ix.Index(id, map[string]any{"body": text}); err != nil {
			t.Fatal(err)
		}
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if ix, err = bleve.Open(dir); err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for query, want := range map[string][]string{
		"蓝底白字通报":  {"a", "b"}, // b for the parts
		"通報":      {"a", "b"},
		"ＡＣＣＯＵＮＴ": {"c"},
	} {
		r, err := ix.Search(bleve.NewSearchRequest(bleve.NewMatchQuery(query)))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range r.Hits {
			got = append(got, h.ID)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: found %q, want %q", query, got, want)
		}
	}
	if got := terms(ix.Mapping().AnalyzerNamed("words").Analyze([]byte("蓝底白字通报"))); got[0] != "蓝底白字通报" {
		t.Errorf("after a restart the words are %q", got)
	}
}
