package markdown

import (
	"bytes"
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
