package content

import (
	"bufio"
	"encoding/xml"
	"image"
	_ "image/gif"  // for DecodeConfig
	_ "image/jpeg" // for DecodeConfig
	_ "image/png"  // for DecodeConfig
	"io"
	"path"
	"strconv"
	"strings"
	"sync"

	_ "golang.org/x/image/webp" // for DecodeConfig
)

// imageSizes remembers sizes between readings of a library.
type imageSizes struct {
	known sync.Map // path -> measured
}

type measured struct {
	stamp         stamp
	width, height int
}

// Bounds on what is read to find a size. A JPEG may carry large metadata
// before it, an SVG says it in its first element.
const (
	maxImageHeader = 4 << 20
	maxSVGHeader   = 64 << 10
	maxImageSide   = 100_000
)

// ImageSize returns the size in pixels of an asset that is a PNG, JPEG, GIF,
// WebP or SVG image; 0, 0 if it is none or doesn't say.
func (l *Library) ImageSize(name string) (width, height int) {
	file, err := l.Asset(name)
	if err != nil {
		return 0, 0
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return 0, 0
	}
	now := stamp{size: info.Size(), modified: info.ModTime()}
	if m, ok := l.images.known.Load(name); ok {
		if m := m.(measured); m.stamp == now {
			return m.width, m.height
		}
	}
	if strings.EqualFold(path.Ext(name), ".svg") {
		width, height = svgSize(io.LimitReader(file, maxSVGHeader))
	} else if c, _, err := image.DecodeConfig(bufio.NewReader(io.LimitReader(file, maxImageHeader))); err == nil {
		width, height = c.Width, c.Height
	}
	if width <= 0 || height <= 0 || width > maxImageSide || height > maxImageSide {
		width, height = 0, 0
	}
	l.images.known.Store(name, measured{now, width, height})
	return width, height
}

// svgSize reads width and height of an SVG's first element, or else the size
// of its viewBox.
func svgSize(r io.Reader) (width, height int) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for {
		t, err := d.RawToken()
		if err != nil {
			return 0, 0
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if e.Name.Local != "svg" {
			return 0, 0
		}
		return svgElementSize(e)
	}
}

func svgElementSize(e xml.StartElement) (width, height int) {
	var box []string
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "width":
			width = pixels(a.Value)
		case "height":
			height = pixels(a.Value)
		case "viewBox":
			box = strings.Fields(strings.ReplaceAll(a.Value, ",", " "))
		}
	}
	if (width == 0 || height == 0) && len(box) == 4 {
		w, h := pixels(box[2]), pixels(box[3])
		switch {
		case w == 0 || h == 0:
			return 0, 0
		case width > 0:
			height = width * h / w
		case height > 0:
			width = height * w / h
		default:
			width, height = w, h
		}
	}
	return width, height
}

// pixels reads a length in pixels; 0 for one in other units.
func pixels(s string) int {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || !(v > 0) || v > maxImageSide {
		return 0
	}
	return int(v + 0.5)
}
