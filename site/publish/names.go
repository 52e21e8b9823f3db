package publish

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of one change.
const (
	maxFiles = 2000
	maxBytes = 512 << 20 // of all files together
	maxPath  = 1024      // bytes
	maxName  = 255       // bytes of one part of a path, as file systems have it
)

// A file is one that is to be written: bytes at a path.
type file struct {
	path   string // below the area's root
	data   []byte
	remove bool
}

// check gives the files of a change in the order of their paths. One that
// cannot be written refuses the whole.
func (c Change) check() ([]file, error) {
	if len(c.Files) > maxFiles {
		return nil, &Error{Reason: TooLarge, Problem: fmt.Sprintf("a change of %d files, where %d are the most", len(c.Files), maxFiles), Hint: "Publish it in parts."}
	}
	var files []file
	total := 0
	for path, data := range c.Files {
		if err := checkPath(path); err != nil {
			return nil, err
		}
		if total += len(data); total > maxBytes {
			return nil, &Error{Reason: TooLarge, Problem: fmt.Sprintf("a change of more than %d MB", maxBytes>>20), Hint: "Make pictures smaller, or publish it in parts."}
		}
		files = append(files, file{path: path, data: data, remove: data == nil})
	}
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.path, b.path) })
	for i := 1; i < len(files); i++ {
		if strings.HasPrefix(files[i].path, files[i-1].path+"/") && !files[i-1].remove && !files[i].remove {
			return nil, badName(files[i-1].path, "is a file and a folder at once")
		}
	}
	return files, nil
}

// checkPath refuses what leaves the folder, what libraries hide (names that begin
// with a dot, among them Git's own), and names that lead elsewhere on some system.
func checkPath(path string) error {
	switch {
	case !utf8.ValidString(path):
		return badName(strings.ToValidUTF8(path, "\uFFFD"), "is not UTF-8")
	case path == "." || !fs.ValidPath(path):
		return badName(path, "is no path below the library")
	case len(path) > maxPath:
		return badName(path[:60]+"…", "is too long")
	}
	for name := range strings.SplitSeq(path, "/") {
		switch {
		case name[0] == '.':
			return badName(path, "has a part that begins with a dot; such files belong to programs")
		case len(name) > maxName:
			return badName(path, "has a part that is too long")
		case strings.ContainsFunc(name, unicode.IsControl) || strings.Contains(name, `\`):
			return badName(path, "has a control character or a backslash")
		case strings.EqualFold(name, "git~1"):
			return badName(path, "is what Windows calls Git's own folder")
		}
	}
	return nil
}

func badName(path, why string) error {
	return &Error{Reason: BadName, Problem: fmt.Sprintf("the name %q %s", path, why), Hint: "Choose another name.", Paths: []string{path}}
}
