package markdown

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// FuzzHTML checks that no text puts anything on the page that runs, loads from
// elsewhere or asks for input, or breaks out of the element that holds it.
func FuzzHTML(f *testing.F) {
	f.Add("# 标题\n\n**快报事实，**慎报原因[^1]\n\n[^1]: 注", "javascript:alert(1)")
	f.Add("> [!NOTE]- a\n> <b onclick=x>\n\n::: tip\n$x^2$\n:::", "/a")
	f.Add("<a href=javascript:x><img src=x onerror=y></div></main>[[a|b]]![[c.png|3]]", "https://a.cn/")
	f.Fuzz(func(t *testing.T, src, target string) {
		d := Parse([]byte(src), Options{Title: "标题", Reserved: []string{"main"}})
		checkLinks(t, d)
		for _, r := range []Resolver{nil, fixed(target), testResolver{}} {
			body := d.HTML(r)
			if body != d.HTML(r) {
				t.Error("rendered twice it differs")
			}
			checkBody(t, body)
		}
		checkBody(t, Inline(src))
		d.Features()
		d.Anchors()
		FirstHeading([]byte(src))
	})
}

// checkBody checks a body in a page, as it is and as a browser that reads and
// writes it again would have it.
func checkBody(t *testing.T, body string) {
	t.Helper()
	for range 2 {
		page, err := html.Parse(strings.NewReader("<!DOCTYPE html><body><main>" + body + "</main><footer></footer>"))
		if err != nil {
			t.Fatalf("%v in %s", err, body)
		}
		ids := map[string]bool{}
		for n := range page.Descendants() {
			if n.Type == html.ElementNode {
				checkElement(t, n, ids)
			}
		}
		var b strings.Builder
		for n := range page.Descendants() {
			if n.Data == "footer" && (n.Parent.Data != "body" || n.PrevSibling == nil || n.PrevSibling.Data != "main") {
				t.Errorf("the body has left its element: %s", body)
			}
			if n.Data == "main" {
				for c := range n.ChildNodes() {
					if err := html.Render(&b, c); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		body = b.String()
	}
}

var forbiddenElements = []string{
	"applet", "audio", "base", "button", "embed", "form", "frame", "iframe", "link", "meta", "noscript", "object",
	"script", "select", "style", "svg", "template", "textarea", "video", "annotation-xml", "foreignobject",
}

// checkElement checks one element with its attributes.
func checkElement(t *testing.T, n *html.Node, ids map[string]bool) {
	t.Helper()
	if slices.Contains(forbiddenElements, strings.ToLower(n.Data)) {
		t.Errorf("element %s", n.Data)
	}
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "name", a.Key == "srcset", a.Key == "action", a.Key == "formaction":
			t.Errorf("attribute %s", a.Key)
		case a.Key == "href", a.Key == "src":
			if scheme, ok := safeScheme(a.Val); !ok {
				t.Errorf("%s with scheme %s", a.Key, scheme)
			}
		case a.Key == "id":
			if ids[a.Val] || a.Val == "main" {
				t.Errorf("id %s is taken", a.Val)
			}
			ids[a.Val] = true
		case a.Key == "type":
			if n.Data != "ol" && a.Val != "checkbox" {
				t.Errorf("%s of type %s", n.Data, a.Val)
			}
		}
	}
}

// checkLinks checks that the positions of links and sections are in the text.
func checkLinks(t *testing.T, d *Document) {
	t.Helper()
	lines := strings.Split(string(d.src), "\n")
	before := 0
	for _, l := range d.Links() {
		if l.Line < max(before, 1) || l.Line > len(lines) {
			t.Fatalf("link %+v in a text of %d lines, after line %d", l, len(lines), before)
		}
		before = l.Line
		if n := utf8.RuneCountInString(lines[l.Line-1]); l.Column < 1 || l.EndColumn <= l.Column || l.EndColumn > n+1 {
			t.Errorf("link %+v in a line of %d characters", l, n)
		}
	}
	for _, s := range d.Sections() {
		if s.Line < 1 || s.Line > len(lines) || s.Level < 0 || s.Level > 6 || !utf8.ValidString(s.Text) {
			t.Errorf("section %+v", s)
		}
	}
}

// FuzzMath checks that no formula panics or writes anything but MathML.
func FuzzMath(f *testing.F) {
	f.Add(`\frac{a}{b} \sum\limits_{i=1}^n \text{<b>} \textcolor{x" y="}{z} [0, 1)`)
	f.Fuzz(func(t *testing.T, tex string) {
		m, ok := mathML(tex, true)
		if !ok {
			return
		}
		page, err := html.Parse(strings.NewReader("<!DOCTYPE html><body>" + m))
		if err != nil {
			t.Fatal(err)
		}
		for n := range page.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !mathElements[n.Data] && !slices.Contains([]string{"html", "head", "body", "math"}, n.Data) {
				t.Errorf("element %s in %s", n.Data, m)
			}
			for _, a := range n.Attr {
				if !mathAttributes[a.Key] && !slices.Contains([]string{"alttext", "class", "display"}, a.Key) {
					t.Errorf("attribute %s in %s", a.Key, m)
				}
			}
		}
	})
}
