package ui_test

import (
	"strings"
	"testing"

	"yanxi/site/ui"
)

// A quiz shows its questions unless it is not open yet, and can be sent unless
// it is closed.
func TestQuizPart(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		u, err := ui.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for name, q := range quizParts() {
			part, err := u.Part("quiz", q)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got := string(part)
			early := name == "early" || name == "sealed"
			if strings.Contains(got, "题<b>目</b>") == (early || name == "empty") {
				t.Errorf("%s: questions: %s", name, got)
			}
			if sends := strings.Contains(got, `type="submit"`); sends != (!early && name != "closed") {
				t.Errorf("%s: can be sent: %v", name, sends)
			}
			if strings.Contains(got, "⟦") || strings.Contains(got, "%!") || strings.Contains(got, "<script>") {
				t.Errorf("%s: %s", name, got)
			}
		}
		if _, err := u.Part("nothing", nil); err == nil {
			t.Error("a part that is not there")
		}
	}
}
