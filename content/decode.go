package content

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// MaxFileSize is how much of a Markdown file is read, in bytes. A longer one is
// cut at the last line end before it, with a finding.
const MaxFileSize = 10 << 20

// A decoded text is valid UTF-8 without byte order mark and NUL, its lines
// ended by '\n'.
type decoded struct {
	text     []byte
	encoding string // the name of what it was converted from; empty for UTF-8
	damaged  bool   // some bytes belong to no character: U+FFFD stands for them
	cut      bool   // it was longer than MaxFileSize
}

// Decode turns the bytes of a file into text as every document is read: UTF-8,
// UTF-16 with a byte order mark, or else GB18030, without byte order mark and
// NUL, its lines ended by '\n', and not longer than [MaxFileSize]. Encoding is
// what it was converted from, empty for UTF-8; damaged says that some bytes
// belong to no character: U+FFFD stands for them. The result may share memory
// with src.
func Decode(src []byte) (text []byte, encoding string, damaged bool) {
	d := decode(src)
	return d.text, d.encoding, d.damaged
}

// decode turns the bytes of a file into text: UTF-8, UTF-16 with a byte order
// mark, or else GB18030, of which GBK and GB2312 are parts. The result may
// share memory with src.
func decode(src []byte) decoded {
	var d decoded
	utf16 := bytes.HasPrefix(src, []byte{0xFF, 0xFE}) || bytes.HasPrefix(src, []byte{0xFE, 0xFF})
	if len(src) > MaxFileSize {
		src, d.cut = cut(src[:MaxFileSize], utf16), true
	}
	switch {
	case utf16:
		d.encoding = "UTF-16"
		d.text, d.damaged = decodeUTF16(src)
		if i := bytes.LastIndexByte(d.text, '\n'); d.cut && i >= 0 {
			d.text = d.text[:i+1]
		}
	default:
		d.text = bytes.TrimPrefix(src, []byte("\uFEFF"))
		if !utf8.Valid(d.text) {
			d.text, d.encoding, d.damaged = decodeLegacy(d.text)
		}
	}
	if bytes.IndexByte(d.text, 0) >= 0 {
		d.text, d.damaged = bytes.ReplaceAll(d.text, []byte{0}, []byte("\uFFFD")), true
	}
	if bytes.IndexByte(d.text, '\r') >= 0 {
		d.text = bytes.ReplaceAll(d.text, []byte("\r\n"), []byte("\n"))
		d.text = bytes.ReplaceAll(d.text, []byte("\r"), []byte("\n"))
	}
	return d
}

// cut drops the unfinished last line, or without any line end the unfinished
// last character. In UTF-16, where the byte of a line end may be half of
// another character, only half a unit is dropped here.
func cut(src []byte, utf16 bool) []byte {
	if utf16 {
		return src[:len(src)&^1]
	}
	if i := bytes.LastIndexByte(src, '\n'); i >= 0 {
		return src[:i+1]
	}
	for i := 1; i <= utf8.UTFMax && i <= len(src); i++ {
		if utf8.RuneStart(src[len(src)-i]) {
			if !utf8.FullRune(src[len(src)-i:]) {
				return src[:len(src)-i]
			}
			break
		}
	}
	return src
}

func decodeUTF16(src []byte) (text []byte, damaged bool) {
	order := unicode.LittleEndian
	var unit binary.ByteOrder = binary.LittleEndian
	if src[0] == 0xFE {
		order, unit = unicode.BigEndian, binary.BigEndian
	}
	text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(src)
	if err != nil {
		return bytes.ToValidUTF8(src, []byte("\uFFFD")), true
	}
	if !bytes.Contains(text, []byte("\uFFFD")) {
		return text, false
	}
	// U+FFFD is a character that a text may hold itself.
	own := 0
	for i := 0; i+1 < len(src); i += 2 {
		if unit.Uint16(src[i:]) == 0xFFFD {
			own++
		}
	}
	return text, bytes.Count(text, []byte("\uFFFD")) > own
}

// decodeLegacy reads what is not valid UTF-8. Most such files are GB18030. But
// a UTF-8 file with one byte lost would turn into nonsense if read so, often
// without any error: where well-formed characters of three bytes outnumber the
// bad bytes, the text is UTF-8 with damage. In GBK such characters come up by
// chance only, beside many more bad bytes.
func decodeLegacy(src []byte) (text []byte, encoding string, damaged bool) {
	good, bad := 0, 0
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size >= 3:
			good++
		}
		i += size
	}
	if good <= bad {
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src)
		if err == nil && bytes.Count(text, []byte("\uFFFD")) == 0 {
			return text, "GB18030", false
		}
		if err == nil && bytes.Count(text, []byte("\uFFFD")) < bad {
			return text, "GB18030", true
		}
	}
	return bytes.ToValidUTF8(src, []byte("\uFFFD")), "", true
}
