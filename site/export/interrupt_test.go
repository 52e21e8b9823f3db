package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/sitetest"
)

// Two states of a library: texts edited, added, removed, renamed, and one that
// became a folder.
func states() (before, after fstest.MapFS) {
	before, after = fstest.MapFS{}, fstest.MapFS{}
	add := func(m fstest.MapFS, name, text string) { m[name] = &fstest.MapFile{Data: []byte(text)} }
	for n := range 12 {
		name, next := fmt.Sprintf("notes/%d.md", n), (n+1)%12
		add(before, name, fmt.Sprintf("---\ntitle: 第%d篇\ntags: [旧]\n---\n\n[下一篇](%d.md)\n", n, next))
		add(after, name, fmt.Sprintf("---\ntitle: 改过的第%d篇\ntags: [新]\n---\n\n[下一篇](%d.md)与[新的](new-%d.md)\n\n## 小节\n", n, next, n%3))
	}
	for n := range 3 {
		add(before, fmt.Sprintf("notes/gone-%d.md", n), "# 要删的\n")
		add(after, fmt.Sprintf("notes/new-%d.md", n), fmt.Sprintf("---\ntags: [新]\n---\n\n# 新来的\n\n[回去](%d.md)与[另一篇](new-%d.md)\n", n, (n+1)%3))
	}
	add(before, "place.txt", "一个文件")
	add(after, "place.txt/inside.md", "# 里面\n")
	add(before, "same.txt", "不变")
	add(after, "same.txt", "不变")
	return before, after
}

func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[rel] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func buildState(ctx context.Context, fsys fs.FS, dir string, progress func(done, total int)) error {
	lib, err := content.Open(fsys)
	if err != nil {
		return err
	}
	_, err = Build(ctx, Config{Library: lib, Dir: dir, Options: site.Options{Static: true}, Progress: progress})
	return err
}

func mustBuild(t *testing.T, fsys fs.FS, dir string) map[string]string {
	t.Helper()
	if err := buildState(t.Context(), fsys, dir, nil); err != nil {
		t.Fatal(err)
	}
	return snapshot(t, dir)
}

// TestCancelled cancels a build at several points: the folder is as it was.
func TestCancelled(t *testing.T) {
	before, after := states()
	dir := t.TempDir()
	old := mustBuild(t, before, dir)
	var total int
	if err := buildState(t.Context(), after, t.TempDir(), func(_, n int) { total = n }); err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{1, 2, total / 2, total - 1, total} {
		ctx, cancel := context.WithCancel(t.Context())
		err := buildState(ctx, after, dir, func(done, _ int) {
			if done == at {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %d of %d: %v", at, total, err)
		}
		if diff := cmp.Diff(old, snapshot(t, dir)); diff != "" {
			t.Fatalf("cancelled at %d of %d, the folder differs: %s", at, total, diff)
		}
		if _, err := os.Stat(filepath.Join(dir, stagingName)); err == nil {
			t.Errorf("cancelled at %d of %d, the staging folder stays", at, total)
		}
	}
	// A text that cannot be read any more stops the build as well.
	if err := buildState(t.Context(), &breakOff{MapFS: after}, dir, nil); err == nil {
		t.Error("built without reading")
	}
	if diff := cmp.Diff(old, snapshot(t, dir)); diff != "" {
		t.Fatalf("a failed build changed the folder: %s", diff)
	}
}

// breakOff is a library of which a text can be opened once, to be listed, and
// not again.
type breakOff struct {
	fstest.MapFS
	opened atomic.Bool
}

func (b *breakOff) Open(name string) (fs.File, error) {
	if name == "notes/7.md" && b.opened.Swap(true) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("input/output error")}
	}
	return b.MapFS.Open(name)
}

// killVariable tells the test program to be the child: "folder state point",
// where the point is "page N" or "rename N".
const killVariable = "YANXI_TEST_KILL"

func TestMain(m *testing.M) {
	if order := os.Getenv(killVariable); order != "" {
		runChild(order)
	}
	os.Exit(m.Run())
}

// runChild builds the second state and kills its own process on the way.
func runChild(order string) {
	fields := strings.Split(order, "|")
	dir, point := fields[0], fields[1]
	at, err := strconv.Atoi(fields[2])
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	die := func(n int) {
		if n == at {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // until the signal arrives
		}
	}
	progress := func(int, int) {}
	if point == "page" {
		progress = func(done, _ int) { die(done) }
	} else {
		renamed := 0
		rename = func(r *os.Root, from, to string) error {
			die(renamed)
			renamed++
			return r.Rename(from, to)
		}
	}
	_, after := states()
	if err := buildState(context.Background(), after, dir, progress); err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	os.Exit(0)
}

// TestKilled kills builds in the middle: before anything is moved the folder is
// as it was; after that each file is the old or the new one, no link leads
// nowhere, and the next build makes good what is missing.
func TestKilled(t *testing.T) {
	before, after := states()
	fresh := mustBuild(t, after, t.TempDir())
	renames := 0
	for _, kill := range []struct {
		point string
		at    int
	}{
		{"page", 1}, {"page", 20},
		{"rename", 0}, {"rename", 1}, {"rename", 2}, {"rename", 10}, {"rename", 20}, {"rename", 25}, {"rename", -1}, {"rename", -2},
	} {
		t.Run(fmt.Sprint(kill.point, kill.at), func(t *testing.T) {
			dir := t.TempDir()
			old := mustBuild(t, before, dir)
			if renames == 0 {
				renames = countRenames(t, after, dir)
				dir = t.TempDir()
				old = mustBuild(t, before, dir)
			}
			at := kill.at
			if at < 0 {
				at += renames
			}
			if at >= renames && kill.point == "rename" {
				t.Fatalf("only %d renames", renames)
			}
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", killVariable, dir, kill.point, at))
			if out, err := child.CombinedOutput(); err == nil || child.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the child was not killed: %v\n%s", err, out)
			}
			checkCut(t, dir, old, fresh, kill.point == "page" || at == 0)
			if diff := cmp.Diff(fresh, mustBuild(t, after, dir)); diff != "" {
				t.Errorf("the next build does not make it good: %s", diff)
			}
		})
	}
}

// countRenames builds and counts what is moved.
func countRenames(t *testing.T, fsys fs.FS, dir string) int {
	t.Helper()
	n := 0
	rename = func(r *os.Root, from, to string) error {
		n++
		return r.Rename(from, to)
	}
	defer func() { rename = (*os.Root).Rename }()
	mustBuild(t, fsys, dir)
	return n
}

// checkCut checks what a killed build left behind.
func checkCut(t *testing.T, dir string, old, fresh map[string]string, untouched bool) {
	t.Helper()
	left := snapshot(t, dir)
	for name, body := range left {
		switch {
		case strings.HasPrefix(name, stagingName), name == manifestName && !untouched:
			delete(left, name)
		case body != old[name] && body != fresh[name]:
			t.Errorf("%s is neither the old nor the new file", name)
		}
	}
	if untouched {
		if diff := cmp.Diff(old, left); diff != "" {
			t.Errorf("the folder differs: %s", diff)
		}
	}
	sitetest.Crawl(t, http.FileServer(http.Dir(dir)), "/", nil)
}
