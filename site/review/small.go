package review

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// merged are the values of both lists, each once.
func merged(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// parseDay is the beginning of a day in a zone.
func parseDay(s string, zone *time.Location) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	return t, err == nil
}

// ledgerIDs are the documents that have a ledger, sorted. The error is that of reading a folder; one that is not there is
// none.
func ledgerIDs(fsys fs.FS) ([]string, error) {
	var ids []string
	err := fs.WalkDir(fsys, Folder, func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == Folder:
			return fs.SkipAll
		case err != nil:
			return err
		case e.IsDir() && (name == textsFolder || name == filesFolder || name == policiesFolder):
			return nil // a folder of documents may be called so
		case !e.IsDir() && path.Ext(name) == ledgerExt:
			ids = append(ids, norm.NFC.String(strings.TrimSuffix(strings.TrimPrefix(name, Folder+"/"), ledgerExt)))
		}
		return nil
	})
	slices.Sort(ids)
	return slices.Compact(ids), err
}
