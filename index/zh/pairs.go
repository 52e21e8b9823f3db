package zh

import "unicode/utf8"

// Pairs appends to dst every two neighbouring characters of text, Chinese, kana or hangul, that are no word among words,
// the tokens of the same text by [Dictionary.Words]; and of each run of such characters the last one alone.
//
// Together, words and pairs find every string of characters however the dictionary cuts it: two characters
// stand side by side in a text exactly if they are a word of it or a pair, and a character stands in it exactly if a
// word or pair begins with it. To leave out what is a word makes an index of both a third smaller.
func Pairs(dst, words []Token, text []byte) []Token {
	p := pairer{dst: dst, text: text, covered: make([]uint64, len(text)/64+1)}
	for i := range words {
		if w := &words[i]; w.Kind == Word && utf8.RuneCount(w.Term) == 2 {
			p.covered[w.Start/64] |= 1 << (w.Start % 64)
		}
	}
	var last character
	for i := 0; i < len(text); {
		r, size := decode(text[i:])
		c := classOf(r)
		if c == invisible {
			i += size
			continue
		}
		next := character{r: r, start: i, end: i + size}
		i += size
		joins := c == han || c == syllable
		switch {
		case joins && last.class == c:
			p.pair(last, next)
		case last.class != other:
			p.alone(last)
		}
		if last = next; joins {
			last.class = c
		}
	}
	if last.class != other {
		p.alone(last)
	}
	return p.dst
}

// A character of a text and its place there; its class is other if it joins no pair.
type character struct {
	r          rune
	start, end int
	class      class
}

type pairer struct {
	dst     []Token
	text    []byte
	covered []uint64 // by byte: a word of two characters begins here
	arena   []byte
	pos     int
}

func (p *pairer) pair(a, b character) {
	if p.covered[a.start/64]&(1<<(a.start%64)) == 0 {
		p.add(a.start, b.end, a.r, b.r)
	}
}

func (p *pairer) alone(a character) { p.add(a.start, a.end, a.r) }

func (p *pairer) add(start, end int, chars ...rune) {
	p.pos++
	p.dst = append(p.dst, Token{Term: p.term(start, end, chars), Start: start, End: end, Pos: p.pos, Kind: Word})
}

// term returns the folded characters: a piece of the text where that says the same.
func (p *pairer) term(start, end int, chars []rune) []byte {
	var room [2 * utf8.UTFMax]byte
	folded := room[:0]
	for _, r := range chars {
		folded = utf8.AppendRune(folded, Fold(r))
	}
	if string(folded) == string(p.text[start:end]) {
		return p.text[start:end:end]
	}
	if cap(p.arena)-len(p.arena) < len(folded) {
		p.arena = make([]byte, 0, 4096)
	}
	begin := len(p.arena)
	p.arena = append(p.arena, folded...)
	return p.arena[begin:len(p.arena):len(p.arena)]
}
