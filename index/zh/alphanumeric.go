package zh

import "unicode/utf8"

// maxAtom is the length in characters at which a run of letters and digits is cut: no word
// is longer, but the data in a damaged file is.
const maxAtom = 64

// alphanumeric adds the word, number or date at start, and returns where it ends.
func (s *scanner) alphanumeric(start int) int {
	s.buf = s.buf[:0]
	ascii, digits, i, n := true, 0, start, 0
	for ; i < len(s.text) && n < maxAtom; n++ {
		r, size := decode(s.text[i:])
		c := classOf(r)
		if c != letter && c != digit && c != mark {
			break
		}
		if c == digit {
			digits++
		}
		f := Fold(r)
		ascii = ascii && f < utf8.RuneSelf
		s.buf = utf8.AppendRune(s.buf, f)
		i += size
	}
	kind, term := Mixed, s.buf
	if digits == n {
		kind = Number
	} else if digits == 0 {
		kind = Latin
		if ascii {
			term = stem(term)
		}
	}
	s.pos++
	s.dst = append(s.dst, Token{Term: s.keep(term, start, i), Start: start, End: i, Pos: s.pos, Kind: kind})
	return i
}

// keep returns term in memory that stays: that of the text from start to end, if it says the same.
func (s *scanner) keep(term []byte, start, end int) []byte {
	if len(term) <= end-start && string(s.text[start:start+len(term)]) == string(term) {
		return s.text[start : start+len(term) : start+len(term)]
	}
	begin := len(s.grow(len(term)))
	s.arena = append(s.arena, term...)
	return s.arena[begin:len(s.arena):len(s.arena)]
}
