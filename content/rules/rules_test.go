package rules

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestRules reads testdata/rules: a file for each rule, with + before what it must catch and - before what it must
// not. Within a line ⏎ stands for a line end. Every shipped rule has such a file with both.
func TestRules(t *testing.T) {
	set := Compile(Defaults())
	for _, r := range Defaults() {
		if r.Check == "picture-location" {
			continue // see TestLocate
		}
		src, err := os.ReadFile(filepath.Join("testdata/rules", r.ID+".txt"))
		if err != nil {
			t.Error(err)
			continue
		}
		plus, minus := 0, 0
		for i, line := range strings.Split(string(src), "\n") {
			want := strings.HasPrefix(line, "+ ")
			if !want && !strings.HasPrefix(line, "- ") {
				continue
			}
			if want {
				plus++
			} else {
				minus++
			}
			got := false
			for _, f := range set.Check(textOf(strings.ReplaceAll(line[2:], "⏎", "\n"))) {
				got = got || f.Rule != nil && f.Rule.ID == r.ID
			}
			if got != want {
				t.Errorf("%s.txt:%d: found %v, want %v: %s", r.ID, i+1, got, want, line[2:])
			}
		}
		if plus == 0 || minus == 0 {
			t.Errorf("%s.txt has %d lines with + and %d with -", r.ID, plus, minus)
		}
	}
}

// textOf is a note whose front matter ends at the second ---.
func textOf(src string) Text {
	t := Text{Source: []byte(src), Kind: "note"}
	if rest, ok := strings.CutPrefix(src, "---\n"); ok {
		if i := strings.Index(rest, "\n---\n"); i >= 0 {
			t.Body = i + len("---\n\n---\n")
		}
	}
	return t
}

func sorted(s []string) []string {
	slices.Sort(s)
	return s
}
