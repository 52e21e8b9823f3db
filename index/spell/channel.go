package spell

import (
	"yanxi/index/zh/pinyin"
)

const (
	minInitials  = 3    // characters of a word that is found by its first letters
	minGap       = 3    // characters of a word that is found with one wrong
	minTypo      = 4    // letters of a word that is found with one wrong
	maxSequences = 256  // readings of what follows a place
	maxAlike     = 4096 // words with the same key that are looked at
)

// A step is a unit or some that were read as one syllable.
type step struct {
	to       int // the unit behind
	syllable pinyin.Syllable
}

// spoken adds the words that sound as what stands from unit i on.
func (l *lattice) spoken(i int) {
	left := maxSequences
	var steps [maxWord]step
	l.speak(i, i, steps[:0], 0, &left)
	if l.units[i].letter() && (i == 0 || l.units[i].gap != none || !l.units[i-1].letter()) {
		l.initials(i)
	}
}

// speak goes on from unit at, behind steps that began at unit from and have that key.
func (l *lattice) speak(from, at int, steps []step, key soundKey, left *int) {
	if len(steps) >= 2 {
		for id := range l.bySound.all(uint32(key)) {
			if cost, ok := l.misheard(from, steps, id); ok {
				l.add(from, at, cost+l.wordCost(id), id)
			}
		}
	}
	if len(steps) == maxWord || at == len(l.units) || *left == 0 {
		return
	}
	*left--
	u := &l.units[at]
	if u.frozen || len(steps) > 0 && u.gap == space && !u.letter() && !l.units[at-1].letter() {
		return
	}
	for _, s := range u.readings {
		l.speak(from, at+1, append(steps, step{at + 1, s}), key.add(l.sounds[s]), left)
	}
	if !u.letter() {
		return
	}
	var spelt [pinyin.MaxSpelt]byte
	for n := range spelt {
		if at+n == len(l.units) || !l.units[at+n].letter() || n > 0 && l.units[at+n].gap != none {
			return
		}
		spelt[n] = byte(l.units[at+n].char)
		if s, ok := pinyin.Lookup(string(spelt[:n+1])); ok {
			l.speak(from, at+n+1, append(steps, step{at + n + 1, s}), key.add(l.sounds[s]), left)
		}
	}
}

// misheard returns what it costs that a word was meant by steps. It returns false if that is what stands there, or not of that sound.
func (l *lattice) misheard(from int, steps []step, id int32) (float32, bool) {
	readings := l.readingsOf(id)
	if len(readings) != len(steps) {
		return 0, false
	}
	cost, letters, at, k := float32(0), false, from, 0
	for _, char := range l.words[id].Text {
		heard, meant := steps[k].syllable, readings[k]
		switch u := &l.units[at]; {
		case l.sounds[heard].class != l.sounds[meant].class:
			return 0, false
		case u.letter():
			letters = true
			if heard != meant {
				cost += costAccent
			}
		case u.char == char:
		case heard == meant:
			cost += costSame
		default:
			cost += costSimilar
		}
		at = steps[k].to
		k++
	}
	if letters {
		cost += costPinyin
	}
	return cost, cost > 0
}

// initials adds the word that the letters from unit i on are the first ones of.
func (l *lattice) initials(i int) {
	j, key := i, uint32(hashBasis)
	for j < len(l.units) && l.units[j].letter() && (j == i || l.units[j].gap == none) {
		key = hashByte(key, uint32(l.units[j].char))
		j++
	}
	if j-i < minInitials || j-i > maxWord {
		return
	}
	l.cheapest(i, j, costInitial, &l.byLetter, key, func(id int32) bool {
		readings := l.readingsOf(id)
		for k, s := range readings {
			if k >= j-i || l.sounds[s].letter != uint32(l.units[i+k].char) {
				return false
			}
		}
		return len(readings) == j-i
	})
}

// slipped adds the words from which what stands from unit i on differs by a slip.
func (l *lattice) slipped(i int) {
	u := &l.units[i]
	if u.letter() {
		if i == 0 || u.gap != none || !l.units[i-1].letter() {
			l.mistyped(i)
		}
		return
	}
	most := i + 1
	for most < len(l.units) && most < i+maxWord+1 && l.units[most].gap == none && !l.units[most].letter() {
		most++
	}
	for j := i + 2; j <= most; j++ {
		l.slip(i, j, costSlip, minGap)
	}
}

// mistyped adds the words of an alphabet that may have been meant by the letters from unit i on.
func (l *lattice) mistyped(i int) {
	j := i
	for j < len(l.units) && l.units[j].letter() && (j == i || l.units[j].gap == none) {
		j++
	}
	if j-i >= minTypo && j-i <= maxLatin {
		l.slip(i, j, costTypo, minTypo)
	}
	if _, ok := l.known(l.text(i, j)); !ok {
		l.mistypedPinyin(i, j)
	}
}

// slip adds the cheapest word of at least so many characters that differs by one slip from the units from i up to j.
func (l *lattice) slip(i, j int, cost float32, least int) {
	typed := l.text(i, j)
	runes := []rune(typed)
	ok := func(id int32) bool {
		meant := []rune(l.words[id].Text)
		// Of two characters one is too little to know the word by.
		return len(meant) >= least && len(runes) >= min(least, len(meant)) && slips(runes, meant) == 1 &&
			l.units[i].letter() == latin(l.words[id].Text)
	}
	l.cheapest(i, j, cost, &l.byGap, hashText(typed), ok) // one is missing
	eachGap(typed, func(key uint32) {
		l.cheapest(i, j, cost, &l.exact, key, ok) // one too many
		l.cheapest(i, j, cost, &l.byGap, key, ok) // one is wrong, or two are swapped
	})
}

// cheapest adds the cheapest of the words with a key that are meant.
func (l *lattice) cheapest(i, j int, cost float32, t *table, key uint32, meant func(id int32) bool) {
	best, looked := int32(-1), 0
	for id := range t.all(key) {
		if looked++; looked > maxAlike {
			break
		}
		if !l.words[id].Known && (best < 0 || l.words[id].Count > l.words[best].Count) && meant(id) {
			best = id
		}
	}
	if best >= 0 {
		if t != &l.byLetter && runeCount(l.words[best].Text) == minGap {
			cost += costShort
		}
		l.add(i, j, cost+l.wordCost(best), best)
	}
}
