package markdown

import (
	"unicode"

	"golang.org/x/text/width"
)

// isWide reports whether r is written in a full East Asian square: Han, kana,
// their punctuation and the full-width forms. Emoji are wide too but belong to
// no script, and are not meant here.
func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianHalfwidth:
		return !isEmoji(r)
	}
	return false
}

// isEmoji reports whether a wide character is shown as emoji by default
// (Emoji_Presentation of UTS #51). Among the wide characters of these blocks
// only the angle brackets and most of the squared ideographs are not.
func isEmoji(r rune) bool {
	switch {
	case r >= 0x2300 && r < 0x2C00:
		return r != 0x2329 && r != 0x232A
	case r == 0x1F200, r == 0x1F202, r == 0x1F237, r == 0x1F23B:
		return false
	case r >= 0x1F210 && r <= 0x1F231:
		return r == 0x1F21A || r == 0x1F22F
	case r >= 0x1F240 && r <= 0x1F248, r >= 0x1F260 && r <= 0x1F265:
		return false
	}
	return r >= 0x1F000 && r < 0x20000
}

// isShared reports whether r is punctuation that Chinese shares with Western
// scripts, such as curly quotes, dashes and the ellipsis.
func isShared(r rune) bool {
	switch r {
	case '‘', '’', '“', '”', '—', '…', '·', '‧', '―', '–':
		return true
	}
	return false
}

// joinsLines reports whether a line break between two characters is no space:
// when both are East Asian, where Korean, which puts spaces between words, does
// not count. Shared punctuation follows the character on the other side.
func joinsLines(before, after rune) bool {
	if unicode.Is(unicode.Hangul, before) || unicode.Is(unicode.Hangul, after) {
		return false
	}
	b, a := isWide(before), isWide(after)
	return b && a || b && isShared(after) || isShared(before) && a
}
