package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"yanxi/content"
)

const (
	// manifestName lists the files of the last build, as JSON: {"files": [...]}.
	manifestName = content.BuildMark
	stagingName  = ".yanxi-staging"
)

// An output is a folder that a build writes to. It is safe for concurrent use.
type output struct {
	dir     string
	staging string
	last    map[string]bool // files of the build before

	mu      sync.Mutex
	wanted  map[string]bool // files of this build
	staged  []string        // those that are new or changed
	removed int
}

type manifest struct {
	Files []string `json:"files"`
}

// openOutput prepares a folder. One that holds anything that no build wrote is refused.
func openOutput(dir string) (*output, error) {
	o := &output{dir: dir, staging: filepath.Join(dir, stagingName), last: map[string]bool{}, wanted: map[string]bool{}}
	body, err := os.ReadFile(filepath.Join(dir, manifestName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := o.mustBeEmpty(); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, fmt.Errorf("output folder: %w", err)
	default:
		var m manifest
		if err := json.Unmarshal(body, &m); err != nil {
			return nil, fmt.Errorf("output folder: %s: %w", manifestName, err)
		}
		for _, name := range m.Files {
			if filepath.IsLocal(filepath.FromSlash(name)) {
				o.last[name] = true
			}
		}
	}
	if err := os.RemoveAll(o.staging); err != nil { // of a build that was interrupted
		return nil, fmt.Errorf("output folder: %w", err)
	}
	if err := os.MkdirAll(o.staging, 0o755); err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	return o, nil
}

func (o *output) mustBeEmpty() error {
	entries, err := os.ReadDir(o.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("output folder: %w", err)
	}
	for _, e := range entries {
		if e.Name() != stagingName && e.Name() != ".git" {
			return fmt.Errorf("%w: %s holds %s", ErrNotOurs, o.dir, e.Name())
		}
	}
	return nil
}

func (o *output) path(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }

func (o *output) stagedPath(name string) string {
	return filepath.Join(o.staging, filepath.FromSlash(name))
}

// has reports that a file is part of this build already.
func (o *output) has(name string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.wanted[name]
}

// stage makes a file part of the site. It is written only if it differs from
// what is there.
func (o *output) stage(name string, body []byte) error {
	o.mu.Lock()
	known := o.wanted[name]
	o.wanted[name] = true
	o.mu.Unlock()
	if known {
		return nil // two documents whose names differ only in form; the first stays
	}
	if old, err := os.ReadFile(o.path(name)); err == nil && bytes.Equal(old, body) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(o.stagedPath(name)), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(o.stagedPath(name), body, 0o644); err != nil {
		return err
	}
	o.mu.Lock()
	o.staged = append(o.staged, name)
	o.mu.Unlock()
	return nil
}

// commit moves what was staged into place and removes what is no longer
// wanted. The manifest names old and new files until it is done, so that a
// commit that is cut off is completed by the next build.
func (o *output) commit() error {
	if err := o.writeManifest(union(o.last, o.wanted)); err != nil {
		return err
	}
	slices.Sort(o.staged)
	for _, name := range o.staged {
		if err := o.place(name); err != nil {
			return fmt.Errorf("output folder: %w", err)
		}
	}
	for name := range o.last {
		if !o.wanted[name] {
			o.remove(name)
		}
	}
	return o.writeManifest(o.wanted)
}

// place renames a staged file to where it belongs. A folder or file of an
// earlier build that is in the way is cleared.
func (o *output) place(name string) error {
	to := o.path(name)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		o.clearWay(name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
	}
	return os.Rename(o.stagedPath(name), to)
}

// clearWay removes files of the last build that stand where folders are needed.
func (o *output) clearWay(name string) {
	for i, r := range name {
		if r == '/' && o.last[name[:i]] {
			os.Remove(o.path(name[:i]))
		}
	}
}

// remove deletes a file of an earlier build and the folders that it leaves empty.
func (o *output) remove(name string) {
	if os.Remove(o.path(name)) == nil {
		o.removed++
	}
	for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
		if os.Remove(o.path(dir)) != nil {
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
	if old, err := os.ReadFile(o.path(manifestName)); err == nil && bytes.Equal(old, body) {
		return nil
	}
	tmp := o.stagedPath(manifestName)
	if err := os.WriteFile(tmp, body, 0o644); err != nil {
		return fmt.Errorf("output folder: %w", err)
	}
	return os.Rename(tmp, o.path(manifestName))
}

// discard removes the staging folder.
func (o *output) discard() { os.RemoveAll(o.staging) }

func union(a, b map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, m := range []map[string]bool{a, b} {
		for name := range m {
			out[name] = true
		}
	}
	return out
}
