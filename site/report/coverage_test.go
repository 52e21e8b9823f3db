package report_test

import (
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
	"yanxi/site/report"
)

// TestCoverageNext changes a library, and finds what is known of it as if all texts had been read.
func TestCoverageNext(t *testing.T) {
	fsys := fstest.MapFS{}
	put := func(name, text string) { fsys[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1000, 0)} }
	put("a.md", "# 停水通报\n\n## 先写时间\n")
	put("b.md", "---\ntags: [值班]\n---\n# 交接\n\n## 钥匙\n")
	lib, err := content.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	c := report.Cover(lib)
	step := func(name string, want map[string]int) {
		t.Helper()
		if lib, err = content.Open(fsys); err != nil {
			t.Fatal(err)
		}
		c = c.Next(lib)
		for word, n := range want {
			if got, fresh := c.Of(word), report.Cover(lib).Of(word); got != n || fresh != n {
				t.Errorf("%s: %q is in %d documents, by reading all in %d, want %d", name, word, got, fresh, n)
			}
		}
	}
	step("nothing changed", map[string]int{"停水": 1, "先写时间": 1, "值班": 1, "电话": 0})
	put("a.md", "# 停水通报\n\n## 先写电话\n")
	step("another heading", map[string]int{"停水": 1, "先写时间": 0, "值班": 1, "电话": 1})
	put("c.md", "# 停水电话\n")
	step("another text", map[string]int{"停水": 2, "电话": 2})
	delete(fsys, "a.md")
	step("a text is gone", map[string]int{"停水": 1, "电话": 1, "值班": 1})

	b := fsys["b.md"]
	delete(fsys, "b.md") // after the library was opened: its headings cannot be read
	unread := report.Cover(lib)
	fsys["b.md"] = b
	if next := unread.Next(lib); unread.Of("钥匙") != 0 || next.Of("钥匙") != 1 || next.Of("值班") != 1 {
		t.Error("a text that could not be read is not read again")
	}
}
