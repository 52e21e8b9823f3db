package publish

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

var (
	beforeSet = map[string]string{"a.md": "一", "b.md": "二", "gone.md": "去"}
	afterSet  = map[string]string{"a.md": "壹", "b.md": "贰", "new/c.md": "叁"}
)

// staged is a folder in which a set is staged, and decided if so asked.
func staged(t *testing.T, decided bool) (string, *area, *set) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, beforeSet)
	f := open(t, dir, Options{})
	if err := f.area.prepare(); err != nil {
		t.Fatal(err)
	}
	var files []file
	for name, text := range afterSet {
		files = append(files, file{path: name, data: []byte(text)})
	}
	s, err := f.area.stage(append(files, file{path: "gone.md", remove: true}))
	if err == nil && decided {
		err = f.area.decide(s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir, f.area, s
}

// TestInterrupted ends an update after each of its steps, and opens the folder again.
func TestInterrupted(t *testing.T) {
	t.Run("undecided", func(t *testing.T) {
		dir, _, _ := staged(t, false)
		open(t, dir, Options{})
		wantTree(t, dir, beforeSet)
		settled(t, dir)
	})
	t.Run("decided", func(t *testing.T) {
		for done := range 4 {
			dir, a, s := staged(t, true)
			for _, f := range s.Files[:done] {
				if f.Stage == "" {
					a.root.Remove(f.Path)
				} else if err := a.root.Rename(stageFolder+"/"+f.Stage, f.Path); err != nil {
					t.Fatal(err)
				}
			}
			open(t, dir, Options{})
			wantTree(t, dir, afterSet)
			settled(t, dir)
		}
	})
	t.Run("saved meanwhile", func(t *testing.T) {
		dir, _, _ := staged(t, true)
		write(t, dir, map[string]string{"b.md": "别人存的", "gone.md": "也改了"})
		open(t, dir, Options{})
		want := maps.Clone(afterSet)
		want["b.md"], want["gone.md"] = "别人存的", "也改了"
		wantTree(t, dir, want)
		settled(t, dir)
	})
	t.Run("by the next update", func(t *testing.T) {
		dir, a, s := staged(t, true)
		f := open(t, t.TempDir(), Options{})
		f.root, f.area = a.root, a // as if it had been open all the time
		if err := a.root.Rename(stageFolder+"/"+s.Files[0].Stage, s.Files[0].Path); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Update(t.Context(), zhang, fixed(map[string]string{"d.md": "四"})); err != nil {
			t.Fatal(err)
		}
		want := maps.Clone(afterSet)
		want["d.md"] = "四"
		wantTree(t, dir, want)
		settled(t, dir)
	})
}

// TestBrokenJournal leaves everything as it is when the journal says nothing.
func TestBrokenJournal(t *testing.T) {
	for _, text := range []string{"", "{", `{"version":9}`} {
		dir, a, _ := staged(t, true)
		if err := a.root.WriteFile(journalFile, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := open(t, dir, Options{}).Update(t.Context(), zhang, fixed(map[string]string{"d.md": "四"}))
		var known *Error
		if !errors.As(err, &known) || known.Reason != Unwritable {
			t.Errorf("%q: %v", text, err)
		}
		wantTree(t, dir, beforeSet)
		if _, err := os.Stat(filepath.Join(dir, stageFolder, "0")); err != nil {
			t.Errorf("%q: what was staged is gone: %v", text, err)
		}
	}
}
