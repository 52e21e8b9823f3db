package convert

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// Bounds of an archive. What an entry says of its size is not believed: bytes are
// counted as they come out.
const (
	maxEntries  = 10_000
	maxUnpacked = 256 << 20 // of all parts that are read, in bytes
	maxPart     = 40 << 20
	maxRatio    = 300      // how much larger than packed a part may be
	freeRatio   = 16 << 20 // up to this size any ratio is harmless
)

// An archive is the parts of a DOCX by their names.
type archive struct {
	files map[string]*zip.File
	left  int64 // of maxUnpacked
}

func openArchive(src []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is unpacked by its name
		return nil, damaged("ZIP", err)
	}
	if len(z.File) > maxEntries {
		return nil, fail("bomb", nil)
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File)), left: maxUnpacked}
	for _, f := range z.File {
		name := clean(f.Name)
		if a.files[name] == nil {
			a.files[name] = f
		}
	}
	return a, nil
}

// clean makes names equal that mean the same part; they differ in case for nobody.
func clean(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

func (a *archive) has(name string) bool { return a.files[clean(name)] != nil }

// read unpacks a part. A part that is not there is nil.
func (a *archive) read(name string) ([]byte, error) {
	f := a.files[clean(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(path.Base(name), err)
	}
	defer r.Close()
	most := min(maxPart, a.left)
	if packed := int64(min(f.CompressedSize64, uint64(MaxSize))); packed*maxRatio < most {
		most = min(most, max(packed*maxRatio, freeRatio))
	}
	out, err := io.ReadAll(io.LimitReader(r, most+1))
	if int64(len(out)) > most {
		return nil, fail("bomb", nil)
	}
	a.left -= int64(len(out))
	if err != nil {
		return nil, damaged(path.Base(name), err)
	}
	return out, nil
}

// xml reads a part as XML; nil if there is none.
func (a *archive) xml(name string) (*element, error) {
	src, err := a.read(name)
	if src == nil || err != nil {
		return nil, err
	}
	return parseXML(path.Base(name), src)
}

// A relation is what a part calls another by an id.
type relation struct {
	target   string // a part's name, or an address
	external bool
	kind     string // the last element of its type: image, hyperlink, footnotes
}

// relations reads those of a part.
func (a *archive) relations(part string) (map[string]relation, error) {
	dir, base := path.Split(part)
	root, err := a.xml(dir + "_rels/" + base + ".rels")
	if err != nil {
		return nil, err
	}
	out := map[string]relation{}
	if root == nil {
		return out, nil
	}
	for _, e := range root.kids {
		r := relation{target: e.get("Target"), external: strings.EqualFold(e.get("TargetMode"), "External"), kind: path.Base(e.get("Type"))}
		if !r.external {
			if !strings.HasPrefix(r.target, "/") {
				r.target = path.Join(dir, r.target)
			}
			r.target = strings.TrimPrefix(path.Clean("/"+r.target), "/")
		}
		out[e.get("Id")] = r
	}
	return out, nil
}
