package convert

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestMessages reads the code for the notes and errors that it names: each must be there in both languages, and
// none that nobody says.
func TestMessages(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	notes, errors := map[string]bool{}, map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\.(?:add|count)\("([a-z-]+)"`).FindAllStringSubmatch(string(src), -1) {
			notes[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`\bfail\("([a-z-]+)"`).FindAllStringSubmatch(string(src), -1) {
			errors[m[1]] = true
		}
	}
	notes["header"], notes["footer"] = true, true // named by the kind of a part
	for _, set := range []struct {
		said  map[string]bool
		known map[string]message
	}{{notes, messages}, {errors, failures}} {
		for name := range set.said {
			if _, ok := set.known[name]; !ok {
				t.Errorf("there is no message %q", name)
			}
		}
		for name, m := range set.known {
			if !set.said[name] {
				t.Errorf("nobody says %q", name)
			}
			if verbs(m.zh[0]) != verbs(m.en[0]) {
				t.Errorf("%q takes other arguments in English", name)
			}
			for _, s := range []string{m.zh[0], m.zh[1], m.en[0], m.en[1]} {
				if s == "" || strings.ContainsAny(s, "！!") && !strings.Contains(s, "![") {
					t.Errorf("%q: %q", name, s)
				}
			}
		}
	}
}

// verbs are the kinds of arguments in order, numbers and texts.
func verbs(format string) string {
	out := ""
	for _, m := range regexp.MustCompile(`%(?:\[\d\])?([dsqv])`).FindAllStringSubmatch(format, -1) {
		out += strings.NewReplacer("q", "s", "v", "s").Replace(m[1])
	}
	return out
}
