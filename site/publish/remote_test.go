package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSilentRemote does not wait for a remote that never answers, and leaves nothing
// of what it has started.
func TestSilentRemote(t *testing.T) {
	dir := clone(t, newRemote(t, map[string]string{"a.md": "一\n"}))
	fifo := filepath.Join(t.TempDir(), "alive")
	git(t, dir, "remote", "set-url", "origin", "ssh://nobody.invalid/x")
	git(t, dir, "config", "core.sshCommand", "echo $$ >> "+fifo+"; exec sleep 1000 #")
	f := open(t, dir, Options{Push: true, Timeout: 2 * time.Second})
	if result := update(t, f, map[string]string{"a.md": "壹\n"}); !isUnreachable(result.Waiting) {
		t.Errorf("%+v", result)
	}
	clean(t, dir)
	pids, err := os.ReadFile(fifo)
	if err != nil || len(strings.Fields(string(pids))) == 0 {
		t.Fatalf("ssh did not run: %v", err)
	}
	for _, pid := range strings.Fields(string(pids)) {
		if line, err := os.ReadFile("/proc/" + pid + "/cmdline"); err == nil && strings.Contains(string(line), "sleep") {
			t.Errorf("ssh is still running: %s", pid)
		}
	}
}

// TestAway publishes while the remote is away, and sends it when it is back; in
// between somebody else has published.
func TestAway(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n", "log": ""})
	dir, other := clone(t, remote), clone(t, remote)
	f := open(t, dir, Options{Push: true})
	away := remote + ".away"
	os.Rename(remote, away)
	for _, text := range []string{"壹\n", "弌\n"} {
		result := update(t, f, map[string]string{"a.md": text})
		wantReason(t, result.Waiting, Unreachable)
		if result.Pushed || result.Commit == "" {
			t.Errorf("%+v", result)
		}
	}
	if _, err := f.Sync(t.Context()); err == nil {
		t.Error("a remote that is away was heard")
	}
	clean(t, dir)
	os.Rename(away, remote)
	update(t, open(t, other, Options{Push: true}), map[string]string{"b.md": "二\n"})
	result, err := f.Sync(t.Context())
	if err != nil || !result.Pushed {
		t.Fatalf("%+v, %v", result, err)
	}
	wantTree(t, dir, map[string]string{"a.md": "弌\n", "b.md": "二\n", "log": ""})
	if got := git(t, remote, "log", "--format=%an %s", "main"); got != "zhang Change\nzhang Change\nzhang Change\nli Begin" {
		t.Errorf("log:\n%s", got)
	}
	clean(t, dir)
}

// TestAwayForLong asks a remote once that keeps people waiting in vain, and then not
// for a while; Sync does.
func TestAwayForLong(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n"})
	dir := clone(t, remote)
	now := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	f := open(t, dir, Options{Push: true, Now: func() time.Time {
		now = now.Add(2 * tooSlow) // each look at the clock finds it later
		return now
	}})
	os.Rename(remote, remote+".away")
	wantReason(t, update(t, f, map[string]string{"a.md": "壹\n"}).Waiting, Unreachable)
	os.Rename(remote+".away", remote)
	wantReason(t, update(t, f, map[string]string{"a.md": "弌\n"}).Waiting, Unreachable)
	if got := git(t, remote, "rev-list", "--count", "main"); got != "1" {
		t.Errorf("the remote was asked: it has %s commits", got)
	}
	if result, err := f.Sync(t.Context()); err != nil || !result.Pushed {
		t.Errorf("%+v, %v", result, err)
	}
	if result := update(t, f, map[string]string{"a.md": "一\n"}); !result.Pushed {
		t.Errorf("%+v", result)
	}
	clean(t, dir)
}

// TestDiverged has the same file published here, while the remote was away, and there.
func TestDiverged(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n"})
	dir, other := clone(t, remote), clone(t, remote)
	f := open(t, dir, Options{Push: true})
	os.Rename(remote, remote+".away")
	update(t, f, map[string]string{"a.md": "这里\n"})
	os.Rename(remote+".away", remote)
	update(t, open(t, other, Options{Push: true}), map[string]string{"a.md": "那里\n"})
	_, err := f.Sync(t.Context())
	wantReason(t, err, Diverged)
	_, err = f.Update(t.Context(), zhang, fixed(map[string]string{"b.md": "二\n"}))
	wantReason(t, err, Diverged)
	wantTree(t, dir, map[string]string{"a.md": "这里\n"})
	clean(t, dir)
	// A person brings them together, and it goes on.
	tryGit(dir, "pull", "-q", "--rebase")
	_, err = f.Update(t.Context(), zhang, fixed(map[string]string{"b.md": "二\n"}))
	wantReason(t, err, Underway)
	write(t, dir, map[string]string{"a.md": "两边\n"})
	git(t, dir, "add", "a.md")
	git(t, dir, "-c", "core.editor=true", "rebase", "--continue")
	if result := update(t, f, map[string]string{"b.md": "二\n"}); !result.Pushed {
		t.Errorf("%+v", result)
	}
	wantTree(t, dir, map[string]string{"a.md": "两边\n", "b.md": "二\n"})
	clean(t, dir)
}

func TestGitConflict(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n"})
	dir := clone(t, remote)
	update(t, open(t, clone(t, remote), Options{Push: true}), map[string]string{"a.md": "别人的\n"})
	_, err := open(t, dir, Options{Push: true}).Update(t.Context(), zhang, func(fsys fs.FS) (Change, error) {
		theirs, err := fs.ReadFile(fsys, "a.md")
		return Change{}, errors.Join(err, &Conflict{Path: "a.md", Mine: []byte("我的\n"), Theirs: theirs})
	})
	var conflict *Conflict
	if !errors.As(err, &conflict) || string(conflict.Theirs) != "别人的\n" {
		t.Errorf("%v", err)
	}
	clean(t, dir)
}
