package rules

import (
	"bytes"
	"unicode/utf8"
)

func runeAt(text []byte, at int) (rune, int) {
	if at >= len(text) {
		return 0, 0
	}
	return utf8.DecodeRune(text[at:])
}

func runeBefore(text []byte, at int) (rune, int) {
	if at <= 0 {
		return 0, 0
	}
	return utf8.DecodeLastRune(text[:at])
}

// han reports whether r is a character of the common blocks of Chinese.
func han(r rune) bool { return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF }

func digit(b byte) bool { return '0' <= b && b <= '9' }

func alnum(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

func containsAny(text []byte, words [][]byte) bool {
	for _, w := range words {
		if bytes.Contains(text, w) {
			return true
		}
	}
	return false
}
