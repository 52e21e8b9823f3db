package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A walk lists the files of a library that matter: Markdown files, and files
// beside them that may be served.
//
// Left out are hidden files and folders (a leading '.'), node_modules, the
// folder yanxi at the root, and for documents what Jekyll and Hugo keep
// partials in: names with a leading '_', but for _index.md and _posts.
//
// A symbolic link to a file inside the library is followed. One to a folder
// is not: what it leads to is in the library already, under its own name.
type walk struct {
	fsys     fs.FS
	lang     string
	texts    []textFile
	assets   []string
	findings []Finding
}

// A textFile is a Markdown file found by a walk.
type textFile struct {
	path  string
	real  string // where a symbolic link leads; otherwise path
	stamp stamp  // without the time of reading
}

// maxFolderDepth bounds the walk on file systems that have loops of their own.
const maxFolderDepth = 64

// folder lists what is below dir. partial says that a folder above is one for
// partials, whose Markdown files are no documents.
func (w *walk) folder(dir string, depth int, partial bool) {
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		w.report("unreadable-file", dir, reason(err))
	}
	for _, e := range entries {
		name := e.Name()
		file := path.Join(dir, name)
		switch {
		case strings.HasPrefix(name, "."), !fs.ValidPath(file):
		case e.IsDir():
			if skipsFolder(dir, name) || depth >= maxFolderDepth {
				continue
			}
			w.folder(file, depth+1, partial || name[0] == '_' && name != "_posts")
		case isMarkdown(name):
			if partial || name[0] == '_' && pageRank(name) < 0 {
				continue
			}
			w.text(file, e)
		case servedType(name):
			w.asset(file, e)
		}
	}
}

// skipsFolder reports whether nothing in a folder belongs to the library.
func skipsFolder(dir, name string) bool {
	switch name {
	case "node_modules", "_drafts", "_site":
		return true
	case settingsFolder:
		return dir == "."
	}
	return false
}

func (w *walk) text(file string, e fs.DirEntry) {
	t := textFile{path: file, real: file}
	if e.Type()&fs.ModeSymlink != 0 {
		real, ok := w.follow(file)
		if !ok {
			return
		}
		t.real = real
	}
	info, err := fileInfo(w.fsys, t, e)
	switch {
	case err != nil:
		w.report("unreadable-file", file, reason(err))
	case info.IsDir():
	case !info.Mode().IsRegular(): // reading from a pipe would wait forever
		w.report("unreadable-file", file, info.Mode().Type().String())
	default:
		t.stamp = stamp{size: info.Size(), modified: info.ModTime()}
		w.texts = append(w.texts, t)
	}
}

func fileInfo(fsys fs.FS, t textFile, e fs.DirEntry) (fs.FileInfo, error) {
	if t.real != t.path {
		return fs.Stat(fsys, t.real)
	}
	return e.Info()
}

func (w *walk) asset(file string, e fs.DirEntry) {
	if e.Type()&fs.ModeSymlink != 0 {
		real, ok := w.follow(file)
		if !ok || !servedPath(real) {
			return
		}
		if info, err := fs.Stat(w.fsys, real); err != nil || !info.Mode().IsRegular() {
			return
		}
	} else if !e.Type().IsRegular() {
		return
	}
	w.assets = append(w.assets, file)
}

func (w *walk) report(message, file string, args ...any) {
	r := reporter{file: file, lang: w.lang}
	r.report(message, span{}, args...)
	w.findings = append(w.findings, r.findings...)
}

var (
	errLeaves = errors.New("symbolic link leaves the library")
	errLoop   = errors.New("symbolic links form a loop")
)

// follow returns the path inside the library that a symbolic link leads to.
// Where that is none, it reports why.
func (w *walk) follow(file string) (real string, ok bool) {
	real, err := resolveLink(w.fsys, file)
	switch {
	case errors.Is(err, errLeaves):
		w.report("symlink-leaves-library", file)
	case errors.Is(err, errLoop):
		w.report("symlink-loop", file)
	case err != nil:
		w.report("unreadable-file", file, reason(err))
	}
	return real, err == nil
}

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

// visible reports whether a path is one that a walk reaches.
func visible(file string) bool {
	dir := "."
	for _, name := range strings.Split(file, "/") {
		if strings.HasPrefix(name, ".") || skipsFolder(dir, name) {
			return false
		}
		dir = name
	}
	return fs.ValidPath(file)
}

// servedTypes are the extensions of files that may be served beside the
// documents: what a reader can look at or take along, nothing that a browser
// would run as part of the site.
var servedTypes = []string{
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico",
	".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".dps", ".ofd", ".odt", ".ods", ".odp",
	".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".mp4", ".m4v", ".webm", ".ogv", ".mov",
	".csv", ".txt", ".zip", ".vtt", ".srt",
}

func servedType(name string) bool {
	return slices.Contains(servedTypes, strings.ToLower(path.Ext(name)))
}

// servedPath reports whether a file of that path may be served if it exists.
func servedPath(file string) bool {
	return fs.ValidPath(file) && servedType(file) && visible(file)
}
