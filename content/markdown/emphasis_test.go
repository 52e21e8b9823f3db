package markdown

import "testing"

func TestEmphasisBesideChinese(t *testing.T) {
	check(t, []conversion{
		{"closing after full-width comma", "**快报事实，**慎报原因", "<p><strong>快报事实，</strong>慎报原因</p>"},
		{"quotation at the beginning", "**“引文”**说", "<p><strong>“引文”</strong>说</p>"},
		{"quotation after text", "他说**“好”**。", "<p>他说<strong>“好”</strong>。</p>"},
		{"corner brackets", "这是**「四道关」**的由来", "<p>这是<strong>「四道关」</strong>的由来</p>"},
		{"book title", "按照**《条例》**第三条", "<p>按照<strong>《条例》</strong>第三条</p>"},
		{"parentheses of both widths", "**关（一）**和**关(二)**后", "<p><strong>关（一）</strong>和<strong>关(二)</strong>后</p>"},
		{"ASCII punctuation inside", "时限为**5小时.**起", "<p>时限为<strong>5小时.</strong>起</p>"},
		{"percent", "约**46%**的人", "<p>约<strong>46%</strong>的人</p>"},
		{"code inside", "我们用**`make`**构建", "<p>我们用<strong><code>make</code></strong>构建</p>"},
		{"link inside", "见**[通报](a.md)**。", `<p>见<strong><a href="/a.md">通报</a></strong>。</p>`},
		{"dash and ellipsis", "他**——**停了**……**又说", "<p>他<strong>——</strong>停了<strong>……</strong>又说</p>"},
		{"emphasis", "要*先表态，*再说事", "<p>要<em>先表态，</em>再说事</p>"},
		{"emphasis with strong in it", "*甲**乙，**丙。*丁", "<p><em>甲<strong>乙，</strong>丙。</em>丁</p>"},
		{"strong with emphasis in it", "**甲*乙，*丙。**丁", "<p><strong>甲<em>乙，</em>丙。</strong>丁</p>"},
		{"three stars", "甲***“乙”***丙", "<p>甲<em><strong>“乙”</strong></em>丙</p>"},
		{"two in a row", "**甲，****乙，**", "<p><strong>甲，****乙，</strong></p>"},
		{"two with a word between", "**甲，**和**乙，**和", "<p><strong>甲，</strong>和<strong>乙，</strong>和</p>"},
		{"strikethrough", "原定~~五点，~~六点", "<p>原定<del>五点，</del>六点</p>"},
		{"strikethrough of a quotation", "原文~~“速报”~~删去", "<p>原文<del>“速报”</del>删去</p>"},
		{"underscores at punctuation", "__注意__：__事项。__", "<p><strong>注意</strong>：<strong>事项。</strong></p>"},
		{"underscores within a word stay", "变量_名称_的_值", "<p>变量_名称_的_值</p>"},
		{"across a line", "**快报事实，\n慎报原因，**再说", "<p><strong>快报事实，慎报原因，</strong>再说</p>"},
		{"beside Latin letters", "用**Go，**写", "<p>用<strong>Go，</strong>写</p>"},
		{"Latin text after the run", "**加粗。**And more", "<p><strong>加粗。</strong>And more</p>"},
		{"Japanese", "**この文を強調できますか？**残念", "<p><strong>この文を強調できますか？</strong>残念</p>"},
		{"Korean", "**이 용어(This term)**를 강조", "<p><strong>이 용어(This term)</strong>를 강조</p>"},
		{"ideographic variation selector", "葛\U000E0100**(葛)**飾", "<p>葛\U000E0100<strong>(葛)</strong>飾</p>"},
		{"standard variation of a mark", "甲。\uFE01**(乙)**丙", "<p>甲。\uFE01<strong>(乙)</strong>丙</p>"},
		{"full-width variation of a quotation mark", "**甲”\uFE01**乙", "<p><strong>甲”\uFE01</strong>乙</p>"},
		{"spaces inside keep it text", "甲** 乙 **丙", "<p>甲** 乙 **丙</p>"},
		{"emoji is no Chinese character", "a🎉**(b)**c", "<p>a🎉**(b)**c</p>"},
	})
}

// What CommonMark says of text without East Asian characters holds as it is.
func TestEmphasisOfCommonMark(t *testing.T) {
	check(t, []conversion{
		{"star", "*foo bar*", "<p><em>foo bar</em></p>"},
		{"space after the opening", "a * foo bar*", "<p>a * foo bar*</p>"},
		{"punctuation after the opening", `a*"foo"*`, "<p>a*&quot;foo&quot;*</p>"},
		{"star within a word", "foo*bar*5*6*78", "<p>foo<em>bar</em>5<em>6</em>78</p>"},
		{"underscore within a word", "foo_bar_ and a_b_c", "<p>foo_bar_ and a_b_c</p>"},
		{"underscore after punctuation", "foo-_(bar)_", "<p>foo-<em>(bar)</em></p>"},
		{"space before the closing", "*foo bar *", "<p>*foo bar *</p>"},
		{"punctuation before the closing", "*(*foo)", "<p>*(*foo)</p>"},
		{"nested in punctuation", "*(*foo*)*", "<p><em>(<em>foo</em>)</em></p>"},
		{"strong", "**foo bar** __baz__", "<p><strong>foo bar</strong> <strong>baz</strong></p>"},
		{"strong needs a flank", `a**"foo"**`, "<p>a**&quot;foo&quot;**</p>"},
		{"strong within a word", "foo**bar**baz", "<p>foo<strong>bar</strong>baz</p>"},
		{"strong in punctuation", "**Gomphocarpus (*Gomphocarpus physocarpus*, syn.)**", "<p><strong>Gomphocarpus (<em>Gomphocarpus physocarpus</em>, syn.)</strong></p>"},
		{"strong after punctuation", "foo-__(bar)__", "<p>foo-<strong>(bar)</strong></p>"},
		{"emphasis around strong", "*foo**bar**baz*", "<p><em>foo<strong>bar</strong>baz</em></p>"},
		{"the rule of three", "*foo**bar*", "<p><em>foo**bar</em></p>"},
		{"three stars", "***foo** bar*", "<p><em><strong>foo</strong> bar</em></p>"},
		{"three stars the other way", "*foo **bar***", "<p><em>foo <strong>bar</strong></em></p>"},
		{"many stars", "foo***bar***baz", "<p>foo<em><strong>bar</strong></em>baz</p>"},
		{"more closing than opening", "**foo*", "<p>*<em>foo</em></p>"},
		{"more opening than closing", "*foo**", "<p><em>foo</em>*</p>"},
		{"overlap", "*foo _bar* baz_", "<p><em>foo _bar</em> baz_</p>"},
		{"link takes precedence", "*[bar*](/url)", `<p>*<a href="//url">bar*</a></p>`},
		{"code takes precedence", "*a `*`*", "<p><em>a <code>*</code></em></p>"},
		{"escaped", `\*not\* __a\_b__`, "<p>*not* <strong>a_b</strong></p>"},
		{"empty", "** is not emphasis", "<p>** is not emphasis</p>"},
		{"curly quotes between Latin letters", "a**“b”**c", "<p>a**“b”**c</p>"},
		{"no-break space", "*\u00a0a\u00a0*", "<p>*\u00a0a\u00a0*</p>"},
		{"currency signs", "*$*alpha.", "<p>*$*alpha.</p>"},
	})
}
