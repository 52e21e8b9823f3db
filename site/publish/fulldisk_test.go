//go:build unix

package publish

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
)

// fullDir tells the test program to be a writer on a full disk.
const fullDir = "YANXI_TEST_FULL_DISK"

// TestFullDisk runs out of room in the middle of an update: a child whose files may
// not grow past a bound stands for a disk on which there is no more room. In the
// checkout it is git that runs out first, over its index.
func TestFullDisk(t *testing.T) {
	if dir := os.Getenv(fullDir); dir != "" {
		fullDisk(t, dir)
		return
	}
	many := map[string]string{}
	for i := range 100 {
		many[fmt.Sprintf("notes/%d.md", i)] = "一\n"
	}
	remote := newRemote(t, many)
	behind := clone(t, remote)
	update(t, open(t, clone(t, remote), Options{Push: true}), map[string]string{"notes/1.md": "新\n", "notes/new.md": "新\n"})
	plain := t.TempDir()
	write(t, plain, many)
	for _, dir := range []string{plain, clone(t, remote), behind} {
		before := tree(t, dir)
		child := exec.Command(os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
		child.Env = append(os.Environ(), fullDir+"="+dir)
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		wantTree(t, dir, before)
		if dir == plain {
			settled(t, dir)
		} else {
			clean(t, dir)
		}
	}
	if got := git(t, remote, "rev-list", "--count", "main"); got != "2" {
		t.Errorf("the remote has %s commits", got)
	}
}

// fullDisk is the child.
func fullDisk(t *testing.T, dir string) {
	signal.Ignore(syscall.SIGXFSZ) // the error comes instead, to git as well
	f := open(t, dir, Options{Push: true})
	limit := syscall.Rlimit{Cur: 4096, Max: 4096}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	large := string(make([]byte, 8192))
	if f.repo != nil {
		large = "小" // for git to run out
	}
	_, err := f.Update(t.Context(), zhang, fixed(map[string]string{"notes/2.md": "小", "notes/3.md": large, "c/d.md": "小"}))
	wantReason(t, err, Full)
}
