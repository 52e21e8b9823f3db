package content

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// With returns the library as it would be if a file held src, and the document of that file: published, whatever its
// front matter says, so that an author can see it. Files of beside stand where it has them, as pictures of the text that
// are not in the library yet; nil: none. No file is read or written; l is not changed.
//
// file is a path in the library that ends in .md. The error is [fs.ErrInvalid] for any other.
func (l *Library) With(file string, src []byte, beside fs.FS) (*Library, *Document, error) {
	if !fs.ValidPath(file) || !strings.HasSuffix(file, ".md") || !visible(file) {
		return nil, nil, &fs.PathError{Op: "preview", Path: file, Err: fs.ErrInvalid}
	}
	now := time.Now()
	w := *l
	over := &overlay{FS: l.fsys, file: file, src: src, at: now, beside: beside}
	w.fsys = over
	p := &fileParser{settings: l.settings, vocabularies: l.vocabularies}
	e := p.parse(file, src, int64(len(src)))
	e.draft, e.from, e.until = false, time.Time{}, time.Time{}
	w.entries = maps.Clone(l.entries)
	w.entries[file] = e
	w.links = maps.Clone(l.links)
	delete(w.links, file)
	w.assets = slices.Clone(l.assets)
	w.stamps = nil // pictures of the same name may stand beside
	for _, name := range over.pictures() {
		if at, found := slices.BinarySearch(w.assets, name); !found {
			w.assets = slices.Insert(w.assets, at, name)
		}
	}
	w.images = &imageSizes{}
	w.findings = nil // those of one text, as far as they are of use, are its entry's
	w.assemble(now)
	w.tree = sync.OnceValue(w.buildTree)
	w.names = sync.OnceValue(w.buildNames)
	w.places = sync.OnceValue(w.hashPlaces)
	w.setAbout()
	d := w.byFile[e.place.path]
	if d == nil {
		return nil, nil, &fs.PathError{Op: "preview", Path: file, Err: fs.ErrInvalid}
	}
	return &w, d, nil
}

// CheckDocument returns all that [Library.Check] finds in one text, in the order of its lines.
func (l *Library) CheckDocument(ctx context.Context, d *Document) []Finding {
	var all []Finding
	for _, f := range l.findings {
		if f.File == d.File {
			all = append(all, f)
		}
	}
	text := l.checkText(d)
	all = append(all, text.findings...)
	all = append(all, l.checkAnchors(ctx, []checked{text})...)
	slices.SortFunc(all, compareFindings)
	return all
}

// An overlay is a library's folder with one file as it may become, and files beside it.
type overlay struct {
	fs.FS
	file   string
	src    []byte
	at     time.Time
	beside fs.FS
}

// maxBeside bounds the files beside a text.
const maxBeside = 200

// pictures are the paths in the library of the files beside the text that may be served.
func (o *overlay) pictures() []string {
	if o.beside == nil {
		return nil
	}
	var out []string
	_ = fs.WalkDir(o.beside, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || len(out) >= maxBeside {
			return fs.SkipAll
		}
		if full := path.Join(path.Dir(o.file), name); !e.IsDir() && servedType(name) && visible(full) {
			out = append(out, full)
		}
		return nil
	})
	return out
}

func (o *overlay) Open(name string) (fs.File, error) {
	if name == o.file {
		return &overlayFile{bytes.NewReader(o.src), o}, nil
	}
	if o.beside != nil {
		rest, below := strings.CutPrefix(name, path.Dir(o.file)+"/")
		if path.Dir(o.file) == "." {
			rest, below = name, true
		}
		if below {
			if f, err := o.beside.Open(rest); err == nil {
				return f, nil
			}
		}
	}
	return o.FS.Open(name)
}

// An overlayFile is the text that a file may become.
type overlayFile struct {
	*bytes.Reader
	o *overlay
}

var _ io.ReadSeeker = (*overlayFile)(nil)

func (f *overlayFile) Close() error               { return nil }
func (f *overlayFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *overlayFile) Name() string               { return path.Base(f.o.file) }
func (f *overlayFile) Mode() fs.FileMode          { return 0o444 }
func (f *overlayFile) ModTime() time.Time         { return f.o.at }
func (f *overlayFile) IsDir() bool                { return false }
func (f *overlayFile) Sys() any                   { return nil }
func (f *overlayFile) Size() int64                { return int64(len(f.o.src)) }

// Glance returns what a text says of itself as the library reads it: title, kind, dates, people. It has no id, and
// belongs to no course.
func (l *Library) Glance(file string, src []byte) *Document {
	p := &fileParser{settings: l.settings, vocabularies: l.vocabularies}
	d := p.parse(file, src, int64(len(src))).doc
	return &d
}
