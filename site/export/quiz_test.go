package export_test

import (
	"encoding/base64"
	"strings"
	"testing"
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
	for _, name := range []string{"notes/gates/quiz-marks.txt", "notes/exam/quiz-marks.txt", "daily/quiz-marks.txt"} {
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
	for _, want := range []string{`data-sealed="../../notes/gates/quiz-marks.txt"`, "<noscript>", "JavaScript", "保密关"} {
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
