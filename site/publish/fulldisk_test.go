//go:build unix

package publish

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
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
	if f.repo != nil {
		limitFiles(t, uint64(len(lockMark)-1))
		_, err := f.repo.lockIndex(t.Context())
		wantReason(t, err, Full)
		if left, _ := filepath.Glob(f.repo.index + ".*"); left != nil {
			t.Errorf("left: %v", left)
		}
	}
	limitFiles(t, 4096)
	large := string(make([]byte, 8192))
	if f.repo != nil {
		large = "小" // for git to run out
	}
	_, err := f.Update(t.Context(), zhang, fixed(map[string]string{"notes/2.md": "小", "notes/3.md": large, "c/d.md": "小"}))
	wantReason(t, err, Full)
}

func limitFiles(t *testing.T, size uint64) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	limit.Cur = size
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
}

// What git says of a full disk is known, whichever of its parts has met it.
func TestFullDiskSaid(t *testing.T) {
	for _, complaint := range []string{
		"fatal: unable to write loose object file: No space left on device\n",
		"fatal: sha1 file '/srv/notes/.yanxi/stage/index.lock' write error. Out of diskspace\n",
		"error: unable to create temporary file: Disk quota exceeded\n",
		"fatal: write error: File too large\n",
	} {
		err := (&repo{}).gitFailed("cannot make a commit", &gitError{args: []string{"write-tree"}, complaint: complaint, err: errors.New("exit status 128")})
		wantReason(t, err, Full)
	}
}
