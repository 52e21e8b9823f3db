package diff_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yanxi/site/diff"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestGolden shows the difference of the two texts in each file of testdata/edits, which a line of hyphens parts, as one
// would mark it on paper: [-what was deleted-], {+what was inserted+}.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/edits/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			old, new, ok := strings.Cut(string(src), "-----\n")
			if !ok {
				t.Fatal("no line of hyphens")
			}
			got := marked(check(t, old, new)) + "\nback:\n\n" + marked(check(t, new, old))
			golden := "testdata/edits/" + name + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

var kindNames = map[diff.Kind]string{
	diff.Same: "same", diff.Changed: "changed", diff.Removed: "removed", diff.Added: "added",
	diff.MovedFrom: "moved from", diff.MovedTo: "moved to",
}

func marked(d *diff.Diff) string {
	var out strings.Builder
	fmt.Fprintf(&out, "removed %d, added %d\n", d.Removed, d.Added)
	for _, p := range d.Fold(1) {
		fmt.Fprintf(&out, "%d→%d %s", p.Old, p.New, kindNames[p.Kind])
		if p.Other > 0 {
			fmt.Fprintf(&out, " %d", p.Other)
		}
		if p.Folded {
			fmt.Fprintf(&out, ", folded %d\n", p.Paragraphs)
			continue
		}
		out.WriteString("\n")
		var text strings.Builder
		for _, s := range p.Spans {
			switch s.Op {
			case diff.Delete:
				text.WriteString("[-" + s.Text + "-]")
			case diff.Insert:
				text.WriteString("{+" + s.Text + "+}")
			default:
				text.WriteString(s.Text)
			}
		}
		for line := range strings.Lines(strings.ReplaceAll(text.String(), " \n", "␣\n")) {
			out.WriteString("    " + strings.TrimSuffix(line, "\n") + "\n")
		}
	}
	return out.String()
}
