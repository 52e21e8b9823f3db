package index

import (
	"slices"
	"testing"
	"testing/fstest"
)

// A number in a circle, a fraction and a mark without a letter are no words, and are looked for in the texts.
func TestSearchSigns(t *testing.T) {
	fsys := fstest.MapFS{}
	put(fsys, "circle.md", "# 步骤\n\n①先报告，②再处理。")
	put(fsys, "half.md", "# 份额\n\n½以上同意，报告通过。")
	x := indexed(t, fsys)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"“①”", []string{"circle"}},
		{"“½”", []string{"half"}},
		{"“⑨”", []string{}},
		{"“\u0301”", []string{}},
		{"“①” 或 “½”", []string{"circle", "half"}},
		{"报告 “½”", []string{"half"}},
		{"报告 -①", []string{"half"}},
		{"-“½”", []string{"circle"}},
		{"-\u0301", []string{"circle", "half"}},
	} {
		got := ids(find(t, x, Request{Query: c.query}))
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found %v, want %v", c.query, got, c.want)
		}
	}
}
