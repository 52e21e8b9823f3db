package spell

import "yanxi/index/zh/pinyin"

// Bounds of pinyin with a letter wrong: all ways to write it otherwise are tried, about fifty for each letter, until so many
// syllables of a query have been looked up. Most ways end at the first one that is none.
const (
	minPinyinTypo = 5
	maxPinyinTypo = 20
	maxPinyinLook = 30_000
)

// mistypedPinyin adds the word whose pinyin differs by one letter, wrong, missing, too many or swapped, from the letters of units i
// up to j.
func (l *lattice) mistypedPinyin(i, j int) {
	if j-i < minPinyinTypo || j-i > maxPinyinTypo {
		return
	}
	t := typo{Speller: l.Speller, best: -1, left: &l.pinyinLeft}
	var buffer [maxPinyinTypo + 1]byte
	eachSlip(l.text(i, j), buffer[:0], t.try)
	if t.best >= 0 {
		l.add(i, j, costPinyin+costTypo+l.wordCost(t.best), t.best)
	}
}

// A typo is the search for the most frequent word among many spellings.
type typo struct {
	*Speller
	best     int32
	left     *int
	readings [maxWord]pinyin.Syllable
}

// try looks for words that are spelt so.
func (t *typo) try(letters []byte) { t.from(letters, 0, 0) }

// from reads the rest of the letters behind n syllables that have that key.
func (t *typo) from(letters []byte, n int, key soundKey) {
	if len(letters) == 0 {
		if n >= 2 {
			t.look(n, key)
		}
		return
	}
	if n == maxWord {
		return
	}
	for size := min(len(letters), pinyin.MaxSpelt); size > 0 && *t.left > 0; size-- {
		*t.left--
		if s, ok := pinyin.Lookup(string(letters[:size])); ok {
			t.readings[n] = s
			t.from(letters[size:], n+1, key.add(t.sounds[s]))
		}
	}
}

func (t *typo) look(n int, key soundKey) {
	looked := 0
words:
	for id := range t.bySound.all(uint32(key)) {
		if looked++; looked > maxAlike {
			return
		}
		readings := t.readingsOf(id)
		if len(readings) != n || t.best >= 0 && t.words[id].Count <= t.words[t.best].Count {
			continue
		}
		for k, s := range readings {
			if s != t.readings[k] {
				continue words
			}
		}
		t.best = id
	}
}

// eachSlip calls try with all that differs from the text, which is small letters, by one slip. The bytes are valid during the call.
func eachSlip(text string, buffer []byte, try func([]byte)) {
	for i := range len(text) + 1 {
		before, after := text[:i], text[i:]
		for c := byte('a'); c <= 'z'; c++ {
			try(append(append(append(buffer, before...), c), after...)) // one was missing
			if after != "" && after[0] != c {
				try(append(append(append(buffer, before...), c), after[1:]...)) // one was wrong
			}
		}
		if after != "" {
			try(append(append(buffer, before...), after[1:]...)) // one was too many
		}
		if len(after) > 1 && after[0] != after[1] {
			try(append(append(append(buffer, before...), after[1], after[0]), after[2:]...)) // two were swapped
		}
	}
}
