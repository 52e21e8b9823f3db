package zh

import (
	"math/bits"

	"yanxi/index/zh/internal/trie"
)

// A lattice is the words that can be read in a run and the most probable way through them. All is by character.
type lattice struct {
	codes [maxRun + 1]uint16 // in the dictionary's tries
	cost  [maxRun + 1]int32  // of the best way from here to the end
	step  [maxRun + 1]uint8  // characters of the first word on that way
	found [maxRun + 1]uint32 // which words begin here: bit n-1 for a word of n characters
}

// split adds characters i to n of the run as words, and the words inside of these.
func (s *scanner) split(i, n int) {
	s.best.path(s.dict, i, n)
	for i < n {
		j := i + int(s.best.step[i])
		if !s.within {
			s.pos++
		}
		s.emit(i, j, s.within)
		if j-i > 2 {
			s.inside(i, j)
		}
		i = j
	}
}

// splitInner adds characters i to n of the run as words, all as parts of the token that was added last.
func (s *scanner) splitInner(i, n int) {
	s.best.path(s.dict, i, n)
	for i < n {
		j := i + int(s.best.step[i])
		s.emit(i, j, true)
		i = j
	}
}

// inside adds the words of two characters and more inside of the word from i to j.
func (s *scanner) inside(i, j int) {
	for k := i; k < j-1; k++ {
		longest := j - k
		if k == i {
			longest--
		}
		found := s.best.found[k] & (1<<uint(longest) - 1) &^ 1
		for ; found != 0; found &= found - 1 {
			s.emit(k, k+bits.TrailingZeros32(found)+1, true)
		}
	}
}

// path finds the most probable way to split the characters from to n into words that are taken to be independent of each
// other: the costs of the words add up, and the cheapest sum wins (Viterbi). It works from the end to the beginning,
// so that the way can be followed forwards.
func (l *lattice) path(d *Dictionary, from, n int) {
	l.cost[n] = 0
	own := d.own.Size() > 0
	for i := n - 1; i >= from; i-- {
		l.cost[i], l.step[i], l.found[i] = unknownCost+l.cost[i+1], 1, 0
		if l.codes[i] == 0 {
			continue
		}
		l.walk(&d.base, i, n)
		if own {
			l.walk(&d.own, i, n)
		}
	}
}

// walk meets all words of t that begin at character i and end by n, and takes the best as the first step from i.
// Of two equally good ways the one with the longer word is taken.
func (l *lattice) walk(t *trie.Trie, i, n int) {
	best, step, found := l.cost[i], l.step[i], l.found[i]
	base := uint32(0)
	for j := i; j < n; j++ {
		slot := t.Step(base, l.codes[j])
		if slot == 0 {
			break
		}
		if c := slot.Cost(); c != 0 {
			found |= 1 << uint(j-i)
			if way := int32(c) + l.cost[j+1]; way <= best {
				best, step = way, uint8(j-i+1)
			}
		}
		if base = slot.Base(); base == 0 {
			break
		}
	}
	l.cost[i], l.step[i], l.found[i] = best, step, found
}
