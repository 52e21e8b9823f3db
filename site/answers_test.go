package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// Answers stand on the page that they are about, in an export too.
func TestAnswersOnThePage(t *testing.T) {
	long := strings.Repeat("很长", 100)
	lib := sitetest.Open(t, fstest.MapFS{
		"gates.md":      {Data: []byte("---\ntitle: 四道关\n---\n\n先核实。\n")},
		"qa/first.md":   {Data: []byte("---\ntitle: 先过<哪>一道\nquestion: 1\nabout: /gates\ndate: 2026-11-01\n---\n\n## 短答\n\n先过政策关。再过文字关。\n")},
		"qa/second.md":  {Data: []byte("---\ntitle: 谁来签字\nquestion: 2\nabout: ../gates.md\ndate: 2026-11-02\nsummary: 值班领导。\n---\n\n文。\n")},
		"qa/long.md":    {Data: []byte("---\ntitle: 长的\nquestion: 3\nabout: gates\n---\n\n" + long + "\n")},
		"qa/nothing.md": {Data: []byte("---\ntitle: 空的\nquestion: 4\nabout: gates\n---\n")},
		"qa/whole.md":   {Data: []byte("---\ntitle: 不问哪一篇\nquestion: 5\n---\n\n答。\n")},
	})
	for _, static := range []bool{false, true} {
		e, err := site.NewEdition(lib, site.Options{Static: static, Now: today})
		if err != nil {
			t.Fatal(err)
		}
		page := func(path string) string {
			p, err := e.Page("", path)
			if err != nil {
				t.Fatal(err)
			}
			return sitetest.Parse(t, p.Body).Text()
		}
		text := page("/gates/")
		for _, want := range []string{"读者问答", "谁来签字 值班领导。", "先过<哪>一道 先过政策关。", "长的 " + strings.Repeat("很长", 60) + "…", "空的"} {
			if !strings.Contains(text, want) {
				t.Errorf("static %v: %q is not in %s", static, want, text)
			}
		}
		if strings.Index(text, "谁来签字") > strings.Index(text, "先过<哪>") {
			t.Error("the newest is not first")
		}
		if asked, _, _ := strings.Cut(text, "接着看"); strings.Contains(text, "提个问题") || strings.Contains(asked, "不问哪一篇") {
			t.Errorf("static %v: %s", static, text)
		}
		if text := page("/qa/first/"); !strings.Contains(text, "这是对读者提问的答复，问的是： 四道关") {
			t.Errorf("the answer: %s", text)
		}
		if text := page("/qa/whole/"); strings.Contains(text, "这是对读者") {
			t.Errorf("about nothing: %s", text)
		}
	}
}
