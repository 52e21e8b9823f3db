package convert_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"yanxi/content/convert"
	"yanxi/content/markdown"
)

// TestStyles writes random runs, and reads on the page what each of their letters looks like.
func TestStyles(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"甲", "乙丙", "a", "Bc", "1", " ", "，", "。", "“", "”", "（", "）", "(", ")", "!", ":", "*", "_", "~", "`", "\\", "《", "》", "、", "-", "/", "<", "&amp;", "[", "]", "%", "年"}
	marks := map[string]string{"<w:b/>": "b", "<w:i/>": "i", "<w:strike/>": "s"}
	for n := range 3000 {
		var body strings.Builder
		var want []string
		for range 1 + random.IntN(6) {
			properties, style := "", ""
			for _, p := range []string{"<w:b/>", "<w:i/>", "<w:strike/>"} {
				if random.IntN(3) == 0 {
					properties, style = properties+p, style+marks[p]
				}
			}
			text := ""
			for range 1 + random.IntN(4) {
				text += pieces[random.IntN(len(pieces))]
			}
			body.WriteString(r(properties, strings.ReplaceAll(text, "<", "&lt;")))
			for _, c := range strings.ReplaceAll(text, "&amp;", "&") {
				if unicode.IsLetter(c) {
					want = append(want, string(c)+style)
				}
			}
		}
		if len(want) == 0 {
			continue
		}
		res, err := convert.Convert(t.Context(), "x.docx", word("<w:p>"+r("", "始")+body.String()+"</w:p>", nil), convert.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := looks(t, bodyOf(res))
		if fmt.Sprint(got[1:]) != fmt.Sprint(want) {
			t.Errorf("%d: %s\ngives %s\nread  %v\nwant  %v", n, body.String(), bodyOf(res), got[1:], want)
			if n > 200 {
				return
			}
		}
	}
}

// looks are the letters of a text on its page, each with its style.
func looks(t *testing.T, src string) []string {
	t.Helper()
	page := markdown.Parse([]byte(src), markdown.Options{}).HTML(nil)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(*html.Node, string)
	walk = func(n *html.Node, style string) {
		if n.Type == html.TextNode {
			for _, c := range n.Data {
				if unicode.IsLetter(c) {
					s := string(c)
					for _, k := range "bis" {
						if strings.ContainsRune(style, k) {
							s += string(k)
						}
					}
					out = append(out, s)
				}
			}
		}
		style += map[string]string{"strong": "b", "em": "i", "del": "s"}[n.Data]
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k, style)
		}
	}
	walk(root, "")
	return out
}
