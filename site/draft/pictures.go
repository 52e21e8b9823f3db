package draft

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"yanxi/site/store"
)

// A Picture is a file beside a draft's text.
type Picture struct {
	Name string // path relative to the text: pictures/3f2a.png
	Size int64
	Data []byte // nil in lists
}

// pictureName is what a picture may be called: short, in ASCII, at most one folder deep, and no name of a hidden file.
var pictureName = regexp.MustCompile(`^(?:[a-z0-9][a-z0-9_-]{0,79}/)?[a-z0-9][a-z0-9_-]{0,79}\.(?:png|jpg|jpeg|gif|webp)$`)

// AddPicture keeps a picture of a draft in place of one of the same name. The error is
// [ErrPicture], [ErrPictures], [ErrUnknown], [ErrSubmitted] or [ErrAway].
func (d *Drafts) AddPicture(ctx context.Context, id, name string, data []byte) error {
	if !pictureName.MatchString(name) || len(data) == 0 || len(data) > MaxPicture {
		return ErrPicture
	}
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := d.mine(ctx, tx, id); err != nil {
			return err
		}
		var number, size int64
		err := tx.QueryRow(ctx, "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM draft_pictures WHERE draft = ? AND name <> ?", id, name).Scan(&number, &size)
		if err != nil {
			return err
		}
		if number >= MaxPictures || size+int64(len(data)) > MaxAllPicture {
			return ErrPictures
		}
		_, err = tx.Exec(ctx, `INSERT INTO draft_pictures (draft, name, size, added, data) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (draft, name) DO UPDATE SET size = excluded.size, added = excluded.added, data = excluded.data`,
			id, name, len(data), d.now().Unix(), base64.StdEncoding.EncodeToString(data))
		return err
	})
}

// Picture returns a picture of a draft. The error is [ErrUnknown] or [ErrAway].
func (d *Drafts) Picture(ctx context.Context, id, name string) (*Picture, error) {
	p := &Picture{Name: name}
	err := d.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		var data string
		err := tx.QueryRow(ctx, "SELECT data FROM draft_pictures WHERE draft = ? AND name = ?", id, name).Scan(&data)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrUnknown
		}
		if err == nil {
			p.Data, err = base64.StdEncoding.DecodeString(data)
		}
		p.Size = int64(len(p.Data))
		return err
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Pictures lists the pictures of a draft by name.
func (d *Drafts) Pictures(ctx context.Context, id string) ([]Picture, error) {
	var out []Picture
	err := d.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Each(ctx, func(scan func(...any) error) error {
			var p Picture
			err := scan(&p.Name, &p.Size)
			out = append(out, p)
			return err
		}, "SELECT name, size FROM draft_pictures WHERE draft = ? ORDER BY name", id)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// RemovePicture takes a picture from a draft. One that is not there is no error.
func (d *Drafts) RemovePicture(ctx context.Context, id, name string) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := d.mine(ctx, tx, id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "DELETE FROM draft_pictures WHERE draft = ? AND name = ?", id, name)
		return err
	})
}

// PictureFS is the pictures of a draft as files, each read when it is opened. It is of use as long as ctx is.
func (d *Drafts) PictureFS(ctx context.Context, id string) (fs.FS, error) {
	list, err := d.Pictures(ctx, id)
	if err != nil {
		return nil, err
	}
	files := &pictureFS{drafts: d, ctx: ctx, draft: id, names: map[string]int64{}, folders: map[string][]fs.DirEntry{".": nil}}
	for _, p := range list {
		files.names[p.Name] = p.Size
		dir := path.Dir(p.Name)
		if _, known := files.folders[dir]; !known {
			files.folders[dir] = nil
			files.folders["."] = append(files.folders["."], pictureInfo{dir, 0, true})
		}
		files.folders[dir] = append(files.folders[dir], pictureInfo{path.Base(p.Name), p.Size, false})
	}
	for _, entries := range files.folders {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return files, nil
}

type pictureFS struct {
	drafts  *Drafts
	ctx     context.Context //nolint:containedctx // of the request that the files are for
	draft   string
	names   map[string]int64
	folders map[string][]fs.DirEntry
}

func (f *pictureFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if entries, ok := f.folders[name]; ok {
		return entries, nil
	}
	return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
}

func (f *pictureFS) Stat(name string) (fs.FileInfo, error) {
	if size, ok := f.names[name]; ok {
		return pictureInfo{path.Base(name), size, false}, nil
	}
	if _, ok := f.folders[name]; ok {
		return pictureInfo{path.Base(name), 0, true}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

func (f *pictureFS) Open(name string) (fs.File, error) {
	info, err := f.Stat(name)
	if err != nil || info.IsDir() || strings.HasSuffix(name, "/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	p, err := f.drafts.Picture(f.ctx, f.draft, name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &pictureFile{bytes.NewReader(p.Data), info}, nil
}

type pictureFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *pictureFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *pictureFile) Close() error               { return nil }

type pictureInfo struct {
	name   string
	size   int64
	folder bool
}

func (i pictureInfo) Name() string               { return i.name }
func (i pictureInfo) Size() int64                { return i.size }
func (i pictureInfo) ModTime() time.Time         { return time.Time{} }
func (i pictureInfo) IsDir() bool                { return i.folder }
func (i pictureInfo) Sys() any                   { return nil }
func (i pictureInfo) Type() fs.FileMode          { return i.Mode().Type() }
func (i pictureInfo) Info() (fs.FileInfo, error) { return i, nil }
func (i pictureInfo) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
