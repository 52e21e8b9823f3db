package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// library resolves the links of the tests: what begins with "missing" is
// broken, an image is 800 by 600 pixels, and wikilinks lead to /name/.
type testResolver struct{}

func (testResolver) ResolveLink(l Link) Target {
	switch {
	case strings.HasPrefix(l.Dest, "missing"):
		return Target{}
	case strings.Contains(l.Dest, "://"):
		return Target{URL: l.Dest, External: true}
	case l.Kind == LinkImage:
		return Target{URL: "/" + l.Dest, Width: 800, Height: 600}
	case l.Kind == LinkWiki:
		return Target{URL: "/" + l.Dest + "/", Text: "《" + l.Dest + "》"}
	}
	t := Target{URL: "/" + l.Dest}
	if l.Fragment != "" {
		t.URL += "#" + l.Fragment
	}
	return t
}

// render returns the HTML of src without the line breaks between blocks.
func render(src string) string {
	return strings.ReplaceAll(Parse([]byte(src), Options{}).HTML(testResolver{}), ">\n", ">")
}

// A conversion is a case of a table test.
type conversion struct{ name, in, want string }

// check renders each case.
func check(t *testing.T, cases []conversion) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Helper()
			if diff := cmp.Diff(c.want, render(c.in)); diff != "" {
				t.Errorf("%s\n(-want +got):\n%s", c.in, diff)
			}
		})
	}
}

func TestHTML(t *testing.T) {
	check(t, []conversion{
		{"paragraph", "一段\n\n二段", "<p>一段</p><p>二段</p>"},
		{"hard break", "一  \n二\\\n三", "<p>一<br>二<br>三</p>"},
		{"escapes", `\*a\* &amp; &copy; &#x4E2D; &nope; <`, "<p>*a* &amp; © 中 &amp;nope; &lt;</p>"},
		{"code", "`a < b` ``x ` y``", "<p><code>a &lt; b</code> <code>x ` y</code></p>"},
		{"code block", "    a <b>\n\n    c", "<pre><code>a &lt;b&gt;\n\nc\n</code></pre>"},
		{"lists", "- a\n- b\n\n3. c\n4. d", "<ul><li>a</li><li>b</li></ul><ol start=\"3\"><li>c</li><li>d</li></ol>"},
		{"loose list", "- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"},
		{"task list", "- [x] 核实\n- [ ] 发布", `<ul><li class="task"><input type="checkbox" disabled checked aria-label="已完成"> 核实</li>` +
			`<li class="task"><input type="checkbox" disabled aria-label="未完成"> 发布</li></ul>`},
		{"quote", "> a\n> b", "<blockquote><p>a\nb</p></blockquote>"},
		{"rule", "a\n\n***\n\nb", "<p>a</p><hr><p>b</p>"},
		{"definition list", "四道关\n: 事实关\n: 政策关", "<dl><dt>四道关</dt><dd>事实关</dd><dd>政策关</dd></dl>"},
		{"strikethrough", "~~旧~~ 新 3~5 天 ~a~", "<p><del>旧</del> 新 3~5 天 ~a~</p>"},
		{"definition of a link", "[a][x]\n\n[x]: b.md \"标题\"", `<p><a href="/b.md" title="标题">a</a></p>`},
		{"byte order mark", "\uFEFF# a", `<h2 id="a">a</h2>`},
		{"not UTF-8", "a\xff\xfeb\x00", "<p>a\uFFFDb\uFFFD</p>"},
		{"carriage returns", "> [!TIP]\r\n> a\r\n> b\r\n\r\n## c {#d}\r\n", `<div class="callout callout-tip" role="note"><p class="callout-title">提示</p><p>a` + "\n" + `b</p></div><h2 id="d">c</h2>`},
		{"empty", "", ""},
	})
}

// brokenParser is a parser with a fault.
type brokenParser struct{ parser.Parser }

func (brokenParser) Parse(text.Reader, ...parser.ParseOption) ast.Node { panic("fault") }

func TestParserPanics(t *testing.T) {
	d := newDocument(brokenParser{}, []byte("a < b"))
	if got, want := d.HTML(nil), "<pre><code>a &lt; b</code></pre>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTable(t *testing.T) {
	check(t, []conversion{
		{"alignment as attribute", "| 关 | 谁 | 时限 |\n|:--|:-:|--:|\n| 事实关 | 编辑 | 5 |",
			`<div class="table" tabindex="0" role="region" aria-label="表格：关、谁、时限"><table><thead><tr>` +
				`<th align="left">关</th><th align="center">谁</th><th align="right">时限</th></tr></thead>` +
				`<tbody><tr><td align="left">事实关</td><td align="center">编辑</td><td align="right">5</td></tr></tbody></table></div>`},
		{"pipes and short rows", "a | b\n-|-\n`x\\|y` |\n",
			`<div class="table" tabindex="0" role="region" aria-label="表格：a、b"><table><thead><tr><th>a</th><th>b</th></tr></thead>` +
				`<tbody><tr><td><code>x|y</code></td><td></td></tr></tbody></table></div>`},
		{"only a header", "| a |\n|---|", `<div class="table" tabindex="0" role="region" aria-label="表格：a"><table><thead><tr><th>a</th></tr></thead></table></div>`},
		{"without names", "| |\n|---|", `<div class="table" tabindex="0" role="region" aria-label="表格"><table><thead><tr><th></th></tr></thead></table></div>`},
	})
}

