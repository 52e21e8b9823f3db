package content_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVocabularies(t *testing.T) {
	l := open(t, files(map[string]string{
		"a.md":                             "---\nplatform: [微博, 官微, WeChat official account]\nfield: 自然灾害、交通\n地区: [北, NORTH, 西]\n---\n# 甲\n",
		"yanxi/vocabularies/platform.yaml": "- {id: wb, label: 微博, aliases: [官微]}\n- {id: wx, label: 微信, label_en: WeChat official account}\n",
		"yanxi/vocabularies/地区.yml":        "label: 地方\nterms:\n  - {id: north, label: 北}\n  - 西\n",
		"yanxi/vocabularies/readme.md":     "# 不是词表",
	}))
	var got []string
	for _, v := range l.Vocabularies() {
		line := v.Name + " " + v.Label + " " + v.LabelEN
		if v.Name != "field" {
			for _, term := range v.Terms {
				line += " " + term.ID + "=" + term.Label + "=" + term.LabelEN
			}
		}
		got = append(got, line)
	}
	want := []string{
		"field 领域 Field",
		"platform 平台 Platform wb=微博=微博 wx=微信=WeChat official account",
		"地区 地方 地区 north=北=北 西=西=西",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("vocabularies -want +got:\n%s", diff)
	}
	for name, want := range map[string]string{"platform": "wb wx", "field": "disaster transport", "地区": "north 西"} {
		if got := strings.Join(l.Document("a").Terms[name], " "); got != want {
			t.Errorf("terms of %s: %q, want %q", name, got, want)
		}
	}
	if len(l.Findings()) != 0 {
		t.Errorf("findings %v", l.Findings())
	}
	for _, tt := range [][3]string{
		{"platform", "wx", "微信"}, {"platform", "weibo", "weibo"}, {"field", "disaster", "自然灾害"}, {"none", "x", "x"},
	} {
		if got := l.TermLabel(tt[0], tt[1]); got != tt[2] {
			t.Errorf("TermLabel(%q, %q) = %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
	if l.Vocabulary("none") != nil {
		t.Error("a vocabulary that is not there")
	}
}

func TestTermLabelInEnglish(t *testing.T) {
	l := open(t, files(map[string]string{"yanxi/settings.yaml": "lang: en-US"}))
	if got := l.TermLabel("platform", "weibo"); got != "Weibo" {
		t.Errorf("label %q, want Weibo", got)
	}
}

func TestSettings(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"none", "", "||zh-CN|Asia/Shanghai|"},
		{"all", "name: 研习\ndescription: 课程\nlang: EN-us\ntimezone: Asia/Urumqi\nowner: 编辑部\ngates: {policy: true}\n", "研习|课程|en-US|Asia/Urumqi|编辑部"},
		{"only comments", "# name: 研习\n", "||zh-CN|Asia/Shanghai|"},
		{"a list", "- a\n", "||zh-CN|Asia/Shanghai|"},
		{"no zone of a machine", "timezone: Local\n", "||zh-CN|Asia/Shanghai|"},
		{"no path for a zone", "timezone: ../../etc/passwd\n", "||zh-CN|Asia/Shanghai|"},
		{"no language", "lang: 中文\n", "||zh-CN|Asia/Shanghai|"},
	}
	for _, tt := range tests {
		all := map[string]string{"a.md": "---\ndate: 2019-06-03 12:00\n---\n"}
		if tt.text != "" {
			all["yanxi/settings.yaml"] = tt.text
		}
		l := open(t, files(all))
		s := l.Settings()
		got := strings.Join([]string{s.Name, s.Description, s.Lang, s.Location.String(), s.Owner}, "|")
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if got := l.Document("a").Date.Location(); got != s.Location {
			t.Errorf("%s: the document's date is in %v", tt.name, got)
		}
	}
}

// Readers are sent to a page or a mailbox, and nowhere else.
func TestSettingsAsk(t *testing.T) {
	for _, test := range []struct {
		ask  string
		used bool
	}{
		{"https://ask.example.org/new?from=yanxi", true},
		{"HTTPS://例子.example/提问", true},
		{"mailto:bianji@example.org", true},
		{"mailto:bianji@example.org?subject=提问", true},
		{"http://ask.example.org/", false},
		{"https://", false},
		{"https://:80/", false},
		{"bianji@example.org", false},
		{"mailto:", false},
		{"mailto:bianji", false},
		{"mailto:编辑 <bianji@example.org>", false},
		{"mailto:%zz@example.org", false},
		{"javascript:alert(1)", false},
		{"/ask", false},
		{"问办公室", false},
		{"[a, b]", false},
	} {
		l := open(t, files(map[string]string{"yanxi/settings.yaml": "ask: " + test.ask}))
		want, findings := "", 1
		if test.used {
			want, findings = test.ask, 0
		}
		if got := l.Settings().Ask; got != want || len(l.Findings()) != findings {
			t.Errorf("%s: used as %q, with the findings %v", test.ask, got, l.Findings())
		}
	}
}
