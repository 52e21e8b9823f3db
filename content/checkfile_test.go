package content_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"yanxi/content"
)

func TestCheckFile(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // line:column rule
	}{
		{"good", "# 甲\n\n[别处](b.md) ![图](a.png) [节](#甲) [[c]]\n", ""},
		{"anchor", "# 甲\n\n## 乙\n\n[节](#丙) [节](#乙)\n", "5:1 broken-anchor"},
		{"wiki anchor", "# 甲\n\n## 乙 丙\n\n[[#乙 丙]] [[#丁]]\n", "5:10 broken-anchor"},
		{"image elsewhere", "# 甲\n\n![图](https://example.org/a.png)\n", "3:1 external-image"},
		{"front matter", "---\ntitle: 甲\nplatform: 飞信\n---\n\n[节](#丙)\n", "3:11 unknown-term 6:1 broken-anchor"},
		{"anchors of a case", "---\nkind: case\ntitle: 甲\nlessons: [一]\n---\n[教训](#lessons) [来源](#sources)\n", "6:16 broken-anchor"},
		{"encoding", "\xff\xfe#\x00 \x00a\x00", "0:0 converted-encoding"},
		{"nothing", "", "0:0 missing-title"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range content.CheckFile("a.md", []byte(tt.text)) {
				got = append(got, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Rule))
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("findings %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCheckCancelled(t *testing.T) {
	l := open(t, files(map[string]string{"a.md": "[x](b.md)", "c.md": "---\nkind: x\n---\n# 丙"}))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var got []string
	for _, f := range l.Check(ctx) {
		got = append(got, f.Rule)
	}
	if got := strings.Join(got, " "); got != "missing-title unknown-kind" {
		t.Errorf("findings %q, want those of opening alone", got)
	}
}

func ExampleCheckFile() {
	text := "---\ntitle: 一次回应\ndate: 2019年6月3日\n---\n\n见[上一节](#起因)。\n"
	for _, f := range content.CheckFile("note.md", []byte(text)) {
		fmt.Println(f)
		fmt.Println("  " + f.Suggestion)
	}
	// Output:
	// note.md:3:7: info: 日期“2019年6月3日”按 2019-06-03 采用 [bad-date]
	//   写成 2019-06-03
	// note.md:6:2: warning: 一次回应 里没有“#起因”这一节 [broken-anchor]
	//   检查这一节的标题
}

func ExampleFinding() {
	f := content.CheckFile("a.md", []byte("---\nkind: 通知\n---\n# 甲\n"))[0]
	text, err := json.Marshal(f)
	fmt.Println(string(text), err)
	// Output:
	// {"file":"a.md","line":2,"column":7,"end_line":2,"end_column":9,"gate":"","rule":"unknown-kind","level":"warning","message":"没有“通知”这种文稿，已当作笔记","suggestion":"kind 写 course、note 或 case"} <nil>
}
