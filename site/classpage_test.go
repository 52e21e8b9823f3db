package site_test

import (
	"net/http"
	"strings"
	"testing"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/sitetest"
)

// taught has a course whose own page asks a question, as one of its texts does; a path through it; and a course without texts.
const taught = `
-- courses/a/index.md --
---
kind: course
title: 甲课
---

~~~quiz 入门测验
id: entry
? 先过法律关。 {#gate}
= 错
~~~
-- courses/a/one.md --
# 一

~~~quiz 第一篇测验
id: one
? 谁来签字？ {#sign}
= 负责人
~~~
-- courses/a/two.md --
# 二
-- courses/bare/index.md --
---
kind: course
title: 空课
---
-- paths/start/index.md --
---
kind: course
title: 新来的路
path: true
units:
  - title: 头一天
    documents: [courses/a/two]
---
`

// classText is what the class page says in a course, in one line.
func classText(v *visitor, query string) string {
	v.t.Helper()
	res := v.says(v.get("/desk/class/"+query), http.StatusOK)
	return strings.Join(strings.Fields(sitetest.Parse(v.t, []byte(res.body)).Text()), " ")
}

// The page says how far the class is with each course, also when texts come to one that somebody has finished.
func TestClassCourses(t *testing.T) {
	const both, one = `{"read":{"courses/a/one":"2026-11-29","courses/a/two":"2026-11-30"}}`, `{"read":{"courses/a/one":"2026-11-29"}}`
	more := taught + "-- courses/a/three.md --\n# 三\n"
	for name, tt := range map[string]struct {
		archive  string
		li, wu   string // progress
		all      []string
		inCourse string
	}{
		"nobody began":                   {taught, "", "", []string{"新来的路 1篇 0 0", "甲课 2篇 0 0"}, "li 0/2 0/0 —"},
		"some of it":                     {taught, one, one, []string{"新来的路 1篇 0 0", "甲课 2篇 2 0"}, "li 1/2 0/0 2026年11月29日"},
		"one finished":                   {taught, both, one, []string{"新来的路 1篇 1 1", "甲课 2篇 2 1"}, "li 学完 2/2 0/0 2026年11月30日"},
		"only its own page":              {taught, `{"read":{"courses/a":"2026-11-29"}}`, "", []string{"甲课 2篇 0 0"}, "li 0/2 0/0 —"},
		"a text came after one finished": {more, both, "", []string{"新来的路 1篇 1 1", "甲课 3篇 1 0"}, "li 2/3 0/0 2026年11月30日"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVisitorOf(t, sitetest.Open(t, sitetest.FS([]byte(tt.archive))), site.Options{}, append(everybody, account.Person{Name: "wu", Role: account.Reader})...)
			for who, progress := range map[string]string{"li": tt.li, "wu": tt.wu} {
				if progress != "" {
					v.says(v.another().enter(who).do(http.MethodPut, "/api/v1/progress", "application/json", progress), http.StatusOK)
				}
			}
			zhou := v.another().enter("zhou")
			text := classText(zhou, "")
			for _, want := range append(tt.all, "每门课 课程或路径 开始学 学完") {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not said in %s", want, text)
				}
			}
			if strings.Contains(text, "空课") {
				t.Errorf("a course without texts is listed: %s", text)
			}
			zhou.says(zhou.get("/desk/class/"), http.StatusOK, `href="/desk/class/?course=courses%2Fa"`)
			if text := classText(zhou, "?course=courses/a"); !strings.Contains(text, tt.inCourse) || strings.Contains(text, "每门课") {
				t.Errorf("want %q in %s", tt.inCourse, text)
			}
			zhou.says(zhou.get("/desk/class/?course=courses/bare"), http.StatusNotFound)
		})
	}
}

// Quizzes on a course's own page belong to it, though the page is none of its texts to be read.
func TestClassQuizzesOfCoursePage(t *testing.T) {
	v := newVisitorOf(t, sitetest.Open(t, sitetest.FS([]byte(taught))), site.Options{}, everybody...)
	li := v.another().enter("li")
	for quiz, body := range map[string]string{"courses/a": `{"quiz":"entry","answers":{"gate":true}}`, "courses/a/one": `{"quiz":"one","answers":{"sign":"负责人"}}`} {
		li.says(li.do(http.MethodPost, "/api/v1/quizzes?id="+quiz, "application/json", body), http.StatusOK)
	}
	zhou := v.another().enter("zhou")
	for query, want := range map[string][]string{
		"":                      {"甲课 › 入门测验 1 0 0.0/1", "一 › 第一篇测验 1 1 1.0/1", "先过法律关。 甲课 1 1 1", "li 0/2 1/2 —"},
		"?course=courses%2Fa":   {"甲课 › 入门测验 1 0 0.0/1", "一 › 第一篇测验 1 1 1.0/1", "先过法律关。 甲课 1 1 1", "li 0/2 1/2 —"},
		"?course=paths%2Fstart": {"li 0/1 0/0 —"},
	} {
		text := classText(zhou, query)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not said in %s", query, w, text)
			}
		}
	}
	zhou.says(zhou.get("/desk/class/people.csv?course=courses/a"), http.StatusOK, "li,,甲课,courses/a,,入门测验,1,0,0,1,否\r\n", "li,,一,courses/a/one,,第一篇测验,1,1,1,1,是\r\n")
	zhou.says(zhou.get("/desk/class/answers.csv?course=courses/a"), http.StatusOK, "先过法律关。,甲课,1,1,1\r\n")
}

// Nobody is behind with a text that only its author has seen.
func TestClassOfWhatReadersSee(t *testing.T) {
	working := sitetest.Open(t, sitetest.FS([]byte(taught+"-- courses/a/waits.md --\n# 等人签字的一篇\n")))
	v := newVisitorOf(t, sitetest.Open(t, sitetest.FS([]byte(taught))), site.Options{Writing: &site.Writing{Working: func() *content.Library { return working }}}, everybody...)
	li, zhou := v.another().enter("li"), v.another().enter("zhou")
	li.says(li.do(http.MethodPut, "/api/v1/progress", "application/json", `{"read":{"courses/a/one":"2026-11-29","courses/a/two":"2026-11-30"}}`), http.StatusOK)
	if text := classText(zhou, "?course=courses/a"); !strings.Contains(text, "li 学完 2/2") {
		t.Error(text)
	}
}
