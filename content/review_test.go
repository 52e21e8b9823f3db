package content_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
)

func TestReview(t *testing.T) {
	text := `---
kind: case
title: 某事
timeline:
  - {at: 2017-08-08 21:19, type: outbreak, text: 发生}
  - {at: 2017-08-08 22:00, statement: 大家别慌, worsened: [{words: 大家别慌, why: "没有**事实**"}, 无可奉告]}
sources: [报一]
review:
  把握尺度: {answer: 部分, evidence: "话*说满*了", sources: 1, moments: [2, 2, 1]}
  humane: {answer: no}
  Spoke Early: 是
  sincere: false
  直面问题: {answer: 不清楚}
---
`
	lib := open(t, files(map[string]string{"a.md": text}))
	d := lib.Document("a")
	var got []string
	for _, w := range d.Case.Timeline[1].Worsened {
		got = append(got, w.Words+"|"+w.Why)
	}
	for _, j := range d.Case.Review {
		got = append(got, fmt.Sprintf("%s %s %s %v %v", j.Question.Label("zh"), j.Answer, j.Evidence, j.Sources, j.Moments))
	}
	want := []string{
		"大家别慌|没有**事实**", "无可奉告|",
		"敢于发声 yes  [] []", "态度诚恳 no  [] []", "直面问题 unknown  [] []", "体现温度 no  [] []",
		"把握尺度 partly 话*说满*了 [1] [2 1]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if f := lib.Findings(); len(f) > 0 {
		t.Errorf("findings %v", f)
	}
	b, err := lib.Read(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range lib.Sections(d, b) {
		if s.Anchor == content.AnchorStatements {
			if want := "大家别慌 没有事实\n无可奉告\n把握尺度 话说满了"; s.Text != want {
				t.Errorf("section %q, want %q", s.Text, want)
			}
			return
		}
	}
	t.Error("no section of the review")
}

// Every question and its label is understood in both languages.
func TestQuestionLabels(t *testing.T) {
	for _, q := range content.Questions {
		for _, key := range []string{string(q), q.Label("zh-CN"), q.Label("en")} {
			lib := open(t, files(map[string]string{"a.md": "---\nkind: case\ntitle: 一\nreview:\n  " + key + ": yes\n---\n"}))
			if r := lib.Document("a").Case.Review; len(r) != 1 || r[0].Question != q {
				t.Errorf("%s: %v", key, r)
			}
		}
	}
	if !strings.Contains(content.Question("other").Label("en"), "other") {
		t.Error("a question of no label has no name")
	}
}
