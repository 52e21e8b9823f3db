package review

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ledgerIDs are the documents that have a ledger, sorted. The error is that of reading a folder; one that is not there is
// none.
func ledgerIDs(fsys fs.FS) ([]string, error) {
	files, err := ledgerFiles(fsys)
	return slices.Sorted(maps.Keys(files)), err
}

// ledgerFiles are the documents that have a ledger, with the stamp of its file: the zero value where only reading it tells
// whether it has changed.
func ledgerFiles(fsys fs.FS) (map[string]stamp, error) {
	out := map[string]stamp{}
	err := fs.WalkDir(fsys, Folder, func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == Folder:
			return fs.SkipAll
		case err != nil:
			return err
		case e.IsDir() && (name == textsFolder || name == filesFolder || name == policiesFolder):
			return nil // a folder of documents may be called so
		case !e.IsDir() && path.Ext(name) == ledgerExt:
			id := norm.NFC.String(strings.TrimSuffix(strings.TrimPrefix(name, Folder+"/"), ledgerExt))
			if _, ok := out[id]; LedgerFile(id) == name {
				out[id] = entryStamp(e)
			} else if !ok {
				out[id] = stamp{}
			}
		}
		return nil
	})
	return out, err
}

// entryStamp is the stamp of a file in a folder; the zero value of a symbolic link, and where it cannot be had.
func entryStamp(e fs.DirEntry) stamp {
	if !e.Type().IsRegular() {
		return stamp{}
	}
	info, err := e.Info()
	if err != nil {
		return stamp{}
	}
	return stamp{info.Size(), info.ModTime()}
}
