//go:build unix

package publish

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
)

// fullDir tells the test program to be a writer on a full disk.
const fullDir = "YANXI_TEST_FULL_DISK"

// TestFullDisk runs out of room in the middle of an update: a child whose files may
// not grow past a bound stands for a disk on which there is no more room.
func TestFullDisk(t *testing.T) {
	dir := os.Getenv(fullDir)
	if dir != "" {
		fullDisk(t, dir)
		return
	}
	dir = t.TempDir()
	write(t, dir, beforeSet)
	child := exec.Command(os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
	child.Env = append(os.Environ(), fullDir+"="+dir)
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	wantTree(t, dir, beforeSet)
	settled(t, dir)
}

// fullDisk is the child.
func fullDisk(t *testing.T, dir string) {
	signal.Ignore(syscall.SIGXFSZ) // the error comes instead
	f := open(t, dir, Options{})
	limit := syscall.Rlimit{Cur: 4096, Max: 4096}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	_, err := f.Update(t.Context(), zhang, fixed(map[string]string{"a.md": "小", "b.md": string(make([]byte, 8192)), "c/d.md": "小"}))
	var known *Error
	if !errors.As(err, &known) || known.Reason != Full {
		t.Fatalf("%v", err)
	}
}