func TestFootnotes(t *testing.T) {
	check(t, []conversion{
		{"two references", "甲[^a]乙[^a]\n\n[^a]: 注**释**",
			`<p>甲<sup class="footnote-ref" id="fnref-1"><a href="#fn-1" role="doc-noteref" aria-label="注释 1">1</a></sup>` +
				`乙<sup class="footnote-ref" id="fnref-1-2"><a href="#fn-1" role="doc-noteref" aria-label="注释 1">1</a></sup></p>` +
				`<section class="footnotes" role="doc-endnotes" aria-label="注释"><ol><li id="fn-1"><p>注<strong>释</strong>` +
				` <a class="footnote-back" href="#fnref-1" role="doc-backlink" aria-label="回到正文">↩︎</a>` +
				` <a class="footnote-back" href="#fnref-1-2" role="doc-backlink" aria-label="回到正文">↩︎</a></p></li></ol></section>`},
		{"note that ends in a list", "a[^1]\n\n[^1]:\n    - b",
			`<p>a<sup class="footnote-ref" id="fnref-1"><a href="#fn-1" role="doc-noteref" aria-label="注释 1">1</a></sup></p>` +
				`<section class="footnotes" role="doc-endnotes" aria-label="注释"><ol><li id="fn-1"><ul><li>b</li></ul>` +
				` <a class="footnote-back" href="#fnref-1" role="doc-backlink" aria-label="回到正文">↩︎</a></li></ol></section>`},
		{"undefined", "a[^1]", "<p>a[^1]</p>"},
		{"unused", "a\n\n[^1]: b", "<p>a</p>"},
	})
}

func TestLanguage(t *testing.T) {
	src := "- [x] a[^1]\n\n> [!WARNING]\n> b\n\n| c |\n|---|\n\n[^1]: d"
	got := Parse([]byte(src), Options{Lang: "en-GB"}).HTML(nil)
	for _, want := range []string{`aria-label="Done"`, `>Warning<`, `aria-label="Table: c"`, `aria-label="Note 1"`, `aria-label="Notes"`, `aria-label="Back to the text"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestInline(t *testing.T) {
	cases := []struct{ in, html, text string }{
		{"**快报事实，**慎报原因", "<strong>快报事实，</strong>慎报原因", "快报事实，慎报原因"},
		{"见[通报](a.md)和[网站](https://a.cn)", `见<span>通报</span>和<a href="https://a.cn" rel="noopener noreferrer external">网站</a>`, "见通报和网站"},
		{"[[cases/a|案例]] [x](javascript:alert(1))", "<span>案例</span> x", "案例 x"},
		{"# 不是标题 <script>alert(1)</script>", "# 不是标题 alert(1)", "# 不是标题 alert(1)"},
		{"<b>未闭合", "<b>未闭合</b>", "未闭合"},
		{"一行\n\n又一行 $x^2$", `一行又一行 <math alttext="x^2"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>`, "一行又一行 x^2"},
		{"  ", "", ""},
	}
	for _, c := range cases {
		if got := Inline(c.in); got != c.html {
			t.Errorf("Inline(%q) = %q, want %q", c.in, got, c.html)
		}
		if got := PlainText(c.in); got != c.text {
			t.Errorf("PlainText(%q) = %q, want %q", c.in, got, c.text)
		}
	}
}

func TestFeatures(t *testing.T) {
	cases := []struct {
		in   string
		want Features
	}{
		{"正文 `a` $5 和 $6", Features{}},
		{"$x$", Features{Math: true}},
		{"- a\n\n  $$\n  x\n  $$", Features{Math: true}},
		{"```math\nx\n```", Features{Math: true}},
		{"```mermaid\ngraph TD\n```", Features{Mermaid: true}},
		{"```go\nfunc\n```", Features{Code: true}},
		{"```text\na\n```\n\n```\nb\n```\n\n```nosuchlanguage\nc\n```", Features{}},
	}
	for _, c := range cases {
		if got := Parse([]byte(c.in), Options{}).Features(); got != c.want {
			t.Errorf("Features of %q = %+v, want %+v", c.in, got, c.want)
		}
	}
}
