package content

import (
	"cmp"
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
	return l.fsys.Open(cmp.Or(l.links[name], name))
}

// withholdAssets leaves out the files in folders whose page is not published
// and that hold nothing published: Hugo keeps a text and its images together
// so, and the images of a draft would show what it is about.
func (l *Library) withholdAssets() {
	open := map[string]bool{} // folders with something published in or below them
	for _, d := range l.documents {
		for dir := path.Dir(d.File); !open[dir]; dir = path.Dir(dir) {
			open[dir] = true
		}
	}
	closed := map[string]bool{} // folders with a page that is not published
	for file := range l.entries {
		if dir := path.Dir(file); pageRank(file) >= 0 && !open[dir] {
			closed[dir] = true
		}
	}
	if len(closed) == 0 {
		return
	}
	l.assets = slices.DeleteFunc(l.assets, func(file string) bool {
		for dir := path.Dir(file); dir != "." && !open[dir]; dir = path.Dir(dir) {
			if closed[dir] {
				return true
			}
		}
		return false
	})
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
