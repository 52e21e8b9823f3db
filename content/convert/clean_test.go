package convert_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"yanxi/content/convert"
)

func TestClean(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 3000, 30))); err != nil {
		t.Fatal(err)
	}
	p, notes := convert.Clean(t.Context(), "a.png", b.Bytes(), convert.Options{Folder: "pictures"})
	c, err := png.DecodeConfig(bytes.NewReader(p.Data))
	if err != nil || c.Width != 2000 || !strings.HasPrefix(p.Name, "pictures/") || len(notes) != 1 {
		t.Errorf("%d wide as %s, %v, %v", c.Width, p.Name, notes, err)
	}
	for _, src := range []string{"", "x", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", b.String()[:60]} {
		p, notes := convert.Clean(t.Context(), "a.png", []byte(src), convert.Options{Lang: "en"})
		if p.Name != "" || len(notes) != 1 || notes[0].Message == "" {
			t.Errorf("%q: %+v, %v", src, p, notes)
		}
	}
}
