package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRawHTML(t *testing.T) {
	check(t, []conversion{
		{"inline elements", "按 <kbd>Ctrl</kbd>，H<sub>2</sub>O<br/><mark>注</mark><u>下</u><ruby>研<rt>yán</rt></ruby>", "<p>按 <kbd>Ctrl</kbd>，H<sub>2</sub>O<br/><mark>注</mark><u>下</u><ruby>研<rt>yán</rt></ruby></p>"},
		{"attributes", `<abbr title="政务&quot;新媒体">政</abbr> <del datetime="2019-06-03">旧</del> <span lang="en" dir="ltr" class="x" data-x="y">a</span>`,
			`<p><abbr title="政务&#34;新媒体">政</abbr> <del datetime="2019-06-03">旧</del> <span lang="en" dir="ltr">a</span></p>`},
		{"details around Markdown", "<details open>\n<summary>答</summary>\n\n**是**\n\n</details>", "<details open=\"\"><summary>答</summary><p><strong>是</strong></p></details>"},
		{"table", "<table align=\"center\"><tr><td colspan=\"2\" style=\"color:red\" width=9>甲</td></tr></table>", `<table align="center"><tbody><tr><td colspan="2">甲</td></tr></tbody></table>`},
		{"figure", "<figure><img src=\"a.png\" alt=\"图\"><figcaption>说明</figcaption></figure>", `<figure><img src="/a.png" alt="图" width="800" height="600" loading="lazy" decoding="async"/><figcaption>说明</figcaption></figure>`},
		{"image with width", `<img src="a.png" width="400px" onerror="x()">`, `<img src="/a.png" alt="" width="400" height="300" loading="lazy" decoding="async"/>`},
		{"image of another site", `<img src="https://a.cn/b.png" alt="图">`, `<a class="external-image" href="https://a.cn/b.png" rel="noopener noreferrer external">图</a>`},
		{"broken image", `<img src="missing.png" alt="图">`, `<span class="broken" title="missing.png">图</span>`},
		{"links", `<a href="b.md#c" target="_blank" title="标题" onclick="x()">甲</a> <a href="https://a.cn">乙</a> <a href="missing">丙</a>`,
			`<p><a href="/b.md#c" title="标题">甲</a> <a href="https://a.cn" rel="noopener noreferrer external">乙</a> <span class="broken" title="missing">丙</span></p>`},
		{"comments vanish", "<!-- a\n\n## b -->\n\n甲<!-- c -->乙\n\n<!-- d --> <!-- e -->", "<p>甲乙</p>"},
		{"markup in text", "a < b > c <notatag> <x-y>z</x-y>", "<p>a &lt; b &gt; c  z</p>"},
		{"headings", "<h1 align=\"center\">一</h1>\n<h2 id=\"二\">二</h2>", "一\n" + `<h2 id="二">二</h2>`},
		{"unclosed in a paragraph", "<b>a\n\nb", "<p><b>a</b></p><b><p>b</p></b>"},
		{"unclosed block", "<div>\n\na", "<div><p>a</p></div>"},
		{"stray end tags", "</div></main></body></html>\n\na</p></section>", "\n<p>a</p><p></p>"},
		{"unclosed tag", "<div class=\"a\n\nb", "<p>b</p>"},
	})
}

func TestRawHTMLIsSafe(t *testing.T) {
	cases := []struct{ in, want string }{
		{"<script>alert(1)</script>", ""},
		{"a <script>alert(1)</script>", "<p>a alert(1)</p>"},
		{"<style>p{}</style>", ""},
		{"<iframe src=//a.cn></iframe><object data=x></object><embed src=x>", ""},
		{"<form action=x><input name=a><button>b</button><select><option>c</select><textarea>d</textarea></form>", "bcd"},
		{"<meta http-equiv=refresh content=0><link rel=stylesheet href=x><base href=//a.cn>", ""},
		{"<svg onload=alert(1)><a xlink:href=javascript:x>b</a></svg>", "<p>b</p>"},
		{"<math><mi xlink:href=javascript:x>b</mi></math>", "<p>b</p>"},
		{`<a href="javascript:alert(1)">a</a><a href=" jav&#x09;ascript:alert(1)">b</a>`, "<p>ab</p>"},
		{`<img src="javascript:alert(1)" alt="a"><img src="data:image/png;base64,x" alt="b">`, "<p>ab</p>"},
		{`<p style="x" onclick="x" ONMOUSEOVER=x id='a" onclick="x'>a</p>`, "<p>a</p>"},
		{`<div style="background:url(javascript:x)">a</div>`, "<div>a</div>"},
		{"<video src=x autoplay onplay=x>a</video>", "<p>a</p>"},
		{"<noscript><p title=\"</noscript><img src=x onerror=x>\"></noscript>", `<p></p><p title="&lt;/noscript&gt;&lt;img src=x onerror=x&gt;"></p>`},
		{"<a href=\"x\" href=\"javascript:y\">a</a>", `<p><a href="/x">a</a></p>`},
		{"<template><b>a</b></template>", "<p><b>a</b></p>"},
	}
	for _, c := range cases {
		got := strings.TrimSpace(render(c.in))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.in, diff)
		}
	}
}

func TestRawIDs(t *testing.T) {
	src := `<a name="前"></a><span id="甲">x</span><span id="甲">y</span>` +
		`<b id="总则">z</b><i id="main-x">u</i><i id="fn-1">v</i><i id="a b">w</i>` + "\n\n## 总则\n\n> ### 引"
	d := Parse([]byte(src), Options{Reserved: []string{"main"}})
	want := `<p><span id="前"></span><span id="甲">x</span><span>y</span><b>z</b><i>u</i><i>v</i><i>w</i></p><h2 id="总则">总则</h2><blockquote><h3 id="引">引</h3></blockquote>`
	if diff := cmp.Diff(want, strings.ReplaceAll(d.HTML(nil), ">\n", ">")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"前", "引", "总则", "甲"}, d.Anchors()); diff != "" {
		t.Error(diff)
	}
}
