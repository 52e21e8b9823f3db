package index

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParseQuery(t *testing.T) {
	for _, test := range []struct {
		in   string
		want Query
	}{
		{"", Query{}},
		{"  突发事件  首次回应 ", Query{Text: "突发事件  首次回应", Words: []string{"突发事件", "首次回应"}}},
		{"a　b", Query{Text: "a　b", Words: []string{"a", "b"}}},
		{`"一 句话" 词`, Query{Text: `"一 句话" 词`, Phrases: []string{"一 句话"}, Words: []string{"词"}}},
		{"「一句」“两句”『三句』", Query{Text: "「一句」“两句”『三句』", Phrases: []string{"一句", "两句", "三句"}}},
		{"词“引文”", Query{Text: "词“引文”", Words: []string{"词"}, Phrases: []string{"引文"}}},
		{`"没有另一半`, Query{Text: `"没有另一半`, Words: []string{"没有另一半"}}},
		{`-不要 要 -"不要 这句"`, Query{Text: `-不要 要 -"不要 这句"`, Words: []string{"要"}, Without: []string{"不要"}, WithoutPhrases: []string{"不要 这句"}}},
		{"a-b - -- ---", Query{Text: "a-b - -- ---", Words: []string{"a-b"}}},
		{"，。！？", Query{Text: "，。！？"}},
		{"a\x00b\xffc\nd", Query{Text: "a b c d", Words: []string{"a", "b", "c", "d"}}},
		{strings.Repeat("长", 300), Query{Text: strings.Repeat("长", MaxQuery), Words: []string{strings.Repeat("长", MaxQuery)}}},
	} {
		if diff := cmp.Diff(test.want, ParseQuery(test.in)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.in, diff)
		}
	}
}

// Any query is valid, and its results can be shown.
func FuzzSearch(f *testing.F) {
	for _, q := range []string{"首次回应", `"a" -b 「c」`, "-", "*", "~2 /.*/", "\"", strings.Repeat("😀", 300), "\x00\xff", "AND OR NOT ()", "国办发〔2018〕123号"} {
		f.Add(q)
	}
	x := indexed(f, files())
	f.Fuzz(func(t *testing.T, q string) {
		res, err := x.Search(context.Background(), Request{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			if !utf8.ValidString(h.Snippet) {
				t.Errorf("snippet is not UTF-8: %q", h.Snippet)
			}
			rest := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(h.Snippet)
			if strings.ContainsAny(rest, "<>") || strings.Count(h.Snippet, "<mark>") != strings.Count(h.Snippet, "</mark>") {
				t.Errorf("unsafe snippet: %q", h.Snippet)
			}
		}
	})
}
