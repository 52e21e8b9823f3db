package rules

import "testing"

// TestFix tells what is corrected from what only looks like it: names that other texts share, addresses, titles
// and quotations stay as they are.
func TestFix(t *testing.T) {
	tests := []struct{ src, want string }{
		{"---\ntitle: 帐号安全,一问一答\n---\n截止目前,已有三人", "---\ntitle: 账号安全，一问一答\n---\n截至目前，已有三人"},
		{"---\nslug: 帐号\naliases: [/帐号/]\ntags: [帐号]\n---\n帐号", "---\nslug: 帐号\naliases: [/帐号/]\ntags: [帐号]\n---\n账号"},
		{"见[[帐号]]和[[帐号|看帐号]]。", "见[[帐号]]和[[帐号|看账号]]。"},
		{"[帐号](帐号.md)", "[账号](帐号.md)"},
		{"{{< figure src=\"帐号.png\" >}}帐号", "{{< figure src=\"帐号.png\" >}}账号"},
		{"《登陆网站指南》说，登陆网站。", "《登陆网站指南》说，登录网站。"},
		{"他说“登陆网站”，又登陆网站。", "他说“登陆网站”，又登录网站。"},
		{"完了。。行，，好。。。", "完了。行，好。。。"},
		{"（内容) (内容）", "（内容） （内容）"},
		{"要点如下:\n\n- 甲,乙\n- 真的吗?", "要点如下：\n\n- 甲，乙\n- 真的吗？"},
		{"生态环境损害赔偿试点,发布署名文章", "生态环境损害赔偿试点，发布署名文章"},
	}
	set := Compile(Defaults())
	for _, tt := range tests {
		text := textOf(tt.src)
		if got := string(Apply(text.Source, set.Check(text))); got != tt.want {
			t.Errorf("%q\nbecame %q\nwant   %q", tt.src, got, tt.want)
		}
	}
}
