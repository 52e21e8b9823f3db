package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/report"
	"yanxi/site/sitetest"
	"yanxi/site/stats"
	"yanxi/site/store/storetest"
	"yanxi/site/ui"
)

// school has a course of three texts, one of which is dated, a course without texts, and one that began a month ago.
const school = `
-- yanxi/settings.yaml --
name: 示例研习
-- courses/a/index.md --
---
kind: course
title: 甲课
date: 2026-01-10
owner: 老周
---
-- courses/a/one.md --
# 一
-- courses/a/two.md --
# 二
-- courses/a/three.md --
---
title: 三
date: 2026-02-01
---
-- courses/bare/index.md --
---
kind: course
title: 空课
date: 2026-01-10
---
-- courses/new/index.md --
---
kind: course
title: 新课
date: 2026-10-15
---
-- courses/new/one.md --
# 新一
-- courses/planned/index.md --
---
kind: course
title: 要开的课
date: 2026-01-10
start: 2026-12-01
---
-- courses/planned/one.md --
# 要开的一
-- notes/x.md --
# 笔记
`

// A pupil has read some texts.
type pupil struct {
	name string
	role account.Role // empty: reader
	age  int          // of the account, in days
	read string       // ids, with spaces between
	left bool
}

// classroom is a site with people who have learnt.
func classroom(t *testing.T, archive string, pupils ...pupil) (*desk, *content.Library) {
	t.Helper()
	address := storetest.SQLite(t)
	for _, p := range pupils {
		made := func() time.Time { return monday.AddDate(0, 0, -p.age) }
		role := p.role
		if role == "" {
			role = account.Reader
		}
		accounts := sitetest.Accounts(t, address, made, account.Person{Name: p.name, Role: role})
		progress := account.Progress{Read: map[string]string{}}
		for _, id := range strings.Fields(p.read) {
			progress.Read[id] = "2026-11-02"
		}
		if _, err := accounts.MergeProgress(t.Context(), p.name, progress, account.Progress{}); err != nil {
			t.Fatal(err)
		}
		if p.left {
			if err := accounts.SetDisabled(t.Context(), p.name, true, account.Actor{Name: "root"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	lib := sitetest.Open(t, sitetest.FS([]byte(archive)))
	return deskOf(t, lib, address, site.Options{Accounts: sitetest.Accounts(t, address, nil)}), lib
}

// What is said of courses depends on who has read what, on how long they could have, and on what the course has by now.
func TestUnfinished(t *testing.T) {
	const all = "courses/a/one courses/a/two courses/a/three"
	added := func(front string) string {
		return school + "-- courses/a/four.md --\n---\ntitle: 四\n" + front + "---\n"
	}
	old := func(name, read string) pupil { return pupil{name: name, age: 200, read: read} }
	for name, tt := range map[string]struct {
		archive string
		pupils  []pupil
		says    string // in the section; empty: there is none
	}{
		"no accounts":   {school, nil, ""},
		"only trainers": {school, []pupil{{name: "zhou", role: account.Trainer, age: 200, read: all}}, ""},
		"accounts are too young": {school, []pupil{{name: "li", age: 89, read: "notes/x"}},
			"没人学完的0门课 学员的账号还不满90天，没人学完的课过些时候再列。"},
		"one account is old enough": {school, []pupil{{name: "li", age: 90}, {name: "wu", age: 1, read: "courses/a/one"}},
			"没人学完的1门课 按有账号的2个学员算，只算合在一起的数。不满90天的课和篇先不算。 课程 开始学 最远到 维护 甲课 1 1/3 老周"},
		"nobody learns":                 {school, []pupil{old("li", ""), old("wu", "")}, "没人学完的0门课 有账号的2个学员，还没有人登录学过。"},
		"nobody began":                  {school, []pupil{old("li", "notes/x")}, "甲课 0 0/3 老周"},
		"only its page":                 {school, []pupil{old("li", "courses/a notes/x")}, "甲课 0 0/3 老周"},
		"some of it":                    {school, []pupil{old("li", "courses/a/one courses/a/two"), old("wu", "courses/a/one"), old("ma", "notes/x")}, "甲课 2 2/3 老周"},
		"all of it, by two together":    {school, []pupil{old("li", "courses/a/one courses/a/two"), old("wu", "courses/a/three")}, "甲课 2 2/3 老周"},
		"one finished":                  {school, []pupil{old("li", all), old("wu", "courses/a/one")}, "没人学完的0门课 按有账号的2个学员算，只算合在一起的数。不满90天的课和篇先不算。 没有。"},
		"who finished has left":         {school, []pupil{{name: "li", age: 200, read: all, left: true}, old("wu", "courses/a/one")}, "甲课 1 1/3 老周"},
		"a trainer finished":            {school, []pupil{{name: "zhou", role: account.Trainer, age: 200, read: all}, old("wu", "courses/a/one")}, "甲课 1 1/3 老周"},
		"finished before a text came":   {added("date: 2026-11-10\n"), []pupil{old("li", all)}, "没人学完的0门课"},
		"finished but for a text since": {added("date: 2026-08-18\n"), []pupil{old("li", all)}, "甲课 1 3/4 老周"},
		"a text without a date came":    {added(""), []pupil{old("li", all)}, "甲课 1 3/4 老周"},
		"what was read is gone":         {school, []pupil{old("li", "courses/a/gone courses/a/one")}, "甲课 1 1/3 老周"},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := classroom(t, tt.archive, tt.pupils...)
			d.get("/reports/?token=" + url.QueryEscape(token))
			text := strings.Join(strings.Fields(d.get("/reports/library/")), " ")
			_, section, found := strings.Cut(text, "没人学完的")
			section, _, _ = strings.Cut("没人学完的"+section, " 365天没修订的")
			if found != (tt.says != "") || !strings.Contains(section, tt.says) {
				t.Errorf("want %q in\n%s", tt.says, section)
			}
			for _, left := range []string{"空课", "新课", "要开的课", "li", "wu", "zhou"} {
				if strings.Contains(section, left) {
					t.Errorf("%s is named:\n%s", left, section)
				}
			}
		})
	}
}

// Every form of a report says the same of courses, and names nobody.
func TestUnfinishedForms(t *testing.T) {
	pupils := []pupil{{name: "zhangsan", age: 200, read: "courses/a/one courses/a/two"}, {name: "lisi", age: 200, read: "courses/a/one"}}
	d, lib := classroom(t, school, pupils...)
	d.get("/reports/?token=" + url.QueryEscape(token))
	if text := d.get("/reports/"); !strings.Contains(text, "看看「甲课」卡在哪：2个人开始学，没人学完") {
		t.Errorf("it is not among what to do:\n%s", text)
	}
	_, body := d.send(http.MethodGet, "/api/v1/reports/summary?token="+url.QueryEscape(token), "")
	var summary struct {
		Unfinished []struct {
			ID, Title              string
			Texts, Began, Furthest int
		}
	}
	if err := json.Unmarshal([]byte(body), &summary); err != nil {
		t.Fatal(err)
	}
	if got := summary.Unfinished; len(got) != 1 || got[0].ID != "courses/a" || got[0].Title != "甲课" || got[0].Texts != 3 || got[0].Began != 2 || got[0].Furthest != 2 {
		t.Errorf("%+v", got)
	}
	said := body

	simulate(t, d.address) // the feed has weeks in which something was counted
	_, feed := d.send(http.MethodGet, "/reports.atom?token="+url.QueryEscape(token), "")
	if n, entries := strings.Count(feed, "没人学完的1门课：甲课（2人开始，最远2/3）"), strings.Count(feed, "<entry>"); n != 1 || entries != 2 {
		t.Errorf("of %d weeks %d say it, want the last", entries, n)
	}
	said += feed

	s := &report.Source{Counts: d.counts, Library: lib, Coverage: report.Cover(lib), Label: lib.TermLabel, Now: monday, Class: d.accounts.Reading}
	r, err := s.Make(t.Context(), week)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{
		"zh-CN": {"- 没人学完的1门课：甲课（2人开始，最远2/3）\n", "标题,编号,篇数,开始学的人,最远学到几篇\r\n甲课,courses/a,3,2,2\r\n"},
		"en":    {"- 1 course that nobody finished: 甲课 (begun by 2, furthest 2/3)\n", "title,id,texts,began,furthest text\r\n甲课,courses/a,3,2,2\r\n"},
	} {
		words, err := ui.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := errors.Join(report.WriteMarkdown(&b, r, words, "示例研习"), report.WriteCSV(&b, r, s.All(r), words, report.TableUnfinished)); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s: want %q in\n%s", lang, w, b.String())
			}
		}
		said += b.String()
	}
	for _, p := range pupils {
		if strings.Contains(said, p.name) {
			t.Errorf("%s is named:\n%s", p.name, said)
		}
	}

	s.Unread = 300 // nobody has had an account for so long
	if r, err = s.Make(t.Context(), week); err != nil || !r.Sleeping.Unfinished.TooSoon || len(r.Sleeping.Unfinished.Courses) > 0 {
		t.Errorf("%+v, %v", r.Sleeping.Unfinished, err)
	}
	s.Class = func(context.Context) (*account.Class, error) { return nil, account.ErrAway }
	if _, err := s.Make(t.Context(), stats.Period{From: week.From, To: week.To}); !errors.Is(err, account.ErrAway) {
		t.Errorf("without accounts that answer: %v", err)
	}
}

