package content

import (
	"fmt"
	"io/fs"
	"os"
)

// DirFS returns the file system of a library in the folder root. It can't be
// led out of the folder: a symbolic link that is absolute or leads above root
// fails to open, however it came to be there, and so does a folder that is
// replaced by such a link while it is read. Links within the folder work.
//
// It holds the folder open for as long as it is used, so a folder that is
// renamed stays readable. The error is that of opening root.
func DirFS(root string) (fs.FS, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	return r.FS(), nil
}
