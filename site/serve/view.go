package serve

import (
	"io/fs"
	"sync/atomic"

	"yanxi/content"
)

// A View is what readers see of a library's folder: approved texts, where these are asked for. Config.Library is opened
// from Of(Folder) then.
type View struct {
	Of      func(fs.FS) (fs.FS, error)
	Folder  fs.FS                           // as authors have it
	Working atomic.Pointer[content.Library] // opened from Folder; kept up with it
}

// reopen reads the folder again, from another file system if fsys is not nil, and gives what readers see of it, for which
// seen is what they saw before.
func (v *View) reopen(seen *content.Library, fsys fs.FS) (*content.Library, error) {
	working, err := v.Working.Load().Reopen()
	if fsys != nil {
		working, err = content.Open(fsys)
		v.Folder = fsys
	}
	if err != nil {
		return nil, err
	}
	part, err := v.Of(v.Folder)
	if err != nil {
		return nil, err
	}
	lib, err := seen.ReopenIn(part)
	if err == nil {
		v.Working.Store(working)
	}
	return lib, err
}
