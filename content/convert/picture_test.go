package convert_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"yanxi/content/convert"
	"yanxi/content/rules"
)

// quarters is a picture whose upper left is red, upper right green, lower left blue, lower right white.
func quarters(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{255, 0, 0, 255}
			switch left, upper := x < width/2, y < height/2; {
			case !left && upper:
				c = color.RGBA{0, 255, 0, 255}
			case left && !upper:
				c = color.RGBA{0, 0, 255, 255}
			case !left && !upper:
				c = color.RGBA{255, 255, 255, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func encoded(t *testing.T, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photo is a JPEG with Exif: how the camera was held, and where.
func photo(t *testing.T, m image.Image, orientation byte) []byte {
	src := encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, m, &jpeg.Options{Quality: 100}) })
	order := binary.BigEndian
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x02")
	tiff = append(tiff, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0)
	tiff = append(tiff, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38)
	tiff = append(tiff, 0, 0, 0, 0) // at 34; the directory of GPS is at 38
	tiff = append(tiff, 0, 4)
	tiff = append(tiff, 0, 1, 0, 2, 0, 0, 0, 2, 'N', 0, 0, 0)
	tiff = append(tiff, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 92)
	tiff = append(tiff, 0, 3, 0, 2, 0, 0, 0, 2, 'E', 0, 0, 0)
	tiff = append(tiff, 0, 4, 0, 5, 0, 0, 0, 3, 0, 0, 0, 116)
	tiff = append(tiff, 0, 0, 0, 0)
	for _, n := range []uint32{31, 1, 14, 1, 0, 1, 121, 1, 28, 1, 0, 1} {
		tiff = order.AppendUint32(tiff, n)
	}
	part := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xFF, 0xD8, 0xFF, 0xE1}, order.AppendUint16(nil, uint16(len(part)+2))...)
	return append(append(out, part...), src[2:]...)
}

