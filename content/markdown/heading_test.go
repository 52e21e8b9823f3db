package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeadingID(t *testing.T) {
	cases := []struct{ in, want string }{
		{"第二节 四道关", "第二节-四道关"},
		{"第一章　总则", "第一章-总则"},
		{"一、为什么“快报事实、慎报原因”？", "一为什么快报事实慎报原因"},
		{"Getting Started", "getting-started"},
		{"C++ & C#", "c--c"},
		{"snake_case-name", "snake_case-name"},
		{"12 小时（黄金）", "12-小时黄金"},
		{"🎉 庆祝", "庆祝"},
		{"ÉTÉ", "été"},
		{"葛\U000E0100飾", "葛\U000E0100飾"},
		{"？！", "section"},
		{"", "section"},
	}
	for _, c := range cases {
		if got := HeadingID(c.in); got != c.want {
			t.Errorf("HeadingID(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// anchors returns the id of each section.
func anchors(d *Document) string {
	var ids []string
	for _, s := range d.Sections() {
		ids = append(ids, s.Anchor)
	}
	return strings.Join(ids, " ")
}

func TestHeadingIDs(t *testing.T) {
	cases := []struct {
		name, in, want string
		reserved       []string
	}{
		{"duplicates", "## 节\n## 节\n## 节", "节 节-1 节-2", nil},
		{"duplicate of a numbered one", "## 节-1\n## 节\n## 节", "节-1 节 节-2", nil},
		{"markup is not part of it", "## **重点** [链接](a.md) `码` [[x|名]] $y$", "重点-链接-码-名-y", nil},
		{"explicit", "## 标题 {#intro}\n## B {#b .wide k=\"v\"}", "intro b", nil},
		{"explicit comes first", "## 总则\n## 第一章 {#总则}", "总则-1 总则", nil},
		{"explicit twice", "## 甲 {#x}\n## 乙 {#x}", "x x-1", nil},
		{"underlined", "标题 {#x}\n---", "x", nil},
		{"braces that mean themselves", "## 集合 {a, b}\n## {.x}", "集合-a-b x", nil},
		{"unsafe explicit", "## 甲 {#a\"onclick=x}", "aonclickx", nil},
		{"reserved", "## Search\n## 甲 {#main}", "search-1 main-1", []string{"search", "main"}},
		{"footnotes", "## fn-1[^1]\n## fnref-1\n\n[^1]: a", "fn-1-1 fnref-1-1", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := Parse([]byte(c.in), Options{Reserved: c.reserved})
			if got := anchors(d); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			for _, id := range strings.Fields(c.want) {
				if html := d.HTML(nil); !strings.Contains(html, ` id="`+id+`"`) {
					t.Errorf("no id %s in %s", id, html)
				}
			}
		})
	}
}

func TestTitleAndLevels(t *testing.T) {
	cases := []struct{ name, title, in, want string }{
		{"title dropped", "四道关", "# 四道关\n\n## 一\n\n### 二", `<h2 id="一">一</h2><h3 id="二">二</h3>`},
		{"dropped in spite of width and space", "快报（事实）: A", "# 快报 (事实)：Ａ\n\n正文", `<p>正文</p>`},
		{"dropped with markup", "四道关", "# **四道关** {#x}\n", ``},
		{"dropped after a comment", "四道关", "<!-- a -->\n[x]: y\n# 四道关\n\n## 一", `<h2 id="一">一</h2>`},
		{"other title stays and shifts", "三道关", "# 四道关\n\n## 一", `<h2 id="四道关">四道关</h2><h3 id="一">一</h3>`},
		{"only the first is dropped", "甲", "# 甲\n\n# 乙\n\n###### 丙", `<h2 id="乙">乙</h2><h6 id="丙">丙</h6>`},
		{"not at the beginning", "甲", "正文\n\n# 甲", `<p>正文</p><h2 id="甲">甲</h2>`},
		{"level 2 is not a title", "甲", "## 甲", `<h2 id="甲">甲</h2>`},
		{"levels without level 1 stay", "", "### 甲", `<h3 id="甲">甲</h3>`},
		{"level 1 in a quote shifts, too", "", "> # 甲\n\n## 乙", `<blockquote><h2 id="甲">甲</h2></blockquote><h3 id="乙">乙</h3>`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Parse([]byte(c.in), Options{Title: c.title}).HTML(nil)
			if diff := cmp.Diff(c.want, strings.ReplaceAll(got, ">\n", ">")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFirstHeading(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"level 1", "# 四道关\n\n正文", "四道关"},
		{"any level after text", "正文\n\n### 三级 ###\n", "三级"},
		{"markup", "# **四**道 [关](a.md) `x` {#id}", "四道 关 x"},
		{"underlined", "四道关\n======", "四道关"},
		{"underlined over two lines", "快报\n事实\n---", "快报事实"},
		{"no underline below a list", "- 甲\n---\n\n1. 乙\n---\n\n## 丙", "丙"},
		{"rule after a blank line", "正文\n\n---\n\n# 标题", "标题"},
		{"in a fence", "```sh\n# 注释\n```\n~~~~\n# b\n~~~\n# c\n~~~~\n# 标题", "标题"},
		{"in a comment", "<!-- # a\n# b\n-->\n# 标题", "标题"},
		{"after a comment on one line", "<!-- a -->\n# 标题", "标题"},
		{"not a heading", "#标签\n\n####### 七级\n\n    # 代码\n\n# 标题", "标题"},
		{"empty headings", "#\n\n## \n\n# 标题", "标题"},
		{"carriage returns and mark", "\uFEFF# 标题\r\n", "标题"},
		{"none", "正文", ""},
		{"empty", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := FirstHeading([]byte(c.in)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
