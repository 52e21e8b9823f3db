package zh

import (
	"sync"
	"unicode/utf8"
)

// maxRun is how many Chinese characters are split at a time. No sentence comes near it; a longer run is cut there.
const maxRun = 1024

// A scanner walks through a text once and collects its tokens. It holds the working space of that walk and is used again.
type scanner struct {
	dict *Dictionary // nil for bigrams
	text []byte
	dst  []Token
	pos  int // position of the last token

	arena []byte // room for terms that differ from the text; never reused, as tokens point into it
	buf   []byte // the folded form of the letters and digits at hand

	run run
	// Of the run at hand, by character. One more than maxRun, for the end.
	codes [maxRun + 1]uint16 // in the dictionary's tries
	cost  [maxRun + 1]int32  // of the best way from here to the run's end
	step  [maxRun + 1]uint8  // characters of the first word on that way
	found [maxRun + 1]uint32 // which words begin here: bit n-1 for a word of n characters

	slab []Token // for callers that don't keep the tokens
}

// A run is a piece of text without anything between its characters.
type run struct {
	start int // in the text
	n     int // characters
	// Where each character begins, and where the last ends: in the text, and in terms.
	at, termAt [maxRun + 1]int32
	terms      []byte // the run, folded
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
	s.dict, s.text, s.dst, s.pos = d, text, dst, 0
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf && classes[b] == other {
			i++
			continue
		}
		r, size := decode(text[i:])
		switch classOf(r) {
		case han:
			i = s.chinese(i)
		case syllable:
			i = s.syllables(i)
		case letter, digit:
			i = s.alphanumeric(i)
		default:
			i += size
		}
	}
	dst = s.dst
	s.dict, s.text, s.dst, s.arena, s.run.terms = nil, nil, nil, nil, nil
	return dst
}

// gather fills the run with the characters of class c from start on, and returns where they end.
func (s *scanner) gather(start int, c class) int {
	text, i, n := s.text, start, 0
	changed := uint16(0)
	r := &s.run
	for n < maxRun && i < len(text) {
		char, size := decode(text[i:])
		if uint32(char) >= 1<<16 {
			if classOf(char) != c {
				break
			}
			changed = 1 // seldom enough not to look
		} else if classes[char] != c {
			break
		} else {
			changed |= foldDelta[char]
		}
		if s.dict != nil {
			s.codes[n] = s.dict.code(char)
		}
		r.at[n] = int32(i - start)
		n++
		i += size
	}
	r.start, r.n = start, n
	r.at[n] = int32(i - start)
	if changed != 0 {
		r.fold(s)
	} else {
		r.terms = text[start:i]
		copy(r.termAt[:n+1], r.at[:n+1])
	}
	return i
}

// fold puts the folded run into the arena.
func (r *run) fold(s *scanner) {
	size := int(r.at[r.n])
	begin := len(s.grow(size + size/3))
	text := s.text[r.start : r.start+size]
	for i := range r.n {
		r.termAt[i] = int32(len(s.arena) - begin)
		char, _ := decode(text[r.at[i]:])
		s.arena = utf8.AppendRune(s.arena, Fold(char))
	}
	r.termAt[r.n] = int32(len(s.arena) - begin)
	r.terms = s.arena[begin:]
}

// grow makes sure that the arena has room for size bytes more, and returns it.
func (s *scanner) grow(size int) []byte {
	if cap(s.arena)-len(s.arena) < size {
		s.arena = make([]byte, 0, max(size, min(4096, 64+len(s.text))))
	}
	return s.arena
}

// term returns characters i to j of the run, folded.
func (r *run) term(i, j int) []byte {
	from, to := r.termAt[i], r.termAt[j]
	return r.terms[from:to:to]
}

// emit adds characters i to j of the run as a token.
func (s *scanner) emit(i, j int, inner bool) {
	r := &s.run
	s.dst = append(s.dst, Token{
		Term:  r.term(i, j),
		Start: r.start + int(r.at[i]),
		End:   r.start + int(r.at[j]),
		Pos:   s.pos,
		Kind:  Word,
		Inner: inner,
	})
}
