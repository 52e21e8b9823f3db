package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var zhang = Author{Name: "zhang"}

// open opens a folder until the end of the test.
func open(t *testing.T, dir string, o Options) *Folder {
	t.Helper()
	f, err := Open(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// fixed is a make that returns the same files each time.
func fixed(files map[string]string) func(fs.FS) (Change, error) {
	return func(fs.FS) (Change, error) {
		c := Change{Files: map[string][]byte{}, Message: "Change"}
		for name, text := range files {
			c.Files[name] = []byte(text)
		}
		return c, nil
	}
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// tree is what a folder holds, but for what is hidden.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != dir && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		}
		rel, _ := filepath.Rel(dir, name)
		if target, err := os.Readlink(name); err == nil {
			files[filepath.ToSlash(rel)] = "-> " + target
			return nil
		}
		text, err := os.ReadFile(name)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func wantTree(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", dir, diff)
	}
}

// settled fails if anything of an update is left over.
func settled(t *testing.T, top string) {
	t.Helper()
	if _, err := os.Lstat(filepath.Join(top, stageFolder)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something is left in %s: %v", stageFolder, err)
	}
}

func TestUpdatePlain(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.md": "一", "gone/b.md": "二", "same.md": "三"})
	if err := os.Chmod(filepath.Join(dir, "a.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := open(t, dir, Options{})
	result, err := f.Update(t.Context(), zhang, func(fsys fs.FS) (Change, error) {
		text, err := fs.ReadFile(fsys, "a.md")
		return Change{Files: map[string][]byte{
			"a.md": append(text, "改"...), "gone/b.md": nil, "never.md": nil, "same.md": []byte("三"), "笔记/新.md": []byte("四"), "empty.md": {},
		}}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Result{Changed: []string{"a.md", "empty.md", "gone/b.md", "笔记/新.md"}}
	if diff := cmp.Diff(want, result); diff != "" {
		t.Error(diff)
	}
	wantTree(t, dir, map[string]string{"a.md": "一改", "same.md": "三", "笔记/新.md": "四", "empty.md": ""})
	if info, err := os.Stat(filepath.Join(dir, "a.md")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode: %v, %v", info.Mode(), err)
	}
	if _, err := os.Stat(filepath.Join(dir, "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder is left: %v", err)
	}
	settled(t, dir)

	result, err = f.Update(t.Context(), zhang, fixed(map[string]string{"same.md": "三"}))
	if err != nil || result.Changed != nil {
		t.Errorf("nothing to do: %v, %v", result, err)
	}
	settled(t, dir)
}

// TestUpdateRefused tries names and places that must not be written, each beside
// a file that could be.
func TestUpdateRefused(t *testing.T) {
	outside := t.TempDir()
	for _, test := range []struct {
		name   string
		reason Reason
	}{
		{"../a.md", BadName}, {"/etc/passwd", BadName}, {"", BadName}, {".", BadName}, {"a/../b", BadName}, {"a//b", BadName},
		{".git/config", BadName}, {"notes/.git/hooks/x", BadName}, {".yanxi/lock", BadName}, {".GIT/x", BadName}, {"GIT~1/x", BadName},
		{"a\x00b", BadName}, {"a\nb", BadName}, {`a\b`, BadName}, {"\xff", BadName}, {"a/" + strings.Repeat("长", 90), BadName},
		{strings.Repeat("a/", 600) + "b", BadName},
		{"link.md", BadName}, {"folder/x.md", BadName}, {"inside/x.md", BadName}, {"b.md/c.md", BadName}, {"notes", BadName}, {"loop/x", BadName},
	} {
		dir := t.TempDir()
		before := map[string]string{"b.md": "二", "notes/a.md": "一", "link.md": "-> notes/a.md", "folder": "-> " + outside, "inside": "-> notes", "loop": "-> loop"}
		write(t, dir, map[string]string{"b.md": "二", "notes/a.md": "一"})
		for name, target := range map[string]string{"link.md": "notes/a.md", "folder": outside, "inside": "notes", "loop": "loop"} {
			if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		_, err := open(t, dir, Options{}).Update(t.Context(), zhang, fixed(map[string]string{test.name: "x", "a good one.md": "x"}))
		var known *Error
		if !errors.As(err, &known) || known.Reason != test.reason || known.Hint == "" {
			t.Errorf("%q: %v", test.name, err)
		}
		wantTree(t, dir, before)
		settled(t, dir)
	}
	wantTree(t, outside, map[string]string{})
}

func TestUpdateTooLarge(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{}
	for i := range maxFiles + 1 {
		files[fmt.Sprint(i)] = ""
	}
	_, err := open(t, dir, Options{}).Update(t.Context(), zhang, fixed(files))
	var known *Error
	if !errors.As(err, &known) || known.Reason != TooLarge {
		t.Error(err)
	}
	wantTree(t, dir, map[string]string{})
}

func TestUpdateConflict(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.md": "别人的"})
	_, err := open(t, dir, Options{}).Update(t.Context(), zhang, func(fsys fs.FS) (Change, error) {
		theirs, _ := fs.ReadFile(fsys, "a.md")
		return Change{Files: map[string][]byte{"a.md": []byte("我的")}}, &Conflict{Path: "a.md", Mine: []byte("我的"), Theirs: theirs}
	})
	var conflict *Conflict
	if !errors.As(err, &conflict) || string(conflict.Theirs) != "别人的" {
		t.Errorf("%v", err)
	}
	wantTree(t, dir, map[string]string{"a.md": "别人的"})
}

// TestUpdateTogether appends to one file from several folders opened on it.
func TestUpdateTogether(t *testing.T) {
	dir := t.TempDir()
	var writers sync.WaitGroup
	for w := range 4 {
		f := open(t, dir, Options{})
		writers.Go(func() {
			for i := range 10 {
				_, err := f.Update(t.Context(), zhang, appendLine("log.txt", fmt.Sprintf("%d %d", w, i)))
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	text, err := os.ReadFile(filepath.Join(dir, "log.txt"))
	if lines := strings.Count(string(text), "\n"); err != nil || lines != 40 {
		t.Errorf("%d lines, %v", lines, err)
	}
}

// appendLine is a make that adds a line to a file.
func appendLine(name, line string) func(fs.FS) (Change, error) {
	return func(fsys fs.FS) (Change, error) {
		text, err := fs.ReadFile(fsys, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Change{}, err
		}
		return Change{Files: map[string][]byte{name: append(text, line+"\n"...)}, Message: "Append " + line}, nil
	}
}

// TestUpdateWaits asks for a lock that is never given up.
func TestUpdateWaits(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	lock, err := takeLock(t.Context(), f.area)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.release()
	ctx, cancel := context.WithTimeout(t.Context(), 2*retryLock)
	defer cancel()
	_, err = f.Update(ctx, zhang, fixed(map[string]string{"a.md": "x"}))
	var known *Error
	if !errors.As(err, &known) || known.Reason != Busy {
		t.Error(err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	if _, err = f.Update(ctx, zhang, fixed(map[string]string{"a.md": "x"})); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	wantTree(t, dir, map[string]string{})
}

// TestUpdateWaitsItsTurn asks while another update of the same folder never ends.
func TestUpdateWaitsItsTurn(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	begun, end, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		_, err := f.Update(t.Context(), zhang, func(fs.FS) (Change, error) {
			close(begun)
			<-end
			return Change{}, nil
		})
		ended <- err
	}()
	<-begun
	ctx, cancel := context.WithTimeout(t.Context(), 2*retryLock)
	defer cancel()
	_, err := f.Update(ctx, zhang, fixed(map[string]string{"a.md": "x"}))
	wantReason(t, err, Busy)
	close(end)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	update(t, f, map[string]string{"a.md": "x"})
}

// TestLockCleared clears the lock away, as git clean -dfx does, while somebody waits
// for it.
func TestLockCleared(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	first, err := takeLock(t.Context(), f.area)
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan error)
	go func() {
		second, err := takeLock(t.Context(), f.area)
		if err == nil {
			second.release()
		}
		got <- err
	}()
	if err := os.Remove(f.area.lockFile()); err != nil {
		t.Fatal(err)
	}
	first.release()
	if err := <-got; err != nil {
		t.Error(err)
	}
}

// TestSharedLock holds the lock of Options around each update, and writes nothing without it.
func TestSharedLock(t *testing.T) {
	dir := t.TempDir()
	held, away := false, errors.New("away")
	f := open(t, dir, Options{Lock: func(context.Context) (func() error, error) {
		if away == nil {
			held = true
		}
		return func() error { held = false; return nil }, away
	}})
	_, err := f.Update(t.Context(), zhang, fixed(map[string]string{"a.md": "x"}))
	if !errors.Is(err, away) {
		t.Error(err)
	}
	wantTree(t, dir, map[string]string{})
	away = nil
	_, err = f.Update(t.Context(), zhang, func(fs.FS) (Change, error) {
		if !held {
			t.Error("make was called without the lock")
		}
		return Change{Files: map[string][]byte{"a.md": []byte("x")}}, nil
	})
	if err != nil || held {
		t.Errorf("held %v, %v", held, err)
	}
}

// TestQuiet looks at folders while others write in them, before anything was written and where nothing can be.
func TestQuiet(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	looks := 0
	look := func() error {
		looks++
		return fs.ErrClosed
	}
	if err := f.Quiet(t.Context(), look); !errors.Is(err, fs.ErrClosed) || looks != 1 {
		t.Errorf("before anything was written: %v, %d looks", err, looks)
	}
	wantTree(t, dir, map[string]string{}) // not even a folder of ours
	update(t, f, map[string]string{"a.md": "x"})
	other := open(t, dir, Options{})
	begun, end, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		_, err := other.Update(t.Context(), zhang, func(fs.FS) (Change, error) {
			close(begun)
			<-end
			return Change{Files: map[string][]byte{"a.md": []byte("y")}}, nil
		})
		ended <- err
	}()
	<-begun
	seen := make(chan string, 1)
	go func() {
		ended <- f.Quiet(t.Context(), func() error {
			text, err := fs.ReadFile(f.root.FS(), "a.md")
			seen <- string(text)
			return err
		})
	}()
	close(end)
	if err := errors.Join(<-ended, <-ended); err != nil {
		t.Error(err)
	}
	if text := <-seen; text != "y" {
		t.Errorf("it saw %q", text)
	}
}
