package markdown

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestCode(t *testing.T) {
	check(t, []conversion{
		{"highlighted", "```go\nvar s = \"<a>\" // 注\n```", `<pre class="chroma"><code class="language-go"><span class="k">var</span> s = <span class="s">&quot;&lt;a&gt;&quot;</span> <span class="c">// 注</span></code></pre>`},
		{"unknown language", "```nosuch\na < b\n```", "<pre><code class=\"language-nosuch\">a &lt; b\n</code></pre>"},
		{"no language", "```\na\n```", "<pre><code>a\n</code></pre>"},
		{"language with lines to mark", "``` YAML{1,3} title=x\na: 1\n```", `<pre class="chroma"><code class="language-yaml"><span class="nt">a</span>: <span class="m">1</span></code></pre>`},
		{"language in a class", "```a\"b\nc\n```", "<pre><code class=\"language-a&quot;b\">c\n</code></pre>"},
		{"mermaid", "```mermaid\ngraph TD; a-->b\n```", "<figure class=\"mermaid\"><pre><code>graph TD; a--&gt;b\n</code></pre></figure>"},
		{"unclosed", "~~~\na", "<pre><code>a\n</code></pre>"},
	})
}

func TestHighlightBounds(t *testing.T) {
	long := bytes.Repeat([]byte("x = 1\n"), maxHighlighted/6+1)
	if _, ok := new(highlighter).highlight(nil, long, "python"); ok {
		t.Error("long code was highlighted")
	}
	late := highlighter{until: time.Unix(0, 0)}
	if got, ok := late.highlight(nil, []byte("if a < b:\n"), "python"); !ok || string(got) != "if a &lt; b:\n" {
		t.Errorf("after its time code is %q, %v", got, ok)
	}
}

// The colours of code can be read on every background that they are meant for.
func TestHighlightContrast(t *testing.T) {
	for _, c := range codeColors {
		if c.light == "inherit" {
			continue
		}
		for _, background := range []string{"#ffffff", "#f0f0f0"} {
			if got := contrast(t, c.light, background); got < 4.5 {
				t.Errorf("%s: contrast of %s on %s is %.2f", c.class, c.light, background, got)
			}
		}
		for _, background := range []string{"#000000", "#24292e"} {
			if got := contrast(t, c.dark, background); got < 4.5 {
				t.Errorf("%s: contrast of %s on %s is %.2f", c.class, c.dark, background, got)
			}
		}
	}
}

// contrast returns the contrast ratio of WCAG 2.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance returns the relative luminance of WCAG 2.
func luminance(t *testing.T, color string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(strings.TrimPrefix(color, "#"), 16, 24)
	if err != nil {
		t.Fatal(err)
	}
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(rgb>>(16-8*i)&0xFF) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func TestHighlightCSS(t *testing.T) {
	var b strings.Builder
	if err := HighlightCSS(&b); err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(b.String(), "@media (prefers-color-scheme: dark) {")
	if !ok {
		t.Fatal("no dark colours")
	}
	for _, c := range codeColors {
		if !strings.Contains(light, ".chroma ."+c.class+" { color: "+c.light+";") || !strings.Contains(dark, ".chroma ."+c.class+" { color: "+c.dark+";") {
			t.Errorf("no rule for %s", c.class)
		}
	}
}
