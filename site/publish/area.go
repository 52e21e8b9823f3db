package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// The room's own folder, below an area's root.
const (
	ownFolder   = ".yanxi"
	stageFolder = ownFolder + "/stage"
	journalFile = stageFolder + "/journal"
)

// An area is a folder in which sets of files are put in place.
type area struct{ root *os.Root }

func (a *area) lockFile() string { return filepath.Join(a.root.Name(), ownFolder, "lock") }

// indexFile is where commits are built. It goes with the stage.
func (a *area) indexFile() string {
	return filepath.Join(a.root.Name(), filepath.FromSlash(stageFolder), "index")
}

// pending reports that something was interrupted.
func (a *area) pending() bool {
	_, err := a.root.Lstat(stageFolder)
	return err == nil
}

// prepare makes the room's own folder.
func (a *area) prepare() error {
	if err := a.root.Mkdir(ownFolder, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return diskError("the library's folder cannot be written", err)
	}
	if info, err := a.root.Lstat(ownFolder); err != nil || !info.IsDir() {
		return &Error{Reason: Unwritable, Problem: ownFolder + " in the library is not a folder", Hint: "Remove it.", Err: err}
	}
	ignore := ownFolder + "/.gitignore"
	if info, err := a.root.Lstat(ignore); err == nil && info.Size() > 0 {
		return nil
	}
	return diskError("the library's folder cannot be written", a.root.WriteFile(ignore, []byte("*\n"), 0o644))
}

// A stager collects the files of a set, as files of their own beside the library.
type stager struct {
	a   *area
	set *set
}

func (a *area) begin() (*stager, error) {
	if err := a.discard(); err != nil {
		return nil, err
	}
	if err := a.root.Mkdir(stageFolder, 0o755); err != nil {
		return nil, diskError("the library's folder cannot be written", err)
	}
	return &stager{a: a, set: new(set)}, nil
}

// discard drops what is staged.
func (a *area) discard() error {
	return diskError("what was staged cannot be removed", a.root.RemoveAll(stageFolder))
}

// stage stages those of the files that differ from what is there. If it fails,
// nothing is left.
func (a *area) stage(files []file) (s *set, err error) {
	st, err := a.begin()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.discard())
		}
	}()
	for _, f := range files {
		if err := a.checkPlace(f.path); err != nil {
			return nil, err
		}
		if f.remove {
			err = st.remove(f.path)
		} else {
			err = st.add(f.path, 0, bytes.NewReader(f.data))
		}
		if err != nil {
			return nil, err
		}
	}
	return st.set, nil
}

// checkPlace refuses what is reached by a symbolic link, which may lead to a file
// that others know by another name, and what is no file.
func (a *area) checkPlace(name string) error {
	for i, r := range name + "/" {
		if r != '/' {
			continue
		}
		info, err := a.root.Lstat(name[:i])
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return diskError("cannot look at "+name[:i], err)
		case info.Mode()&fs.ModeSymlink != 0:
			return &Error{Reason: BadName, Problem: name[:i] + " is a symbolic link", Hint: "Publish the file that it leads to.", Paths: []string{name}}
		case i < len(name) && !info.IsDir():
			return &Error{Reason: BadName, Problem: name[:i] + " is a file, not a folder", Hint: "Choose another name.", Paths: []string{name}}
		case i == len(name) && !info.Mode().IsRegular():
			return &Error{Reason: BadName, Problem: name + " is not a file", Hint: "Choose another name.", Paths: []string{name}}
		}
	}
	return nil
}

// add stages a file. A mode of 0 is that of the file it replaces, or 0644.
func (st *stager) add(name string, mode fs.FileMode, data io.Reader) error {
	root := st.a.root
	was, err := digestOf(root, name)
	if err != nil {
		return diskError("cannot read "+name, err)
	}
	if mode == 0 {
		mode = 0o644
		if info, err := root.Lstat(name); err == nil && info.Mode().IsRegular() {
			mode = info.Mode().Perm()
		}
	}
	e := entry{Path: name, Stage: strconv.Itoa(len(st.set.Files)), Was: was}
	at := stageFolder + "/" + e.Stage
	if mode&fs.ModeSymlink != 0 {
		target, err := io.ReadAll(io.LimitReader(data, maxPath*4))
		if err != nil {
			return diskError("cannot stage "+name, err)
		}
		e.Sum = digestOfLink(string(target))
		if err := root.Symlink(string(target), at); err != nil {
			return diskError("cannot stage "+name, err)
		}
	} else if e.Sum, err = writeFile(root, at, mode, data); err != nil {
		return diskError("cannot stage "+name, err)
	}
	if e.Sum == was {
		return diskError("cannot stage "+name, root.Remove(at))
	}
	st.set.Files = append(st.set.Files, e)
	return nil
}

// remove stages that a file is to be removed, if there is one.
func (st *stager) remove(name string) error {
	was, err := digestOf(st.a.root, name)
	if err != nil {
		return diskError("cannot read "+name, err)
	}
	if was != absent {
		st.set.Files = append(st.set.Files, entry{Path: name, Was: was, Sum: absent})
	}
	return nil
}

// writeFile writes a new file and sees to it that it is on disk.
func writeFile(root *os.Root, name string, mode fs.FileMode, data io.Reader) (sum string, err error) {
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), data)
	if err = errors.Join(err, f.Chmod(mode.Perm()), f.Sync(), f.Close()); err != nil {
		return "", err
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), nil
}

// absent is the digest of what does not exist.
const absent = ""

// digestOf sums up what stands at a path, so that it can be told whether somebody
// has changed it.
func digestOf(root *os.Root, name string) (string, error) {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), isNotFolder(err):
		return absent, nil
	case err != nil:
		return "", err
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := root.Readlink(name)
		return digestOfLink(target), err
	case !info.Mode().IsRegular():
		return "a " + info.Mode().Type().String(), nil
	}
	f, err := root.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), nil
}

func digestOfLink(target string) string { return fmt.Sprintf("link:%q", target) }

// syncPath sees to it that a folder's names, or a file's bytes, are on disk.
func syncPath(root *os.Root, name string) error {
	if runtime.GOOS == "windows" {
		return nil // which has no such call for what is open for reading
	}
	d, err := root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// pruneFolders removes folders above a removed file that hold nothing any more, as
// Git does.
func pruneFolders(root *os.Root, name string) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if root.Remove(dir) != nil {
			return
		}
	}
}

// folders are those above the files, each once, "." among them.
func folders(files []string) map[string]bool {
	dirs := map[string]bool{}
	for _, name := range files {
		for dir := path.Dir(name); !dirs[dir]; dir = path.Dir(dir) {
			dirs[dir] = true
		}
	}
	return dirs
}

// below reports that name is in folder, "." being everything.
func below(folder, name string) bool { return folder == "." || strings.HasPrefix(name, folder+"/") }
