package export

import (
	"unicode"
	"unicode/utf8"

	"yanxi/index/zh"
)

// tokens calls yield with each term of a text as the script of the search page
// cuts it (site/ui/static/search-index.js): runs of Han characters into overlapping
// pairs, or one character that stands alone; other letters and digits into
// words; everything folded. The term is valid until yield returns.
func tokens(text string, buf []byte, yield func(term []byte)) []byte {
	var previous rune // the Han character before, or 0
	paired := false   // whether it is part of a pair already
	word := buf[:0]
	flush := func() {
		if previous != 0 && !paired {
			yield(utf8.AppendRune(word[:0], previous))
		} else if len(word) > 0 {
			yield(word)
		}
		previous, paired, word = 0, false, word[:0]
	}
	for _, r := range text {
		r = zh.Fold(r)
		switch {
		case zh.IsHan(r):
			if previous == 0 {
				flush()
			} else {
				yield(utf8.AppendRune(utf8.AppendRune(word[:0], previous), r))
				paired = true
			}
			previous = r
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if previous != 0 {
				flush()
			}
			word = utf8.AppendRune(word, r)
		default:
			flush()
		}
	}
	flush()
	return word
}
