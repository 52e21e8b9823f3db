package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
	"yanxi/site/ask"
)

// What is overdue stands out by a sign and a word.
func TestQuestionsAreListed(t *testing.T) {
	lib, err := content.Open(fstest.MapFS{"gates.md": {Data: []byte("# 四道关\n")}})
	if err != nil {
		t.Fatal(err)
	}
	zone := lib.Settings().Location
	day := func(d, hour int) time.Time { return time.Date(2026, 11, d, hour, 0, 0, 0, zone) }
	step := func(s ask.State, d int, to, note string) ask.Step {
		return ask.Step{State: s, At: day(d, 9), By: "王", To: to, Note: note}
	}
	list := []*ask.Question{
		{ID: "20261102-1", Document: "gates", Text: "一\n\n二", Name: "小李", State: ask.Passed, Due: day(9, 23),
			History: []ask.Step{step(ask.New, 2, "", ""), step(ask.Passed, 3, "网信科", "请\n核对")}},
		{ID: "20261103-1", Document: "gone", Text: "三", State: ask.New, Due: day(10, 23), History: []ask.Step{step(ask.New, 3, "", "")}},
		{ID: "20261104-1", Text: "四", State: ask.New, Due: day(11, 23), History: []ask.Step{step(ask.New, 4, "", "")}},
		{ID: "20261101-2", Text: "五", State: ask.Answered, Due: day(1, 23), Answer: "qa/five", History: []ask.Step{step(ask.Answered, 5, "", "")}},
		{ID: "20261101-1", Text: "六", State: ask.Closed, Due: day(1, 23), History: []ask.Step{step(ask.Closed, 6, "", "广告")}},
	}
	const want = `! 20261102-1  passed to 网信科, overdue, was due 2026-11-09: 请 核对
    about gates (四道关), by 小李
    | 一
    |
    | 二
! 20261103-1  new, overdue, was due 2026-11-10
    about gone, which is no longer there
    | 三
  20261104-1  new, due 2026-11-11
    about nothing in particular
    | 四
  20261101-2  answered 2026-11-05 in qa/five
    about nothing in particular
    | 五
  20261101-1  closed 2026-11-06: 广告
    about nothing in particular
    | 六
5 questions, 3 waiting, 2 overdue
`
	var text, data bytes.Buffer
	now := day(11, 12)
	if err := writeQuestions(&text, list, lib, now); err != nil || text.String() != want {
		t.Errorf("%v:\n%s\nwant:\n%s", err, text.String(), want)
	}
	if err := writeQuestionsJSON(&data, list, lib, now); err != nil {
		t.Fatal(err)
	}
	var got []struct {
		ID, Due string
		Overdue bool
		History []struct{ By, To string }
	}
	if err := json.Unmarshal(data.Bytes(), &got); err != nil || len(got) != 5 || !got[0].Overdue || got[2].Overdue || got[3].Overdue ||
		got[0].Due != "2026-11-09T23:00:00+08:00" || got[0].History[1].To != "网信科" {
		t.Errorf("%v %+v", err, got)
	}
	data.Reset()
	if err := writeQuestionsJSON(&data, nil, lib, now); err != nil || strings.TrimSpace(data.String()) != "[]" {
		t.Errorf("nothing is %q, %v", data.String(), err)
	}
}

// What a reader wrote is quoted as text, whatever it would be in Markdown.
func TestQuestionIsQuotedAsText(t *testing.T) {
	const text = "<script>alert(1)</script> **粗** [链](https://x.example) ![图](a.png)\n- 一\n1. 二\n# 三\n`四` &amp; \\ 5*6_7"
	lib, err := content.Open(fstest.MapFS{"a.md": {Data: []byte("> " + strings.ReplaceAll(asText(text), "\n", "\n> ") + "\n")}})
	if err != nil {
		t.Fatal(err)
	}
	body, err := lib.Read(lib.Document("a"))
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, s := range body.Sections() {
		said += s.Text
	}
	if bare(said) != bare(text) || len(body.Sections()) != 1 || strings.Contains(said, "amp;amp;") {
		t.Errorf("%q becomes %q", text, said)
	}
}
