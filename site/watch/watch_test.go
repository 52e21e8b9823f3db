package watch

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestIgnored(t *testing.T) {
	for _, test := range []struct {
		name string
		want bool
	}{
		{"/lib/a.md", false},
		{"/lib/子/a.md", false},
		{"/lib", false},
		{"/lib/.git/index", true},
		{"/lib/a/.obsidian/app.json", true},
		{"/lib/node_modules/x/readme.md", true},
		{"/lib/.a.md.swp", true},
		{"/lib/a.md~", true},
		{"/lib/a~b.md", false},
	} {
		if got := ignored("/lib", test.name); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
	if ignored("/home/.config/lib", "/home/.config/lib/a.md") {
		t.Error("a library below a hidden folder is ignored")
	}
}

// TestFingerprint changes a folder in each way that polling must notice.
func TestFingerprint(t *testing.T) {
	dir := t.TempDir()
	name := func(s string) string { return filepath.Join(dir, s) }
	write(t, name("a.md"), "一")
	write(t, name("b.md"), "二")
	last := fingerprint(dir)
	if fingerprint(dir) != last {
		t.Fatal("the same folder differs from itself")
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, change := range []struct {
		what    string
		noticed bool
		do      func()
	}{
		{"another size", true, func() { write(t, name("a.md"), "一二") }},
		{"another time", true, func() { must(os.Chtimes(name("a.md"), time.Unix(1, 0), time.Unix(1, 0))) }},
		{"a new file", true, func() { write(t, name("c/d.md"), "三") }},
		{"a renamed file", true, func() { must(os.Rename(name("b.md"), name("e.md"))) }},
		{"two files that change places", true, func() {
			must(os.Rename(name("a.md"), name("x")))
			must(os.Rename(name("e.md"), name("a.md")))
			must(os.Rename(name("x"), name("e.md")))
		}},
		{"a deleted folder", true, func() { must(os.RemoveAll(name("c"))) }},
		{"a hidden folder", false, func() { write(t, name(".git/index"), "x") }},
		{"an installed package", false, func() { write(t, name("node_modules/a/b.md"), "x") }},
		{"the same bytes at the same time", false, func() {
			info, err := os.Stat(name("a.md"))
			must(err)
			text, err := os.ReadFile(name("a.md"))
			must(err)
			write(t, name("a.md"), string(text))
			must(os.Chtimes(name("a.md"), info.ModTime(), info.ModTime()))
		}},
	} {
		change.do()
		if now := fingerprint(dir); (now != last) != change.noticed {
			t.Errorf("%s: noticed: %v", change.what, now != last)
		} else {
			last = now
		}
	}
}

// TestWays follows a folder by notifications and by polling: each tells of a
// change in a folder that is new itself, and ends with its context.
func TestWays(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	ways := map[string]func(context.Context, string, func()) error{
		"notifications": func(ctx context.Context, dir string, changed func()) error { return Folder(ctx, dir, log, changed) },
		"polling":       poll,
	}
	for name, follow := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			ctx, cancel := context.WithCancel(t.Context())
			told := make(chan bool, 1)
			ended := make(chan error)
			go func() {
				ended <- follow(ctx, dir, func() {
					_, err := os.Stat(filepath.Join(dir, "new/deep/a.md"))
					select {
					case told <- err == nil:
					default:
					}
				})
			}()
			// Written again until it is noticed: following may not have begun yet.
			tick := time.NewTicker(20 * time.Millisecond)
			defer tick.Stop()
			for n, seen := 0, false; !seen; n++ {
				write(t, filepath.Join(dir, "new/deep/a.md"), string(make([]byte, n)))
				select {
				case seen = <-told:
				case <-tick.C:
				}
			}
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}
