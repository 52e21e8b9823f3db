package zh

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// foldData lists the characters that are searched as one, a group on a line: first the character that stands for the
// group, then the others, nothing between them. It is made by internal/compile.
//
//go:embed data/fold.txt
var foldData string

var (
	// foldDelta is what has to be added to a character of the basic plane, modulo 65536. A flat table makes
	// folding one load, and the part of it that a text touches stays in the cache.
	foldDelta [1 << 16]uint16
	// foldFar holds the characters beyond that plane. They are rare.
	foldFar = make(map[rune]rune, 1<<11)
)

// The tables are filled in order, as the second builds on the first. It takes a fraction of a millisecond.
func init() {
	fillFolds()
	fillClasses()
}

func fillFolds() {
	for data := foldData; data != ""; {
		var group string
		group, data, _ = strings.Cut(data, "\n")
		stands, size := utf8.DecodeRuneInString(group)
		for _, r := range group[size:] {
			if r < 1<<16 && stands < 1<<16 {
				foldDelta[r] = uint16(stands - r)
			} else {
				foldFar[r] = stands
			}
		}
	}
}

// Fold returns the form in which a character is searched: small letters, half width, Simplified, and the usual
// one of several variants (Ａ → a, 體 → 体, 裡 → 里, ⽂ → 文). What has no other form is its own.
//
// One character always becomes one character, never 0, but its length in bytes may change, so that positions have to be
// kept in the original. Folding twice changes nothing more.
func Fold(r rune) rune {
	if uint32(r) < 1<<16 {
		return rune(uint16(r) + foldDelta[r])
	}
	return foldBeyond(r)
}

func foldBeyond(r rune) rune {
	if to, ok := foldFar[r]; ok {
		return to
	}
	return r
}

// FoldString folds every character of s. Bytes that are no UTF-8 stay as they are.
func FoldString(s string) string {
	for i, r := range s {
		if Fold(r) != r {
			return foldFrom(s, i)
		}
	}
	return s
}

func foldFrom(s string, i int) string {
	b := append(make([]byte, 0, len(s)), s[:i]...)
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError {
			b = append(b, s[i:i+size]...)
		} else {
			b = utf8.AppendRune(b, Fold(r))
		}
		i += size
	}
	return string(b)
}

// IsPlain reports a text in which folding changes no character, letter or digit, and nothing invisible stands between them: what
// is folded can be looked for in it as it is. Punctuation does not matter.
func IsPlain(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf && (r < 'A' || r > 'Z') {
			continue
		}
		switch classOf(r) {
		case invisible:
			return false
		case other, bracket:
		default:
			if Fold(r) != r {
				return false
			}
		}
	}
	return true
}
