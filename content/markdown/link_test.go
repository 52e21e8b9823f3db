package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestLinks(t *testing.T) {
	cases := []struct {
		name, in string
		want     []Link
	}{
		{"inline", "见 [**通**报](../a%20b.md#%E7%AC%AC)。", []Link{{LinkInline, "../a b.md", "第", 1, 3, 34}}},
		{"image", "中文 ![图](pic.png \"标题\")后", []Link{{LinkImage, "pic.png", "", 1, 4, 22}}},
		{"linked image", "[![图](a.png)](b.md)", []Link{{LinkInline, "b.md", "", 1, 1, 20}, {LinkImage, "a.png", "", 1, 2, 13}}},
		{"reference", "[甲][x] [x]\n\n[x]: a.md", []Link{{LinkInline, "a.md", "", 1, 1, 7}, {LinkInline, "a.md", "", 1, 8, 11}}},
		{"across lines", "[甲\n乙](a.md) [丙](b.md)", []Link{{LinkInline, "a.md", "", 1, 1, 3}, {LinkInline, "b.md", "", 2, 10, 19}}},
		{"autolinks", "<https://a.cn/x#y> https://b.cn/ www.c.cn <a@b.cn> a@b.cn。", []Link{
			{LinkInline, "https://a.cn/x", "y", 1, 1, 19},
			{LinkInline, "https://b.cn/", "", 1, 20, 33},
			{LinkInline, "http://www.c.cn", "", 1, 34, 42},
			{LinkInline, "mailto:a@b.cn", "", 1, 43, 51},
			{LinkInline, "mailto:a@b.cn", "", 1, 52, 58},
		}},
		{"external as written", "[x](https://a.cn/%E4%B8%AD?q=%26#%E4)", []Link{{LinkInline, "https://a.cn/%E4%B8%AD?q=%26", "%E4", 1, 1, 38}}},
		{"wikilinks", "甲[[cases/a]]、[[b|名]]、[[c#节]]、[[#本页]] ![[d.png|300]] ![[note]]", []Link{
			{LinkWiki, "cases/a", "", 1, 2, 13},
			{LinkWiki, "b", "", 1, 14, 21},
			{LinkWiki, "c", "节", 1, 22, 29},
			{LinkWiki, "", "本页", 1, 30, 37},
			{LinkImage, "d.png", "", 1, 38, 52},
			{LinkWiki, "note", "", 1, 53, 62},
		}},
		{"in containers", "> - [甲](a.md)\n>\n> | [乙](b.md) |\n> |---|\n> | x[[c]] |", []Link{
			{LinkInline, "a.md", "", 1, 5, 14},
			{LinkInline, "b.md", "", 3, 5, 14},
			{LinkWiki, "c", "", 5, 6, 11},
		}},
		{"footnotes stand where they are written", "甲[^1]\n\n[^1]: [乙](b.md)\n\n[丙](c.md)", []Link{
			{LinkInline, "b.md", "", 3, 7, 16},
			{LinkInline, "c.md", "", 5, 1, 10},
		}},
		{"callout titles", "> [!TIP] 见[甲](a.md)\n\n!!! note \"[乙](b.md)\"\n    c", []Link{
			{LinkInline, "a.md", "", 1, 11, 20},
			{LinkInline, "b.md", "", 3, 11, 20},
		}},
		{"raw HTML", "<div>\n<a class=x href=\"a.md#b\">甲</a><img src='c.png'></div>\n\n中<a href=d.md>丁</a>", []Link{
			{LinkInline, "a.md", "b", 2, 1, 26},
			{LinkImage, "c.png", "", 2, 31, 48},
			{LinkInline, "d.md", "", 4, 2, 15},
		}},
		{"in code", "`[a](b.md)` [[`x`]]\n\n    [c](d.md)", nil},
		{"dangerous", "[x](javascript:y#z) <img src=\"data:a\">", []Link{
			{LinkInline, "javascript:y", "z", 1, 1, 20}, {LinkImage, "data:a", "", 1, 21, 39},
		}},
		{"file with a colon", "[a](12:30.md) [b](通知:一.md) [c](c:/x.md)", []Link{
			{LinkInline, "12:30.md", "", 1, 1, 14},
			{LinkInline, "通知:一.md", "", 1, 15, 27},
			{LinkInline, "c:/x.md", "", 1, 28, 40},
		}},
		{"bad encoding stays", "[a](100%.md) [b](%FF.md)", []Link{{LinkInline, "100%.md", "", 1, 1, 13}, {LinkInline, "%FF.md", "", 1, 14, 25}}},
		{"escapes", `[a](x\)y.md) [b](a&amp;b.md) [c](<a b.md>)`, []Link{
			{LinkInline, "x)y.md", "", 1, 1, 13}, {LinkInline, "a&b.md", "", 1, 14, 29}, {LinkInline, "a b.md", "", 1, 30, 43},
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Parse([]byte(c.in), Options{}).Links()
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The resolver of a page is asked about the same links that the text has.
func TestLinksAreResolved(t *testing.T) {
	src := "[a](a.md) ![b](b.png) [[c]] <a href=\"d.md\">d</a> https://e.cn\n\n<img src=\"f.png\">"
	d := Parse([]byte(src), Options{})
	var asked recorder
	d.HTML(&asked)
	if diff := cmp.Diff(d.Links(), asked.links); diff != "" {
		t.Error(diff)
	}
}

// A recorder remembers what it was asked.
type recorder struct{ links []Link }

func (r *recorder) ResolveLink(l Link) Target {
	r.links = append(r.links, l)
	return Target{URL: "/x"}
}

func TestLinkHTML(t *testing.T) {
	check(t, []conversion{
		{"internal", `[通报](a.md#节 "标题")`, `<p><a href="/a.md#节" title="标题">通报</a></p>`},
		{"external", "[a](https://a.cn/?b&c)", `<p><a href="https://a.cn/?b&amp;c" rel="noopener noreferrer external">a</a></p>`},
		{"broken", "[*a*](missing.md)", `<p><span class="broken" title="missing.md"><em>a</em></span></p>`},
		{"dangerous", "[*a*](javascript:alert%281%29) ![b](data:image/svg+xml,x) [c]( JaVaScript:d) <vbscript:e>", `<p><em>a</em> b c vbscript:e</p>`},
		{"wikilinks", "[[a]] [[a|名]] [[missing]] [[missing/b#c]]", `<p><a href="/a/">《a》</a> <a href="/a/">名</a> ` +
			`<span class="broken" title="missing">missing</span> <span class="broken" title="missing/b">b › c</span></p>`},
		{"wikilinks in a table", "| a |\n|---|\n| [[b\\|名]] |", `<div class="table" tabindex="0" role="region" aria-label="表格：a"><table><thead><tr><th>a</th></tr></thead>` +
			`<tbody><tr><td><a href="/b/">名</a></td></tr></tbody></table></div>`},
		{"not wikilinks", "`[[a]]` [[]] [[ ]] [[1]](x.md) [[^1]] [[a\nb]] [[a]", `<p><code>[[a]]</code> [[]] [[ ]] <a href="/x.md">[1]</a> [[^1]] [[a` + "\n" + `b]] [[a]</p>`},
		{"bracketed reference", "[[1]]\n\n[1]: x.md", `<p>[<a href="/x.md">1</a>]</p>`},
	})
}

func TestWithoutResolver(t *testing.T) {
	cases := []struct{ in, want string }{
		{"[a](b%20c.md?d=e#f) [g](x/y:z.md)", `<p><a href="b%20c.md?d=e#f">a</a> <a href="x/y:z.md">g</a></p>`},
		{"[a](12:30.md) [b](x%3Ay.md)", `<p><a href="./12:30.md">a</a> <a href="./x:y.md">b</a></p>`},
		{"[a](mailto:x@y.cn) [b](//c.cn/d)", `<p><a href="mailto:x@y.cn">a</a> <a href="//c.cn/d" rel="noopener noreferrer external">b</a></p>`},
		{"[[a]]", `<p><span class="broken" title="a">a</span></p>`},
	}
	for _, c := range cases {
		if got := strings.TrimSpace(Parse([]byte(c.in), Options{}).HTML(nil)); got != c.want {
			t.Errorf("HTML of %q = %q, want %q", c.in, got, c.want)
		}
	}
}

// A resolver is not trusted to return safe addresses.
func TestUnsafeTargets(t *testing.T) {
	for _, url := range []string{"javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "\x01JAVASCRIPT:x", "data:text/html,x", "vbscript:x"} {
		src := `[a](b.md) ![c](d.png) [[e]] <a href="f">g</a><img src="h" alt="i">`
		got := Parse([]byte(src), Options{}).HTML(fixed(url))
		want := `<p><span class="broken" title="b.md">a</span> <span class="broken" title="d.png">c</span> <span class="broken" title="e">e</span>` +
			` <span class="broken" title="f">g</span><span class="broken" title="h">i</span></p>` + "\n"
		if got != want {
			t.Errorf("%q: %s", url, got)
		}
	}
}

// fixed resolves every link to itself.
type fixed string

func (f fixed) ResolveLink(Link) Target { return Target{URL: string(f)} }

func TestImages(t *testing.T) {
	check(t, []conversion{
		{"with a caption", `![四道关](a.png "图一 四道关")`, `<figure><img src="/a.png" alt="四道关" width="800" height="600" loading="lazy" decoding="async"><figcaption>图一 四道关</figcaption></figure>`},
		{"without a caption", `![四**道**关](a.png)`, `<figure><img src="/a.png" alt="四道关" width="800" height="600" loading="lazy" decoding="async"></figure>`},
		{"in a line", `见 ![a](b.png "c")`, `<p>见 <img src="/b.png" alt="a" title="c" width="800" height="600" loading="lazy" decoding="async"></p>`},
		{"broken", `![a](missing.png "c")`, `<p><span class="broken" title="missing.png">a</span></p>`},
		{"of another site", `![a](https://a.cn/b.png)![](https://a.cn/c.png)`, `<p><a href="https://a.cn/b.png" rel="noopener noreferrer external" class="external-image">a</a>` +
			`<a href="https://a.cn/c.png" rel="noopener noreferrer external" class="external-image">https://a.cn/c.png</a></p>`},
		{"linked", `[![a](b.png)](c.md)`, `<p><a href="/c.md"><img src="/b.png" alt="a" width="800" height="600" loading="lazy" decoding="async"></a></p>`},
		{"embedded", `![[x/图 一.png]]`, `<figure><img src="/x/图 一.png" alt="图 一" width="800" height="600" loading="lazy" decoding="async"></figure>`},
		{"embedded with width", `![[a.png|300]]`, `<figure><img src="/a.png" alt="a" width="300" height="225" loading="lazy" decoding="async"></figure>`},
		{"embedded with text and size", `![[a.png|四道关|400x9]]`, `<figure><img src="/a.png" alt="四道关" width="400" height="300" loading="lazy" decoding="async"></figure>`},
		{"embedded note", `![[a]]`, `<p><a href="/a/">《a》</a></p>`},
	})
}
