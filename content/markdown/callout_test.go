package markdown

import "testing"

func TestQuoteCallouts(t *testing.T) {
	check(t, []conversion{
		{"GitHub", "> [!NOTE]\n> 先核实", `<div class="callout callout-note" role="note"><p class="callout-title">说明</p><p>先核实</p></div>`},
		{"title", "> [!tip] 先**核实，**再发\n> 正文", `<div class="callout callout-tip" role="note"><p class="callout-title">先<strong>核实，</strong>再发</p><p>正文</p></div>`},
		{"folded", "> [!WARNING]- 注\n> 正文", `<details class="callout callout-warning"><summary class="callout-title">注</summary><p>正文</p></details>`},
		{"unfolded", "> [!danger]+\n> 正文", `<details class="callout callout-caution" open><summary class="callout-title">警告</summary><p>正文</p></details>`},
		{"unknown kind", "> [!教训]\n> 正文", `<div class="callout callout-note" role="note"><p class="callout-title">教训</p><p>正文</p></div>`},
		{"only a title", "> [!IMPORTANT]", `<div class="callout callout-important" role="note"><p class="callout-title">重要</p></div>`},
		{"with blocks", "> [!EXAMPLE]\n>\n> - a\n>\n> b", `<div class="callout callout-example" role="note"><p class="callout-title">示例</p><ul><li>a</li></ul><p>b</p></div>`},
		{"nested", "> [!NOTE]\n> a\n>\n> > [!QUOTE]\n> > b", `<div class="callout callout-note" role="note"><p class="callout-title">说明</p><p>a</p>` +
			`<div class="callout callout-quote" role="note"><p class="callout-title">引用</p><p>b</p></div></div>`},
		{"in a list", "- a\n\n  > [!TIP]\n  > b", `<ul><li><p>a</p><div class="callout callout-tip" role="note"><p class="callout-title">提示</p><p>b</p></div></li></ul>`},
		{"not at the beginning", "> a\n> [!NOTE]", "<blockquote><p>a\n[!NOTE]</p></blockquote>"},
		{"not a callout", "> [!NOTE]x\n\n[!NOTE]", "<blockquote><p>[!NOTE]x</p></blockquote><p>[!NOTE]</p>"},
	})
}

func TestFencedCallouts(t *testing.T) {
	check(t, []conversion{
		{"VitePress", "::: tip\n正文\n:::\n后", `<div class="callout callout-tip" role="note"><p class="callout-title">提示</p><p>正文</p></div><p>后</p>`},
		{"title", ":::warning 当心 **这里** {open}\n正文\n:::", `<div class="callout callout-warning" role="note"><p class="callout-title">当心 <strong>这里</strong></p><p>正文</p></div>`},
		{"details", "::: details 看答案\n正文\n:::", `<details class="callout callout-note"><summary class="callout-title">看答案</summary><p>正文</p></details>`},
		{"unknown kind", "::: 小结\n正文\n:::", `<div class="callout callout-note" role="note"><p class="callout-title">小结</p><p>正文</p></div>`},
		{"nested by colons", ":::: tip\n::: danger\n甲\n:::\n乙\n::::\n丙", `<div class="callout callout-tip" role="note"><p class="callout-title">提示</p>` +
			`<div class="callout callout-caution" role="note"><p class="callout-title">警告</p><p>甲</p></div><p>乙</p></div><p>丙</p>`},
		{"nested with equal colons", "::: tip\n::: danger\n甲\n:::\n乙\n:::\n丙", `<div class="callout callout-tip" role="note"><p class="callout-title">提示</p>` +
			`<div class="callout callout-caution" role="note"><p class="callout-title">警告</p><p>甲</p></div><p>乙</p></div><p>丙</p>`},
		{"after text", "前\n::: info\n正文\n:::", `<p>前</p><div class="callout callout-note" role="note"><p class="callout-title">说明</p><p>正文</p></div>`},
		{"with a fence in it", "::: tip\n```\n:::\n```\n:::\n后", `<div class="callout callout-tip" role="note"><p class="callout-title">提示</p><pre><code>:::` + "\n</code></pre></div><p>后</p>"},
		{"with a list in it", "::: tip\n- a\n- b\n:::\n后", `<div class="callout callout-tip" role="note"><p class="callout-title">提示</p><ul><li>a</li><li>b</li></ul></div><p>后</p>`},
		{"groups only", "::: code-group\n```\na\n```\n:::", "<pre><code>a\n</code></pre>"},
		{"unclosed", "::: tip\n正文", `<div class="callout callout-tip" role="note"><p class="callout-title">提示</p><p>正文</p></div>`},
		{"not a container", ":: tip\n\n:::\n\n:::: !", "<p>:: tip</p><p>:::</p><p>:::: !</p>"},
	})
}

func TestIndentedCallouts(t *testing.T) {
	check(t, []conversion{
		{"MkDocs", "!!! note\n    正文\n\n    - a\n\n后", `<div class="callout callout-note" role="note"><p class="callout-title">说明</p><p>正文</p><ul><li>a</li></ul></div><p>后</p>`},
		{"title", "!!! warning \"当心“这里”\"\n    正文", `<div class="callout callout-warning" role="note"><p class="callout-title">当心“这里”</p><p>正文</p></div>`},
		{"title in Chinese quotes", "!!! tip “先核实”\n    正文", `<div class="callout callout-tip" role="note"><p class="callout-title">先核实</p><p>正文</p></div>`},
		{"folded", "??? question\n    正文", `<details class="callout callout-tip"><summary class="callout-title">问题</summary><p>正文</p></details>`},
		{"unfolded", "???+ bug inline end \"故障\"\n    正文", `<details class="callout callout-caution" open><summary class="callout-title">故障</summary><p>正文</p></details>`},
		{"unknown kind with a title", "!!! lesson \"教训\"\n    正文", `<div class="callout callout-note" role="note"><p class="callout-title">教训</p><p>正文</p></div>`},
		{"nested", "!!! note\n    甲\n    !!! tip\n        乙\n", `<div class="callout callout-note" role="note"><p class="callout-title">说明</p><p>甲</p>` +
			`<div class="callout callout-tip" role="note"><p class="callout-title">提示</p><p>乙</p></div></div>`},
		{"exclamations", "!!! wow\n\n!!! 太好了\n\n??? really\n\n![a](missing)", `<p>!!! wow</p><p>!!! 太好了</p><p>??? really</p><p><span class="broken" title="missing">a</span></p>`},
	})
}
