package zh

import (
	"unicode/utf8"

	"yanxi/index/zh/internal/trie"
)

// Words of the dictionary that mix scripts or have signs in them, such as QQ空间, C++ or 卡拉OK, are outside the
// lattice, which splits Chinese characters only. They are looked for where they can begin: at a run of letters and digits, and
// at the last characters of a Chinese run when the word goes on behind it. The longest word counts.

// mixedAt adds the dictionary's mixed word that begins with the letters or digits at start, and returns where it ends.
func (s *scanner) mixedAt(start int) (end int, ok bool) {
	if s.within {
		return 0, false
	}
	if end = s.wordAt(start); end == start {
		return 0, false
	}
	if _, atom := s.atomEnd(start); end <= atom { // a word of one script needs no dictionary
		return 0, false
	}
	s.addMixed(start, end)
	return end, true
}

// mixedEnd splits the run from character from on, if its last characters begin a mixed word, which it adds as well. Next is
// the code of the character behind the run.
func (s *scanner) mixedEnd(from int, next uint16) (end int, ok bool) {
	if next == 0 {
		return 0, false
	}
	n := s.run.n
	for i := max(from, n-trie.MaxKey); i < n; i++ {
		if !s.goesOn(&s.dict.base, i, next) && !s.goesOn(&s.dict.own, i, next) {
			continue
		}
		start := s.run.place(i)
		if end = s.wordAt(start); end > s.run.place(n) {
			s.split(from, i)
			s.addMixed(start, end)
			return end, true
		}
	}
	return 0, false
}

// goesOn tells whether t has a word that begins with the run's characters from i on, followed by next.
func (s *scanner) goesOn(t *trie.Trie, i int, next uint16) bool {
	slot := t.Step(0, s.best.codes[i])
	for i++; slot.Base() != 0; i++ {
		if i == s.run.n {
			return t.Step(slot.Base(), next) != 0
		}
		slot = t.Step(slot.Base(), s.best.codes[i])
	}
	return false
}

func (s *scanner) addMixed(start, end int) {
	s.add(s.keep(s.folded(start, end), start), start, end, Mixed)
	s.parts(start, end)
}

// wordAt returns the end of the longest word of the dictionary that begins at start, or start.
func (s *scanner) wordAt(start int) int {
	return max(s.longest(&s.dict.base, start), s.longest(&s.dict.own, start))
}

func (s *scanner) longest(t *trie.Trie, start int) int {
	end, base := start, uint32(0)
	for i := start; i < len(s.text); {
		r, size := decode(s.text[i:])
		slot := t.Step(base, s.dict.code(r))
		if slot == 0 {
			break
		}
		i += size
		if slot.Cost() != 0 && s.endsWord(i, size) {
			end = i
		}
		if base = slot.Base(); base == 0 {
			break
		}
	}
	return end
}

// endsWord tells whether a word may end at i with a character of the given size: not between two letters or digits.
func (s *scanner) endsWord(i, size int) bool {
	_, after, _ := s.peek(i)
	if after != letter && after != digit && after != mark {
		return true
	}
	last, _ := utf8.DecodeRune(s.text[i-size:])
	c := classOf(last)
	return c != letter && c != digit && c != mark
}
