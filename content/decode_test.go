package content

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func gb18030(t *testing.T, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func utf16(t *testing.T, order unicode.Endianness, s string) string {
	t.Helper()
	out, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	const text = "# 政务新媒体\n\n头12小时，先报事实。㐀𠀀\n"
	damaged := strings.Replace(text, "小", "\xe5\xb0", 1)
	tests := []struct {
		name, in string
		want     string
		encoding string
		damaged  bool
	}{
		{"empty", "", "", "", false},
		{"UTF-8", text, text, "", false},
		{"byte order mark", "\uFEFF" + text, text, "", false},
		{"CRLF", strings.ReplaceAll(text, "\n", "\r\n"), text, "", false},
		{"CR", strings.ReplaceAll(text, "\n", "\r"), text, "", false},
		{"UTF-16 little endian", utf16(t, unicode.LittleEndian, text), text, "UTF-16", false},
		{"UTF-16 big endian", utf16(t, unicode.BigEndian, text), text, "UTF-16", false},
		{"UTF-16 with its own U+FFFD", utf16(t, unicode.LittleEndian, "甲\uFFFD"), "甲\uFFFD", "UTF-16", false},
		{"UTF-16 cut short", utf16(t, unicode.LittleEndian, "甲乙") + "\x01", "甲乙\uFFFD", "UTF-16", true},
		{"UTF-16 lone surrogate", "\xff\xfe\x00\xd8A\x00", "\uFFFDA", "UTF-16", true},
		{"GB18030", gb18030(t, text), text, "GB18030", false},
		{"GBK of two characters that look like UTF-8", gb18030(t, "移动联通") + gb18030(t, "，电信"), "移动联通，电信", "GB18030", false},
		{"GB18030 with a bad byte", gb18030(t, text) + "\xff\n", text + "\uFFFD\n", "GB18030", true},
		{"UTF-8 with a lost byte", damaged, strings.Replace(text, "小", "\uFFFD", 1), "", true},
		{"NUL", "甲\x00乙", "甲\uFFFD乙", "", true},
		{"Latin letter alone", "caf\xe9\n", "caf\uFFFD\n", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := decode([]byte(tt.in))
			if string(d.text) != tt.want || d.encoding != tt.encoding || d.damaged != tt.damaged || d.cut {
				t.Errorf("decode = %q, encoding %q, damaged %v, cut %v; want %q, %q, %v",
					d.text, d.encoding, d.damaged, d.cut, tt.want, tt.encoding, tt.damaged)
			}
		})
	}
}

// A file that is too long is cut between lines, and never within a character,
// which would make its encoding look like another.
func TestDecodeCut(t *testing.T) {
	lines := strings.Repeat("政务新媒体的一行文字\n", MaxFileSize/30)
	tests := []struct {
		name, in string
		encoding string
	}{
		{"UTF-8 lines", lines + lines, ""},
		{"GB18030 lines", gb18030(t, lines+lines), "GB18030"},
		{"UTF-16 lines", utf16(t, unicode.LittleEndian, lines+lines), "UTF-16"},
		{"UTF-8 without line ends", "a" + strings.ReplaceAll(lines, "\n", ""), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if len(tt.in) <= MaxFileSize {
				tt.in = strings.Repeat(tt.in, 2)
			}
			d := decode([]byte(tt.in))
			if !d.cut || d.damaged || d.encoding != tt.encoding {
				t.Errorf("cut %v, damaged %v, encoding %q", d.cut, d.damaged, d.encoding)
			}
			if strings.Contains(tt.in, "\n") && !bytes.HasSuffix(d.text, []byte("文字\n")) {
				t.Errorf("ends in %q", d.text[len(d.text)-40:])
			}
		})
	}
}

func TestDecodeExported(t *testing.T) {
	for _, tt := range []struct {
		in, text, encoding string
		damaged            bool
	}{
		{"\uFEFF甲\r\n乙", "甲\n乙", "", false},
		{"\xd6\xb5\xb0\xe0", "值班", "GB18030", false},
		{"\xff\xfe\x2d\x4e", "中", "UTF-16", false},
		{"甲\x00", "甲\uFFFD", "", true},
	} {
		text, encoding, damaged := Decode([]byte(tt.in))
		if string(text) != tt.text || encoding != tt.encoding || damaged != tt.damaged {
			t.Errorf("Decode(%q) = %q, %q, %v", tt.in, text, encoding, damaged)
		}
	}
}
