package content

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Assets returns the paths of the files beside the documents that may be
// served, sorted: images, PDF, office documents, audio, video, subtitles, CSV,
// text and ZIP; never hidden files nor anything of the folder yanxi.
func (l *Library) Assets() []string { return l.assets }

// Asset opens a file of [Library.Assets]. For every other path, whatever is
// there, the error is [fs.ErrNotExist].
func (l *Library) Asset(name string) (fs.File, error) {
	if _, ok := slices.BinarySearch(l.assets, name); !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	real, err := resolveLink(l.fsys, name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return l.fsys.Open(real)
}

// findAsset returns the asset of that path in any composition and case; empty
// if there is none.
func (l *Library) findAsset(p string) string {
	p = path.Clean(p)
	if _, ok := slices.BinarySearch(l.assets, p); ok {
		return p
	}
	if !servedType(p) {
		return ""
	}
	for _, a := range l.names().assets[fold(path.Base(p))] {
		if strings.EqualFold(composed(a), composed(p)) {
			return a
		}
	}
	return ""
}
