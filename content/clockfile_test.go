package content

import (
	"testing"
	"testing/fstest"
	"time"
)

func TestParseDuration(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"12h": 12 * time.Hour, "90m": 90 * time.Minute, "2d": 48 * time.Hour, "12小时": 12 * time.Hour,
		"5 小时": 5 * time.Hour, "1天12小时": 36 * time.Hour, "1h30m": 90 * time.Minute, "１２小时": 12 * time.Hour,
		"1.5h": 90 * time.Minute, "24个小时": 24 * time.Hour, "30分钟": 30 * time.Minute, "3 Days": 72 * time.Hour,
		"": 0, "12": 0, "h": 0, "-5h": 0, "0h": 0, "1e9h": 0, "367d": 0, "366d1m": 0, "5星期": 0, "999999999999999999999999d": 0, "1..2h": 0, ".h": 0,
	} {
		if got, ok := parseDuration(s); ok != (want > 0) || ok && got != want {
			t.Errorf("%q: %v %v, want %v", s, got, ok, want)
		}
	}
}

func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"12h", "1天12小时", "5 小时", "1e9h", "..", "９９d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := parseDuration(s); ok && (d <= 0 || d > maxWindow || d%time.Minute != 0) {
			t.Errorf("%q: %v", s, d)
		}
	})
}

const timedCase = `---
kind: case
title: 一案
timeline:
  - {at: 2019-03-12 08:00, type: outbreak, text: 一}
  - {at: 2019-03-12 15:00, type: first_response, acts: [态度], text: 二}
  - {at: 2019-03-12 16:00, type: fact, text: 三}
  - {at: 2019-03-12 17:00, type: cause, text: 四}
---
`

// What the clock says follows the library's rules, and so do the names of its terms.
func TestClockGoesByTheRules(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {Data: []byte(timedCase)}}
	lib, err := Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if c := lib.Document("a").Case.Clock(); c.Term() != ClockWithin || len(c.Order) != 1 || c.Order[0].Kept != Yes {
		t.Errorf("by the usual rules: %s, %+v", c.Term(), c.Order)
	}
	before := lib.Depends(lib.Document("a"))
	fsys["yanxi/clock.yaml"] = &fstest.MapFile{Data: []byte(`
response: 6h
marks: []
order:
  - {first: fact, then: 态度, label: 先事实后态度}
  - {first: fact, then: cause}
  - {first: action, then: cause}
`)}
	lib, err = lib.Reopen()
	if err != nil {
		t.Fatal(err)
	}
	rules, clock := lib.ClockRules(), lib.Document("a").Case.Clock()
	if len(lib.Findings()) > 0 || rules.Response.Within != 6*time.Hour || rules.Response.Label != "首次回应" || len(rules.Marks) != 0 {
		t.Errorf("rules %+v, findings %v", rules, lib.Findings())
	}
	if clock.Term() != ClockLate || clock.FactsBeforeCauses != Yes {
		t.Errorf("term %s, facts before causes %d", clock.Term(), clock.FactsBeforeCauses)
	}
	for i, want := range []Answer{No, Yes, Unknown} {
		if clock.Order[i].Kept != want {
			t.Errorf("rule %d: %d, want %d", i, clock.Order[i].Kept, want)
		}
	}
	if lib.Depends(lib.Document("a")) == before {
		t.Error("another term, and the entry does not depend on it")
	}
	for _, c := range []struct{ term, lang, want string }{
		{ClockWithin, "zh-CN", "6小时内"}, {ClockLate, "zh-CN", "超过6小时"}, {ClockWithin, "en", "Within 6 hours"}, {ClockUnknown, "en", "Not certain whether in time"}, {ClockUnknown, "zh-CN", "是否及时不能确定"},
	} {
		if got := rules.TermLabel(c.term, c.lang); got != c.want {
			t.Errorf("%s in %s: %s", c.term, c.lang, got)
		}
	}
}

// A rule that changes no term changes no entry.
func TestDependsOnTheTermOnly(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {Data: []byte(timedCase)}, "b.md": {Data: []byte("# 二\n")}}
	lib, err := Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	a, b := lib.Depends(lib.Document("a")), lib.Depends(lib.Document("b"))
	fsys["yanxi/clock.yaml"] = &fstest.MapFile{Data: []byte("response: {within: 8h, label: 回应}\norder: []\n")}
	if lib, err = lib.Reopen(); err != nil {
		t.Fatal(err)
	}
	if lib.Depends(lib.Document("a")) != a || lib.Depends(lib.Document("b")) != b {
		t.Error("entries that stay as they are would be renewed")
	}
}

func TestWindowWords(t *testing.T) {
	for d, want := range map[time.Duration][2]string{
		12 * time.Hour: {"12小时", "12 hours"}, 24 * time.Hour: {"24小时", "24 hours"}, 48 * time.Hour: {"2天", "2 days"},
		90 * time.Minute: {"90分钟", "90 minutes"}, time.Hour: {"1小时", "1 hour"},
	} {
		if got := [2]string{windowWords(d, "zh"), windowWords(d, "en")}; got != want {
			t.Errorf("%v: %v, want %v", d, got, want)
		}
	}
}
