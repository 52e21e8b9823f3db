package convert

import (
	"encoding/base64"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// maxImageFile bounds a picture that stands beside a page, in bytes.
const maxImageFile = 30 << 20

// image shows a picture: one in the page itself, one beside it, or one elsewhere.
func (f *flow) image(n *html.Node, link string) {
	if tiny(n) {
		return
	}
	alt := altText(attr(n, "alt"))
	src := ""
	for _, key := range []string{"data-src", "data-original", "src"} { // where pictures are loaded late, src is a blank
		if src = strings.TrimSpace(attr(n, key)); src != "" {
			break
		}
	}
	if src == "" {
		return
	}
	data, ok := dataURI(src)
	if !ok {
		data = f.savedFile(src)
	}
	if data == nil && !ok {
		if to := f.absolute(src); strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") {
			f.note(f.converter.notes.add("picture-remote", to))
			f.runs = append(f.runs, run{kind: picture, text: alt, dest: to, link: link})
			return
		}
		f.note(f.converter.notes.add("picture-missing", src))
		return
	}
	name, note := f.pictures.add(data, crop{})
	if note != nil {
		f.note(note)
		return
	}
	if alt == "" {
		f.note(f.converter.notes.count("picture-alt"))
	}
	f.runs = append(f.runs, run{kind: picture, text: alt, dest: name, link: link})
}

// tiny reports whether a picture is there to count readers.
func tiny(n *html.Node) bool {
	small := func(key string) bool {
		v, err := strconv.Atoi(strings.TrimSuffix(attr(n, key), "px"))
		return err == nil && v <= 2
	}
	return small("width") || small("height")
}

// dataURI decodes a picture that is written into a page; false if src is none. What is
// damaged is empty.
func dataURI(src string) ([]byte, bool) {
	rest, ok := strings.CutPrefix(src, "data:")
	if !ok {
		return nil, false
	}
	head, body, _ := strings.Cut(rest, ",")
	if !strings.HasSuffix(strings.ToLower(strings.TrimSpace(head)), ";base64") {
		s, _ := url.PathUnescape(body)
		return []byte(s), true
	}
	body = strings.Map(func(r rune) rune {
		if r <= ' ' || r == '=' {
			return -1
		}
		return r
	}, body)
	out, _ := base64.RawStdEncoding.DecodeString(body)
	return out, true
}

// savedFile reads a picture of a saved page; nil if it is not there.
func (p *page) savedFile(src string) []byte {
	u, err := url.Parse(src)
	if err != nil || u.IsAbs() || u.Host != "" || p.opts.Files == nil {
		return nil
	}
	name := path.Clean(strings.TrimPrefix(u.Path, "./"))
	if !fs.ValidPath(name) {
		return nil
	}
	file, err := p.opts.Files.Open(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxImageFile {
		return nil
	}
	out, err := io.ReadAll(io.LimitReader(file, maxImageFile))
	if err != nil {
		return nil
	}
	return out
}
