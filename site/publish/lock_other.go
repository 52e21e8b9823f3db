//go:build !unix || solaris || illumos || aix

package publish

import (
	"os"

	"github.com/gofrs/flock"
)

type fileLock struct{ l *flock.Flock }

func tryLock(name string) (*fileLock, error) {
	l := flock.New(name)
	ok, err := l.TryLock()
	if err != nil || !ok {
		return nil, err
	}
	return &fileLock{l}, nil
}

func (l *fileLock) release() { _ = l.l.Close() }

func (l *fileLock) file() *os.File { return nil }
