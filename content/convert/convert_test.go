package convert_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yanxi/content/convert"
)

var update = flag.Bool("update", false, "rewrite what is expected in testdata")

// TestFixtures converts real files of other programs: see testdata/README.md.
func TestFixtures(t *testing.T) {
	for _, pattern := range []string{"docx/*.docx", "html/*.html", "text/*.txt"} {
		files, err := filepath.Glob("testdata/" + pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				src, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				r, err := convert.Convert(t.Context(), filepath.Base(file), src, convert.Options{Folder: "pictures"})
				if err != nil {
					t.Fatal(err)
				}
				golden(t, file+".golden", shown(r))
			})
		}
	}
}

// shown is a result as a text: the Markdown, then pictures and notes.
func shown(r *convert.Result) string {
	var b strings.Builder
	b.Write(r.Markdown)
	b.WriteString("== notes\n")
	for _, p := range r.Pictures {
		fmt.Fprintf(&b, "%s, %d bytes\n", p.Name, len(p.Data))
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "%d: %s: %s [%s]\n\t%s\n", n.Line, n.Level, n.Message, n.Rule, n.Suggestion)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}
