package markdown

import (
	"strings"
	"sync"
	"testing"
)

func TestMath(t *testing.T) {
	check(t, []conversion{
		{"inline", "设 $x^2$。", `<p>设 <math alttext="x^2"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>。</p>`},
		{"prices", "$5 和 $6，US$7-US$8，$9", "<p>$5 和 $6，US$7-US$8，$9</p>"},
		{"prices and math", "$5 时 $x$", `<p>$5 时 <math alttext="x"><mrow><mi>x</mi></mrow></math></p>`},
		{"spaces inside", "$ x$ 和 $x $", "<p>$ x$ 和 $x $</p>"},
		{"escaped dollar", `\$x\$ $a\$b$`, `<p>$x$ <math alttext="a\$b"><mrow><mi>a</mi><mo>$</mo><mi>b</mi></mrow></math></p>`},
		{"not in code", "`$x$`", "<p><code>$x$</code></p>"},
		{"no emphasis in it", "$a_1 * b_1 * c$", `<p><math alttext="a_1 * b_1 * c"><mrow><msub><mi>a</mi><mn>1</mn></msub><mo>*</mo><msub><mi>b</mi><mn>1</mn></msub><mo>*</mo><mi>c</mi></mrow></math></p>`},
		{"over lines", "$a +\nb$", `<p><math alttext="a +` + "\n" + `b"><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></math></p>`},
		{"display in a line", "即 $$x$$。", `<p>即 <math display="block" alttext="x"><mrow><mi>x</mi></mrow></math>。</p>`},
		{"display on one line", "$$ x $$", `<div class="math"><math display="block" alttext="x"><mrow><mi>x</mi></mrow></math></div>`},
		{"display", "$$\na\n- b\n$$\n后", `<div class="math"><math display="block" alttext="a` + "\n" + `- b"><mrow><mi>a</mi><mo>−</mo><mi>b</mi></mrow></math></div><p>后</p>`},
		{"display in a quote", "> $$\n> x\n> $$", `<blockquote><div class="math"><math display="block" alttext="x"><mrow><mi>x</mi></mrow></math></div></blockquote>`},
		{"unclosed", "$$\na\n\nb", "<p>$$\na</p><p>b</p>"},
		{"fence", "```math\nx\n```", `<div class="math"><math display="block" alttext="x"><mrow><mi>x</mi></mrow></math></div>`},
		{"aligned", `$\begin{aligned}a&=b\end{aligned}$`, `<p><math alttext="\begin{aligned}a&amp;=b\end{aligned}"><mrow><mtable columnalign="center" displaystyle="true" rowalign="center"><mtr>` +
			`<mtd columnalign="right" class="math-right"><mi>a</mi></mtd><mtd columnalign="left" class="math-left"><mo>=</mo><mi>b</mi></mtd></mtr></mtable></mrow></math></p>`},
		{"half-open interval", "$[0,1)$", `<p><math alttext="[0,1)"><mrow><mi>[</mi><mn>0</mn><mo>,</mo><mn>1</mn><mi>)</mi></mrow></math></p>`},
	})
}

// What cannot be shown is shown as it was written, and nothing in a formula
// becomes HTML.
func TestMathIsSafe(t *testing.T) {
	cases := []struct{ tex, want string }{
		{`\nosuchcommand`, `<code class="math">\nosuchcommand</code>`},
		{`\frac{a`, `<code class="math">\frac{a</code>`},
		{`\frac{a}`, `<code class="math">\frac{a}</code>`},
		{`\hat`, `<code class="math">\hat</code>`},
		{`\def\a{\a\a}\a`, `<code class="math">\def\a{\a\a}\a</code>`},
		{`\href{javascript:x}{y}`, `<code class="math">\href{javascript:x}{y}</code>`},
		{`\class{a" onclick="x}{y}`, `<code class="math">\class{a&quot; onclick=&quot;x}{y}</code>`},
		{`\textcolor{red" onclick="x}{y}`, `<math alttext="\textcolor{red&quot; onclick=&quot;x}{y}"><mrow><mi>y</mi></mrow></math>`},
		{`\text{<script>x</script>}`, `<math alttext="\text{&lt;script&gt;x&lt;/script&gt;}"><mrow><mtext>&lt;script&gt;x&lt;/script&gt;</mtext></mrow></math>`},
		{`a<b`, `<math alttext="a&lt;b"><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>`},
		{strings.Repeat("{", 31) + "x" + strings.Repeat("}", 31), `<code class="math">` + strings.Repeat("{", 31) + "x" + strings.Repeat("}", 31) + `</code>`},
		{`\sum\limits_{i}`, `<math alttext="\sum\limits_{i}"><mrow><mrow><munder><mo largeop="true" movablelimits="false">∑</mo><mi>i</mi></munder></mrow></mrow></math>`},
	}
	for _, c := range cases {
		w := Parse(nil, Options{}).writer(nil)
		w.math(c.tex, false)
		if got := string(w.buf); got != c.want {
			t.Errorf("%s = %s\nwant %s", c.tex, got, c.want)
		}
	}
}

func TestMathIsConcurrent(t *testing.T) {
	d := Parse([]byte(`$\hat{x} + \sum_{i=1}^n \frac{a_i}{b}$`), Options{})
	want := d.HTML(nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := d.HTML(nil); got != want {
					t.Errorf("got %s", got)
				}
			}
		})
	}
	wg.Wait()
}
