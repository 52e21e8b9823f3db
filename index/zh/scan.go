package zh

import (
	"sync"
	"unicode/utf8"
)

// A scanner walks through a text once and collects its tokens. It holds the working space of that walk and is used again.
type scanner struct {
	dict   *Dictionary
	text   []byte
	dst    []Token
	pos    int  // position of the last main token
	within bool // inside a main token: only parts are added, and no larger things are looked for

	arena []byte // room for terms that differ from the text; never reused, as tokens point into it
	buf   []byte // a term in the making
	atoms []atom // the compound in hand

	run  run
	best lattice
}

var scanners = sync.Pool{New: func() any { return new(scanner) }}

// scan appends the tokens of text to dst.
func scan(dst []Token, text []byte, d *Dictionary) []Token {
	s := scanners.Get().(*scanner)
	dst = s.scan(dst, text, d)
	scanners.Put(s)
	return dst
}

func (s *scanner) scan(dst []Token, text []byte, d *Dictionary) []Token {
	s.dict, s.text, s.dst, s.pos, s.within = d, text, dst, 0, false
	s.pass(0)
	dst = s.dst
	// Nothing of the text may stay in the pool.
	s.dict, s.text, s.dst, s.arena, s.run.terms = nil, nil, nil, nil, nil
	return dst
}

// pass adds the tokens of the text from start on.
func (s *scanner) pass(start int) {
	for i := start; i < len(s.text); {
		if b := s.text[i]; b < utf8.RuneSelf && classes[b] == other {
			i++
			continue
		}
		r, size := decode(s.text[i:])
		switch classOf(r) {
		case han:
			i = s.chinese(i)
		case syllable:
			i = s.syllables(i)
		case letter, digit:
			i = s.alphanumeric(i)
		case bracket:
			i = s.bracketed(i, size)
		default:
			i += size
		}
	}
}

// parts adds the tokens from start to end as parts of the main token that was added last.
func (s *scanner) parts(start, end int) {
	text, within := s.text, s.within
	s.text, s.within = text[:end], true
	s.pass(start)
	s.text, s.within = text, within
}

// add adds a token that is not inside another, unless the scanner is.
func (s *scanner) add(term []byte, start, end int, kind Kind) {
	if !s.within {
		s.pos++
	}
	s.dst = append(s.dst, Token{Term: term, Start: start, End: end, Pos: s.pos, Kind: kind, Inner: s.within})
}

// addInner adds a part of the token that was added last.
func (s *scanner) addInner(term []byte, start, end int, kind Kind) {
	s.dst = append(s.dst, Token{Term: term, Start: start, End: end, Pos: s.pos, Kind: kind, Inner: true})
}

// keep returns term in memory that stays: that of the text from start on, if it says the same.
func (s *scanner) keep(term []byte, start int) []byte {
	if end := start + len(term); end <= len(s.text) && string(s.text[start:end]) == string(term) {
		return s.text[start:end:end]
	}
	begin := s.grow(len(term))
	s.arena = append(s.arena, term...)
	return s.arena[begin:len(s.arena):len(s.arena)]
}

// grow makes room for size bytes more in the arena, and returns where they begin.
func (s *scanner) grow(size int) int {
	if cap(s.arena)-len(s.arena) < size {
		s.arena = make([]byte, 0, max(size, min(4096, 64+len(s.text))))
	}
	return len(s.arena)
}

// folded sets s.buf to the folded text from start to end.
func (s *scanner) folded(start, end int) []byte {
	s.buf = s.buf[:0]
	for i := start; i < end; {
		r, size := decode(s.text[i:])
		s.buf = utf8.AppendRune(s.buf, Fold(r))
		i += size
	}
	return s.buf
}

// peek returns the folded character at i, its class and its length; 0 at the end of the text.
func (s *scanner) peek(i int) (r rune, c class, size int) {
	if i >= len(s.text) {
		return 0, other, 0
	}
	r, size = decode(s.text[i:])
	return Fold(r), classOf(r), size
}
