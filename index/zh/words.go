package zh

import (
	"math/bits"

	"yanxi/index/zh/internal/trie"
)

// Words appends the words of text to dst, in the order of the text.
func (d *Dictionary) Words(dst []Token, text []byte) []Token {
	return scan(dst, text, d)
}

// Bigrams appends to dst every two neighbouring Chinese characters of text, and one that
// stands alone. Everything else is as with [Dictionary.Words].
func Bigrams(dst []Token, text []byte) []Token {
	return scan(dst, text, nil)
}

// chinese adds the words or bigrams of the run of Chinese characters at start, and returns where it ends.
func (s *scanner) chinese(start int) int {
	end := s.gather(start, han)
	if s.dict == nil {
		s.bigrams()
		return end
	}
	s.path(s.run.n)
	s.follow(0, s.run.n, false)
	return end
}

// syllables adds a run of kana or hangul: a word, or bigrams.
func (s *scanner) syllables(start int) int {
	end := s.gather(start, syllable)
	if s.dict == nil {
		s.bigrams()
		return end
	}
	s.pos++
	s.emit(0, s.run.n, false)
	return end
}

func (s *scanner) bigrams() {
	if s.run.n == 1 {
		s.pos++
		s.emit(0, 1, false)
	}
	for i := 0; i+1 < s.run.n; i++ {
		s.pos++
		s.emit(i, i+2, false)
	}
}

// path finds the most probable way to split the first n characters of s.codes. It works from the end
// to the beginning (Viterbi, with words independent of one another), so that the way can afterwards be followed forwards.
func (s *scanner) path(n int) {
	s.cost[n] = 0
	own := s.dict.own.Size() > 0
	for i := n - 1; i >= 0; i-- {
		s.cost[i], s.step[i], s.found[i] = unknownCost+s.cost[i+1], 1, 0
		if s.codes[i] == 0 {
			continue
		}
		s.walk(&s.dict.base, i, n)
		if own {
			s.walk(&s.dict.own, i, n)
		}
	}
}

// walk meets all words of t that begin at character i and end by n, and takes the best as the first step from i.
// Of two equally good ways the one with the longer word is taken.
func (s *scanner) walk(t *trie.Trie, i, n int) {
	best, step, found := s.cost[i], s.step[i], s.found[i]
	base := uint32(0)
	for j := i; j < n; j++ {
		slot := t.Step(base, s.codes[j])
		if slot == 0 {
			break
		}
		if c := slot.Cost(); c != 0 {
			found |= 1 << uint(j-i)
			if way := int32(c) + s.cost[j+1]; way <= best {
				best, step = way, uint8(j-i+1)
			}
		}
		if base = slot.Base(); base == 0 {
			break
		}
	}
	s.cost[i], s.step[i], s.found[i] = best, step, found
}

// follow adds the words on the way from character i to n, and the words inside of the long ones.
func (s *scanner) follow(i, n int, inner bool) {
	for i < n {
		j := i + int(s.step[i])
		if !inner {
			s.pos++
		}
		s.emit(i, j, inner)
		if j-i > 2 {
			s.inside(i, j)
		}
		i = j
	}
}

// inside adds the words of two characters and more inside the word from i to j.
func (s *scanner) inside(i, j int) {
	for k := i; k < j-1; k++ {
		longest := j - k
		if k == i {
			longest--
		}
		found := s.found[k] & (1<<uint(longest) - 1) &^ 1
		for ; found != 0; found &= found - 1 {
			s.emit(k, k+bits.TrailingZeros32(found)+1, true)
		}
	}
}
