package site_test

import (
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/site"
	"yanxi/site/export"
	"yanxi/site/review"
	"yanxi/site/sitetest"
)

// approve has all gates of a document signed.
func approve(t *testing.T, files fstest.MapFS, id string) {
	t.Helper()
	now := time.Date(2026, 11, 28, 2, 3, 4, 0, time.UTC)
	for _, gate := range []string{"policy", "wording", "confidentiality", "law"} {
		board, err := review.OpenBoard(files)
		if err != nil {
			t.Fatal(err)
		}
		change, err := board.Sign(review.Signature{ID: id, Gate: gate}, review.Actor{Name: "shen", Role: "reviewer", Via: review.ViaDesk}, now)
		if err != nil {
			t.Fatalf("%s at %s: %v", id, gate, err)
		}
		for name, data := range change.Files {
			files[name] = &fstest.MapFile{Data: data}
		}
	}
}

// approvedLibrary has a few approved texts, with secrets in all that nobody has approved: other texts of every kind,
// changes of approved ones, their files.
const approvedLibrary = `
-- index.md --
# 研习资料

[笔记](notes/a.md)、[没审过的](notes/hidden.md)、[[hidden]]、[附件](notes/plan.pdf)、[旧附件](notes/gone.pdf)
-- courses/x/index.md --
---
kind: course
title: 值班课
start: 2024-03-01
units:
- {title: 第一讲, documents: [one, two]}
---

讲值班。
-- courses/x/one.md --
---
title: 第一讲
tags: [值班]
people: [某某]
---

## 谁先说

谁先看到，谁先说。![图](one.png)
-- cases/c.md --
---
kind: case
title: 暴雨一夜
date: 2024-01-01
timeline:
- {at: 2024-01-01 08:00, type: outbreak, text: 下雨}
- {at: 2024-01-01 09:00, type: first_response, text: 通报}
---

一夜。
-- notes/a.md --
---
title: 值班笔记
tags: [值班]
---

值班要有人接电话。
-- notes/quiz.md --
---
title: 小测
---

` + "```quiz" + `
? 谁先说
* 先看到的
- 别人
` + "```" + `
-- notes/plan.pdf --
P1
-- courses/x/one.png --
G1
-- yanxi/settings.yaml --
name: 资料库
`

// secretTexts are what nobody approved.
var secretTexts = map[string]string{
	"notes/hidden.md":         "---\ntitle: 暗号甲\ntags: [暗号乙]\npeople: [暗号丙]\naliases: [暗号丁]\ndate: 2024-05-01\n---\n\n## 暗号戊\n\n暗号己，值班。![图](hidden.png)\n",
	"courses/x/two.md":        "---\ntitle: 暗号庚\n---\n\n值班的暗号辛。\n",
	"cases/d.md":              "---\nkind: case\ntitle: 暗号壬\ndate: 2024-06-01\ntimeline:\n- {at: 2024-01-01 08:00, type: outbreak, text: 暗号癸}\n---\n",
	"courses/y/index.md":      "---\nkind: course\ntitle: 暗号子\nstart: 2024-03-01\n---\n\n暗号丑\n",
	"answers/q.md":            "---\ntitle: 暗号寅\nquestion: 20260101-1\nabout: ../notes/a.md\n---\n\n暗号卯\n",
	"notes/quiz2.md":          "---\ntitle: 暗号辰\n---\n\n```quiz\n? 暗号巳\n* 一\n- 二\n```\n",
	"notes/draft.md":          "---\ntitle: 暗号午\ndraft: true\n---\n",
	"notes/hidden.png":        "暗号未",
	"notes/gone.pdf":          "暗号申",
	"暗号酉/index.md":            "---\ntitle: 目录\n---\n",
	"暗号酉/file.pdf":            "P",
	"yanxi/review/texts/x.md": "暗号戌",
}

