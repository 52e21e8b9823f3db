package review

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"yanxi/content"
)

// Reviewed is a library as readers see it who see approved texts only: each document as it was published last, while its
// file is there; of other files those that such texts show or lead to, as they were approved; and the folder yanxi
// without the ledgers. It is what the folder held at this moment and does not change with it, but for the files in yanxi.
//
// Modification times are those of publications, so that content.Library.ReopenIn reads again what was published anew.
// Where two texts were approved with different files of one name, the file of the later publication is shown.
//
// A kept text whose digest is not its name is not shown, nor is what a damaged ledger says after the damage. The error is
// that of reading the folder.
func Reviewed(fsys fs.FS) (fs.FS, error) { return new(Viewer).View(fsys) }

// A Viewer makes views like [Reviewed] of a folder again and again, and reads only what has changed in between. It is
// safe for concurrent use; the zero value is ready.
type Viewer struct {
	mu      sync.Mutex
	known   map[string]proof // by path
	ledgers map[string]*seenLedger
}

// A seenLedger is what a ledger said when it was read.
type seenLedger struct {
	proof
	version *Version // nil: readers see nothing of it
}

// A proof is what a file was found to be.
type proof struct {
	size   int64
	at     time.Time
	read   time.Time
	digest string
}

// same reports that a file that looks so is the one that was read.
func (p proof) same(i fs.FileInfo) bool {
	return p.digest != "" && p.size == i.Size() && p.at.Equal(i.ModTime()) && content.Settled(p.at, p.read)
}

// View is [Reviewed] of the folder as it is now.
func (v *Viewer) View(fsys fs.FS) (fs.FS, error) {
	if _, err := fs.Stat(fsys, "."); err != nil {
		return nil, err
	}
	versions, err := v.published(fsys)
	if err != nil {
		return nil, err
	}
	w := &view{tree: newTree(), under: fsys}
	if _, err := fs.Stat(fsys, configFolder); err == nil {
		w.insert(".", folderInfo(configFolder))
	}
	for i, version := range versions {
		if i > 0 && versions[i-1].File() == version.File() {
			continue // only ever of names that differ in their composition alone
		}
		if l, ok := v.text(fsys, version); ok {
			w.add(version.File(), l)
		}
	}
	slices.SortStableFunc(versions, func(a, b *Version) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Document, b.Document)) })
	for _, version := range versions {
		for _, name := range sortedKeys(version.Files) {
			if _, shown := w.leaves[name]; shown {
				continue
			}
			if l, ok := v.asset(fsys, name, version); ok {
				w.add(name, l)
			}
		}
	}
	return w, nil
}

// published are the versions that readers see, by file.
func (v *Viewer) published(fsys fs.FS) ([]*Version, error) {
	ids, err := ledgerIDs(fsys)
	if err != nil {
		return nil, err
	}
	found, errs := make([]*seenLedger, len(ids)), make([]error, len(ids))
	each(len(ids), func(i int) { found[i], errs[i] = v.ledger(fsys, ids[i]) })
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	ledgers := make(map[string]*seenLedger, len(ids))
	var versions []*Version
	for i, l := range found {
		ledgers[ids[i]] = l
		if l.version == nil {
			continue
		}
		if info, err := fs.Stat(fsys, l.version.File()); err == nil && info.Mode().IsRegular() {
			versions = append(versions, l.version)
		}
	}
	v.mu.Lock()
	v.ledgers = ledgers
	v.mu.Unlock()
	slices.SortStableFunc(versions, func(a, b *Version) int { return strings.Compare(a.File(), b.File()) })
	return versions, nil
}

// ledger is what a document's ledger says, read again if it may have changed.
func (v *Viewer) ledger(fsys fs.FS, id string) (*seenLedger, error) {
	v.mu.Lock()
	known := v.ledgers[id]
	v.mu.Unlock()
	info, err := fs.Stat(fsys, LedgerFile(id))
	if errors.Is(err, fs.ErrNotExist) {
		return &seenLedger{}, nil // removed since the folder was listed
	}
	switch {
	case err != nil && noFile(fsys, LedgerFile(id)):
		return &seenLedger{}, nil
	case err != nil:
		return nil, err
	case known != nil && known.same(info):
		return known, nil
	}
	now := time.Now()
	l, err := ReadLedger(fsys, id)
	if err != nil {
		return nil, err
	}
	return &seenLedger{proof{info.Size(), info.ModTime(), now, l.Head().Hash}, replay(l).published}, nil
}

