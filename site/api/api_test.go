package api

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
	"yanxi/index"
)

var update = flag.Bool("update", false, "write the golden files anew")

// library is a small library with one of everything, and ids that are hard to
// put into an address.
var library = fstest.MapFS{
	"index.md": file("---\ntitle: 首页\n---\n\n欢迎。\n"),
	"courses/hefei/index.md": file(`---
kind: course
title: 合肥培训班
start: 2019-06-03
end: 2019-06-06
date: 2019-06-03
place: 合肥
host: 市政府办公室
audience: 政务新媒体运营人员
tags: [培训]
lecturers:
  - {name: 王老师, title: 某大学教授, topic: 首次回应}
units:
  - title: 第一单元
    lecturer: 王老师
    documents: [response, /cases/fire]
taught:
  - 快报事实，慎报原因
---

## 课程安排

四天。
`),
	"courses/hefei/response.md": file(`---
title: 突发事件的首次回应
date: 2019-06-04
updated: 2019-07-01
author: 李四
tags: [回应, 培训]
platform: weibo
topic: speed
summary: 首次回应要快。
---

# 突发事件的首次回应

开头的话。

## 第一节 时间

突发事件发生后，首次回应要在十二小时内发布。

## 第二节 态度

先讲态度，再讲原因。
`),
	"courses/hefei/extra.md": file("---\ntitle: 补充材料\n---\n\n课后阅读。\n"),
	"cases/fire.md": file(`---
kind: case
title: 某地火灾的回应
date: 2020-01-02
summary: 两小时内首次回应。
field: accident
platform: [weibo, press]
place: 某地
severity: 重大
unit: 某地应急管理局
tags: [回应]
timeline:
  - {at: 2020-01-02 08:00, type: outbreak, actor: 居民, text: 起火, sources: [1]}
  - {at: 2020-01-02 10:00, type: first_response, actor: 应急管理局, text: 发布通报, statement: 正在扑救, acts: [fact], worsened: [{words: 无可奉告, why: 回避}], platform: weibo, sources: [1]}
  - {at: unknown, type: close, text: 结束}
outcome: {grade: good, text: 反应平稳}
review:
  early: {answer: 是, evidence: 两小时内发出, sources: [1], moments: [2]}
  humane: partly
lessons:
  - 越快越好
sources:
  - {title: 通报, publisher: 某地发布, date: 2020-01-02, url: "https://example.org/a"}
---

## 经过

火灾发生在清晨。
`),
	"cases/empty.md":                file("---\nkind: case\ntitle: 未写完的案例\n---\n"),
	"notes/备忘 100%.md":              file("---\ntitle: 备忘\ndate: 2018-01-01\n---\n\n正文。\n"),
	"notes/a#b?c.md":                file("---\ntitle: 符号\n---\n\n正文。\n"),
	"notes/draft.md":                file("---\ntitle: 草稿\ndraft: true\n---\n\n秘密。\n"),
	"yanxi/vocabularies/topic.yaml": file("- {id: speed, label: 速度}\n"),
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// newBackend serves the library above through a real index.
func newBackend(t testing.TB) Backend {
	t.Helper()
	lib, err := content.Open(library)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	x, err := index.Open(t.TempDir(), log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if _, err := x.Sync(context.Background(), lib, nil); err != nil {
		t.Fatal(err)
	}
	relations := index.Relate(lib)
	return Backend{
		Library:   func() *content.Library { return lib },
		Index:     x,
		Relations: func() *index.Relations { return relations },
		HTML: func(_ context.Context, d *content.Document) (string, error) {
			return "<p>" + d.ID + "</p>", nil
		},
		URL: func(id string) string {
			if id == "index" {
				return "/"
			}
			return (&url.URL{Path: "/" + id + "/"}).EscapedPath()
		},
		Minutes: func(d *content.Document) int { return len(d.Title) },
		Label:   func(facet, term string) string { return facet + ":" + term },
		Findings: func(context.Context) []content.Finding {
			return []content.Finding{{
				File: "cases/fire.md", Line: 3, Column: 1, EndLine: 3, EndColumn: 9, Rule: "broken-link",
				Level: content.LevelWarning, Message: "没有这个文件", Suggestion: "改正链接",
			}}
		},
		Log: log,
	}
}

// do sends one request.
func do(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// get asks for a target that must be answered 200 with JSON, and decodes it.
func fetch[T any](t *testing.T, h http.Handler, target string) T {
	t.Helper()
	w := do(h, httptest.NewRequest(http.MethodGet, target, nil))
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("GET %s: %d %s\n%s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	var v T
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("GET %s: %v\n%s", target, err, w.Body)
	}
	return v
}

// golden compares JSON with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, got, "", "  "); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), pretty.String()); diff != "" {
		t.Errorf("%s has changed (-want +got); the field names are a promise. Write it anew with -update:\n%s", name, diff)
	}
}

// What does not depend on ranking is compared whole.
func TestAnswers(t *testing.T) {
	h := New(newBackend(t))
	tests := []struct{ target, golden string }{
		{"/api/v1/documents/courses/hefei/response", "note.json"},
		{"/api/v1/documents/courses/hefei", "course.json"},
		{"/api/v1/documents/cases/fire", "case.json"},
		{"/api/v1/documents/cases/empty", "case-empty.json"},
		{"/api/v1/courses", "courses.json"},
		{"/api/v1/cases", "cases.json"},
		{"/api/v1/compare?id=cases/fire&id=cases/empty", "compare.json"},
		{"/api/v1/facets", "facets.json"},
		{"/api/v1/findings", "findings.json"},
		{"/api/openapi.json", "openapi.json"},
	}
	for _, tt := range tests {
		t.Run(tt.golden, func(t *testing.T) {
			w := do(h, httptest.NewRequest(http.MethodGet, tt.target, nil))
			if w.Code != http.StatusOK {
				t.Fatalf("status %d: %s", w.Code, w.Body)
			}
			golden(t, tt.golden, w.Body.Bytes())
		})
	}
}

func TestSearch(t *testing.T) {
	h := New(newBackend(t))
	tests := []struct {
		name   string
		query  string // of the address
		want   []string
		sorted bool // the order matters
	}{
		{"everything, newest first", "q=", []string{"cases/fire", "courses/hefei/response", "courses/hefei", "notes/备忘 100%", "cases/empty", "courses/hefei/extra", "index", "notes/a#b?c"}, true},
		{"no q at all", "size=2", []string{"cases/fire", "courses/hefei/response"}, true},
		{"a bare q", "q&size=1", []string{"cases/fire"}, true},
		{"words that one text holds", "q=“首次回应要在十二小时内”", []string{"courses/hefei/response"}, false},
		{"fastest response first", "kind=case&sort=clock", []string{"cases/fire", "cases/empty"}, true},
		{"kind", "kind=case", []string{"cases/empty", "cases/fire"}, false},
		{"kinds are alternatives", "kind=case&kind=course", []string{"cases/empty", "cases/fire", "courses/hefei"}, false},
		{"facets narrow one another", "kind=case&platform=weibo", []string{"cases/fire"}, false},
		{"course", "course=courses/hefei&kind=note", []string{"courses/hefei/extra", "courses/hefei/response"}, false},
		{"field", "field=accident", []string{"cases/fire"}, false},
		{"tag", "tag=培训", []string{"courses/hefei", "courses/hefei/response"}, false},
		{"person", "person=李四", []string{"courses/hefei/response"}, false},
		{"year", "year=2018&year=2020", []string{"cases/fire", "notes/备忘 100%"}, false},
		{"from a day on", "from=2019-06-04", []string{"cases/fire", "courses/hefei/response"}, false},
		{"up to the end of a year", "to=2018&kind=note", []string{"notes/备忘 100%"}, false},
		{"a month", "from=2019-06&to=2019-06&kind=course", []string{"courses/hefei"}, false},
		{"filters in the query", "q=类型:案例+平台:weibo", []string{"cases/fire"}, false},
		{"a parameter narrows the query", "q=类型:案例&platform=weibo", []string{"cases/fire"}, false},
		{"the library's own vocabulary", "topic=speed", []string{"courses/hefei/response"}, false},
		{"unknown term", "kind=video", []string{}, false},
		{"unknown parameter", "utm_source=x&kind=course", []string{"courses/hefei"}, false},
		{"blank fields of a form", "q=&kind=&tag=&page=&size=&sort=&year=2018", []string{"notes/备忘 100%"}, false},
		{"second page", "page=2&size=3", []string{"notes/备忘 100%", "cases/empty", "courses/hefei/extra"}, true},
		{"beyond the last page", "page=5", []string{}, true},
		{"far beyond", "page=999999999999999999", []string{}, true},
		{"by date", "q=回应&sort=date&tag=回应", []string{"cases/fire", "courses/hefei/response"}, true},
		{"nothing", "q=量子色动力学", []string{}, false},
		{"punctuation", "q=" + url.QueryEscape(`"*?[{(\`), nil, false},
		{"bytes that are no text", "q=%ff%fe", nil, false},
		{"the longest query", "q=" + strings.Repeat("回", 256), nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := fetch[Search](t, h, "/api/v1/search?"+encode(tt.query))
			if tt.want == nil {
				return
			}
			got := make([]string, len(res.Hits))
			for i, hit := range res.Hits {
				got[i] = hit.ID
			}
			if !tt.sorted {
				slices.Sort(got)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
		})
	}
}

// encode percent-encodes the Chinese that a test writes plainly.
func encode(query string) string {
	var b strings.Builder
	for _, r := range query {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			b.WriteString(url.QueryEscape(string(r)))
		}
	}
	return b.String()
}

func TestSearchAnswer(t *testing.T) {
	h := New(newBackend(t))
	res := fetch[Search](t, h, "/api/v1/search?q="+url.QueryEscape(" “十二小时内发布”\n")+"&size=5")
	if res.Query != "“十二小时内发布”" || res.Total != 1 || res.Page != 1 || res.Size != 5 || res.TookMS <= 0 || len(res.Hits) != 1 {
		t.Fatalf("answer: %+v", res)
	}
	hit := res.Hits[0]
	if hit.Score <= 0 || !strings.Contains(hit.Snippet, "<mark>") {
		t.Errorf("score %v, snippet %q", hit.Score, hit.Snippet)
	}
	hit.Score, hit.Snippet = 0, ""
	date := "2019-06-04"
	want := Hit{
		Listed: Listed{
			ID: "courses/hefei/response", URL: "/courses/hefei/response/", Title: "突发事件的首次回应",
			Kind: "note", Date: &date, Summary: "首次回应要快。",
		},
		Section: &Section{Heading: "第一节 时间", Anchor: "第一节-时间"},
		Course:  &CourseRef{ID: "courses/hefei", Title: "合肥培训班"},
	}
	if diff := cmp.Diff(want, hit, cmp.AllowUnexported(Section{}, CourseRef{})); diff != "" {
		t.Errorf("hit (-want +got):\n%s", diff)
	}
	kinds := Facet{{Term: Term{Term: "note", Label: "kind:note"}, Count: 1}}
	if diff := cmp.Diff(kinds, res.Facets["kind"]); diff != "" {
		t.Errorf("facets.kind (-want +got):\n%s", diff)
	}
	if len(res.Facets["topic"]) != 1 {
		t.Errorf("facets.topic: %v", res.Facets["topic"])
	}
}

// A filter whose value nothing is called is named, with what may have been meant.
func TestSearchUnknown(t *testing.T) {
	h := New(newBackend(t))
	res := fetch[Search](t, h, "/api/v1/search?q="+url.QueryEscape("类型:按例 日期:昨天"))
	want := []UnknownFilter{
		{Key: "类型", Facet: "kind", Value: "按例", Near: []Term{{"case", "kind:case"}, {"course", "kind:course"}, {"note", "kind:note"}}},
		{Key: "日期", Facet: "date", Value: "昨天", Near: []Term{}},
	}
	byTerm := func(a, b Term) int { return strings.Compare(a.Term, b.Term) }
	for _, u := range res.Unknown {
		slices.SortFunc(u.Near, byTerm)
	}
	if diff := cmp.Diff(want, res.Unknown); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What was typed comes back clean, and a query is answered as typed on demand.
func TestSearchAsTyped(t *testing.T) {
	h := New(newBackend(t))
	for _, verbatim := range []string{"", "&verbatim=true", "&verbatim=1", "&verbatim=false"} {
		res := fetch[Search](t, h, "/api/v1/search?q="+url.QueryEscape(" 首次\x00回应 ")+verbatim)
		if res.Query != "首次 回应" || res.Corrected != "" || res.Total == 0 {
			t.Errorf("%s: %d found for %q, corrected to %q", verbatim, res.Total, res.Query, res.Corrected)
		}
	}
}

// The names of the contract, and null and [] where they are promised.
func TestSearchFields(t *testing.T) {
	h := New(newBackend(t))
	res := fetch[map[string]any](t, h, "/api/v1/search?course=courses/hefei&kind=note&sort=date")
	wantFields(t, "answer", res, "corrected", "facets", "full", "hits", "incomplete", "near", "page", "query", "relaxed", "size", "took_ms", "total", "unknown")
	hits := res["hits"].([]any)
	hit := hits[len(hits)-1].(map[string]any)
	wantFields(t, "hit", hit, "course", "date", "id", "kind", "score", "section", "snippet", "summary", "title", "url")
	if hit["id"] != "courses/hefei/extra" || hit["date"] != nil || hit["section"] != nil {
		t.Errorf("hit: %v", hit)
	}
	res = fetch[map[string]any](t, h, "/api/v1/search?q="+url.QueryEscape("量子色动力学"))
	if hits, ok := res["hits"].([]any); !ok || len(hits) != 0 {
		t.Errorf("hits of nothing: %v", res["hits"])
	}
	if _, ok := res["near"].([]any); !ok || res["corrected"] != "" || res["relaxed"] != false {
		t.Errorf("nothing is near: %v, corrected: %v, relaxed: %v", res["near"], res["corrected"], res["relaxed"])
	}
	for name, terms := range res["facets"].(map[string]any) {
		if _, ok := terms.([]any); !ok {
			t.Errorf("facet %s of nothing: %v", name, terms)
		}
	}
}

func wantFields(t *testing.T, what string, object map[string]any, want ...string) {
	t.Helper()
	var got []string
	for name := range object {
		got = append(got, name)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields of %s (-want +got):\n%s", what, diff)
	}
}

func TestSuggest(t *testing.T) {
	h := New(newBackend(t))
	tests := []struct {
		typed string
		want  []Suggestion
	}{
		{"", []Suggestion{}},
		{"没有的词", []Suggestion{}},
		{"李", []Suggestion{{Text: "李四", Type: "person", URL: "/search?person=%E6%9D%8E%E5%9B%9B"}}},
		{"培", []Suggestion{{Text: "培训", Type: "tag", URL: "/search?tag=%E5%9F%B9%E8%AE%AD"}, {Text: "合肥培训班", Type: "title", URL: "/courses/hefei/"}}},
		{"备忘", []Suggestion{{Text: "备忘", Type: "title", URL: "/notes/%E5%A4%87%E5%BF%98%20100%25/"}}},
	}
	for _, tt := range tests {
		got := fetch[Suggestions](t, h, "/api/v1/suggest?q="+url.QueryEscape(tt.typed))
		if diff := cmp.Diff(Suggestions{Query: tt.typed, Suggestions: tt.want}, got); diff != "" {
			t.Errorf("suggest %q (-want +got):\n%s", tt.typed, diff)
		}
	}
}

func TestSuggestionTypes(t *testing.T) {
	b := newBackend(t)
	doc := b.Library().ByKind(content.KindCourse)[0]
	s := &service{b}
	s.TermURL = searchURL
	for _, tt := range []struct {
		in   index.Suggestion
		want Suggestion
	}{
		{index.Suggestion{Text: "首次 回应", Document: doc, Anchor: "首次-回应"},
			Suggestion{Text: "首次 回应", Type: "section", In: doc.Title, URL: "/courses/hefei/#%E9%A6%96%E6%AC%A1-%E5%9B%9E%E5%BA%94"}},
		{index.Suggestion{Text: doc.Title, Document: doc}, Suggestion{Text: doc.Title, Type: "title", URL: "/courses/hefei/"}},
		{index.Suggestion{Text: "李四", Facet: "person", Term: "李四"}, Suggestion{Text: "李四", Type: "person", URL: "/search?person=%E6%9D%8E%E5%9B%9B"}},
		{index.Suggestion{Text: "微博", Facet: "platform", Term: "weibo"}, Suggestion{Text: "微博", Type: "term", URL: "/search?platform=weibo"}},
		{index.Suggestion{Text: "四道关"}, Suggestion{Text: "四道关", Type: "search", URL: "/search?q=%E5%9B%9B%E9%81%93%E5%85%B3"}},
	} {
		if diff := cmp.Diff(tt.want, s.suggestion(tt.in)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestRelated(t *testing.T) {
	h := New(newBackend(t))
	got := fetch[map[string]any](t, h, "/api/v1/related?id=courses/hefei/response&size=1")
	hits := got["hits"].([]any)
	if got["id"] != "courses/hefei/response" || len(hits) != 1 {
		t.Fatalf("related: %v", got)
	}
	wantFields(t, "hit", hits[0].(map[string]any), "date", "id", "kind", "summary", "title", "url")
	if hits := fetch[Related](t, h, "/api/v1/related?id="+url.QueryEscape("notes/a#b?c")).Hits; hits == nil {
		t.Error("no hits are null")
	}
}

// Each id is reached with its slashes plain and encoded, with slashes behind it.
func TestDocumentPaths(t *testing.T) {
	b := newBackend(t)
	h := New(b)
	for _, d := range b.Library().Documents() {
		plain := (&url.URL{Path: d.ID}).EscapedPath()
		for _, target := range []string{plain, plain + "/", plain + "//", url.PathEscape(d.ID), url.PathEscape(d.ID) + "/"} {
			target = "/api/v1/documents/" + target
			got := fetch[Document](t, h, target)
			if got.ID != d.ID || got.URL != b.URL(d.ID) || got.HTML != "<p>"+d.ID+"</p>" {
				t.Errorf("GET %s: id %q, url %q, html %q", target, got.ID, got.URL, got.HTML)
			}
		}
	}
}

func TestHead(t *testing.T) {
	server := httptest.NewServer(New(newBackend(t)))
	defer server.Close()
	for _, path := range []string{"/api/v1/search?q=x", "/api/v1/documents/cases/fire", "/api/openapi.json"} {
		res, err := server.Client().Head(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || len(body) > 0 || res.StatusCode != http.StatusOK || res.ContentLength < 10 || res.Header.Get("ETag") == "" {
			t.Errorf("HEAD %s: %v, %d bytes, %d, length %d, %v", path, err, len(body), res.StatusCode, res.ContentLength, res.Header)
		}
	}
}