// showing is a document with one picture.
func showing(src []byte, crop string) []byte {
	return word(p("", "图")+`<w:p><w:r><w:drawing><wp:inline><wp:docPr descr="说明"/><a:graphic><pic:pic><pic:blipFill><a:blip r:embed="rId5"/>`+crop+`</pic:blipFill></pic:pic></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		parts{"word/_rels/document.xml.rels": `<Relationship Id="rId5" Type="x/image" Target="media/image1.bin"/>`, "word/media/image1.bin": string(src)})
}

func TestPictures(t *testing.T) {
	wide := image.NewRGBA(image.Rect(0, 0, 5000, 100))
	animated := &gif.GIF{}
	for i := range 3 {
		f := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.Black, color.White})
		f.SetColorIndex(i, i, 1)
		animated.Image, animated.Delay = append(animated.Image, f), append(animated.Delay, 10)
	}
	moving := encoded(t, func(b *bytes.Buffer) error { return gif.EncodeAll(b, animated) })
	for len(animated.Image) <= 500 {
		animated.Image, animated.Delay = append(animated.Image, animated.Image[0]), append(animated.Delay, 1)
	}
	restless := encoded(t, func(b *bytes.Buffer) error { return gif.EncodeAll(b, animated) })
	commented := append(append(bytes.Clone(moving[:len(moving)-1]), "\x21\xFE\x06secret\x00"...), 0x3B)
	still, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	webp := append([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0A\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"), still[12:]...)
	webp = append(webp, "EXIF\x06\x00\x00\x00secret"...)
	binary.LittleEndian.PutUint32(webp[4:], uint32(len(webp)-8))
	small := quarters(40, 20)
	red, green, blue, white := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}, color.RGBA{255, 255, 255, 255}

	for _, tt := range []struct {
		name   string
		src    []byte
		crop   string
		ext    string // of the picture; empty: none
		size   string
		colour []color.RGBA // of the four corners
		notes  string
	}{
		{"a photo held upright", photo(t, small, 1), "", ".jpg", "40x20", []color.RGBA{red, green, blue, white}, ""},
		{"turned to the right", photo(t, small, 6), "", ".jpg", "20x40", []color.RGBA{blue, red, white, green}, ""},
		{"turned to the left", photo(t, small, 8), "", ".jpg", "20x40", []color.RGBA{green, white, red, blue}, ""},
		{"upside down", photo(t, small, 3), "", ".jpg", "40x20", []color.RGBA{white, blue, green, red}, ""},
		{"mirrored", photo(t, small, 2), "", ".jpg", "40x20", []color.RGBA{green, red, white, blue}, ""},
		{"mirrored and turned", photo(t, small, 5), "", ".jpg", "20x40", []color.RGBA{red, blue, green, white}, ""},
		{"cropped", encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, small) }), `<a:srcRect l="50000" b="50000"/>`, ".png", "20x10", []color.RGBA{green, green, green, green}, ""},
		{"a wide one", encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, wide) }), "", ".png", "2000x40", nil, "picture"},
		{"a large photo", photo(t, quarters(4200, 2100), 6), "", ".jpg", "1000x2000", []color.RGBA{blue, red, white, green}, "picture"},
		{"BMP", encoded(t, func(b *bytes.Buffer) error { return bmp.Encode(b, small) }), "", ".png", "40x20", []color.RGBA{red, green, blue, white}, ""},
		{"TIFF", encoded(t, func(b *bytes.Buffer) error { return tiff.Encode(b, small, nil) }), "", ".png", "40x20", []color.RGBA{red, green, blue, white}, ""},
		{"a GIF that moves", commented, "", ".gif", "8x8", nil, ""},
		{"a GIF that moves, cropped", moving, `<a:srcRect l="50000"/>`, ".png", "4x8", nil, "picture"},
		{"a GIF of very many frames", restless, "", ".png", "8x8", nil, "picture"},
		{"a GIF that does not", encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, small, nil) }), "", ".png", "40x20", nil, ""},
		{"WebP", webp, "", ".webp", "1x1", nil, ""},
		{"damaged", photo(t, small, 1)[:300], "", "", "", nil, "picture"},
		{"SVG", []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "", "", "", nil, "picture"},
		{"EMF", append([]byte{1, 0, 0, 0}, append(make([]byte, 36), " EMF"...)...), "", "", "", nil, "picture"},
		{"WMF", []byte("\xD7\xCD\xC6\x9A\x00\x00"), "", "", "", nil, "picture"},
		{"nothing", []byte("no picture"), "", "", "", nil, "picture"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, err := convert.Convert(t.Context(), "x.docx", showing(tt.src, tt.crop), convert.Options{Folder: "p"})
			if err != nil {
				t.Fatal(err)
			}
			notes := ""
			for _, n := range res.Notes {
				if n.Rule != "title" {
					notes += n.Rule
				}
			}
			if notes != tt.notes {
				t.Errorf("notes %q, want %q: %v", notes, tt.notes, res.Notes)
			}
			if tt.ext == "" {
				if len(res.Pictures) > 0 || strings.Contains(bodyOf(res), "![") {
					t.Errorf("a picture is kept: %s", bodyOf(res))
				}
				return
			}
			if len(res.Pictures) != 1 || !strings.Contains(bodyOf(res), "![说明]("+res.Pictures[0].Name+")") {
				t.Fatalf("%d pictures in %s", len(res.Pictures), bodyOf(res))
			}
			kept := res.Pictures[0]
			if path.Ext(kept.Name) != tt.ext || path.Dir(kept.Name) != "p" {
				t.Errorf("named %s", kept.Name)
			}
			m, _, err := image.Decode(bytes.NewReader(kept.Data))
			if err != nil {
				t.Fatal(err)
			}
			b := m.Bounds()
			if size := fmt.Sprintf("%dx%d", b.Dx(), b.Dy()); size != tt.size {
				t.Errorf("size %s, want %s", size, tt.size)
			}
			for i, want := range tt.colour {
				x, y := b.Min.X+1+i%2*(b.Dx()-3), b.Min.Y+1+i/2*(b.Dy()-3)
				if got := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA); !near(got, want) {
					t.Errorf("corner %d is %v, want %v", i, got, want)
				}
			}
			if where, found := rules.Locate(bytes.NewReader(kept.Data)); found || bytes.Contains(kept.Data, []byte("Exif")) || bytes.Contains(kept.Data, []byte("secret")) {
				t.Errorf("metadata is left: %s", where)
			}
		})
	}
	if _, found := rules.Locate(bytes.NewReader(photo(t, small, 1))); !found {
		t.Error("the photo of this test has no place")
	}
}

func near(a, b color.RGBA) bool {
	close := func(x, y uint8) bool { return max(x, y)-min(x, y) < 40 }
	return close(a.R, b.R) && close(a.G, b.G) && close(a.B, b.B)
}

// TestSamePicture shows one picture twice and another with the same name in the page.
func TestSamePicture(t *testing.T) {
	one := base64.StdEncoding.EncodeToString(encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, quarters(4, 4)) }))
	two := base64.StdEncoding.EncodeToString(encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, quarters(6, 4)) }))
	page := fmt.Sprintf(`<p>图<img alt=甲 src="data:image/png;base64,%s"><img alt=乙 src="data:image/jpeg;base64,%s"><img alt=丙 src="data:;base64,%s">`, one, two, one)
	res, err := convert.Convert(t.Context(), "x.html", []byte(page), convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Pictures) != 2 {
		t.Fatalf("%d pictures", len(res.Pictures))
	}
	a, b := res.Pictures[0].Name, res.Pictures[1].Name
	if want := fmt.Sprintf("图![甲](%s)![乙](%s)![丙](%s)\n", a, b, a); bodyOf(res) != want {
		t.Errorf("got %s want %s", bodyOf(res), want)
	}
}

// TestSavedPage takes the pictures of a saved page from the folder beside it, and none from elsewhere.
func TestSavedPage(t *testing.T) {
	src, err := os.ReadFile("testdata/html/beside.html")
	if err != nil {
		t.Fatal(err)
	}
	card := encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, quarters(4, 4)) })
	files := fstest.MapFS{"card_files/card.png": {Data: card}, "secret.png": {Data: card}}
	res, err := convert.Convert(t.Context(), "card.html", src, convert.Options{Files: files, Folder: "pictures"})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Pictures) != 1 || !strings.Contains(bodyOf(res), "![值班卡的正面]("+res.Pictures[0].Name+")") || strings.Contains(bodyOf(res), "上面的") {
		t.Errorf("%d pictures in %s", len(res.Pictures), bodyOf(res))
	}
}

// TestManyPixels shows pictures that would take gigabytes once decoded: their heads are enough to know.
func TestManyPixels(t *testing.T) {
	head := func(width, height uint32, depth byte) []byte {
		part := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
		part = append(binary.BigEndian.AppendUint32(part, height), depth, 6, 0, 0, 0)
		out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), part...)
		return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(part))
	}
	hiding := func(behind string, times int, height uint16) []byte {
		out := []byte("\xFF\xD8" + strings.Repeat(behind, times) + "\xFF\xC2\x00\x0B\x08")
		return append(binary.BigEndian.AppendUint16(out, height), "\x17\x70\x01\x01\x11\x00\xFF\xDA\x00\x02"...)
	}
	passes := []byte("\xFF\xD8\xFF\xC2\x00\x0B\x08\x17\x70\x17\x70\x01\x01\x11\x00\xFF\xDA\x00\x02")
	for name, src := range map[string][]byte{
		"60000×60000": head(60_000, 60_000, 8),
		"6000×6001":   head(6_000, 6_001, 16),
		"6000×6000":   passes,
		"6000×5999":   hiding("\xFF\xFE\x00\x02", 300, 5_999), // behind more parts than are looked at
		"6000×5998":   hiding("\xFF", 1, 5_998),               // behind a byte that decoders skip
		"6000×5997":   hiding("\xFF\xD0", 1, 5_997),           // behind what has no length
	} {
		res, err := convert.Convert(t.Context(), "x.docx", showing(src, ""), convert.Options{})
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, n := range res.Notes {
			said += n.Message
		}
		if len(res.Pictures) > 0 || !strings.Contains(said, "一张图片有"+name+"像素") {
			t.Errorf("%s: %d pictures, %s", name, len(res.Pictures), said)
		}
	}
}
