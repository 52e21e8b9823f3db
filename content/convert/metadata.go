package convert

import (
	"bytes"
	"encoding/binary"
)

// segments calls do for the parts of a JPEG before its first scan, until do says to stop.
func segments(src []byte, do func(marker byte, part []byte) bool) {
	if !bytes.HasPrefix(src, []byte{0xFF, 0xD8}) {
		return
	}
	for at, n := 2, 0; n < 200 && at+4 <= len(src) && src[at] == 0xFF; n++ {
		marker, size := src[at+1], int(binary.BigEndian.Uint16(src[at+2:]))
		// What has no length of its own is no part; decoders skip it, and we would lose our way.
		if marker < 0xC0 || marker >= 0xD0 && marker <= 0xDA || marker == 0xFF || size < 2 || at+2+size > len(src) || !do(marker, src[at+4:at+2+size]) {
			return
		}
		at += 2 + size
	}
}

// progressive reports whether a JPEG may come in passes over the whole picture: one that does not say soon that it
// comes line by line is not believed to.
func progressive(src []byte) bool {
	baseline := false
	segments(src, func(marker byte, _ []byte) bool {
		baseline = marker == 0xC0 || marker == 0xC1
		return !baseline && marker != 0xC2
	})
	return bytes.HasPrefix(src, []byte{0xFF, 0xD8}) && !baseline
}

// orientation reads from a JPEG's Exif how the camera was held; 1 if it does not say.
// Exif 2.32, 4.6.4: tag 0x0112 of the first directory.
func orientation(src []byte) int {
	out := 1
	segments(src, func(marker byte, part []byte) bool {
		if marker == 0xE1 && bytes.HasPrefix(part, []byte("Exif\x00\x00")) {
			out = tiffOrientation(part[6:])
			return false
		}
		return true
	})
	return out
}

func tiffOrientation(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	if len(tiff) < 8 {
		return 1
	}
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	count := int(order.Uint16(tiff[at:]))
	for i := range min(count, 200) {
		entry := at + 2 + int64(i)*12
		if entry+12 > int64(len(tiff)) {
			break
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			return int(order.Uint16(tiff[entry+8:]))
		}
	}
	return 1
}

// stripWebP leaves of a WebP what is needed to show it: the chunks of the
// container specification but EXIF and XMP, and the bits that announce these.
func stripWebP(src []byte) []byte {
	out := bytes.Clone(src[:12])
	for rest := src[12:min(len(src), 8+int(binary.LittleEndian.Uint32(src[4:])))]; len(rest) >= 8; {
		name, size := string(rest[:4]), int64(binary.LittleEndian.Uint32(rest[4:]))
		size += size&1 + 8
		if size > int64(len(rest)) {
			size = int64(len(rest))
		}
		chunk := rest[:size]
		rest = rest[size:]
		switch name {
		case "VP8X":
			chunk = bytes.Clone(chunk)
			if len(chunk) > 8 {
				chunk[8] &^= 0x04 | 0x08 // XMP, EXIF
			}
			out = append(out, chunk...)
		case "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP":
			out = append(out, chunk...)
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}

// gifFrames counts the frames of a GIF and their pixels without decoding them.
func gifFrames(src []byte) (frames, area int) {
	if len(src) < 13 {
		return 0, 0
	}
	at := 13
	if src[10]&0x80 != 0 {
		at += 3 << (src[10]&7 + 1)
	}
	skip := func() { // blocks of data, each with its length before it
		for at < len(src) && src[at] != 0 {
			at += 1 + int(src[at])
		}
		at++
	}
	for at < len(src) {
		switch src[at] {
		case 0x21:
			at += 2
			skip()
		case 0x2C:
			if at+10 > len(src) {
				return frames, area
			}
			frames++
			area += int(binary.LittleEndian.Uint16(src[at+5:])) * int(binary.LittleEndian.Uint16(src[at+7:]))
			packed := src[at+9]
			at += 10
			if packed&0x80 != 0 {
				at += 3 << (packed&7 + 1)
			}
			at++
			skip()
		default:
			return frames, area
		}
	}
	return frames, area
}
