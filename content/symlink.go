package content

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

var (
	errLeaves = errors.New("symbolic link leaves the library")
	errLoop   = errors.New("symbolic links form a loop")
)

// maxLinks is how many symbolic links lead from one to the next at most, as
// in Linux.
const maxLinks = 40

// resolveLink follows a symbolic link, and those in the folders on its way, by
// the text of each link, so that it never asks the file system for anything
// outside. An absolute link leaves the library wherever it leads. A file
// system that doesn't tell where links lead is trusted to follow them itself.
func resolveLink(fsys fs.FS, file string) (string, error) {
	links, ok := fsys.(fs.ReadLinkFS)
	if !ok {
		return file, nil
	}
	pending := strings.Split(file, "/")
	var real []string
	for followed := 0; len(pending) > 0; {
		name := pending[0]
		pending = pending[1:]
		switch name {
		case ".", "":
			continue
		case "..":
			if len(real) == 0 {
				return "", errLeaves
			}
			real = real[:len(real)-1]
			continue
		}
		at := path.Join(path.Join(real...), name)
		info, err := links.Lstat(at)
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			real = append(real, name)
			continue
		}
		if followed++; followed > maxLinks {
			return "", errLoop
		}
		target, err := links.ReadLink(at)
		if err != nil {
			return "", err
		}
		target = strings.ReplaceAll(target, "\\", "/")
		if path.IsAbs(target) || strings.Contains(target, ":") {
			return "", errLeaves
		}
		pending = append(strings.Split(target, "/"), pending...)
	}
	if len(real) == 0 {
		return ".", nil
	}
	resolved := path.Join(real...)
	if !visible(resolved) {
		return "", errLeaves // into what the library keeps to itself
	}
	return resolved, nil
}
