package suggest

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"yanxi/index/zh/pinyin"
)

// A pattern is what was typed, as bit sets over its places: bit i says something of the letters from i on.
type pattern struct {
	end     uint64 // one bit, behind the last letter
	chars   uint64 // the characters that an entry has to hold, as entry.chars
	letters uint32 // the first letter, which an entry has to hold or be read with, as entry.letters
	begin   rune
	ascii   [128]uint64
	others  []place
	spoken  bool // there are letters that may be pinyin

	size   []uint8  // of a syllable, in letters
	letter []uint32 // its first one, as a bit
	whole  []uint64 // where all of a syllable stands
	first  []uint64 // where its first letter stands for it
	double []uint64 // where its zh, ch or sh stands for it
	tail   []uint64 // where the beginning of a syllable is all that was typed
}

type place struct {
	char rune
	at   uint64
}

// read takes apart what was typed: as a whole, and, if there are spaces in it, its parts. It returns nil for nothing, and for more than
// can be completed.
func read(typed string) (whole *pattern, parts []*pattern) {
	chars, cut := unitsOf(typed)
	if len(chars) == 0 || len(chars) > MaxTyped {
		return nil, nil
	}
	fields := strings.FieldsFunc(typed, unicode.IsSpace)
	if len(fields) > 1 {
		for _, field := range fields {
			if chars, cut := unitsOf(field); len(chars) > 0 {
				parts = append(parts, newPattern(chars, cut))
			}
		}
	}
	return newPattern(chars, cut), parts
}

// unitsOf folds what was typed and leaves out signs and spaces. cut has a bit for each place where Latin letters were
// divided: bit i for a division before letter i.
func unitsOf(typed string) (chars []rune, cut uint64) {
	divided := false
	for _, r := range typed {
		r = fold(r)
		switch {
		case unicode.IsMark(r): // an input method underlines; nothing else puts one here
		case !isUnit(r):
			divided = true
		case len(chars) > MaxTyped:
			return chars, cut
		default:
			if divided && len(chars) > 0 {
				cut |= 1 << len(chars)
			}
			chars = append(chars, r)
			divided = false
		}
	}
	return chars, cut
}

func newPattern(chars []rune, cut uint64) *pattern {
	p := &pattern{end: 1 << len(chars), begin: chars[0]}
	for i, r := range chars {
		switch {
		case r < 128:
			p.ascii[r] |= 1 << i
		default:
			if n := slices.IndexFunc(p.others, func(o place) bool { return o.char == r }); n >= 0 {
				p.others[n].at |= 1 << i
			} else {
				p.others = append(p.others, place{r, 1 << i})
			}
		}
		if isLetter(r) {
			p.spoken = true
		} else {
			p.chars |= 1 << (uint(r) % 64)
		}
	}
	if isLetter(p.begin) {
		p.letters = 1 << (p.begin - 'a')
	}
	if p.spoken {
		p.listen(chars, cut)
	}
	return p
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

// listen notes where syllables and their beginnings stand.
func (p *pattern) listen(chars []rune, cut uint64) {
	sounds := theSounds()
	n := len(sounds.size)
	p.size, p.letter = sounds.size, sounds.letter
	sets := make([]uint64, 4*n)
	p.whole, p.first, p.double, p.tail = sets[:n], sets[n:2*n], sets[2*n:3*n], sets[3*n:]
	for i := range chars {
		p.listenAt(i, run(chars[i:], cut>>i), sounds)
	}
}

// listenAt notes what can be heard in the letters at place i, which no division interrupts.
func (p *pattern) listenAt(i int, letters string, sounds *sounds) {
	if letters == "" {
		return
	}
	toEnd := 1<<(i+len(letters)) == p.end
	for size := 1; size <= len(letters); size++ {
		if s, ok := pinyin.Lookup(letters[:size]); ok {
			p.whole[s] |= 1 << i
		}
	}
	for _, s := range sounds.by[letters[0]-'a'] {
		name := s.String()
		if len(name) > 1 {
			p.first[s] |= 1 << i
		}
		if len(letters) > 1 && len(name) > 2 && name[1] == 'h' && letters[1] == 'h' {
			p.double[s] |= 1 << i
		}
		if toEnd && len(letters) < len(name) && strings.HasPrefix(name, letters) {
			p.tail[s] |= 1 << i
		}
	}
}

// run returns the letters at the beginning of chars up to the first division, as many as a syllable can have.
func run(chars []rune, cut uint64) string {
	var b [pinyin.MaxSpelt]byte
	n := 0
	for n < len(chars) && n < len(b) && isLetter(chars[n]) && (n == 0 || cut>>n&1 == 0) {
		b[n] = byte(chars[n])
		n++
	}
	return string(b[:n])
}

// literal returns the places of a character.
func (p *pattern) literal(r rune) uint64 {
	if r < 128 {
		return p.ascii[r]
	}
	for _, o := range p.others {
		if o.char == r {
			return o.at
		}
	}
	return 0
}

// begins tells whether the pattern may begin with a unit.
func (p *pattern) begins(u unit, alts [][]pinyin.Syllable) bool {
	if u.char == p.begin {
		return true
	}
	if u.reading == 0 || p.letters == 0 {
		return false
	}
	if p.letter[u.reading] == p.letters {
		return true
	}
	for _, s := range alts[u.alt] {
		if p.letter[s] == p.letters {
			return true
		}
	}
	return false
}

// sounds are facts about the syllables.
type sounds struct {
	size   []uint8  // letters
	letter []uint32 // the first one, as a bit
	by     [26][]pinyin.Syllable
}

var theSounds = sync.OnceValue(func() *sounds {
	all := pinyin.Syllables()
	s := &sounds{size: make([]uint8, len(all)+1), letter: make([]uint32, len(all)+1)}
	for _, syllable := range all {
		name := syllable.String()
		s.size[syllable] = uint8(len(name))
		s.letter[syllable] = letterBit(syllable)
		s.by[name[0]-'a'] = append(s.by[name[0]-'a'], syllable)
	}
	return s
})
