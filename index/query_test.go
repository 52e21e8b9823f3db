package index

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yanxi/content/markdown"
	"yanxi/index/zh"
)

func TestParseQuery(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"  突发事件  首次回应 ", "[突发事件] [首次回应]"},
		{"a　b", "[a] [b]"},
		{"a\x00b\xffc\nd", "[a] [b] [c] [d]"},
		{"，。！？ 😀😀", ""},
		{strings.Repeat("长", 300), "[" + strings.Repeat("长", MaxQuery) + "]"},

		{`"一 句话" 词`, "[「一 句话」] [词]"},
		{"「一句」“两句”『三句』＂四句＂", "[「一句」] [「两句」] [「三句」] [「四句」]"},
		{"词“引文”词", "[词] [「引文」] [词]"},
		{`"没有另一半`, "[没有另一半]"},
		{`没有另一半"`, "[没有另一半]"},
		{"“「交叉”」", "[「「交叉」]"},
		{`"" "  " “”`, ""},

		{`-不要 要 -"不要 这句" －也不要`, "[要] -不要 -「不要 这句」 -也不要"},
		{"a-b - -- ---", "[a-b]"},
		{"-", ""},
		{"-，", ""},

		{"学校 或 幼儿园", "[学校|幼儿园]"},
		{"学校 OR 幼儿园 ｜ 托班 道歉", "[学校|幼儿园|托班] [道歉]"},
		{`学校 | "幼儿 园"`, "[学校|「幼儿 园」]"},
		{`"学校"|"幼儿园"`, "[「学校」|「幼儿园」]"},
		{"学校 or 幼儿园", "[学校] [or] [幼儿园]"},
		{"或许 OR或 A|B", "[或许] [OR或] [A|B]"},
		{"OR 学校 OR OR 幼儿园 或", "[学校|幼儿园]"},
		{"学校 或 -幼儿园 托班", "[学校] [托班] -幼儿园"},
		{"学校 或 平台:微博 托班", "[学校] [托班] 平台=微博"},
		{"或", "[或]"},
		{"| OR |", "[OR]"},
		{"-或 学校", "[学校] -或"},
		{`"或"`, "[「或」]"},

		{"类型:案例 平台：微博 回应", "[回应] 类型=案例 平台=微博"},
		{"平台:微博,抖音 平台:微信、快手|B站｜客户端，网站", "平台=微博/抖音 平台=微信/快手/B站/客户端/网站"},
		{`平台:"新浪 微博",“腾 讯” 词`, "[词] 平台=新浪 微博/腾 讯"},
		{"-平台:微博 -\"平台:微博\"", "-「平台:微博」 -平台=微博"},
		{"ＫＩＮＤ：ｃａｓｅ 標籤:輿情", "kind=ｃａｓｅ 标签=輿情"},
		{"日期:2018..2020 日期:>=2019 日期:..2019", "日期=2018..2020 日期=>=2019 日期=..2019"},
		{"平台: 微博", "[平台:] [微博]"},
		{"平台:,，、 平台:\" 平台:", "[平台:,，、] [平台:] [平台:]"},
		{"平台:微博,", "平台=微博"},
		{"平台:a:b:c:d ::a a::b", "[::a] 平台=a:b:c:d a=:b"},
		{"12:30 -12:30 21：19", "[12:30] [21：19] -12:30"},
		{"http://example.org/a,b", "http=//example.org/a/b"},
		{"注意:保密", "注意=保密"},
		{strings.Repeat("长", 30) + ":值", "[" + strings.Repeat("长", 30) + ":值]"},
	} {
		if diff := cmp.Diff(test.want, describe(ParseQuery(test.in))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.in, diff)
		}
	}
}

// Pieces whose key is not known are text where they stand.
func TestParseQueryUnknownKeys(t *testing.T) {
	known := func(key string) bool { return key == "平台" }
	for _, test := range []struct{ in, want string }{
		{"平台:微博 注意:保密 回应", "[注意:保密] [回应] 平台=微博"},
		{"注意:保密 或 泄密 -http://example.org/a,b", "[注意:保密|泄密] -http://example.org/a,b"},
		{`注意:"保 密",要`, "[注意:] [「保 密」] [,要]"},
	} {
		if diff := cmp.Diff(test.want, describe(parseQuery(test.in, known))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.in, diff)
		}
	}
}

// describe writes a query's parts: groups, what must not be there, filters.
func describe(q Query) string {
	var parts []string
	item := func(i Item) string {
		if i.Phrase {
			return "「" + i.Text + "」"
		}
		return i.Text
	}
	for _, g := range q.Groups {
		var items []string
		for _, i := range g {
			items = append(items, item(i))
		}
		parts = append(parts, "["+strings.Join(items, "|")+"]")
	}
	for _, i := range q.Without {
		parts = append(parts, "-"+item(i))
	}
	for _, f := range q.Filters {
		without := ""
		if f.Without {
			without = "-"
		}
		parts = append(parts, without+f.Key+"="+strings.Join(f.Values, "/"))
	}
	return strings.Join(parts, " ")
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

func TestIndexOf(t *testing.T) {
	for _, c := range []struct {
		text, sought string
	}{
		{"国家工作人员", "工作"},
		{"国家工作人员", "国家工作人员"},
		{"国家工作人员", "人员工"},
		{"人民", "人民法院"},
		{"abc", "bc"},
		{"aabcd", "abcd"},
		{"", "国"},
		{"国", ""},
	} {
		if got, want := indexOf(c.text, c.sought), strings.Index(c.text, c.sought); got != want {
			t.Errorf("indexOf(%q, %q) = %d, want %d", c.text, c.sought, got, want)
		}
	}
}

func TestPhraseForms(t *testing.T) {
	for _, c := range []struct {
		phrase, text string
		want         bool
	}{
		{"法律、法规规定的", "违反法律、法规规定的，依法处理", true},
		{"法律、法规规定的", "违反法律，法规规定的", false},
		{"本条例。第五条", "适用本条例。第五条", true},
		{"本条例.第五条", "适用本条例。第五条", false},
		{"（四）坚持", "（三）公开；(四)坚持原则", true},
		{"条例(试行)", "《条例（试行）》", true},
		{"使用QQ群", "使用 qq 群", true},
		{"qq群", "建一个 qq 群", true},
		{"五条", "第五", false},
	} {
		section := storedSection{Section: markdown.Section{Text: c.text}, plain: zh.IsPlain(c.text)}
		if !section.plain {
			t.Errorf("%q is not plain", c.text)
		}
		p := newPhrase(zh.Default(), c.phrase)
		if got := p.inSection(&section); got != c.want {
			t.Errorf("%q in %q: %v", c.phrase, c.text, got)
		}
		section.plain = false
		if got := p.inSection(&section); got != c.want {
			t.Errorf("%q in %q, by the matcher: %v", c.phrase, c.text, got)
		}
	}
}
