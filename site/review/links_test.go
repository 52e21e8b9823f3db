package review

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"yanxi/content"
)

// TestLinks puts links, which Git carries, where a review has its files: nothing outside the library is read, what cannot
// be believed is named, and all other texts stay as they are.
func TestLinks(t *testing.T) {
	s := newShelf(t, "x.md", note, "y.md", note+"二。\n", "more/z.md", note+"三。\n")
	for _, id := range []string{"x", "y", "more/z"} {
		s.must(id, allGates...)
	}
	outside := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		name = filepath.Join(outside, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	ledger := write("x.jsonl", string(s.fs[LedgerFile("x")].Data))
	text := write("x.md", string(s.fs[TextFile(s.status("x").Digest)].Data))
	for _, tt := range []struct {
		name, target, file string
		want               string // problems
		hides              bool   // x from readers
	}{
		{"a ledger elsewhere", ledger, LedgerFile("x"), "foreign-file", true},
		{"a ledger that is nowhere", filepath.Join(outside, "none"), LedgerFile("x"), "foreign-file", true},
		{"the ledger of another", "y.jsonl", LedgerFile("x"), "foreign-file", true},
		{"a ledger that leads to itself", "x.jsonl", LedgerFile("x"), "foreign-file", true},
		{"a folder of ledgers", outside, Folder + "/notes", "foreign-file", false},
		{"a text elsewhere", text, TextFile(s.status("x").Digest), "foreign-file missing-text", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, s.fs); err != nil {
				t.Fatal(err)
			}
			link := filepath.Join(dir, filepath.FromSlash(tt.file))
			os.Remove(link)
			if err := os.Symlink(tt.target, link); err != nil {
				t.Fatal(err)
			}
			fsys, err := content.DirFS(dir)
			if err != nil {
				t.Fatal(err)
			}
			problems, err := Verify(fsys)
			found := ""
			for _, p := range problems {
				found += " " + string(p.Kind)
			}
			if err != nil || found != " "+tt.want {
				t.Errorf("problems%s, want %s: %v", found, tt.want, err)
			}
			readers, err := Reviewed(fsys)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range []string{"y.md", "more/z.md"} {
				if _, err := fs.Stat(readers, file); err != nil {
					t.Errorf("readers: %v", err)
				}
			}
			if _, err := fs.Stat(readers, "x.md"); (err != nil) != tt.hides {
				t.Errorf("readers are shown x: %v", err)
			}
			board, err := OpenBoard(fsys)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range []string{"x", "y", "more/z"} {
				if _, err := board.Load(id); err != nil {
					t.Errorf("%s: %v", id, err)
				}
			}
			if list, err := board.List(); err != nil || len(list) != 3 {
				t.Errorf("the queue has %d, %v", len(list), err)
			}
		})
	}
}
