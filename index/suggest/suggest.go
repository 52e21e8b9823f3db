// Package suggest completes what a reader is typing. It is given the texts that are worth suggesting, with their importance,
// and tells for the characters typed so far which of them are meant. It knows nothing of documents or of an index.
//
// A text is found by its characters and by its sound, from its beginning or from the middle:
//
//	舆情 回应        characters; script, width, case, spaces and signs don't count
//	yuqinghuiying    pinyin, the last syllable as far as it is typed
//	yqhy, yuqhuiy    first letters, also among whole syllables
//	政务xin, zwxin媒  both mixed
//	yu'qing          what an input method shows while it composes; a division that is typed is kept: xi'an is not 先
//
// and, when there are too few of those, by several parts in any order (舆情 通报).
//
// Texts that begin with what was typed come before those in which a word does, then those that hold it elsewhere; characters
// come before pinyin, pinyin before first letters; among equals the important and the short. A text is never given twice.
package suggest

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// An Entry is a text worth suggesting.
type Entry struct {
	Text string
	Rank uint8 // its kind's importance: 0 is the highest; a step counts as much as four characters of length
}

const (
	// MaxTyped bounds what is completed, in letters, digits and characters: nothing completes more.
	MaxTyped = 63
	// maxUnits is how many characters of an entry are looked at.
	maxUnits  = 96
	rankWorth = 4
)

// A Completer completes. It never changes, so that any number of goroutines may use it.
//
// Complete looks at every entry: a bit set of characters and first letters passes over most of them, and what remains is matched
// by a few operations on machine words for each character. A thousand entries cost at most 0.2 ms, and 0.1 MB.
type Completer struct {
	units   []unit  // of all entries, side by side
	entries []entry // those that differ
	alts    [][]pinyin.Syllable
}

// An entry is where the characters of an Entry stand among all.
type entry struct {
	number   int32 // in the list given to New
	from, to int32
	rank     uint8
	letters  uint32 // first letters of its readings, and its own letters
	chars    uint64 // a bit for each character, by its number modulo 64
}

// A unit is a letter, digit or character of an entry.
type unit struct {
	char    rune
	reading pinyin.Syllable
	alt     uint8 // readings besides, in alts; 0 for none
	flags   uint8
}

const (
	startsWord = 1 << iota
	insideLatin
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

// Key returns what texts have in common that count as the same: their letters, digits and characters, folded.
func Key(text string) string {
	return strings.Map(func(r rune) rune {
		if r = fold(r); isUnit(r) {
			return r
		}
		return -1
	}, text)
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

// fold is [zh.Fold], with v for ü as it is typed.
func fold(r rune) rune {
	if r = zh.Fold(r); r == 'ü' {
		return 'v'
	}
	return r
}

func isUnit(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func isLatin(r rune) bool { return r < 0x2E80 } // alphabets and digits, whose words end at signs

// A Completion is an entry that fits what was typed.
type Completion struct {
	Entry int    // its number in the list given to [New]
	Score uint32 // less is better; it may be compared with those of other Completers
}

// Complete returns up to n entries that typed may become, the best first.
func (c *Completer) Complete(typed string, n int) []Completion {
	whole, parts := read(typed)
	if n <= 0 || whole == nil {
		return nil
	}
	found := make(ranking, 0, n)
	for i := range c.entries {
		e := &c.entries[i]
		if class, ok := c.match(e, whole); ok {
			found = found.add(n, hit{score: class.score(e), entry: int32(i)})
		}
	}
	if len(found) < n && len(parts) > 1 {
		found = c.completeParts(found, n, parts)
	}
	out := make([]Completion, len(found))
	for i, h := range found {
		out[i] = Completion{Entry: int(c.entries[h.entry].number), Score: h.score}
	}
	return out
}

// completeParts adds the entries that hold all parts, wherever.
func (c *Completer) completeParts(found ranking, n int, parts []*pattern) ranking {
	first := slices.Clone(found)
	for i := range c.entries {
		e := &c.entries[i]
		if slices.ContainsFunc(first, func(h hit) bool { return h.entry == int32(i) }) {
			continue
		}
		worst, all := class(0), true
		for _, p := range parts {
			class, ok := c.match(e, p)
			worst, all = max(worst, class), all && ok
			if !all {
				break
			}
		}
		if all {
			found = found.add(n, hit{score: (worst + classes).score(e), entry: int32(i)})
		}
	}
	return found
}

// score orders hits: the class decides, then importance and length.
func (cl class) score(e *entry) uint32 {
	return uint32(cl)<<16 | uint32(e.rank)*rankWorth + uint32(e.to-e.from)
}

type hit struct {
	score uint32
	entry int32
}

// A ranking is a list of the best hits, the best first; of equal ones the earlier.
type ranking []hit

func (r ranking) add(n int, h hit) ranking {
	if len(r) == n {
		if h.score >= r[n-1].score {
			return r
		}
		r = r[:n-1]
	}
	at := len(r)
	for at > 0 && h.score < r[at-1].score {
		at--
	}
	return slices.Insert(r, at, h)
}

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
