package content_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// A file that can't be read is a finding, and the rest of the library is
// there.
func TestUnreadableFile(t *testing.T) {
	fsys := unreadableFS{files(map[string]string{"a.md": "# 甲", "b.md": "# 乙", "c/d.md": "# 丙"})}
	l := open(t, fsys)
	if n := len(l.Documents()); n != 1 {
		t.Errorf("%d documents, want 1", n)
	}
	var got []string
	for _, f := range l.Findings() {
		got = append(got, f.File+" "+f.Rule+" "+string(f.Level))
	}
	if diff := cmp.Diff([]string{"a.md unreadable-file error", "c unreadable-file error"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Files that are none to be read, by name or nature, are findings.
func TestOddFiles(t *testing.T) {
	fsys := namesFS{files(map[string]string{"a.md": "# 甲", "b\n.md": "# 乙", "gbk.md": "# 政"})}
	fsys.MapFS["pipe.md"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	fsys.MapFS["socket.png"] = &fstest.MapFile{Mode: fs.ModeSocket}
	l := open(t, fsys)
	if got := ids(l.Documents()); got != "a" {
		t.Errorf("documents %q", got)
	}
	var got []string
	for _, f := range l.Findings() {
		got = append(got, fmt.Sprintf("%q %s", f.File, f.Rule))
	}
	want := []string{`"b�.md" unreadable-file`, `"pipe.md" unreadable-file`, `"socket.png" unreadable-file`, `"政务.md" unreadable-file`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// namesFS gives gbk.md a name in GBK.
type namesFS struct{ fstest.MapFS }

func (f namesFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := f.MapFS.ReadDir(name)
	for i, e := range entries {
		if e.Name() == "gbk.md" {
			entries[i] = gbkEntry{e}
		}
	}
	return entries, err
}

type gbkEntry struct{ fs.DirEntry }

func (gbkEntry) Name() string { return "\xd5\xfe\xce\xf1.md" }

// A file with everything wrong has a bounded number of findings, and is read
// in a moment.
func TestManyFindings(t *testing.T) {
	terms := strings.Repeat("飞信,", 30_000) + "x"
	lists := "[" + strings.Repeat("飞信, ", 9_000) + "x]"
	l := open(t, files(map[string]string{
		"a.md": "---\nplatform: " + terms + "\n---\n",
		"b.md": "---\nplatform: " + lists + "\naliases: " + lists + "\n---\n",
	}))
	n := map[string]int{}
	for _, f := range l.Findings() {
		n[f.File]++
	}
	if n["a.md"] != 200 || n["b.md"] != 200 {
		t.Errorf("findings %v, want 200 each", n)
	}
}

// unreadableFS refuses a.md and the folder c.
type unreadableFS struct{ fstest.MapFS }

func (f unreadableFS) Open(name string) (fs.File, error) {
	if name == "a.md" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

func (f unreadableFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "c" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.ReadDir(name)
}
