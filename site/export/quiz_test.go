package export_test

import (
	"encoding/base64"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// Exported quizzes ask on their pages. What is right stands in the files that
// mark them alone, and not for the eye.
func TestQuizzes(t *testing.T) {
	dir := t.TempDir()
	now := func() time.Time { return time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC) }
	build(t, sitetest.Exam(), dir, site.Options{Now: now})
	secrets := []string{"没有说清来源", "过去的解释", "将来的", "先核实，再送审", "正确答案是"}
	files := tree(t, dir)
	for name := range files {
		text := read(t, dir, name)
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s says %s", name, secret)
			}
		}
	}
	for _, name := range []string{marksOf(t, dir, "notes/gates"), marksOf(t, dir, "notes/exam"), marksOf(t, dir, "daily")} {
		plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(read(t, dir, name)))
		if err != nil || len(plain) == 0 {
			t.Errorf("%s: %v", name, err)
		}
		for _, word := range append(secrets, `"right"`, "gates") {
			if strings.Contains(string(plain), word) {
				t.Errorf("%s is in clear text: %s", name, word)
			}
		}
	}
	gates := read(t, dir, "notes/gates/index.html")
	for _, want := range []string{`data-sealed="../../_/marks/`, "<noscript>", "JavaScript", "保密关"} {
		if !strings.Contains(gates, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	for _, none := range []string{`action="/quiz`, "../../quiz?", "data-quiz-api="} {
		if strings.Contains(gates, none) {
			t.Errorf("the page has %s", none)
		}
	}
	if daily := read(t, dir, "daily/index.html"); strings.Contains(daily, "<fieldset") || !strings.Contains(daily, "<noscript>") {
		t.Error("the page of the day has questions of the day of the export")
	}
	// The same again: nothing changes.
	before := tree(t, dir)
	build(t, sitetest.Exam(), dir, site.Options{Now: now})
	if changed := touched(before, tree(t, dir)); len(changed) > 0 {
		t.Errorf("written again: %v", changed)
	}
}

// marksOf is the file by which an exported page marks its quizzes.
func marksOf(t *testing.T, dir, page string) string {
	t.Helper()
	_, address, ok := strings.Cut(read(t, dir, page+"/index.html"), `data-sealed="`)
	address, _, closed := strings.Cut(address, `"`)
	if !ok || !closed {
		t.Fatalf("the page %s names no marks", page)
	}
	return path.Join(page, address)
}

// Files of the library stay what they are beside a quiz, whatever their names, and
// one where the site has its own is left out and named.
func TestQuizBesideFiles(t *testing.T) {
	lib := sitetest.FS(nil)
	quiz := "---\ntitle: 关\n---\n\n```quiz\n? 先做哪样？\n(x) 核实\n( ) 发布\n```\n"
	lib["a.md"] = &fstest.MapFile{Data: []byte(quiz)}
	lib["a.txt/b.md"] = &fstest.MapFile{Data: []byte(quiz)}
	lib["a/quiz-marks.txt"] = &fstest.MapFile{Data: []byte("作者的")}
	lib["_/marks/daily.txt"] = &fstest.MapFile{Data: []byte("占位")}
	long := strings.Repeat("长", 84)
	lib[long+".md"] = &fstest.MapFile{Data: []byte(quiz)}
	dir := t.TempDir()
	summary := build(t, lib, dir, site.Options{})
	if got := read(t, dir, "a/quiz-marks.txt"); got != "作者的" {
		t.Errorf("the author's file says %q", got)
	}
	for _, page := range []string{"a", "a.txt/b", long, "daily"} {
		if _, err := base64.StdEncoding.DecodeString(strings.TrimSpace(read(t, dir, marksOf(t, dir, page)))); err != nil {
			t.Errorf("marks of %s: %v", page, err)
		}
	}
	if len(summary.Warnings) != 1 || !strings.HasPrefix(summary.Warnings[0], "_/marks/daily.txt is left out") {
		t.Errorf("warnings: %v", summary.Warnings)
	}
}
