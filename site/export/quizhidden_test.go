package export_test

import (
	"strings"
	"testing"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// TestQuizzesHidden looks for what quizzes hide in the files of an export.
func TestQuizzesHidden(t *testing.T) {
	dir := t.TempDir()
	build(t, sitetest.Quizzes(), dir, site.Options{})
	for name := range tree(t, dir) {
		body := read(t, dir, name)
		for _, secret := range sitetest.QuizSecrets {
			if strings.Contains(body, secret) {
				t.Errorf("%s says %s", name, secret)
			}
		}
	}
}
