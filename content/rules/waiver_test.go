package rules

import (
	"strings"
	"testing"
)

// TestWaivers says for each text which rules still find something.
func TestWaivers(t *testing.T) {
	set := Compile(Defaults())
	for _, test := range []struct{ name, in, want string }{
		{"none", "请布署。", "typo"},
		{"in its paragraph", "请布署。<!-- 放行 typo：引的是原文 -->\n", ""},
		{"alone, for the next", "<!-- 放行 typo：引的是原文 -->\n\n请布署。\n", ""},
		{"alone, touching it", "<!-- 放行 typo：引的是原文 -->\n请布署。\n", ""},
		{"for the next only", "<!-- 放行 typo：引的是原文 -->\n\n请看。\n\n请布署。\n", "typo"},
		{"of a heading", "<!-- 放行 typo：引的是原文 -->\n## 布署\n\n请布署。", "typo"},
		{"of a list", "<!-- 放行 typo：引的是原文 -->\n- 布署\n- 消毁\n", ""},
		{"of another rule", "<!-- 放行 cold-phrase：引的是原文 -->\n请布署。", "typo"},
		{"of two rules", "<!-- 放行 typo、cold-phrase：引的是原文 -->\n请布署，无可奉告。", ""},
		{"of the whole text", "请布署。\n\n再布署。\n\n<!-- 放行 typo 全文：讲的就是错别字 -->", ""},
		{"in English", "<!-- waive typo: quoted -->\n请布署。", ""},
		{"over lines", "<!--\n放行 typo：\n引的是原文\n-->\n请布署。", ""},
		{"without reason", "<!-- 放行 typo -->\n请布署。", "typo waiver-without-reason"},
		{"with an empty reason", "<!-- 放行 typo： -->\n请布署。", "typo waiver-without-reason"},
		{"of what is no rule", "<!-- 放行 tpyo：引的是原文 -->\n请布署。", "typo waiver-unknown-rule"},
		{"another comment", "<!-- 待核 -->\n请布署。", "typo"},
		{"in code", "`<!-- 放行 typo：引的是原文 -->` 请布署。", "typo"},
		{"in front matter, above", "---\n# 放行 typo：引的是原文\ntitle: 布署\nsummary: 看看\n---\n", ""},
		{"in front matter, behind", "---\ntitle: 布署 # 放行 typo：引的是原文\n---\n", ""},
		{"in front matter, for one line", "---\n# 放行 typo：引的是原文\nsummary: 看看\ntitle: 布署\n---\n", "typo"},
	} {
		seen := map[string]bool{}
		var got []string
		for _, f := range set.Check(textOf(test.in)) {
			id := f.Problem
			if f.Rule != nil {
				id = f.Rule.ID
			}
			if !seen[id] {
				seen[id] = true
				got = append(got, id)
			}
		}
		if g := strings.Join(sorted(got), " "); g != test.want {
			t.Errorf("%s: got %q, want %q", test.name, g, test.want)
		}
	}
}

func TestWaiverOfAnotherGate(t *testing.T) {
	set := Compile(Defaults(), Law)
	if got := set.Check(textOf("<!-- 放行 typo -->\n\n请看。")); len(got) > 0 {
		t.Errorf("a waiver of a gate that is not run: %+v", got)
	}
}
