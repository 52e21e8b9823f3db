package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A walk lists the files of a library that matter: Markdown files, and files
// beside them that may be served.
//
// Left out are hidden files and folders (a leading '.'), node_modules, the
// folder yanxi at the root, what a build wrote (see [BuildMark]), and for
// documents what Jekyll and Hugo keep partials in: names with a leading '_',
// but for _index.md and _posts.
//
// A symbolic link to a file inside the library is followed. One to a folder
// is not: what it leads to is in the library already, under its own name.
type walk struct {
	fsys     fs.FS
	lang     string
	texts    []textFile
	assets   []string
	stamps   map[string]stamp  // of assets, without the time of reading
	links    map[string]string // where those of them lead that are symbolic links
	findings []Finding
}

// A textFile is a Markdown file found by a walk.
type textFile struct {
	path  string
	real  string // where a symbolic link leads; otherwise path
	stamp stamp  // without the time of reading
}

// BuildMark is the file that marks a folder as written by a build. A site that
// is built into its own library would otherwise hold a copy of itself, and a
// copy of that after the next build.
const BuildMark = ".yanxi-build.json"

// maxFolderDepth bounds the walk on file systems that have loops of their own.
const maxFolderDepth = 64

// walked is a walk through a library.
func walked(fsys fs.FS, lang string) *walk {
	w := &walk{fsys: fsys, lang: lang, stamps: map[string]stamp{}, links: map[string]string{}}
	w.folder(".", 0, false)
	return w
}

// folder lists what is below dir. partial says that a folder above is one for
// partials, whose Markdown files are no documents.
func (w *walk) folder(dir string, depth int, partial bool) {
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		w.report("unreadable-file", dir, reason(err))
	}
	if dir != "." && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == BuildMark }) {
		return
	}
	for _, e := range entries {
		name := e.Name()
		file := path.Join(dir, name)
		switch {
		case strings.HasPrefix(name, "."):
		case !readableName(name):
			shown := shownName(name)
			w.report("bad-name", path.Join(dir, shown), shown)
		case e.IsDir():
			if !skipsFolder(dir, name) && depth < maxFolderDepth {
				w.folder(file, depth+1, partial || name[0] == '_' && name != "_posts")
			}
		case e.Type()&fs.ModeSymlink != 0:
			w.link(file, partial)
		default:
			w.file(textFile{path: file, real: file}, partial, e.Info)
		}
	}
}

// file adds a file to what the walk found if it is one that matters.
func (w *walk) file(t textFile, partial bool, info func() (fs.FileInfo, error)) {
	text := isMarkdown(t.path)
	name := path.Base(t.path)
	if text && (partial || name[0] == '_' && pageRank(name) < 0) || !text && !servedType(name) {
		return
	}
	i, err := info()
	switch {
	case err != nil:
		w.report("unreadable-file", t.path, reason(err))
	case i.IsDir():
	case !i.Mode().IsRegular(): // reading from a pipe would wait forever
		w.report("unreadable-file", t.path, i.Mode().Type().String())
	case text:
		t.stamp = stamp{size: i.Size(), modified: i.ModTime()}
		w.texts = append(w.texts, t)
	case servedType(t.real):
		w.assets = append(w.assets, t.path)
		w.stamps[t.path] = stamp{size: i.Size(), modified: i.ModTime()}
	default:
		return
	}
	if t.real != t.path {
		w.links[t.path] = t.real
	}
}

// link adds the file that a symbolic link leads to, under the link's name.
func (w *walk) link(file string, partial bool) {
	real, err := resolveLink(w.fsys, file)
	switch {
	case errors.Is(err, errLeaves):
		w.report("symlink-leaves-library", file)
	case errors.Is(err, errLoop), err == nil && (real == "." || strings.HasPrefix(file, real+"/")):
		w.report("symlink-loop", file)
	case err != nil:
		if isMarkdown(file) || servedType(file) {
			w.report("unreadable-file", file, reason(err))
		}
	default:
		w.file(textFile{path: file, real: real}, partial, func() (fs.FileInfo, error) { return fs.Stat(w.fsys, real) })
	}
}

// readableName reports whether the name of a file can be an id and stand in an
// address and a message. Names in GBK come out of archives made on Windows.
func readableName(name string) bool {
	return utf8.ValidString(name) && strings.IndexFunc(name, unicode.IsControl) < 0 && fs.ValidPath(name)
}

// shownName makes a name that is not readable fit for a message.
func shownName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '/' {
			return '\uFFFD'
		}
		return r
	}, string(decode([]byte(name)).text))
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

func (w *walk) report(message, file string, args ...any) {
	r := reporter{file: file, lang: w.lang}
	r.report(message, span{}, args...)
	w.findings = append(w.findings, r.findings...)
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
