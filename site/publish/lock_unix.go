//go:build unix && !solaris && !illumos && !aix

package publish

import (
	"errors"
	"os"
	"syscall"
)

// A fileLock is a lock on an open file. It belongs to the open file rather than to
// a process: what inherits the file keeps the lock, so that a git which outlives
// its killed parent keeps everybody else out until it has ended.
type fileLock struct{ f *os.File }

// tryLock takes the lock, or returns nil if somebody else has it.
func tryLock(name string) (*fileLock, error) {
	f, err := openLock(name)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, nil //nolint:nilnil // nobody's fault
		}
		return nil, err
	}
	if !isAt(f, name) {
		f.Close()
		return nil, nil //nolint:nilnil // somebody has cleared the folder away: the file to lock is another one
	}
	return &fileLock{f}, nil
}

// isAt reports that an open file is still the one of that name.
func isAt(f *os.File, name string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(name)
	return err == nil && os.SameFile(mine, there)
}

// release gives the lock up, as soon as no child has it either.
func (l *fileLock) release() { l.f.Close() }

// file is what a child inherits.
func (l *fileLock) file() *os.File { return l.f }
