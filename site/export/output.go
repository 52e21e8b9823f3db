package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"yanxi/content"
)

const (
	// manifestName lists the files of the last build, as JSON: {"files": [...]}.
	manifestName = content.BuildMark
	stagingName  = ".yanxi-staging"
)

// errTaken means that a file cannot be written because the site has a folder of
// that name, or a file where the folder for it would be.
var errTaken = errors.New("another part of the site has that name")

// An output is a folder that a build writes to. It is safe for concurrent use.
// Nothing outside of the folder is ever touched, whatever the manifest says and
// wherever links in the folder lead.
type output struct {
	root *os.Root
	last map[string]bool // files of the build before

	mu      sync.Mutex
	wanted  map[string]bool // files of this build
	folders map[string]bool // that hold them
	fresh   []string        // staged files that are not there yet
	changed []string        // staged files that are there with other bytes
	removed int
	kept    []string // files of an earlier build that could not be removed
}

type manifest struct {
	Files []string `json:"files"`
}

// openOutput prepares a folder. One that holds anything that no build wrote is refused.
func openOutput(dir string) (*output, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	o := &output{root: root, last: map[string]bool{}, wanted: map[string]bool{}, folders: map[string]bool{}}
	if err := o.prepare(); err != nil {
		root.Close()
		return nil, err
	}
	return o, nil
}

func (o *output) prepare() error {
	body, err := o.root.ReadFile(manifestName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := o.mustBeEmpty(); err != nil {
			return err
		}
	case err != nil:
		return fmt.Errorf("output folder: %w", err)
	default:
		if err := o.readManifest(body); err != nil {
			return err
		}
	}
	if err := o.root.RemoveAll(stagingName); err != nil { // of a build that was interrupted
		return fmt.Errorf("output folder: %w", err)
	}
	if err := o.root.Mkdir(stagingName, 0o755); err != nil {
		return fmt.Errorf("output folder: %w", err)
	}
	return nil
}

func (o *output) mustBeEmpty() error {
	entries, err := fs.ReadDir(o.root.FS(), ".")
	if err != nil {
		return fmt.Errorf("output folder: %w", err)
	}
	for _, e := range entries {
		if e.Name() != stagingName && e.Name() != ".git" {
			return fmt.Errorf("%w: %s holds %s", ErrNotOurs, o.root.Name(), e.Name())
		}
	}
	return nil
}

func (o *output) readManifest(body []byte) error {
	var m manifest
	if err := json.Unmarshal(body, &m); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, manifestName, err)
	}
	for _, name := range m.Files {
		if filepath.IsLocal(filepath.FromSlash(name)) {
			o.last[name] = true
		}
	}
	return nil
}

// has reports that a file is part of this build already.
func (o *output) has(name string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.wanted[name]
}

// stage makes a file part of the site. It is written only if it differs from
// what is there. The error is [errTaken] if another part of the site is in the way.
func (o *output) stage(name string, body []byte) error {
	if first, err := o.claim(name); !first {
		return err // without an error: two documents whose names differ only in form
	}
	old, err := o.root.ReadFile(filepath.FromSlash(name))
	if err == nil && bytes.Equal(old, body) {
		return nil
	}
	if err := o.write(staged(name), body); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil {
		o.fresh = append(o.fresh, name)
	} else {
		o.changed = append(o.changed, name)
	}
	return nil
}

// claim takes a name for this build, and reports whether it is the first to do so.
func (o *output) claim(name string) (first bool, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.wanted[name] {
		return false, nil
	}
	if o.folders[name] {
		return false, errTaken
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if o.wanted[dir] {
			return false, errTaken
		}
	}
	o.wanted[name] = true
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		o.folders[dir] = true
	}
	return true, nil
}

func staged(name string) string { return path.Join(stagingName, name) }

func (o *output) write(name string, body []byte) error {
	name = filepath.FromSlash(name)
	if err := o.root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return o.root.WriteFile(name, body, 0o644)
}

// commit moves what was staged into place and removes what is no longer
// wanted. The manifest names old and new files until it is done, so that a
// commit that is cut off is completed by the next build. Pages that are there
// change after those that are new, and nothing goes before the end: whenever
// it is cut off, no link leads nowhere.
func (o *output) commit() error {
	if err := o.writeManifest(union(o.last, o.wanted)); err != nil {
		return err
	}
	slices.Sort(o.fresh)
	slices.Sort(o.changed)
	for _, name := range slices.Concat(o.fresh, o.changed) {
		if err := o.place(name); err != nil {
			return fmt.Errorf("output folder: %w", err)
		}
	}
	for name := range o.last {
		if !o.wanted[name] {
			o.remove(name)
		}
	}
	for _, name := range o.kept {
		o.wanted[name] = true // to be tried again
	}
	return o.writeManifest(o.wanted)
}

// place renames a staged file to where it belongs. A folder or file of an
// earlier build that is in the way is cleared.
func (o *output) place(name string) error {
	err := o.move(name)
	if err != nil && o.clearWay(name) {
		err = o.move(name)
	}
	return err
}

func (o *output) move(name string) error {
	to := filepath.FromSlash(name)
	if err := o.root.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return rename(o.root, filepath.FromSlash(staged(name)), to)
}

// rename is replaced by the tests that cut a commit off.
var rename = (*os.Root).Rename

// clearWay removes the files of the last build that stand where a file or the
// folders for it are needed, and reports whether there are any.
func (o *output) clearWay(name string) bool {
	before := o.removed
	for file := range o.last {
		if !o.wanted[file] && (strings.HasPrefix(file, name+"/") || strings.HasPrefix(name, file+"/")) {
			o.remove(file)
		}
	}
	return o.removed > before
}

// remove deletes a file of an earlier build and the folders that it leaves empty.
func (o *output) remove(name string) {
	err := o.root.Remove(filepath.FromSlash(name))
	switch {
	case err == nil:
		o.removed++
	case !errors.Is(err, fs.ErrNotExist):
		if info, err := o.root.Lstat(filepath.FromSlash(name)); err == nil && info.Mode().IsRegular() {
			o.kept = append(o.kept, name)
		}
		return // or what is above it now is not what the build made
	}
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if o.root.Remove(filepath.FromSlash(dir)) != nil {
			return // not empty
		}
	}
}

func (o *output) writeManifest(files map[string]bool) error {
	m := manifest{Files: make([]string, 0, len(files))}
	for name := range files {
		m.Files = append(m.Files, name)
	}
	slices.Sort(m.Files)
	body, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if old, err := o.root.ReadFile(manifestName); err == nil && bytes.Equal(old, body) {
		return nil
	}
	if err := o.write(staged(manifestName), body); err != nil {
		return fmt.Errorf("output folder: %w", err)
	}
	return rename(o.root, staged(manifestName), manifestName)
}

// close removes the staging folder; if that fails, the next build does it.
func (o *output) close() {
	_ = o.root.RemoveAll(stagingName)
	_ = o.root.Close()
}

func union(a, b map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, m := range []map[string]bool{a, b} {
		for name := range m {
			out[name] = true
		}
	}
	return out
}
