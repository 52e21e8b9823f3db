package rules

import (
	"bytes"
	"encoding/binary"
	"testing"
)

type picture struct {
	name string
	data []byte
	want string
}

// exif is an Exif part with a place: 31°51'36" N, 117°16'48" E, in the given order of bytes.
func exif(order binary.AppendByteOrder, south, west bool) []byte {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	entry := func(tag, kind uint16, count uint32, value []byte) {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, kind)
		b = order.AppendUint32(b, count)
		b = append(b, value...)
	}
	u32 := func(v uint32) []byte { return order.AppendUint32(nil, v) }
	ref := func(is bool, yes, no byte) []byte {
		if is {
			return []byte{yes, 0, 0, 0}
		}
		return []byte{no, 0, 0, 0}
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 1)
	entry(0x8825, 4, 1, u32(26))
	b = order.AppendUint32(b, 0)
	b = order.AppendUint16(b, 4)
	entry(1, 2, 2, ref(south, 'S', 'N'))
	entry(2, 5, 3, u32(80))
	entry(3, 2, 2, ref(west, 'W', 'E'))
	entry(4, 5, 3, u32(104))
	b = order.AppendUint32(b, 0)
	for _, v := range []uint32{31, 51, 36, 117, 16, 48} {
		b = order.AppendUint32(b, v)
		b = order.AppendUint32(b, 1)
	}
	return b
}

func jpeg(part []byte) []byte {
	b := []byte{0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xE1}
	b = binary.BigEndian.AppendUint16(b, uint16(len(part)+2))
	return append(append(b, part...), 0xFF, 0xDA, 0, 2)
}

func png(name string, part []byte) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x00IHDR\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
	return append(append(append(b, name...), part...), 0, 0, 0, 0)
}

func webp(name string, part []byte) []byte {
	b := []byte("RIFF\x00\x00\x00\x00WEBPVP8 \x03\x00\x00\x00abc\x00" + name)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(part)))
	return append(b, part...)
}

func pictures() []picture {
	little, big := exif(binary.LittleEndian, false, false), exif(binary.BigEndian, true, true)
	xmp := []byte(`<x:xmpmeta><rdf:Description exif:GPSLatitude="31,51.6N" exif:GPSLongitude="117,16.8E"/></x:xmpmeta>`)
	const here = "31.8600, 117.2800"
	return []picture{
		{"JPEG, little-endian", jpeg(append([]byte("Exif\x00\x00"), little...)), here},
		{"JPEG, big-endian, south and west", jpeg(append([]byte("Exif\x00\x00"), big...)), "-31.8600, -117.2800"},
		{"JPEG, XMP", jpeg(append([]byte("http://ns.adobe.com/xap/1.0/\x00"), xmp...)), "31,51.6N, 117,16.8E"},
		{"PNG, Exif", png("eXIf", little), here},
		{"PNG, XMP", png("iTXt", append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), xmp...)), "31,51.6N, 117,16.8E"},
		{"WebP, Exif", webp("EXIF", little), here},
		{"WebP, XMP", webp("XMP ", xmp), "31,51.6N, 117,16.8E"},
		{"JPEG without metadata", jpeg([]byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00")), ""},
		{"cut", jpeg(append([]byte("Exif\x00\x00"), little...))[:60], ""},
		{"another PNG part", png("zTXt", little), ""},
		{"no picture", []byte("GPSLatitude"), ""},
		{"nothing", nil, ""},
	}
}

func TestLocate(t *testing.T) {
	for _, p := range pictures() {
		got, ok := Locate(bytes.NewReader(p.data))
		if got != p.want || ok != (p.want != "") {
			t.Errorf("%s: got %q, %v, want %q", p.name, got, ok, p.want)
		}
	}
}
