package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestSections(t *testing.T) {
	cases := []struct {
		name, in string
		want     []Section
	}{
		{"empty", "", nil},
		{"only a comment", "<!-- a -->", nil},
		{"text before the first heading", "\n前言\n\n## 一\n\n甲\n", []Section{
			{Text: "前言", Line: 1},
			{Heading: "一", Anchor: "一", Level: 2, Text: "甲", Line: 4},
		}},
		{"levels as shown", "# 一\n甲\n## 二\n乙", []Section{
			{Heading: "一", Anchor: "一", Level: 2, Text: "甲", Line: 1},
			{Heading: "二", Anchor: "二", Level: 3, Text: "乙", Line: 3},
		}},
		{"underlined heading", "甲\n\n标题\n第二行\n---\n乙", []Section{
			{Text: "甲", Line: 1},
			{Heading: "标题第二行", Anchor: "标题第二行", Level: 2, Text: "乙", Line: 3},
		}},
		{"blocks are lines", "段**一**，\n续行\n\n- 项\n  - 子项\n\n> 引\n\n    码 一\n    码 二\n\n```go\nx := 1\n```\n\n术语\n: 定义", []Section{
			{Text: "段一，续行\n项\n子项\n引\n码 一\n码 二\nx := 1\n术语\n定义", Line: 1},
		}},
		{"inlines", "[链接](a.md) ![图](b.png) [[c|名]] [[d/e]] ![[f.png]] <https://g.cn> `码` $x^2$ a&amp;b\\* <kbd>K</kbd><br>行<img src=x alt=图>", []Section{
			{Text: "链接 图 名 e f https://g.cn 码 x^2 a&b* K 行图", Line: 1},
		}},
		{"tables", "| 关 | 谁 |\n|---|---|\n| 事实关 | **编辑** |\n| | b |", []Section{
			{Text: "关 谁\n事实关 编辑\nb", Line: 1},
		}},
		{"raw HTML", "<table><tr><td>甲&amp;</td><td>乙</td></tr></table>\n<script>x</script>\n\n<style>y</style>", []Section{
			{Text: "甲& 乙", Line: 1},
		}},
		{"callouts", "> [!NOTE] 标题\n> 甲\n\n::: tip\n乙\n:::", []Section{{Text: "标题\n甲\n乙", Line: 1}}},
		{"math blocks", "$$\na\n+ b\n$$", []Section{{Text: "a\n+ b", Line: 1}}},
		{"headings inside blocks are lines", "## 一\n\n> ### 二\n> 甲", []Section{
			{Heading: "一", Anchor: "一", Level: 2, Text: "二\n甲", Line: 1},
		}},
		{"footnotes where they are first used", "甲[^b]\n\n## 节[^c]\n\n乙[^b][^a]\n\n[^a]: 注a\n[^b]: 注b\n[^c]: 注c[^d]\n[^d]: 注d", []Section{
			{Text: "甲\n注b", Line: 1},
			{Heading: "节", Anchor: "节", Level: 2, Text: "乙\n注c\n注a\n注d", Line: 3},
		}},
		{"heading without text", "##\n\n甲", []Section{{Anchor: "section", Level: 2, Text: "甲", Line: 1}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Parse([]byte(c.in), Options{}).Sections()
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
