package content_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
)

const eventful = `---
kind: case
title: 某事
place: 某地
severity: 特别重大
timeline:
  - {at: 2017-08-08 21:19:46, type: 事发, actor: 某县, text: "发生**地震**"}
  - {at: ~2017-08-08 22:00, type: First-Response, statement: 大家别慌, acts: [态度, fact, fact], platform: 微博, sources: [2, 1, 2]}
  - {at: 2017-08-09, type: close}
  - {at: 约 2017年8月9日2时, type: fact}
  - {at: 2017-08-09 03:00左右, type: cause, sources: 1}
  - {at: 不详, type: correction}
outcome: {grade: 较好, text: 平息}
lessons: [先到, "*快*报"]
sources:
  - {title: 报一, publisher: 某报, date: 2017-08-09, url: "https://example.org/1", note: 头版}
  - https://example.org/2
---

# 某事

经过。
`

func TestCase(t *testing.T) {
	d := open(t, files(map[string]string{"a.md": eventful})).Document("a")
	var got []string
	for _, m := range d.Case.Timeline {
		at := "-"
		if !m.At.IsZero() {
			at = m.At.Format("2006-01-02 15:04:05")
		}
		got = append(got, fmt.Sprintf("%d: %s %s %s %v %s %v", m.Line, at, m.Precision, m.Type, m.Acts, m.Platform, m.Sources))
	}
	want := []string{
		"7: 2017-08-08 21:19:46 exact outbreak []  []",
		"8: 2017-08-08 22:00:00 approximate first_response [attitude fact] weibo [2 1]",
		"9: 2017-08-09 00:00:00 day close []  []",
		"10: 2017-08-09 02:00:00 approximate fact []  []",
		"11: 2017-08-09 03:00:00 approximate cause []  [1]",
		"12: - unknown correction []  []",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("timeline -want +got:\n%s", diff)
	}
	if got := d.Date.Format("2006-01-02 15:04"); got != "2017-08-08 00:00" {
		t.Errorf("date %s, want the day of the outbreak", got)
	}
	if d.Case.Outcome.Grade != "good" || d.Case.Sources[1].URL != "https://example.org/2" || d.Case.Place != "某地" || d.Case.Severity != content.SeverityMajor {
		t.Errorf("case %+v", d.Case)
	}
}

func TestSections(t *testing.T) {
	course := `---
kind: course
place: 合肥
lecturers: [{name: 王, title: 教授}]
units: [{title: 一单元, lecturer: 王}]
taught: [先到]
---

## Facts

正文
`
	tests := []struct{ name, lang, text, want string }{
		{"case", "zh-CN", eventful, `
0   经过。
2 时间线 timeline 2017-08-08 21:19 事发 某县 发生地震/2017-08-08 22:00 首次回应 大家别慌/2017-08-09 收尾/2017-08-09 02:00 通报事实/2017-08-09 03:00 说明原因/更正
2 结果 outcome 平息
2 教训 lessons 先到/快报
2 来源 sources 报一 某报 2017-08-09 头版/https://example.org/2`},
		{"course in English", "en", course, `
2 Facts facts-1 正文
2 Facts facts 合肥/王 教授/一单元 王/先到`},
		{"note", "zh", "# 甲\n\n正文\n", "\n0   正文"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := open(t, files(map[string]string{"a.md": tt.text, "yanxi/settings.yaml": "lang: " + tt.lang}))
			b, err := l.Read(l.Document("a"))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, s := range l.Sections(l.Document("a"), b) {
				got += fmt.Sprintf("\n%d %s %s %s", s.Level, s.Heading, s.Anchor, strings.ReplaceAll(s.Text, "\n", "/"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRead(t *testing.T) {
	fsys := files(map[string]string{"a.md": "---\ntitle: 甲\n---\n\n正文\n"})
	l := open(t, fsys)
	d := l.Document("a")
	b, err := l.Read(d)
	if err != nil || b.Markdown != "\n正文\n" || b.FirstLine != 4 {
		t.Errorf("Read = %+v, %v", b, err)
	}
	fsys["a.md"].Data = []byte("新的正文")
	if b, err := l.Read(d); err != nil || b.Markdown != "新的正文" || b.FirstLine != 1 {
		t.Errorf("Read after a change = %+v, %v", b, err)
	}
	delete(fsys, "a.md")
	if _, err := l.Read(d); err == nil || !strings.Contains(err.Error(), "a.md") {
		t.Errorf("Read of a removed file: %v", err)
	}
}
