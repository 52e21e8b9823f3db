package content_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"yanxi/content"
)

var update = flag.Bool("update", false, "rewrite the findings in testdata")

// TestFindings checks each archive in testdata/findings as a library; its
// last file lists the findings.
func TestFindings(t *testing.T) {
	archives, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{}
			for _, f := range archive.Files {
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			want := archive.Files[len(archive.Files)-1]
			delete(fsys, want.Name)
			got := checkAll(t, fsys)
			if *update {
				archive.Files[len(archive.Files)-1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s", diff)
			}
		})
	}
}

func checkAll(t *testing.T, fsys fstest.MapFS) string {
	t.Helper()
	l, err := content.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range l.Check(t.Context(), "search", "api") {
		b.WriteString(f.String() + "\n\t" + f.Suggestion + "\n")
	}
	return b.String()
}
