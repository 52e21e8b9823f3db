package index

import (
	"strings"
	"testing"
	"unicode/utf8"

	"yanxi/index/zh"
)

// Any string is a query, and what it is taken apart into stands in it.
func FuzzParseQuery(f *testing.F) {
	for _, q := range []string{
		"首次回应 或 学校 -旅游", `"a" OR 「c」 | d`, "平台:微博,抖音 -日期：2018..2020", "标题:四道关 年份:>=2018 讲师:张",
		"| OR 或 -", "\"“「『＂", "平台:\"", "::::", "a:b:c:d,e|f、g", "日期:2019年6月3日至31日", "\xed\xa0\x80:\xed\xb0\x80", strings.Repeat("😀", 256),
	} {
		f.Add(q)
	}
	lib := openLibrary(f, filterFiles())
	table := newTable(lib)
	f.Fuzz(func(t *testing.T, s string) {
		q := ParseQuery(s)
		if !utf8.ValidString(q.Text) || utf8.RuneCountInString(q.Text) > MaxQuery || ParseQuery(q.Text).Text != q.Text {
			t.Errorf("%q: text %q", s, q.Text)
		}
		checkQuery(t, q.Text, q)
		for _, filter := range q.Filters {
			if !strings.Contains(q.Text, filter.Text) || len(filter.Values) == 0 {
				t.Errorf("%q: filter %+v", s, filter)
			}
			for _, v := range filter.Values {
				if !hasWord(v) || !strings.Contains(filter.Text, v) {
					t.Errorf("%q: value %q of %+v", s, v, filter)
				}
			}
		}
		r := table.resolve(lib, q)
		checkQuery(t, q.Text, r.Query)
		if len(r.Query.Filters) > 0 {
			t.Errorf("%q: filters are left: %+v", s, r.Query.Filters)
		}
		for _, u := range r.Unknown {
			if u.Key == "" || u.Facet == "" || len(u.Near) > MaxNear {
				t.Errorf("%q: unknown %+v", s, u)
			}
		}
		if ok := r.admitted(table, zh.Default()); (ok == nil) == r.narrows() {
			t.Errorf("%q: admits %v", s, ok)
		}
	})
}

// checkQuery looks at the items of a query made of text.
func checkQuery(t *testing.T, text string, q Query) {
	t.Helper()
	items := q.Without
	for _, g := range q.Groups {
		if len(g) == 0 {
			t.Errorf("%q: an empty group", text)
		}
		items = append(items, g...)
	}
	for _, i := range items {
		if !hasWord(i.Text) || !strings.Contains(text, i.Text) {
			t.Errorf("%q: item %+v", text, i)
		}
	}
}
