package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKindsOfCheckouts publishes in each kind, and fetches it in a plain one.
func TestKindsOfCheckouts(t *testing.T) {
	files := map[string]string{"docs/a.md": "一\n", "other/b.txt": "二\n"}
	for _, test := range []struct {
		name string
		make func(t *testing.T, remote string) (library string)
		in   string // the library below the remote's top
	}{
		{"a clone", func(t *testing.T, remote string) string { return clone(t, remote) }, ""},
		{"a folder of a clone", func(t *testing.T, remote string) string { return filepath.Join(clone(t, remote), "docs") }, "docs/"},
		{"a shallow clone", func(t *testing.T, remote string) string { return clone(t, "file://"+remote, "--depth=1") }, ""},
		{"a worktree", func(t *testing.T, remote string) string {
			dir := filepath.Join(t.TempDir(), "tree")
			main := clone(t, remote)
			git(t, main, "switch", "-q", "-c", "elsewhere")
			git(t, main, "worktree", "add", "-q", dir, "main")
			return dir
		}, ""},
		{"a submodule", func(t *testing.T, remote string) string {
			dir := t.TempDir()
			git(t, dir, "init", "-q")
			git(t, dir, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "-b", "main", remote, "library")
			git(t, dir, "-C", "library", "switch", "-q", "main")
			return filepath.Join(dir, "library")
		}, ""},
		{"a clone with line ends of Windows", func(t *testing.T, remote string) string { return clone(t, remote, "-c", "core.autocrlf=true") }, ""},
		{"a clone with escaped names and signed commits", func(t *testing.T, remote string) string {
			return clone(t, remote, "-c", "core.quotePath=true", "-c", "commit.gpgSign=true", "-c", "gpg.program=false")
		}, ""},
		{"another branch", func(t *testing.T, remote string) string {
			dir := clone(t, remote)
			git(t, dir, "switch", "-q", "-c", "主线")
			git(t, dir, "branch", "-q", "--set-upstream-to=origin/main")
			return dir
		}, ""},
		{"a link to a clone", func(t *testing.T, remote string) string {
			link := filepath.Join(t.TempDir(), "link")
			os.Symlink(clone(t, remote), link)
			return link
		}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			remote := newRemote(t, files)
			dir := test.make(t, remote)
			update(t, open(t, clone(t, remote), Options{Push: true}), map[string]string{"other/b.txt": "贰\n", test.in + "c.md": "三\n"})
			f := open(t, dir, Options{Push: true})
			result, err := f.Update(t.Context(), zhang, func(fsys fs.FS) (Change, error) {
				c, err := fs.ReadFile(fsys, "c.md")
				return Change{Files: map[string][]byte{"笔记/d.md": append(c, "四\n"...)}, Message: "d"}, err
			})
			if err != nil || !result.Pushed || result.Changed[0] != "笔记/d.md" {
				t.Fatalf("%+v, %v", result, err)
			}
			clean(t, dir)
			check := clone(t, remote)
			got := tree(t, check)[test.in+"笔记/d.md"]
			if strings.ReplaceAll(got, "\r", "") != "三\n四\n" {
				t.Errorf("published: %q", got)
			}
		})
	}
}

// TestUnfit refuses to publish where it would do harm, in words, and leaves everything.
func TestUnfit(t *testing.T) {
	for _, test := range []struct {
		name   string
		make   func(t *testing.T, dir string)
		reason Reason
		path   string
	}{
		{"no branch", func(t *testing.T, dir string) { git(t, dir, "switch", "-q", "--detach") }, Unfit, "a.md"},
		{"a merge under way", func(t *testing.T, dir string) {
			git(t, dir, "switch", "-q", "-c", "x")
			write(t, dir, map[string]string{"a.md": "x\n"})
			commitAll(t, dir, "x")
			git(t, dir, "switch", "-q", "main")
			write(t, dir, map[string]string{"a.md": "y\n"})
			commitAll(t, dir, "y")
			tryGit(dir, "merge", "x")
		}, Underway, "b.md"},
		{"a sparse checkout", func(t *testing.T, dir string) { git(t, dir, "sparse-checkout", "set", "notes") }, Unfit, "b.md"},
		{"a checkout inside", func(t *testing.T, dir string) { git(t, dir, "init", "-q", filepath.Join(dir, "inner")) }, BadName, "inner/b.md"},
		{"Git's own folder", func(*testing.T, string) {}, BadName, ".git/config"},
		{"a broken repository", func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, ".git/HEAD")) }, GitFailed, "a.md"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := clone(t, newRemote(t, map[string]string{"a.md": "一\n"}))
			test.make(t, dir)
			before := tree(t, dir)
			_, err := open(t, dir, Options{Push: true}).Update(t.Context(), zhang, fixed(map[string]string{test.path: "x"}))
			wantReason(t, err, test.reason)
			wantTree(t, dir, before)
			settled(t, dir)
		})
	}
	dir := clone(t, newRemote(t, map[string]string{"a.md": "一\n"}))
	_, err := open(t, dir, Options{Git: "no-such-program"}).Update(t.Context(), zhang, fixed(map[string]string{"a.md": "x"}))
	wantReason(t, err, NoGit)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = open(t, dir, Options{}).Update(ctx, zhang, fixed(map[string]string{"a.md": "x"})); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	wantTree(t, dir, map[string]string{"a.md": "一\n"})
}

// TestFromNothing begins in a new repository, with an empty remote, and without one.
func TestFromNothing(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	f := open(t, dir, Options{Push: true})
	if result := update(t, f, map[string]string{"a.md": "一\n"}); result.Pushed || result.Waiting != nil || result.Commit == "" {
		t.Errorf("without a remote: %+v", result)
	}
	remote := newRemote(t, nil)
	git(t, dir, "remote", "add", "origin", remote)
	if result := update(t, f, map[string]string{"b.md": "二\n"}); !result.Pushed {
		t.Errorf("to an empty remote: %+v", result)
	}
	clean(t, dir)
	wantTree(t, clone(t, remote), map[string]string{"a.md": "一\n", "b.md": "二\n"})

	empty := newRemote(t, nil)
	dir, other := clone(t, empty), clone(t, empty)
	f, g := open(t, dir, Options{Push: true}), open(t, other, Options{Push: true})
	update(t, f, map[string]string{"a.md": "一\n"})
	update(t, g, map[string]string{"b.md": "二\n"})
	wantTree(t, other, map[string]string{"a.md": "一\n", "b.md": "二\n"})
	clean(t, other)
}

// TestNotGit writes a folder that a checkout above knows nothing of without Git.
func TestNotGit(t *testing.T) {
	above := clone(t, newRemote(t, map[string]string{"a.md": "一\n"}))
	write(t, above, map[string]string{"mine/b.md": "二\n"})
	if result := update(t, open(t, filepath.Join(above, "mine"), Options{Push: true}), map[string]string{"c.md": "三\n"}); result.Commit != "" {
		t.Errorf("%+v", result)
	}
	if got := git(t, above, "status", "--porcelain", "-uall"); got != "?? mine/b.md\n?? mine/c.md" {
		t.Errorf("status: %s", got)
	}
}
