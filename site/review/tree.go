package review

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// A tree is a file system of files that are elsewhere, or in memory. It does not change.
type tree struct {
	leaves  map[string]leaf
	folders map[string][]fs.DirEntry // sorted once sealed
}

// A leaf is a file of a tree.
type leaf struct {
	size int64
	at   time.Time
	from func() (fs.File, error) // its content, size bytes
}

func newTree() *tree {
	return &tree{leaves: map[string]leaf{}, folders: map[string][]fs.DirEntry{".": {}}}
}

// inMemory is a file that holds data.
func inMemory(data []byte, at time.Time) leaf {
	return leaf{int64(len(data)), at, func() (fs.File, error) { return &memoryFile{Reader: bytes.NewReader(data)}, nil }}
}

// add puts a file into the tree, with the folders above it. It leaves out what has a folder or file in its way.
func (t *tree) add(name string, l leaf) {
	_, taken := t.leaves[name]
	if taken || !fs.ValidPath(name) || t.folders[name] != nil {
		return
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, taken := t.leaves[dir]; taken {
			return
		}
	}
	t.leaves[name] = l
	t.insert(path.Dir(name), leafInfo{path.Base(name), l})
}

// insert puts an entry into its folder, sorted.
func (t *tree) insert(dir string, e fs.DirEntry) {
	list, known := t.folders[dir]
	at, _ := slices.BinarySearchFunc(list, e, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	t.folders[dir] = slices.Insert(list, at, e)
	if !known {
		t.insert(path.Dir(dir), folderInfo(path.Base(dir)))
	}
}

func (t *tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if l, ok := t.leaves[name]; ok {
		return l.open(path.Base(name))
	}
	if list, ok := t.folders[name]; ok {
		return &folderFile{folderInfo(path.Base(name)), list, 0}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir is as [fs.ReadDirFS] has it.
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	if list, ok := t.folders[name]; ok {
		return slices.Clone(list), nil
	}
	return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
}

// Stat is as [fs.StatFS] has it, and opens nothing.
func (t *tree) Stat(name string) (fs.FileInfo, error) {
	if l, ok := t.leaves[name]; ok {
		return leafInfo{path.Base(name), l}, nil
	}
	if _, ok := t.folders[name]; ok {
		return folderInfo(path.Base(name)), nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

func (l leaf) open(name string) (fs.File, error) {
	f, err := l.from()
	if err != nil {
		return nil, err
	}
	if s, ok := f.(readSeeker); ok {
		return &seekable{s, leafInfo{name, l}}, nil
	}
	return &plain{f, leafInfo{name, l}}, nil
}

type readSeeker interface {
	fs.File
	io.Seeker
}

// A seekable is an open file of a tree, called what the tree calls it.
type seekable struct {
	readSeeker
	info leafInfo
}

func (f *seekable) Stat() (fs.FileInfo, error) { return f.info, nil }

// A plain is a seekable that cannot seek.
type plain struct {
	fs.File
	info leafInfo
}

func (f *plain) Stat() (fs.FileInfo, error) { return f.info, nil }

// A memoryFile is the content of a file in memory.
type memoryFile struct{ *bytes.Reader }

func (*memoryFile) Close() error               { return nil }
func (*memoryFile) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }

type leafInfo struct {
	name string
	leaf leaf
}

func (i leafInfo) Name() string               { return i.name }
func (i leafInfo) Size() int64                { return i.leaf.size }
func (i leafInfo) Mode() fs.FileMode          { return 0o444 }
func (i leafInfo) Type() fs.FileMode          { return 0 }
func (i leafInfo) ModTime() time.Time         { return i.leaf.at }
func (i leafInfo) IsDir() bool                { return false }
func (i leafInfo) Sys() any                   { return nil }
func (i leafInfo) Info() (fs.FileInfo, error) { return i, nil }

// A folderInfo is the name of a folder.
type folderInfo string

func (i folderInfo) Name() string               { return string(i) }
func (i folderInfo) Size() int64                { return 0 }
func (i folderInfo) Mode() fs.FileMode          { return fs.ModeDir | 0o555 }
func (i folderInfo) Type() fs.FileMode          { return fs.ModeDir }
func (i folderInfo) ModTime() time.Time         { return time.Time{} }
func (i folderInfo) IsDir() bool                { return true }
func (i folderInfo) Sys() any                   { return nil }
func (i folderInfo) Info() (fs.FileInfo, error) { return i, nil }

// A folderFile is an open folder of a tree.
type folderFile struct {
	folderInfo
	list []fs.DirEntry
	at   int
}

func (f *folderFile) Stat() (fs.FileInfo, error) { return f.folderInfo, nil }
func (f *folderFile) Close() error               { return nil }
func (f *folderFile) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.Name(), Err: fs.ErrInvalid}
}

func (f *folderFile) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.list[f.at:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 && n < len(rest) {
		rest = rest[:n]
	}
	f.at += len(rest)
	return slices.Clone(rest), nil
}

// overlay is a library's folder with one file that is not written yet.
type overlay struct {
	fs.FS
	file string
	leaf leaf
}

func (o overlay) Open(name string) (fs.File, error) {
	if name == o.file {
		return o.leaf.open(path.Base(name))
	}
	return o.FS.Open(name)
}
