package zh

import (
	"unicode"
	"unicode/utf8"
)

// A class says what part a character plays in splitting a text.
type class uint8

const (
	other     class = iota // separates
	han                    // Chinese character: split by the dictionary
	letter                 // of an alphabet, and the digits of other scripts
	digit                  // 0 to 9 after folding
	syllable               // kana, hangul, bopomofo: a run is a word
	mark                   // combining mark: continues a word, begins none
	bracket                // opening bracket that may hold the year of a document number
	invisible              // passed over between the characters of a word, as texts copied from web pages have them
)

// classes gives the class of every character of the basic plane, by what it folds to.
var classes [1 << 16]class

func fillClasses() {
	setClass(letter, unicode.L, unicode.Nd, unicode.Nl)
	setClass(mark, unicode.Mn, unicode.Mc)
	setClass(syllable, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo)
	setClass(han, unicode.Han)
	classes['ー'] = syllable
	for r := '0'; r <= '9'; r++ {
		classes[r] = digit
	}
	for _, r := range "([【〔" {
		classes[r] = bracket
	}
	for _, r := range "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" {
		classes[r] = invisible
	}
	for r := '\ufe00'; r <= '\ufe0f'; r++ { // variation selectors
		classes[r] = invisible
	}
	for r, delta := range foldDelta {
		if delta != 0 {
			classes[r] = classes[uint16(r)+delta]
		}
	}
}

func setClass(c class, tables ...*unicode.RangeTable) {
	for _, t := range tables {
		for _, span := range t.R16 {
			for r := uint32(span.Lo); r <= uint32(span.Hi); r += uint32(span.Stride) {
				classes[r] = c
			}
		}
	}
}

func classOf(r rune) class {
	if uint32(r) < 1<<16 {
		return classes[r]
	}
	return classBeyond(Fold(r))
}

func classBeyond(r rune) class {
	switch {
	case uint32(r) < 1<<16:
		return classes[r]
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
		return syllable
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return letter
	case r >= 0xE0100 && r <= 0xE01EF: // variation selectors
		return invisible
	case unicode.IsMark(r):
		return mark
	}
	return other
}

// IsHan tells whether r is a Chinese character, 〇 and 々 and the radicals included.
func IsHan(r rune) bool { return classOf(r) == han }

// decode reads the character at the beginning of text, as utf8.DecodeRune does, and is faster
// for those that fill a Chinese text. Text must not be empty.
func decode(text []byte) (r rune, size int) {
	if b := text[0]; b < utf8.RuneSelf {
		return rune(b), 1
	} else if b-0xE3 <= 0xE9-0xE3 && len(text) > 2 {
		// These lead three bytes whatever follows, without surrogates or overlong forms among them.
		if b1, b2 := text[1]^0x80, text[2]^0x80; b1|b2 < 0x40 {
			return rune(b&0xF)<<12 | rune(b1)<<6 | rune(b2), 3
		}
	}
	return utf8.DecodeRune(text)
}
