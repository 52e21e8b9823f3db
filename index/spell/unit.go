package spell

import (
	"strings"
	"unicode"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// A unit is a character or Latin letter of a query, which may be put right.
type unit struct {
	char       rune // folded
	start, end int  // in the query, in bytes
	gap        gap
	frozen     bool // a letter of a name, a version, an address: left as it is
	readings   []pinyin.Syllable
}

// A gap is what stands before a unit.
type gap uint8

const (
	none  gap = iota
	space     // something that divides syllables or words
	apart     // something that nothing goes across
)

func (u *unit) letter() bool { return u.char < 0x80 }

// read takes the units out of a query. It returns false if there are none, or too many.
func read(query string) ([]unit, bool) {
	var units []unit
	before := apart
	for at, r := range query {
		folded := zh.Fold(r)
		size := len(string(r))
		switch {
		case r == unicode.ReplacementChar:
			return nil, false
		case zh.IsHan(r) || folded >= 'a' && folded <= 'z':
			units = append(units, unit{char: folded, start: at, end: at + size, gap: before})
			before = none
		case unicode.IsSpace(r) || r == '\'' || r == '’':
			before = max(before, space)
		default:
			joins := unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(joining, folded)
			if joins && before == none {
				freeze(units)
			}
			before = apart
			if joins {
				units = append(units, unit{char: folded, start: at, end: at + size, gap: apart, frozen: true})
				before = none
			}
		}
		if len(units) > MaxQuery {
			return nil, false
		}
	}
	return settle(units), len(units) > 0
}

// joining are the signs that make letters part of something else: an address, a file, a filter.
const joining = ".@/_:#&+=*~"

// freeze leaves the letters alone that a digit or such a sign follows.
func freeze(units []unit) {
	for i := len(units) - 1; i >= 0 && units[i].letter(); i-- {
		units[i].frozen = true
		if units[i].gap != none {
			return
		}
	}
}

// settle freezes the letters that follow a digit or a sign, and tells the spaces on which nothing goes across: those
// between two Chinese characters.
func settle(units []unit) []unit {
	for i := 1; i < len(units); i++ {
		u, last := &units[i], &units[i-1]
		switch {
		case u.gap == none && last.frozen && u.letter():
			u.frozen = true
		case u.gap == none && last.frozen:
			u.gap = apart
		case u.gap == space && !u.letter() && !last.letter():
			u.gap = apart
		}
	}
	return units
}
