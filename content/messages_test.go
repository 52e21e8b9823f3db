package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var kebab = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// TestMessages holds the catalogue to what the public contract says of it.
func TestMessages(t *testing.T) {
	for name, m := range messages {
		if !kebab.MatchString(name) || !kebab.MatchString(m.rule) {
			t.Errorf("%s: rule %q is not kebab-case", name, m.rule)
		}
		if !slices.Contains([]Level{LevelError, LevelWarning, LevelInfo}, m.level) {
			t.Errorf("%s: level %q", name, m.level)
		}
		if m.zh[0] == "" || m.en[0] == "" || (m.zh[1] == "") != (m.en[1] == "") {
			t.Errorf("%s: the languages differ in what they say", name)
		}
		if strings.Count(m.zh[0], "%") != strings.Count(m.en[0], "%") {
			t.Errorf("%s: the languages differ in arguments", name)
		}
		for _, text := range []string{m.zh[0], m.en[0]} {
			if strings.HasSuffix(text, "。") || strings.HasSuffix(text, ".") || strings.ContainsAny(text, "!！") {
				t.Errorf("%s: %q is not in the style of the others", name, text)
			}
		}
	}
	for name, texts := range phrases {
		if texts[0] == "" || texts[1] == "" || strings.Count(texts[0], "%") != strings.Count(texts[1], "%") {
			t.Errorf("phrase %s: the languages differ", name)
		}
	}
	for _, c := range causes {
		if phrases[c.hint][0] == "" || strings.Contains(phrases[c.hint][0], "%") {
			t.Errorf("cause %q has the hint %q", c.contains, c.hint)
		}
	}
}

func TestReport(t *testing.T) {
	long := strings.Repeat("长", 200)
	tests := []struct {
		lang, name string
		hint       string
		args       []any
		want       string
	}{
		{"zh-CN", "date-used", "", []any{"2019/6/3", "2019-06-03"}, "日期“2019/6/3”按 2019-06-03 采用|写成 2019-06-03"},
		{"en-GB", "date-used", "", []any{"2019/6/3", "2019-06-03"}, `The date "2019/6/3" is read as 2019-06-03|Write 2019-06-03`},
		{"fr", "moment-order", "", nil, "这一条的时间早于上一条|按时间先后排列，或核对时间"},
		{"en", "front-matter-not-closed", "", []any{"+++"}, "The front matter is never closed, so none of it is used|Put +++ on a line of its own after the last key"},
		{"zh", "broken-image", "看看", []any{long}, "找不到图片“" + strings.Repeat("长", 80) + "…”|看看"},
	}
	for _, tt := range tests {
		r := &reporter{file: "a.md", lang: tt.lang}
		r.reportHint(tt.name, spanOf(3, 2, "甲乙\n丙"), tt.hint, tt.args...)
		f := r.findings[0]
		if got := f.Message + "|" + f.Suggestion; got != tt.want {
			t.Errorf("%s in %s: %q, want %q", tt.name, tt.lang, got, tt.want)
		}
		if got := fmt.Sprint(f.File, f.Line, f.Column, f.EndLine, f.EndColumn); got != fmt.Sprint("a.md", 3, 2, 3, 4) {
			t.Errorf("%s: place %s", tt.name, got)
		}
	}
}
