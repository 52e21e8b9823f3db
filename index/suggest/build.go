package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// New prepares entries for completion: words are divided by dict and read by reader. Of entries that are equal but for
// signs, case, width and script, the most important is kept, or else the first. It takes about four milliseconds a thousand.
func New(dict *zh.Dictionary, reader *pinyin.Reader, entries []Entry) *Completer {
	b := builder{dict: dict, reader: reader, altOf: make(map[rune]uint8), c: &Completer{alts: [][]pinyin.Syllable{nil}}}
	order := make([]int32, len(entries))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(entries[x].Rank, entries[y].Rank) })
	seen := make(map[string]bool, len(entries))
	for _, n := range order {
		b.add(n, entries[n], seen)
	}
	b.c.units = slices.Clip(b.c.units)
	b.c.entries = slices.Clip(b.c.entries)
	return b.c
}

type builder struct {
	dict   *zh.Dictionary
	reader *pinyin.Reader
	altOf  map[rune]uint8
	tokens []zh.Token
	c      *Completer
}

func (b *builder) add(number int32, e Entry, seen map[string]bool) {
	key := Key(e.Text)
	if key == "" || seen[key] {
		return
	}
	seen[key] = true
	readings := b.reader.Of(e.Text)
	b.tokens = b.dict.Words(b.tokens[:0], []byte(e.Text))
	from, n, tokens := len(b.c.units), 0, b.tokens
	own := entry{number: number, rank: e.Rank, from: int32(from)}
	before := rune(0) // the character before, 0 for a sign
	for at, r := range e.Text {
		r = fold(r)
		if isUnit(r) && len(b.c.units)-from < maxUnits {
			u := b.unit(r, readings[n])
			if before == 0 || isLatin(r) != isLatin(before) {
				u.flags |= startsWord
			} else if isLatin(r) {
				u.flags |= insideLatin
			}
			own.note(b.c, u)
			b.c.units = append(b.c.units, u)
		}
		for len(tokens) > 0 && tokens[0].Start <= at {
			if last := len(b.c.units) - 1; tokens[0].Start == at && isUnit(r) && !isLatin(r) {
				b.c.units[last].flags |= startsWord
			}
			tokens = tokens[1:]
		}
		before = 0
		if isUnit(r) {
			before = r
		}
		n++
	}
	own.to = int32(len(b.c.units))
	b.c.entries = append(b.c.entries, own)
}

func (b *builder) unit(r rune, readings []pinyin.Syllable) unit {
	u := unit{char: r}
	if len(readings) > 0 {
		u.reading = readings[0]
	}
	if len(readings) > 1 {
		alt, ok := b.altOf[r]
		if !ok && len(b.c.alts) <= 255 {
			alt = uint8(len(b.c.alts))
			b.c.alts = append(b.c.alts, readings[1:])
			b.altOf[r] = alt
		}
		u.alt = alt
	}
	return u
}

// note enters a unit into the bit sets by which entries are passed over.
func (e *entry) note(c *Completer, u unit) {
	e.chars |= 1 << (uint(u.char) % 64)
	if u.char >= 'a' && u.char <= 'z' {
		e.letters |= 1 << (u.char - 'a')
	}
	if u.reading != 0 {
		e.letters |= letterBit(u.reading)
	}
	for _, s := range c.alts[u.alt] {
		e.letters |= letterBit(s)
	}
}

func letterBit(s pinyin.Syllable) uint32 { return 1 << (s.String()[0] - 'a') }

// Key returns what texts have in common that count as the same: their letters, digits and characters, folded.
func Key(text string) string {
	return strings.Map(func(r rune) rune {
		if r = fold(r); isUnit(r) {
			return r
		}
		return -1
	}, text)
}

// fold is [zh.Fold], with v for ü as it is typed.
func fold(r rune) rune {
	if r = zh.Fold(r); r == 'ü' {
		return 'v'
	}
	return r
}

func isUnit(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func isLatin(r rune) bool { return r < 0x2E80 } // alphabets and digits, whose words end at signs
