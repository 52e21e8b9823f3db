package markdown

import "testing"

func TestLineBreaks(t *testing.T) {
	cases := []struct{ in, html, text string }{
		{"快报\n事实", "快报事实", "快报事实"},
		{"事实，\n原因", "事实，原因", "事实，原因"},
		{"（一）\n（二）", "（一）（二）", "（一）（二）"},
		{"ひらがな\nカタカナ", "ひらがなカタカナ", "ひらがなカタカナ"},
		{"Ａ\n全角", "Ａ全角", "Ａ全角"},
		{"快报\nfacts", "快报\nfacts", "快报 facts"},
		{"facts\n快报", "facts\n快报", "facts 快报"},
		{"one\ntwo", "one\ntwo", "one two"},
		{"한국어\n문장", "한국어\n문장", "한국어 문장"},
		{"他说：“好。”\n于是", "他说：“好。”于是", "他说：“好。”于是"},
		{"于是\n“好”", "于是“好”", "于是“好”"},
		{"“a”\n“b”", "“a”\n“b”", "“a” “b”"},
		{"停——\n再说", "停——再说", "停——再说"},
		{"**快报**\n事实", "<strong>快报</strong>事实", "快报事实"},
		{"快报\n**事实**", "快报<strong>事实</strong>", "快报事实"},
		{"*快报\n事实*", "<em>快报事实</em>", "快报事实"},
		{"快报[^1]\n事实", "快报[^1]\n事实", "快报[^1] 事实"},
		{"快报 [[x|事实]]\n原因", "快报 <a href=\"/x/\">事实</a>原因", "快报 事实原因"},
		{"快报\n[[x|事实]]", "快报<a href=\"/x/\">事实</a>", "快报事实"},
		{"`码`\n事实", "<code>码</code>事实", "码事实"},
		{"快报\n![图](a.png)事实", "快报<img src=\"/a.png\" alt=\"图\" width=\"800\" height=\"600\" loading=\"lazy\" decoding=\"async\">事实", "快报图事实"},
		{"快报🎉\n🎉事实", "快报🎉\n🎉事实", "快报🎉 🎉事实"},
		{"快报\n$x$", "快报\n<math alttext=\"x\"><mrow><mi>x</mi></mrow></math>", "快报 x"},
	}
	for _, c := range cases {
		d := Parse([]byte(c.in), Options{})
		if got, want := d.HTML(testResolver{}), "<p>"+c.html+"</p>\n"; got != want {
			t.Errorf("HTML of %q = %q, want %q", c.in, got, want)
		}
		if got := d.Sections()[0].Text; got != c.text {
			t.Errorf("text of %q = %q, want %q", c.in, got, c.text)
		}
	}
}

func TestIsWide(t *testing.T) {
	for _, r := range "中あア，。（「Ａ　㈠🈚🈯" {
		if want := r != '🈚' && r != '🈯'; isWide(r) != want {
			t.Errorf("isWide(%c) = %v", r, !want)
		}
	}
	for _, r := range "aé“”…—·🎉⌚✅ " {
		if isWide(r) {
			t.Errorf("isWide(%c)", r)
		}
	}
	for _, r := range "〈🈂㊗𠀀" {
		if !isWide(r) {
			t.Errorf("!isWide(%c)", r)
		}
	}
}
