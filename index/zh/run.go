package zh

import "unicode/utf8"

// maxRun is how many characters are split at a time. No sentence comes near it; a longer run is cut there.
const maxRun = 1024

// A run is a piece of text without anything between its characters.
type run struct {
	start int // in the text
	n     int // characters
	// at says where each character begins, and where the last ends, from the run's start on. One more than maxRun, for the end.
	at [maxRun + 1]int32
	// terms is the run folded, and termAt says the same of it; they are the run's own text where folding changes nothing.
	terms  []byte
	termAt []int32
	spare  [maxRun + 1]int32 // for termAt
	years  bool              // there is a 年 among the characters
}

// gather fills the run with the characters of class c from start on, and returns where they end.
func (s *scanner) gather(start int, c class) int {
	text, end, n := s.text, start, 0
	changed := uint16(0)
	r := &s.run
	r.years = false
	for i := start; n < maxRun && i < len(text); {
		char, size := decode(text[i:])
		is := classOf(char)
		if is == invisible {
			i, changed = i+size, 1
			continue
		}
		if is != c {
			break
		}
		if uint32(char) < 1<<16 {
			changed |= foldDelta[char]
		} else {
			changed = 1 // too rare to look
		}
		s.best.codes[n] = s.dict.code(char)
		if char == '年' {
			r.years = true
		}
		r.at[n] = int32(i - start)
		n++
		i += size
		end = i
	}
	r.start, r.n = start, n
	r.at[n] = int32(end - start)
	r.terms, r.termAt = text[start:end], r.at[:n+1]
	if changed != 0 {
		s.foldRun()
	}
	return end
}

// foldRun puts the folded run into the arena.
func (s *scanner) foldRun() {
	r, text := &s.run, s.run.terms
	begin := s.grow(len(text) + len(text)/3 + utf8.UTFMax)
	for i := range r.n {
		r.spare[i] = int32(len(s.arena) - begin)
		char, _ := decode(text[r.at[i]:])
		s.arena = utf8.AppendRune(s.arena, Fold(char))
	}
	r.spare[r.n] = int32(len(s.arena) - begin)
	r.terms, r.termAt = s.arena[begin:], r.spare[:r.n+1]
}

// place returns where character i begins in the text.
func (r *run) place(i int) int { return r.start + int(r.at[i]) }

// term returns characters i to j, folded.
func (r *run) term(i, j int) []byte {
	from, to := r.termAt[i], r.termAt[j]
	return r.terms[from:to:to]
}

// char returns character i, folded.
func (r *run) char(i int) rune {
	c, _ := decode(r.terms[r.termAt[i]:])
	return c
}

// emit adds characters i to j of the run as a word.
func (s *scanner) emit(i, j int, inner bool) {
	r := &s.run
	s.dst = append(s.dst, Token{
		Term:  r.term(i, j),
		Start: r.place(i),
		End:   r.place(j),
		Pos:   s.pos,
		Kind:  Word,
		Inner: inner,
	})
}
