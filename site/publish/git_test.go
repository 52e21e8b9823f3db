package publish

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) {
	os.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	os.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	os.Exit(m.Run())
}

// git runs git by hand, as a person would.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, err := tryGit(dir, args...)
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimRight(out, "\n")
}

func tryGit(dir string, args ...string) (string, error) {
	cmd := exec.Command("git", append([]string{"-c", "user.name=li", "-c", "user.email=li@example.org", "-c", "init.defaultBranch=main", "-c", "core.quotePath=false", "-C", dir}, args...)...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// newRemote is a bare repository with one commit of files.
func newRemote(t *testing.T, files map[string]string) string {
	t.Helper()
	remote := filepath.Join(t.TempDir(), "remote.git")
	git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", remote)
	if files != nil {
		dir := clone(t, remote)
		write(t, dir, files)
		commitAll(t, dir, "Begin")
		git(t, dir, "push", "-q", "origin", "main")
	}
	return remote
}

func clone(t *testing.T, remote string, options ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "library")
	git(t, t.TempDir(), append(append([]string{"clone", "-q"}, options...), remote, dir)...)
	return dir
}

func commitAll(t *testing.T, dir, message string) {
	t.Helper()
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", message)
}

// clean fails unless git finds nothing to say about a checkout.
func clean(t *testing.T, dir string) {
	t.Helper()
	if out := git(t, dir, "status", "--porcelain", "-uall"); out != "" {
		t.Errorf("git status in %s:\n%s", dir, out)
	}
	git(t, dir, "fsck", "--strict", "--no-dangling")
	settled(t, git(t, dir, "rev-parse", "--show-toplevel"))
}

func wantReason(t *testing.T, err error, want Reason) {
	t.Helper()
	var known *Error
	if !errors.As(err, &known) || known.Reason != want || known.Hint == "" {
		t.Errorf("got %v, want %q", err, want)
	}
}

func update(t *testing.T, f *Folder, files map[string]string) Result {
	t.Helper()
	result, err := f.Update(t.Context(), zhang, fixed(files))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestUpdateGit(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n", "b.md": "二\n", "run.sh": "#!/bin/sh\n", "gone/c.md": "三\n"})
	dir := clone(t, remote)
	os.Chmod(filepath.Join(dir, "run.sh"), 0o755)
	commitAll(t, dir, "Runs")
	git(t, dir, "push", "-q")
	f := open(t, dir, Options{Push: true})
	result, err := f.Update(t.Context(), Author{Name: "张三", Email: "zhang@example.org"}, func(fs.FS) (Change, error) {
		return Change{
			Files:   map[string][]byte{"a.md": []byte("壹\n"), "gone/c.md": nil, "never.md": nil, "案例/“引号” 空格.md": []byte("四\n"), "run.sh": []byte("#!/bin/sh\nexit\n"), "b.md": []byte("二\n")},
			Message: "review: sign 笔记\r\n\nBody\n\nSigned-gate: law zhang 2026-11-28T00:00:00Z abc\x00\n\n",
		}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	head := git(t, dir, "rev-parse", "HEAD")
	want := Result{Changed: []string{"a.md", "gone/c.md", "run.sh", "案例/“引号” 空格.md"}, Commit: head, Pushed: true}
	if diff := cmp.Diff(want, result); diff != "" {
		t.Error(diff)
	}
	if got := git(t, remote, "rev-parse", "main"); got != head {
		t.Errorf("the remote is at %s, not %s", got, head)
	}
	if got := git(t, dir, "rev-parse", "@{upstream}"); got != head {
		t.Errorf("the upstream is known to be at %s, not %s", got, head)
	}
	wantMessage := "张三 <zhang@example.org>\nYanxi <yanxi@yanxi.invalid>\nreview: sign 笔记\n\nBody\n\nSigned-gate: law zhang 2026-11-28T00:00:00Z abc"
	if diff := cmp.Diff(wantMessage, git(t, dir, "log", "-1", "--format=%an <%ae>%n%cn <%ce>%n%B")); diff != "" {
		t.Error(diff)
	}
	if got := git(t, dir, "ls-tree", "HEAD", "run.sh"); !strings.HasPrefix(got, "100755") {
		t.Errorf("the mode is lost: %s", got)
	}
	wantTree(t, dir, map[string]string{"a.md": "壹\n", "b.md": "二\n", "run.sh": "#!/bin/sh\nexit\n", "案例/“引号” 空格.md": "四\n"})
	clean(t, dir)

	if result := update(t, f, map[string]string{"a.md": "壹\n"}); result.Commit != "" || result.Changed != nil {
		t.Errorf("nothing to do: %+v", result)
	}
	clean(t, dir)
}

// TestUpdateBeside makes a commit in a checkout in which somebody is at work.
func TestUpdateBeside(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n", "b.md": "二\n", "c.md": "三\n", "d.md": "四\n"})
	dir := clone(t, remote)
	write(t, dir, map[string]string{"b.md": "未存\n", "c.md": "已放\n", "new.md": "新\n", "d.md": "放了又改前\n"})
	git(t, dir, "add", "c.md", "d.md")
	write(t, dir, map[string]string{"d.md": "放了又改后\n"})
	before := git(t, dir, "status", "--porcelain", "-uall")
	f := open(t, dir, Options{Push: true})
	update(t, f, map[string]string{"a.md": "壹\n"})
	if got := git(t, dir, "status", "--porcelain", "-uall"); got != before {
		t.Errorf("status was\n%s\nand is\n%s", before, got)
	}
	if got := git(t, dir, "show", "--format=", "--name-only", "HEAD"); got != "a.md" {
		t.Errorf("committed: %s", got)
	}
	if got := git(t, dir, "show", ":d.md"); got != "放了又改前" {
		t.Errorf("the index has %s", got)
	}
	// What a signature is of is committed with it, though it stood there uncommitted.
	update(t, f, map[string]string{"b.md": "未存\n", "ledger": "1\n"})
	if got := git(t, dir, "show", "--format=", "--name-only", "HEAD"); got != "b.md\nledger" {
		t.Errorf("committed: %s", got)
	}
	// A text that was staged stays staged, whatever is committed.
	update(t, f, map[string]string{"d.md": "发布的\n"})
	if got := git(t, dir, "show", ":d.md"); got != "放了又改前" {
		t.Errorf("the index has %s", got)
	}
}

// TestUpdateMeanwhile publishes while somebody else pushes, and while somebody saves.
func TestUpdateMeanwhile(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n", "log": ""})
	dir, other := clone(t, remote), clone(t, remote)
	f, g := open(t, dir, Options{Push: true}), open(t, other, Options{Push: true})
	calls := 0
	result, err := f.Update(t.Context(), zhang, func(fsys fs.FS) (Change, error) {
		if calls++; calls <= 2 {
			if _, err := g.Update(t.Context(), Author{Name: "li"}, appendLine("log", "li")); err != nil {
				t.Fatal(err)
			}
		} else {
			write(t, dir, map[string]string{"b.md": "存\n"}) // untracked, and not in the way
		}
		return appendLine("log", "zhang")(fsys)
	})
	if err != nil || calls != 3 || !result.Pushed {
		t.Fatalf("%d calls, %+v, %v", calls, result, err)
	}
	wantTree(t, dir, map[string]string{"a.md": "一\n", "b.md": "存\n", "log": "li\nli\nzhang\n"})
	if got := git(t, dir, "rev-list", "--count", "HEAD"); got != "4" {
		t.Errorf("%s commits", got)
	}
	os.Remove(filepath.Join(dir, "b.md"))
	clean(t, dir)
}

// TestSavedDuringPush saves a text between make and the end of the update: by a hook
// of the push, which runs when it is decided what to write.
func TestSavedDuringPush(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n", "b.md": "二\n"})
	dir := clone(t, remote)
	hook := filepath.Join(dir, ".git/hooks/pre-push")
	write(t, dir, map[string]string{".git/hooks/pre-push": "#!/bin/sh\necho 别人存的 > a.md\n"})
	os.Chmod(hook, 0o755)
	result := update(t, open(t, dir, Options{Push: true}), map[string]string{"a.md": "壹\n", "b.md": "贰\n"})
	if diff := cmp.Diff([]string{"a.md"}, result.Kept); diff != "" || !result.Pushed {
		t.Errorf("%+v", result)
	}
	wantTree(t, dir, map[string]string{"a.md": "别人存的\n", "b.md": "贰\n"})
	if got := git(t, dir, "show", "HEAD:a.md"); got != "壹" {
		t.Errorf("committed: %s", got)
	}
	if got := git(t, dir, "status", "--porcelain"); got != " M a.md" {
		t.Errorf("status: %q", got)
	}
	settled(t, dir)
}

// TestRefusedByRemote leaves nothing behind when a hook of the remote says no.
func TestRefusedByRemote(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n"})
	dir := clone(t, remote)
	write(t, remote, map[string]string{"hooks/pre-receive": "#!/bin/sh\necho 周末不发布\nexit 1\n"})
	os.Chmod(filepath.Join(remote, "hooks/pre-receive"), 0o755)
	head := git(t, dir, "rev-parse", "HEAD")
	_, err := open(t, dir, Options{Push: true}).Update(t.Context(), zhang, fixed(map[string]string{"a.md": "壹\n"}))
	wantReason(t, err, Refused)
	var known *Error
	if errors.As(err, &known) && !strings.Contains(known.Hint, "周末不发布") {
		t.Errorf("what the hook says is lost: %s", known.Hint)
	}
	if got := git(t, dir, "rev-parse", "HEAD"); got != head {
		t.Error("the branch has moved")
	}
	wantTree(t, dir, map[string]string{"a.md": "一\n"})
	clean(t, dir)
}

// TestRefusedHere does not run the hooks of a commit, and heeds those of a push.
func TestRefusedHere(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n"})
	dir := clone(t, remote)
	for _, name := range []string{"pre-commit", "commit-msg", "post-commit", "post-merge", "post-checkout", "pre-push"} {
		write(t, dir, map[string]string{".git/hooks/" + name: "#!/bin/sh\ntouch ran-" + name + "\n" + "exit 1\n"})
		os.Chmod(filepath.Join(dir, ".git/hooks", name), 0o755)
	}
	_, err := open(t, dir, Options{Push: true}).Update(t.Context(), zhang, fixed(map[string]string{"a.md": "壹\n"}))
	wantReason(t, err, Refused)
	wantTree(t, dir, map[string]string{"a.md": "一\n", "ran-pre-push": ""})
	os.Remove(filepath.Join(dir, "ran-pre-push"))
	clean(t, dir)
	if got := git(t, remote, "rev-list", "--count", "main"); got != "1" {
		t.Errorf("the remote has %s commits", got)
	}
}

// TestContended gives up when others are faster each time.
func TestContended(t *testing.T) {
	defer func(n int) { maxAttempts = n }(maxAttempts)
	maxAttempts = 3
	remote := newRemote(t, map[string]string{"log": ""})
	dir := clone(t, remote)
	f, g := open(t, dir, Options{Push: true}), open(t, clone(t, remote), Options{})
	_, err := f.Update(t.Context(), zhang, func(fsys fs.FS) (Change, error) {
		update(t, g, map[string]string{"log": rand.Text()})
		git(t, g.dir, "push", "-q")
		return appendLine("log", "zhang")(fsys)
	})
	wantReason(t, err, Contended)
	clean(t, dir)
	if _, err := f.Sync(t.Context()); err != nil {
		t.Error(err)
	}
	wantTree(t, dir, tree(t, g.dir))
}
