package rules

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"regexp"
)

// Bounds of what is read of a picture to find its metadata, in bytes and parts.
const (
	maxPicture = 16 << 20
	maxParts   = 2_000
	maxTags    = 1_000
)

// Locate says where a picture was taken, as its metadata has it: the GPS part of Exif or XMP, in JPEG, PNG and WebP.
// Without such, or in any other file, ok is false. At most 16 MB are read.
func Locate(r io.Reader) (where string, ok bool) {
	src, err := io.ReadAll(io.LimitReader(r, maxPicture))
	if err != nil && len(src) == 0 {
		return "", false
	}
	for _, part := range metadata(src) {
		if where, ok = gpsOfExif(part); ok {
			return where, true
		}
		if where, ok = gpsOfXMP(part); ok {
			return where, true
		}
	}
	return "", false
}

// metadata returns the parts of a picture that may be Exif or XMP.
func metadata(src []byte) [][]byte {
	switch {
	case bytes.HasPrefix(src, []byte{0xFF, 0xD8}):
		return jpegParts(src)
	case bytes.HasPrefix(src, []byte("\x89PNG\r\n\x1a\n")):
		return chunks(src[8:], binary.BigEndian, true, "eXIf", "iTXt", "tEXt")
	case len(src) > 12 && string(src[:4]) == "RIFF" && string(src[8:12]) == "WEBP":
		return chunks(src[12:], binary.LittleEndian, false, "EXIF", "XMP ")
	}
	return nil
}

// jpegParts returns the APP1 segments.
func jpegParts(src []byte) [][]byte {
	var parts [][]byte
	at := 2
	for n := 0; n < maxParts && at+4 <= len(src) && src[at] == 0xFF; n++ {
		marker := src[at+1]
		size := int(binary.BigEndian.Uint16(src[at+2:]))
		if marker == 0xDA || size < 2 || at+2+size > len(src) {
			break
		}
		if marker == 0xE1 {
			parts = append(parts, src[at+4:at+2+size])
		}
		at += 2 + size
	}
	return parts
}

// chunks walks the parts of a PNG (size, name, data, sum) or RIFF file (name, size, data, even).
func chunks(src []byte, order binary.ByteOrder, png bool, names ...string) [][]byte {
	var parts [][]byte
	for n := 0; n < maxParts && len(src) >= 8; n++ {
		size, name := order.Uint32(src[4:]), string(src[:4])
		if png {
			size, name = order.Uint32(src), string(src[4:8])
		}
		src = src[8:]
		if uint64(size) > uint64(len(src)) {
			break
		}
		for _, want := range names {
			if name == want {
				parts = append(parts, src[:size])
			}
		}
		skip := int(size) + 4
		if !png {
			skip = int(size) + int(size)&1
		}
		src = src[min(skip, len(src)):]
	}
	return parts
}

// Tags of Exif 2.32, 4.6.6.
const (
	tagGPS          = 0x8825
	tagLatitudeRef  = 1
	tagLatitude     = 2
	tagLongitudeRef = 3
	tagLongitude    = 4
)

func gpsOfExif(part []byte) (string, bool) {
	part = bytes.TrimPrefix(part, []byte("Exif\x00\x00"))
	if len(part) < 8 {
		return "", false
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(part[:2]) {
	case "II":
	case "MM":
		order = binary.BigEndian
	default:
		return "", false
	}
	gps := uint32(0)
	eachTag(part, order.Uint32(part[4:]), order, func(tag uint16, _ []byte, value uint32) {
		if tag == tagGPS {
			gps = value
		}
	})
	if gps == 0 {
		return "", false
	}
	var latitude, longitude float64
	var south, west, hasLatitude, hasLongitude bool
	eachTag(part, gps, order, func(tag uint16, raw []byte, value uint32) {
		switch tag {
		case tagLatitudeRef:
			south = raw[0] == 'S'
		case tagLongitudeRef:
			west = raw[0] == 'W'
		case tagLatitude:
			latitude, hasLatitude = degrees(part, value, order)
		case tagLongitude:
			longitude, hasLongitude = degrees(part, value, order)
		}
	})
	if !hasLatitude || !hasLongitude || latitude == 0 && longitude == 0 {
		return "", false
	}
	if south {
		latitude = -latitude
	}
	if west {
		longitude = -longitude
	}
	return fmt.Sprintf("%.4f, %.4f", latitude, longitude), true
}

// eachTag calls f for the tags of a directory with the four bytes of each value, also as a number.
func eachTag(part []byte, at uint32, order binary.ByteOrder, f func(tag uint16, raw []byte, value uint32)) {
	if uint64(at)+2 > uint64(len(part)) {
		return
	}
	n := min(int(order.Uint16(part[at:])), maxTags)
	for i := range n {
		entry := uint64(at) + 2 + uint64(i)*12
		if entry+12 > uint64(len(part)) {
			return
		}
		e := part[entry : entry+12]
		f(order.Uint16(e), e[8:], order.Uint32(e[8:]))
	}
}

// degrees reads three fractions: degrees, minutes, seconds.
func degrees(part []byte, at uint32, order binary.ByteOrder) (float64, bool) {
	if uint64(at)+24 > uint64(len(part)) {
		return 0, false
	}
	sum, unit := 0.0, 1.0
	for i := range 3 {
		over, under := order.Uint32(part[at+uint32(i)*8:]), order.Uint32(part[at+uint32(i)*8+4:])
		if under != 0 {
			sum += float64(over) / float64(under) / unit
		}
		unit *= 60
	}
	return sum, !math.IsNaN(sum) && sum <= 180
}

var (
	xmpLatitude  = regexp.MustCompile(`exif:GPSLatitude(?:="|>)([0-9.,]+[NS])`)
	xmpLongitude = regexp.MustCompile(`exif:GPSLongitude(?:="|>)([0-9.,]+[EW])`)
)

func gpsOfXMP(part []byte) (string, bool) {
	latitude, longitude := xmpLatitude.FindSubmatch(part), xmpLongitude.FindSubmatch(part)
	if latitude == nil || longitude == nil {
		return "", false
	}
	return string(latitude[1]) + ", " + string(longitude[1]), true
}