// Courses stand in the order of how many began them; a task is only what several began.
func TestUnfinishedOrder(t *testing.T) {
	archive := "-- yanxi/settings.yaml --\nname: 示例研习\n"
	for _, c := range []string{"a", "b", "c", "d"} {
		archive += strings.NewReplacer("甲课", c+"课", "courses/a", "courses/"+c).Replace(`-- courses/a/index.md --
---
kind: course
title: 甲课
---
-- courses/a/one.md --
# 一
-- courses/a/two.md --
# 二
-- courses/a/three.md --
# 三
`)
	}
	d, lib := classroom(t, archive, pupil{name: "li", age: 200, read: "courses/b/one courses/c/one courses/c/two"}, pupil{name: "wu", age: 200, read: "courses/d/one"})
	s := &report.Source{Counts: d.counts, Library: lib, Coverage: report.Cover(lib), Label: lib.TermLabel, Now: monday, Class: d.accounts.Reading}
	r, err := s.Make(t.Context(), week)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range r.Sleeping.Unfinished.Courses {
		got = append(got, c.ID)
	}
	if want := []string{"courses/c", "courses/b", "courses/d", "courses/a"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if slices.ContainsFunc(r.Todo(), func(k report.Task) bool { return k.Kind == "unfinished" }) {
		t.Errorf("what one began is a task: %+v", r.Todo())
	}
}
