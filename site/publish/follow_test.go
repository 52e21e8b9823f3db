package publish

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestFollowSays follows through trouble: each is said once, and its end.
func TestFollowSays(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n", "b.md": "二\n"})
	dir := clone(t, remote)
	var said strings.Builder
	f := open(t, dir, Options{Log: slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelInfo}))})
	writer := open(t, clone(t, remote), Options{Push: true})
	step := func(what string, ok bool, want ...string) {
		t.Helper()
		said.Reset()
		if got := f.followOnce(t.Context()); got != ok {
			t.Errorf("%s: it went well: %v", what, got)
		}
		if lines := strings.Count(said.String(), "\n"); lines != len(want) {
			t.Errorf("%s: %d lines:\n%s", what, lines, said.String())
		}
		for _, w := range want {
			if !strings.Contains(said.String(), w) {
				t.Errorf("%s: without %q:\n%s", what, w, said.String())
			}
		}
	}
	step("nothing", true)
	update(t, writer, map[string]string{"a.md": "壹\n", "c.md": "三\n"})
	step("news", true, `msg="follow: news" files=2`)
	write(t, dir, map[string]string{"b.md": "我的\n"})
	update(t, writer, map[string]string{"b.md": "贰\n"})
	step("in the way", false, "b.md, which somebody has changed here without committing")
	step("still", false)
	os.Rename(remote, remote+".away")
	step("away", false, "does not answer")
	step("still away", false)
	if s := f.Status(); s.Failing == nil || s.Last.IsZero() || s.Commit != git(t, dir, "rev-parse", "HEAD") {
		t.Errorf("%+v", s)
	}
	os.Rename(remote+".away", remote)
	git(t, dir, "checkout", "-q", "--", "b.md")
	step("over", true, "it goes on", `msg="follow: news" files=1`)
	git(t, dir, "switch", "-q", "--detach")
	step("no branch", false, "on no branch")
	wantTree(t, dir, map[string]string{"a.md": "壹\n", "b.md": "贰\n", "c.md": "三\n"})
}

// TestFollowSends sends what an update left waiting, and asks for the lock of all servers only then.
func TestFollowSends(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n", "b.md": "二\n"})
	dir := clone(t, remote)
	asked := 0
	var refuses error
	lock := func(context.Context) (func() error, error) {
		asked++
		return func() error { return nil }, refuses
	}
	f := open(t, dir, Options{Push: true, Lock: lock})
	writer := open(t, clone(t, remote), Options{Push: true})
	follow := func(what string, ok bool, asks int) {
		t.Helper()
		asked = 0
		if got := f.followOnce(t.Context()); got != ok || asked != asks {
			t.Errorf("%s: it went well: %v, the lock was asked for %d times", what, got, asked)
		}
	}
	head := func(dir string) string { return git(t, dir, "rev-parse", "main") }

	update(t, writer, map[string]string{"a.md": "壹\n"})
	refuses = errors.New("the database is away")
	follow("news without a database", true, 0)
	wantTree(t, dir, map[string]string{"a.md": "壹\n", "b.md": "二\n"})
	refuses = nil

	os.Rename(remote, remote+".away")
	if left := update(t, f, map[string]string{"b.md": "贰\n"}); left.Waiting == nil {
		t.Fatalf("%+v", left)
	}
	os.Rename(remote+".away", remote)
	update(t, writer, map[string]string{"a.md": "一一\n"})
	follow("what an update left waiting", true, 1)
	if head(remote) != head(dir) {
		t.Error("it was not sent")
	}
	wantTree(t, dir, map[string]string{"a.md": "一一\n", "b.md": "贰\n"})

	write(t, dir, map[string]string{"a.md": "我的\n"})
	commitAll(t, dir, "mine")
	before := head(remote)
	follow("a person's own commit", true, 0)
	if head(remote) != before {
		t.Error("what a person has not pushed was pushed")
	}
}

func TestNextWait(t *testing.T) {
	for _, test := range []struct {
		wait, every time.Duration
		ok          bool
		want        time.Duration
	}{
		{time.Second, time.Second, true, time.Second},
		{time.Second, time.Second, false, 2 * time.Second},
		{4 * time.Minute, time.Second, false, maxBackoff},
		{maxBackoff, time.Second, false, maxBackoff},
		{maxBackoff, time.Second, true, time.Second},
		{time.Hour, time.Hour, false, time.Hour},
	} {
		if got := nextWait(test.wait, test.every, test.ok); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
}

// TestFollowable tells what can never be followed from what cannot be now.
func TestFollowable(t *testing.T) {
	dir := clone(t, newRemote(t, map[string]string{"a.md": "一\n"}))
	f := open(t, dir, Options{})
	if err := f.Followable(t.Context()); err != nil {
		t.Error(err)
	}
	write(t, dir, map[string]string{".git/MERGE_HEAD": git(t, dir, "rev-parse", "HEAD") + "\n"})
	if err := f.Followable(t.Context()); err != nil {
		t.Error(err)
	}
	os.Remove(filepath.Join(dir, ".git/MERGE_HEAD"))
	git(t, dir, "switch", "-q", "--detach")
	wantReason(t, f.Followable(t.Context()), Unfit)
	git(t, dir, "switch", "-q", "main")
	git(t, dir, "remote", "remove", "origin")
	wantReason(t, f.Followable(t.Context()), Unfit)
	wantReason(t, open(t, t.TempDir(), Options{}).Followable(t.Context()), Unfit)
}
