package index

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yanxi/content/library"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	goldenRanks = "golden.txt"
	goldenDepth = 5 // results of each query that it shows
)

// TestRankGolden shows in a diff what a change does to the ranks. What the
// documents should be is another matter: see make relevance.
func TestRankGolden(t *testing.T) {
	x := indexed(t, library.FS())
	var b strings.Builder
	fmt.Fprintf(&b, "# The first %d results of each query of the rank files, each with its grade.\n", goldenDepth)
	fmt.Fprintf(&b, "# Written by go test ./index -run TestRankGolden -update\n")
	for _, f := range readRankFiles(t) {
		fmt.Fprintf(&b, "\n== %s\n", f.name)
		for _, q := range f.queries {
			fmt.Fprintf(&b, "\n%s\n", q.text)
			for _, id := range ids(find(t, x, Request{Query: q.text, Size: goldenDepth})) {
				fmt.Fprintf(&b, "  %s %s\n", q.grade(id), id)
			}
		}
	}
	path := filepath.Join(rankFolder, goldenRanks)
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("ranks have changed (-committed +now); if that is for the better, update them:\n%s", diff)
	}
}