// text is a published text as a file of a view; false if what is kept is not what was approved.
func (v *Viewer) text(fsys fs.FS, version *Version) (leaf, bool) {
	name, digest := TextFile(version.Digest), version.Digest
	size, ok := v.prove(fsys, name, digest)
	return leaf{size, stampOf(version.At, digest), func() (fs.File, error) { return v.open(fsys, name, digest) }}, ok
}

// asset is a file of a published text as a file of a view: the kept copy, or that in the library while it is the same.
func (v *Viewer) asset(fsys fs.FS, name string, version *Version) (leaf, bool) {
	digest := version.Files[name]
	for _, at := range []string{keptFile(digest, name), name} {
		if size, ok := v.prove(fsys, at, digest); ok {
			return leaf{size, stampOf(version.At, digest), func() (fs.File, error) { return v.open(fsys, at, digest) }}, true
		}
	}
	return leaf{}, false
}

// prove reports whether a file has a digest, and its size.
func (v *Viewer) prove(fsys fs.FS, name, digest string) (int64, bool) {
	info, err := fs.Stat(fsys, name)
	if err != nil || !info.Mode().IsRegular() {
		return 0, false
	}
	v.mu.Lock()
	known := v.known[name]
	v.mu.Unlock()
	if known.same(info) {
		return known.size, known.digest == digest
	}
	now := time.Now()
	found, size, err := sumFile(func() (fs.File, error) { return fsys.Open(name) })
	if err != nil {
		return 0, false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.known == nil {
		v.known = map[string]proof{}
	}
	v.known[name] = proof{size, info.ModTime(), now, found}
	return size, found == digest
}

// open opens a file that has a digest. One that has changed since it was proved is not there.
func (v *Viewer) open(fsys fs.FS, name, digest string) (fs.File, error) {
	if _, ok := v.prove(fsys, name, digest); !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fsys.Open(name)
}

// stampOf is a modification time that differs where content does: the second of a publication, and in it a moment that
// the digest decides.
func stampOf(at time.Time, digest string) time.Time {
	raw, err := hex.DecodeString(digest[:16])
	if err != nil {
		return at
	}
	return at.Truncate(time.Second).Add(time.Duration(binary.BigEndian.Uint64(raw) % uint64(time.Second)))
}

// configFolder is the folder of a library's settings.
const configFolder = "yanxi"

// A view is a tree of what was approved, above the folder yanxi of a library.
type view struct {
	*tree
	under fs.FS
}

// config reports whether a path is in the folder yanxi, and hidden whether it is in that of ledgers.
func config(name string) (below, hidden bool) {
	return name == configFolder || strings.HasPrefix(name, configFolder+"/"), name == Folder || strings.HasPrefix(name, Folder+"/")
}

func (v *view) Open(name string) (fs.File, error) {
	below, hidden := config(name)
	switch {
	case !below:
		return v.tree.Open(name)
	case hidden || !fs.ValidPath(name):
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case name == configFolder:
		list, err := v.ReadDir(name)
		if err != nil {
			return nil, err
		}
		return &folderFile{folderInfo(name), list, 0}, nil
	}
	return v.under.Open(name)
}

// ReadDir is as [fs.ReadDirFS] has it.
func (v *view) ReadDir(name string) ([]fs.DirEntry, error) {
	below, hidden := config(name)
	switch {
	case !below:
		return v.tree.ReadDir(name)
	case hidden:
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	list, err := fs.ReadDir(v.under, name)
	if name == configFolder {
		list = slices.DeleteFunc(list, func(e fs.DirEntry) bool { return configFolder+"/"+e.Name() == Folder })
	}
	return list, err
}

// Stat is as [fs.StatFS] has it.
func (v *view) Stat(name string) (fs.FileInfo, error) {
	below, hidden := config(name)
	switch {
	case !below:
		return v.tree.Stat(name)
	case hidden:
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	case name == configFolder:
		return folderInfo(name), nil
	}
	return fs.Stat(v.under, name)
}
