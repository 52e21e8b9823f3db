package convert

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
)

// Bounds of pictures.
const (
	maxSide      = 2_000       // pixels of the longer side of what is kept
	maxPixels    = 50_000_000  // of one picture: what the largest photos of telephones have
	maxAllPixels = 400_000_000 // of all in a file, frames counted
	maxPictures  = 300
	maxFrames    = 500
)

// errPixels is why a picture is not decoded.
var errPixels = errors.New("too many pixels")

// pictures are those of one conversion.
type pictures struct {
	*converter
	used   []Picture
	known  map[[sha256.Size]byte]known // by the bytes that came in, with the crop
	names  map[string]bool
	pixels int
	came   int
}

// known is what became of a picture: a name, or the note that says why none.
type known struct {
	name string
	fail *note
}

func newPictures(c *converter) *pictures {
	return &pictures{converter: c, known: map[[sha256.Size]byte]known{}, names: map[string]bool{}}
}

// A crop is how much is cut off each side, in thousandths of a percent.
type crop struct{ left, top, right, bottom int }

// add takes a picture in and returns the name by which the text shows it; or
// else the note that says why not.
func (p *pictures) add(src []byte, cut crop) (string, *note) {
	h := sha256.New()
	h.Write(src)
	for _, n := range []int{cut.left, cut.top, cut.right, cut.bottom} {
		h.Write([]byte{byte(n >> 16), byte(n >> 8), byte(n)})
	}
	key := [sha256.Size]byte(h.Sum(nil))
	if k, ok := p.known[key]; ok {
		return k.name, k.fail
	}
	p.came++
	if p.came > maxPictures || p.ctx.Err() != nil {
		return "", p.notes.count("picture-many")
	}
	k := known{}
	k.name, k.fail = p.take(src, cut)
	p.known[key] = k
	return k.name, k.fail
}

func (p *pictures) take(src []byte, cut crop) (string, *note) {
	format := formatOf(src)
	switch format {
	case "":
		return "", p.notes.add("picture-broken")
	case "SVG":
		return "", p.notes.add("picture-svg")
	case "EMF", "WMF", "PICT", "HEIC", "AVIF", "JPEG XL", "PDF", "JPEG XR":
		return "", p.notes.add("picture-format", format)
	}
	width, height, cost, err := measure(src)
	if err == nil && (cost > maxPixels || p.pixels+cost > maxAllPixels) {
		err = errPixels
	}
	if err == nil {
		p.pixels += cost
		var done remade
		done, err = remake(format, src, cut, maxAllPixels-p.pixels)
		if err == nil {
			p.pixels += done.pixels
			return p.keep(done), nil
		}
	}
	if errors.Is(err, errPixels) {
		return "", p.notes.add("picture-large", width, height)
	}
	return "", p.notes.add("picture-broken")
}

// keep names a picture by its bytes.
func (p *pictures) keep(done remade) string {
	if done.scaled {
		p.notes.count("picture-scaled")
	}
	if done.stilled {
		p.notes.count("picture-animated")
	}
	sum := sha256.Sum256(done.data)
	name := path.Join(p.opts.Folder, hex.EncodeToString(sum[:8])+done.ext)
	if !p.names[name] {
		p.names[name] = true
		p.used = append(p.used, Picture{Name: name, Data: done.data})
	}
	return name
}

// formatOf knows a picture by its first bytes; empty for none that we know.
func formatOf(src []byte) string {
	has := func(prefix string) bool { return bytes.HasPrefix(src, []byte(prefix)) }
	at := func(i int, s string) bool { return len(src) >= i+len(s) && string(src[i:i+len(s)]) == s }
	switch {
	case has("\xFF\xD8\xFF"):
		return "JPEG"
	case has("\x89PNG\r\n\x1a\n"):
		return "PNG"
	case has("GIF87a"), has("GIF89a"):
		return "GIF"
	case has("RIFF") && at(8, "WEBP"):
		return "WebP"
	case has("BM"):
		return "BMP"
	case has("II\xBC\x01"):
		return "JPEG XR"
	case has("II*\x00"), has("MM\x00*"):
		return "TIFF"
	case has("\x01\x00\x00\x00") && at(40, " EMF"):
		return "EMF"
	case has("\xD7\xCD\xC6\x9A"), has("\x01\x00\x09\x00"), has("\x02\x00\x09\x00"):
		return "WMF"
	case at(4, "ftypavif"):
		return "AVIF"
	case at(4, "ftyphei"), at(4, "ftypmif1"), at(4, "ftypmsf1"):
		return "HEIC"
	case has("\xFF\x0A"), at(4, "JXL "):
		return "JPEG XL"
	case has("%PDF-"):
		return "PDF"
	}
	if head := bytes.ToLower(src[:min(len(src), 4096)]); bytes.Contains(head, []byte("<svg")) {
		return "SVG"
	}
	return ""
}

// isPicture reports whether a file is one by itself.
func isPicture(head []byte) bool {
	switch formatOf(head) {
	case "JPEG", "PNG", "GIF", "WebP", "TIFF", "HEIC", "AVIF", "EMF", "JPEG XL", "JPEG XR":
		return true
	}
	return false
}
