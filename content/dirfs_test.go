package content_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
)

// linkFolder makes a library with symbolic links of every kind beside a file
// that is none of its business.
func linkFolder(t *testing.T) string {
	t.Helper()
	outside := t.TempDir()
	root := filepath.Join(outside, "library")
	write := func(name, text string) {
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md", "# 甲")
	write("sub/pic.svg", `<svg width="3" height="4"/>`)
	write(".secret.md", "# 密")
	write("yanxi/note.md", "# 内部")
	write("_drafts/d.md", "# 草稿")
	write("../outside.md", "# 外面")
	write("../outside.svg", "<svg/>")
	for name, target := range map[string]string{
		"inside.md":        "a.md",
		"sub/up.md":        "../a.md",
		"chain.md":         "inside.md",
		"pic.svg":          "sub/pic.svg",
		"out.md":           "../outside.md",
		"out.svg":          "../outside.svg",
		"far.md":           "sub/../../outside.md",
		"absolute.md":      filepath.Join(root, "a.md"),
		"chain-out.md":     "out.md",
		"secret.md":        ".secret.md",
		"settings.md":      "yanxi/note.md",
		"draft.md":         "_drafts/d.md",
		"loop.md":          "loop2.md",
		"loop2.md":         "loop.md",
		"self.md":          "self.md",
		"dangling.md":      "nothing.md",
		"dangling":         "nothing",
		"sub/parent":       "..",
		"folder":           "sub",
		"out-folder":       "../",
		"through/out.md":   "../out-folder/outside.md",
		"through/in.md":    "../folder/up.md",
		"folder.md":        "sub",
		"wrong-type.md":    "sub/pic.svg",
		"wrong-type.svg":   "a.md",
		"sub/deep/root.md": "../../a.md",
	} {
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.FromSlash(target), name); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// The safe file system and the ordinary one give the same library: no link
// leads out of either.
func TestSymlinks(t *testing.T) {
	root := linkFolder(t)
	safe, err := content.DirFS(root)
	if err != nil {
		t.Fatal(err)
	}
	const documents = "a chain inside sub/deep/root sub/up through/in wrong-type"
	findings := []string{
		"absolute.md link-leaves-library",
		"chain-out.md link-leaves-library",
		"dangling.md unreadable-file",
		"draft.md link-leaves-library",
		"far.md link-leaves-library",
		"loop.md symlink-loop",
		"loop2.md symlink-loop",
		"out-folder link-leaves-library",
		"out.md link-leaves-library",
		"out.svg link-leaves-library",
		"secret.md link-leaves-library",
		"self.md symlink-loop",
		"settings.md link-leaves-library",
		"sub/parent symlink-loop",
		"through/out.md link-leaves-library",
		"wrong-type.md missing-title",
	}
	for name, l := range map[string]*content.Library{"DirFS": open(t, safe), "os.DirFS": open(t, os.DirFS(root))} {
		t.Run(name, func(t *testing.T) {
			if got := ids(l.Documents()); got != documents {
				t.Errorf("documents %q, want %q", got, documents)
			}
			var got []string
			for _, f := range l.Findings() {
				got = append(got, f.File+" "+f.Rule)
			}
			if diff := cmp.Diff(findings, got); diff != "" {
				t.Errorf("findings -want +got:\n%s", diff)
			}
			if diff := cmp.Diff([]string{"pic.svg", "sub/pic.svg"}, l.Assets()); diff != "" {
				t.Errorf("assets -want +got:\n%s", diff)
			}
			if w, h := l.ImageSize("pic.svg"); w != 3 || h != 4 {
				t.Errorf("image size through a link %d x %d", w, h)
			}
			if b, err := l.Read(l.Document("chain")); err != nil || b.Markdown != "# 甲" {
				t.Errorf("text through links %v, %v", b, err)
			}
		})
	}
}

// A file that becomes a link out of the library after it was opened stays
// closed.
func TestDirFSLater(t *testing.T) {
	root := linkFolder(t)
	fsys, err := content.DirFS(root)
	if err != nil {
		t.Fatal(err)
	}
	l := open(t, fsys)
	name := filepath.Join(root, "sub", "pic.svg")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../../outside.svg", name); err != nil {
		t.Fatal(err)
	}
	if file, err := l.Asset("sub/pic.svg"); err == nil {
		text, _ := io.ReadAll(file)
		t.Errorf("read %q from outside", text)
	}
}

func TestDirFSErrors(t *testing.T) {
	if _, err := content.DirFS(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("no error for a missing folder")
	}
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := content.DirFS(name); err == nil {
		t.Error("no error for a file")
	}
}
