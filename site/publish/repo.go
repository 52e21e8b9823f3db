package publish

import (
	"context"
	"io/fs"
	"os"
)

type repo struct{ lock *os.File }

func (f *Folder) locate() error {
	f.area = &area{root: f.root}
	return nil
}

func (f *Folder) updateGit(context.Context, Author, func(fs.FS) (Change, error)) (Result, error) {
	return Result{}, nil
}

func (f *Folder) repairGit(context.Context, *set) ([]string, error) { return nil, nil }

// A Status is how following goes.
type Status struct{}
