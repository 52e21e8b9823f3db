package suggest

import (
	"math/bits"

	"yanxi/index/zh/pinyin"
)

// match tells how an entry fits a pattern best.
func (c *Completer) match(e *entry, p *pattern) (class, bool) {
	if e.chars&p.chars != p.chars || e.letters&p.letters != p.letters {
		return 0, false
	}
	units := c.units[e.from:e.to]
	best, ok := classes, false
	for at := range units {
		if !p.begins(units[at], c.alts) {
			continue
		}
		q, end := c.run(units[at:], p)
		if q == 0 {
			continue
		}
		if class, fits := classOf(q, units[at], at, at+end == len(units), p); fits && class < best {
			best, ok = class, true
		}
	}
	return best, ok
}

// run matches the pattern with the units from the first one on and returns how well it does, and how many units it takes.
//
// It is a finite automaton run on bits, one for each place in what was typed: bit i of a state is set when the first i
// letters have been used up. There are three states, for the three qualities.
func (c *Completer) run(units []unit, p *pattern) (quality, int) {
	exact, sound, initials := uint64(1), uint64(0), uint64(0)
	for i, u := range units {
		literal := p.literal(u.char)
		next := (exact & literal) << 1
		nextSound, nextInitials := (sound&literal)<<1, (initials&literal)<<1
		tail := quality(0)
		speak := func(s pinyin.Syllable) {
			both, all := exact|sound, exact|sound|initials
			size := p.size[s]
			nextSound |= (both & p.whole[s]) << size
			nextInitials |= (initials&p.whole[s])<<size | (all&p.first[s])<<1 | (all&p.double[s])<<2
			if both&p.tail[s] != 0 {
				tail = bySound
			} else if initials&p.tail[s] != 0 && tail == 0 {
				tail = byInitials
			}
		}
		if p.spoken && u.reading != 0 {
			speak(u.reading)
			for _, s := range c.alts[u.alt] {
				speak(s)
			}
		}
		exact, sound, initials = next, nextSound, nextInitials
		switch {
		case exact&p.end != 0:
			return literally, i + 1
		case sound&p.end != 0 || tail == bySound:
			return bySound, i + 1
		case initials&p.end != 0 || tail == byInitials:
			return byInitials, i + 1
		case exact|sound|initials == 0:
			return 0, 0
		}
	}
	return 0, 0
}

// A quality says by what a text was found.
type quality uint8

const (
	literally quality = iota + 1
	bySound
	byInitials
)

// A class is a rung of the ranking.
type class uint8

const (
	isIt class = iota
	literalPrefix
	literalWord
	literalInner
	soundPrefix
	soundWord
	initialsPrefix
	soundInner
	initialsWord
	insideWord // of an alphabet: art in start
	classes
)

// classOf ranks a match of quality q that begins with unit u at a place, and goes to the end if whole. Matches that are
// accidents rather than meant don't fit.
func classOf(q quality, u unit, at int, whole bool, p *pattern) (class, bool) {
	word := u.flags&startsWord != 0
	short := bits.TrailingZeros64(p.end) == 1
	switch {
	case q == literally && whole && at == 0:
		return isIt, true
	case at == 0:
		return [...]class{literalPrefix, soundPrefix, initialsPrefix}[q-1], true
	case u.flags&insideLatin != 0:
		return insideWord, q == literally && bits.TrailingZeros64(p.end) >= 3
	case word:
		return [...]class{literalWord, soundWord, initialsWord}[q-1], q == literally || !short
	case q == literally:
		return literalInner, true
	}
	return soundInner, q == bySound && !short
}
