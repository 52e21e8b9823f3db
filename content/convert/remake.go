package convert

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	_ "golang.org/x/image/bmp" // for Decode
	"golang.org/x/image/draw"
	_ "golang.org/x/image/tiff" // for Decode
	_ "golang.org/x/image/webp" // for Decode
)

// quality of the JPEGs that are written: between 85 and 95 nobody sees a second
// encoding of a photo, and above the files grow.
const quality = 90

// remade is a picture as it goes into the library.
type remade struct {
	data    []byte
	ext     string // .png
	scaled  bool
	stilled bool // it had moved
	pixels  int  // of frames beyond the first
}

// measure reads a picture's size from its head, and how many pixels of eight bits it costs to decode it.
func measure(src []byte) (width, height, cost int, err error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(src))
	if err == nil && (c.Width <= 0 || c.Height <= 0) {
		err = fmt.Errorf("%d by %d pixels", c.Width, c.Height)
	}
	if err == nil && (c.Width > maxPixels || c.Height > maxPixels) {
		err = errPixels
	}
	cost = c.Width * c.Height
	switch c.ColorModel {
	case color.NRGBA64Model, color.RGBA64Model, color.Gray16Model:
		cost *= 2
	}
	if progressive(src) { // all its coefficients are held at once
		cost *= 3
	}
	return c.Width, c.Height, cost, err
}

// remake decodes a picture and encodes it without anything but what it shows. A decoder
// that panics on damaged bytes is a decoder that fails.
func remake(format string, src []byte, cut crop, pixels int) (out remade, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("%v", e)
		}
	}()
	if format == "GIF" {
		out, err = remakeGIF(src, cut, pixels)
		if err != nil || out.data != nil {
			return out, err
		}
	}
	m, _, err := image.Decode(bytes.NewReader(src))
	if err != nil {
		return out, err
	}
	b := m.Bounds()
	if format == "WebP" && cut == (crop{}) && max(b.Dx(), b.Dy()) <= maxSide {
		out.data, out.ext = stripWebP(src), ".webp"
		return out, nil
	}
	m = cropped(m, cut)
	m, out.scaled = scaled(m)
	m = turned(m, orientation(src))
	out.stilled = format == "PNG" && bytes.Contains(src[:min(len(src), 1<<16)], []byte("acTL"))
	var b2 bytes.Buffer
	if format == "JPEG" || format == "WebP" && opaque(m) {
		out.ext = ".jpg"
		err = jpeg.Encode(&b2, m, &jpeg.Options{Quality: quality})
	} else {
		out.ext = ".png"
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b2, m)
	}
	out.data = b2.Bytes()
	return out, err
}

func opaque(m image.Image) bool {
	o, ok := m.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// remakeGIF keeps all frames of a GIF that moves; one that does not, or must be
// made smaller, is left to become a PNG: then data is nil.
func remakeGIF(src []byte, cut crop, pixels int) (out remade, err error) {
	frames, area := gifFrames(src)
	if frames <= 1 {
		return out, nil
	}
	width, height, _, err := measure(src)
	if err != nil {
		return out, err
	}
	if frames > maxFrames || area > min(pixels, maxPixels*2) || cut != (crop{}) || max(width, height) > maxSide {
		out.stilled = true
		m, err := gif.Decode(bytes.NewReader(src))
		if err != nil {
			return out, err
		}
		m = cropped(m, cut)
		m, out.scaled = scaled(m)
		var b bytes.Buffer
		err = png.Encode(&b, m)
		out.data, out.ext = b.Bytes(), ".png"
		return out, err
	}
	g, err := gif.DecodeAll(bytes.NewReader(src))
	if err != nil {
		return out, err
	}
	var b bytes.Buffer
	err = gif.EncodeAll(&b, g)
	out.data, out.ext, out.pixels = b.Bytes(), ".gif", area
	return out, err
}

// cropped cuts off what Word does not show.
func cropped(m image.Image, cut crop) image.Image {
	if cut == (crop{}) {
		return m
	}
	b := m.Bounds()
	part := func(n, side int) int { return max(0, min(n, 100_000)) * side / 100_000 }
	r := image.Rect(b.Min.X+part(cut.left, b.Dx()), b.Min.Y+part(cut.top, b.Dy()),
		b.Max.X-part(cut.right, b.Dx()), b.Max.Y-part(cut.bottom, b.Dy()))
	s, ok := m.(interface {
		SubImage(image.Rectangle) image.Image
	})
	if !ok || r.Dx() <= 0 || r.Dy() <= 0 || cut.left+cut.right >= 100_000 || cut.top+cut.bottom >= 100_000 {
		return m
	}
	return s.SubImage(r)
}

// scaled makes a picture fit into maxSide. It is halved, each time by the mean of four
// pixels, until less than half is left to do; so neither lines vanish nor memory grows.
func scaled(m image.Image) (image.Image, bool) {
	b := m.Bounds()
	if max(b.Dx(), b.Dy()) <= maxSide {
		return m, false
	}
	for {
		w, h := b.Dx(), b.Dy()
		last := max(w, h) <= 2*maxSide
		if last {
			longer := max(w, h)
			w, h = max(1, w*maxSide/longer), max(1, h*maxSide/longer)
		} else {
			w, h = max(1, w/2), max(1, h/2)
		}
		dst := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.ApproxBiLinear.Scale(dst, dst.Bounds(), m, b, draw.Src, nil)
		m, b = dst, dst.Bounds()
		if last {
			return m, true
		}
	}
}

// turned turns a photo as its camera was held: the values are those of Exif.
func turned(m image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return m
	}
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			out.SetRGBA(tx, ty, color.RGBAModel.Convert(m.At(b.Min.X+x, b.Min.Y+y)).(color.RGBA))
		}
	}
	return out
}
