package content_test

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestAssets(t *testing.T) {
	fsys := files(map[string]string{"a.md": "# 甲", "withheld/index.md": "---\ndraft: true\n---\n", "shared/a.md": "---\ndraft: true\n---\n"})
	served := []string{"a.PNG", "a.avif", "attachments/表 1.xlsx", "list.csv", "shared/pic.png", "x/y/z.pdf", "录音.mp3"}
	for _, name := range append([]string{
		"a.html", "a.js", "a.py", "db.sqlite3", "a", ".png", ".git/a.png", "yanxi/logo.png", "node_modules/a.png",
		"_drafts/pic.png", "withheld/pic.png", "withheld/deep/pic.png", "a.md.exe", "a.yaml", "a.xml", "a.exe",
	}, served...) {
		fsys[name] = &fstest.MapFile{}
	}
	l := open(t, fsys)
	if diff := cmp.Diff(served, l.Assets()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for name := range fsys {
		file, err := l.Asset(name)
		if err == nil {
			file.Close()
		}
		if has := strings.Contains("\n"+strings.Join(served, "\n")+"\n", "\n"+name+"\n"); has != (err == nil) {
			t.Errorf("Asset(%q): %v", name, err)
		}
	}
	for _, name := range []string{"", ".", "../a.PNG", "/a.PNG", "x/../a.PNG", "a.png"} {
		if _, err := l.Asset(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Asset(%q): %v, want that it does not exist", name, err)
		}
	}
}

func encodeImage(t *testing.T, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestImageSize(t *testing.T) {
	// the header of a lossless WebP of 30 x 20 pixels
	webp := []byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x1d\xc0\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	svg := func(attributes string) []byte {
		return []byte("<?xml version='1.0' encoding='GBK'?><!-- c --><svg " + attributes + "><g/></svg>")
	}
	tests := []struct {
		name          string
		data          []byte
		width, height int
	}{
		{"a.png", encodeImage(t, func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) }), 30, 20},
		{"a.jpg", encodeImage(t, func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) }), 30, 20},
		{"a.gif", encodeImage(t, func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) }), 30, 20},
		{"a.webp", webp, 30, 20},
		{"wrong-name.jpg", encodeImage(t, func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) }), 30, 20},
		{"size.svg", svg(`width="30" height="20px"`), 30, 20},
		{"box.svg", svg(`viewBox="0 0 30 19.6"`), 30, 20},
		{"commas.svg", svg(`viewBox="0,0,30,20" width="100%" height="100%"`), 30, 20},
		{"one-side.svg", svg(`viewBox="0 0 300 200" width="30"`), 30, 20},
		{"other-side.svg", svg(`viewBox="0 0 300 200" height="20"`), 30, 20},
		{"units.svg", svg(`width="3cm" height="2cm"`), 0, 0},
		{"nothing.svg", svg(``), 0, 0},
		{"negative.svg", svg(`width="-30" height="20"`), 0, 0},
		{"huge.svg", svg(`width="1e30" height="1"`), 0, 0},
		{"nan.svg", svg(`width="NaN" height="1"`), 0, 0},
		{"no.svg", []byte("<html></html>"), 0, 0},
		{"broken.svg", []byte("<svg width="), 0, 0},
		{"padded.svg", append(bytes.Repeat([]byte(" "), 1<<20), svg(`width="30" height="20"`)...), 0, 0},
		{"broken.png", []byte("\x89PNG\r\n"), 0, 0},
		{"empty.png", nil, 0, 0},
		{"a.pdf", []byte("%PDF"), 0, 0},
	}
	fsys := fstest.MapFS{}
	for _, tt := range tests {
		fsys[tt.name] = &fstest.MapFile{Data: tt.data}
	}
	l := open(t, fsys)
	for _, tt := range tests {
		for range 2 { // measured, then remembered
			if w, h := l.ImageSize(tt.name); w != tt.width || h != tt.height {
				t.Errorf("ImageSize(%q) = %d, %d, want %d, %d", tt.name, w, h, tt.width, tt.height)
			}
		}
	}
	fsys["a.png"].Data = slices.Concat(fsys["a.gif"].Data, []byte{0}) // the same name, another size in bytes
	fsys["a.png"].Data[6] = 60
	if w, h := l.ImageSize("a.png"); w != 60 || h != 20 {
		t.Errorf("ImageSize of a changed file = %d, %d", w, h)
	}
	if w, h := l.ImageSize("missing.png"); w != 0 || h != 0 {
		t.Errorf("ImageSize of a missing file = %d, %d", w, h)
	}
}
