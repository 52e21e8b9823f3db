package pinyin

import (
	"strings"

	"yanxi/index/zh"
)

// Bounds of [Split]: what is longer is not split, and of many ways the first are given.
const (
	MaxSplit  = 64
	MaxSplits = 16
)

// Split returns the ways to read Latin letters as syllables, those with long syllables first: xian gives xian and xi an,
// zhengwu gives zheng wu. Spaces, hyphens, apostrophes and the digits of tones divide syllables, as input methods
// write them: xi'an is xi an only. It returns none if not all of the letters can be read, or if there are more than [MaxSplit] of them.
func Split(latin string) [][]Syllable {
	letters, cut := Letters(latin)
	n := len(letters)
	if n == 0 || n > MaxSplit {
		return nil
	}
	s := splitter{letters: letters, cut: cut, ends: make([]bool, n+1)}
	s.ends[n] = true
	for i := n - 1; i >= 0; i-- {
		for size := 1; size <= MaxSpelt && !s.ends[i]; size++ {
			_, ok := s.syllable(i, size)
			s.ends[i] = ok && s.ends[i+size]
		}
	}
	s.from(0, nil)
	return s.ways
}

// Letters takes the letters out of what was typed, folded and with v for ü, and tells where the writer divided them: cut[i] says that a
// syllable has to end before letters[i]. It returns "" if there is anything in it that is not part of writing pinyin.
func Letters(typed string) (letters string, cut []bool) {
	var b strings.Builder
	divided := false
	for _, r := range typed {
		switch r = zh.Fold(r); {
		case r >= 'a' && r <= 'z' || r == 'ü':
			if r == 'ü' {
				r = 'v'
			}
			b.WriteRune(r)
			cut = append(cut, divided && len(cut) > 0)
			divided = false
		case r == ' ' || r == '\t' || r == '\'' || r == '’' || r == '‘' || r == '`' || r == '-':
			divided = true
		case r >= '1' && r <= '5' && len(cut) > 0 && !divided:
			divided = true
		default:
			return "", nil
		}
	}
	return normal(b.String()), cut
}

// normal writes ü as v, and u where v is only another way to write it: jv for ju.
func normal(s string) string {
	s = strings.ReplaceAll(s, "ü", "v")
	if !strings.Contains(s, "v") {
		return s
	}
	return strings.NewReplacer("jv", "ju", "qv", "qu", "xv", "xu", "yv", "yu").Replace(s)
}

type splitter struct {
	letters string
	cut     []bool
	ends    []bool // the letters from here on can be read
	ways    [][]Syllable
}

// syllable returns the syllable of that many letters at i.
func (s *splitter) syllable(i, size int) (Syllable, bool) {
	if i+size > len(s.letters) {
		return 0, false
	}
	for _, c := range s.cut[i+1 : i+size] {
		if c {
			return 0, false
		}
	}
	return Lookup(s.letters[i : i+size])
}

func (s *splitter) from(i int, before []Syllable) {
	if i == len(s.letters) {
		s.ways = append(s.ways, append([]Syllable(nil), before...))
		return
	}
	for size := MaxSpelt; size > 0 && len(s.ways) < MaxSplits; size-- {
		if syllable, ok := s.syllable(i, size); ok && s.ends[i+size] {
			s.from(i+size, append(before, syllable))
		}
	}
}
