package markdown_test

import (
	"fmt"

	"yanxi/content/markdown"
)

// site resolves links to pages of a site that has one page.
type site struct{}

func (site) ResolveLink(l markdown.Link) markdown.Target {
	if l.Dest == "notes/four-gates" {
		return markdown.Target{URL: "/notes/four-gates/#" + markdown.HeadingID(l.Fragment), Text: "四道关"}
	}
	return markdown.Target{}
}

func ExampleDocument_HTML() {
	src := "# 第一课\n\n**快报事实，**慎报原因，见[[notes/four-gates#事实关]]。\n"
	d := markdown.Parse([]byte(src), markdown.Options{Title: "第一课"})
	fmt.Print(d.HTML(site{}))
	// Output: <p><strong>快报事实，</strong>慎报原因，见<a href="/notes/four-gates/#事实关">四道关</a>。</p>
}

func ExampleDocument_Sections() {
	src := "前言。\n\n## 第二节 四道关\n\n- **事实关**\n- 政策关\n"
	for _, s := range markdown.Parse([]byte(src), markdown.Options{}).Sections() {
		fmt.Printf("%d %q %q %q\n", s.Line, s.Heading, s.Anchor, s.Text)
	}
	// Output:
	// 1 "" "" "前言。"
	// 3 "第二节 四道关" "第二节-四道关" "事实关\n政策关"
}

func ExampleDocument_Links() {
	src := "见[通报](../a.md#原因)\n和 ![图](pic.png)"
	for _, l := range markdown.Parse([]byte(src), markdown.Options{}).Links() {
		fmt.Println(l.Line, l.Column, l.EndColumn, l.Dest, l.Fragment)
	}
	// Output:
	// 1 2 18 ../a.md 原因
	// 2 3 16 pic.png
}

func ExampleInline() {
	fmt.Println(markdown.Inline("先**表态，**再说 <事实>"))
	// Output: 先<strong>表态，</strong>再说 &lt;事实&gt;
}

func ExampleHeadingID() {
	fmt.Println(markdown.HeadingID("第二节 四道关：事实"))
	// Output: 第二节-四道关事实
}

func ExampleFirstHeading() {
	fmt.Println(markdown.FirstHeading([]byte("```sh\n# 不是标题\n```\n\n# **四**道关 {#gates}\n")))
	// Output: 四道关
}