// TestReviewedHides looks for what nobody approved in all that a reader or a program can get, from a server and in an
// export.
func TestReviewedHides(t *testing.T) {
	files := sitetest.FS([]byte(approvedLibrary))
	for _, id := range []string{"index", "courses/x", "courses/x/one", "cases/c", "notes/a", "notes/quiz"} {
		approve(t, files, id)
	}
	for name, text := range secretTexts {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, name := range []string{"index.md", "courses/x/one.md", "cases/c.md", "notes/a.md", "notes/quiz.md", "notes/plan.pdf", "courses/x/one.png"} {
		text := strings.Replace(string(files[name].Data), "title: ", "title: 暗号亥", 1) + "\n暗号亥，值班。\n"
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	seen, err := review.Reviewed(files)
	if err != nil {
		t.Fatal(err)
	}
	lib := sitetest.Open(t, seen)
	if n := len(lib.Documents()); n != 6 {
		t.Fatalf("%d documents are shown", n)
	}
	s := newReadySite(t, lib)
	e, err := site.NewEdition(lib, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for _, path := range e.Paths() {
		asked[escaped(path)] = true
	}
	for path := range sitetest.Crawl(t, s, "/", func(u *url.URL) bool { return false }) {
		asked[path] = true
	}
	for _, route := range []string{"courses", "cases", "facets", "findings", "quizzes", "documents", "search?q=", "suggest?q=", "questions"} {
		for _, q := range []string{"暗", "暗号", "值班", "暗号甲", "anhao"} {
			if strings.HasSuffix(route, "=") {
				asked["/api/v1/"+route+url.QueryEscape(q)] = true
			} else {
				asked["/api/v1/"+route] = true
			}
			asked["/search?q="+url.QueryEscape(q)] = true
			asked["/search.atom?q="+url.QueryEscape(q)] = true
		}
	}
	for _, d := range lib.Documents() {
		asked["/api/v1/documents/"+escaped(d.ID)] = true
		asked["/api/v1/related?id="+url.QueryEscape(d.ID)] = true
		asked["/api/v1/quizzes?id="+url.QueryEscape(d.ID)] = true
	}
	for target := range asked {
		body := ask(s, http.MethodGet, target, nil).Body.String()
		if said := secretIn(body, target); said != "" {
			t.Errorf("%s says %s", target, said)
		}
	}
	for name := range secretTexts {
		for _, target := range []string{"/" + escaped(name), "/" + escaped(strings.TrimSuffix(name, ".md")) + "/", "/api/v1/documents/" + escaped(strings.TrimSuffix(name, ".md"))} {
			if w := ask(s, http.MethodGet, target, nil); w.Code != http.StatusNotFound {
				t.Errorf("%s: %d", target, w.Code)
			}
		}
	}
	if body := ask(s, http.MethodGet, "/notes/plan.pdf", nil).Body.String(); body != "P1\n" {
		t.Errorf("the attachment is not what was approved: %q", body)
	}
	searchFor(t, s)

	dir := t.TempDir()
	if _, err := export.Build(t.Context(), export.Config{Library: lib, Dir: dir, Options: site.Options{Static: true}}); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if said := secretIn(string(data)+name, ""); said != "" {
			t.Errorf("%s says %s", name, said)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// searchFor looks for approved and other texts.
func searchFor(t *testing.T, s http.Handler) {
	t.Helper()
	for q, want := range map[string]string{"接电话": `"total":1`, "暗号甲": `"total":0`, "暗号亥": `"total":0`} {
		if body := ask(s, http.MethodGet, "/api/v1/search?q="+url.QueryEscape(q), nil).Body.String(); !strings.Contains(body, want) {
			t.Errorf("search for %s: %s", q, body)
		}
	}
}

// secretIn is the secret that a text says, other than what was asked for; empty: none.
func secretIn(text, asked string) string {
	if raw, err := url.QueryUnescape(asked); err == nil {
		asked = raw
	}
	for _, c := range "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥" {
		if word := "暗号" + string(c); strings.Contains(text, word) && !strings.Contains(asked, word) {
			return word
		}
	}
	return ""
}

// TestReviewedFollows shows each step of a review on a running server, as soon as it is written.
func TestReviewedFollows(t *testing.T) {
	files := fstest.MapFS{}
	maps.Copy(files, sitetest.FS([]byte("-- notes/a.md --\n# 值班\n\n谁先看到。\n-- notes/b.md --\n# 夜班\n\n有人接。\n")))
	approve(t, files, "notes/a")
	seen, err := review.Reviewed(files)
	if err != nil {
		t.Fatal(err)
	}
	lib := sitetest.Open(t, seen)
	s := newReadySite(t, lib)
	if w := ask(s, http.MethodGet, "/notes/b/", nil); w.Code != http.StatusNotFound {
		t.Fatal(w.Code)
	}
	approve(t, files, "notes/b")
	if seen, err = review.Reviewed(files); err != nil {
		t.Fatal(err)
	}
	next, err := lib.ReopenIn(seen)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Update(next); err != nil {
		t.Fatal(err)
	}
	if w := ask(s, http.MethodGet, "/notes/b/", nil); w.Code != http.StatusOK {
		t.Error(w.Code)
	}
}
