package spell

import (
	"math"
	"slices"
	"strings"

	"yanxi/index/zh"
)

// The prices, in the unit of half a natural logarithm of a probability. The words of an index of 50 documents cost from 1 to 3,
// of one of 10,000 from 1 to 5.6; so what is said below of a mistake is about how often it has to be the better reading.
const (
	costWord    = 1   // of each word of the index, beside what its rarity costs
	costPair    = 4   // of two characters that stand so in some document, and twice what their rarity costs
	costChar    = 6   // of a character by itself that stands beside its neighbour in some document
	costAlone   = 9   // of one that does not
	costStop    = 3   // of one that says little: 的, 了
	costLetters = 14  // of letters that are no known word
	costSame    = 4   // of another character of the same sound
	costSimilar = 5.5 // of another character of a sound that is confused with it
	costPinyin  = 2   // of a word in pinyin
	costForeign = 6   // of letters that are a known word, but pinyin of one that is much more frequent
	costAccent  = 2.5 // of a syllable in it that is confused with the right one
	costInitial = 8   // of a word by its first letters
	costSlip    = 7   // of a character wrong, too many, missing or swapped
	costShort   = 3   // of that in a word of three, of which two characters are left to know it by
	costTypo    = 5   // of a letter so
	margin      = 2   // by which the other reading has to be better
	infinite    = 1e9
)

// dictionaryCost is what a word of the general dictionary costs that is not in the index: it was hardly typed by accident if it is long.
func dictionaryCost(chars int) float32 { return max(4, 10-float32(chars)) }

// An edge is a way to read the units from one on up to another.
type edge struct {
	from, to int
	cost     float32
	word     int32 // what is read instead; -1 for what stands there
}

// A lattice holds the ways to read a row of units.
type lattice struct {
	*Speller
	units []unit
	edges [][]edge // by from

	pinyinLeft int // syllables that may yet be looked up for misspelt pinyin
}

func (s *Speller) newLattice(units []unit, seen func(string) int) *lattice {
	l := &lattice{Speller: s, units: units, edges: make([][]edge, len(units)), pinyinLeft: maxPinyinLook}
	for _, run := range l.runs() {
		if !units[run.from].letter() {
			l.characters(run.from, run.to, seen)
		}
	}
	for i := range units {
		if !units[i].frozen {
			l.spoken(i)
			l.slipped(i)
		}
	}
	l.literalLetters()
	return l
}

func (l *lattice) add(from, to int, cost float32, word int32) {
	l.edges[from] = append(l.edges[from], edge{from, to, cost, word})
}

// wordCost is what it costs that a word was meant.
func (s *Speller) wordCost(id int32) float32 { return costWord + s.rarity(s.words[id].Count) }

// rarity is what it costs that so many documents hold something.
func (s *Speller) rarity(count int) float32 {
	return float32(math.Log(max(1, (s.total+1)/float64(max(1, count)))) / 2)
}

// meant returns the best reading if it is clearly better than what stands there, and else nothing.
func (l *lattice) meant() []edge {
	asTyped, _ := l.best(func(e edge) bool { return e.word < 0 })
	cost, path := l.best(func(edge) bool { return true })
	if cost+margin > asTyped {
		return nil
	}
	return path
}

// best returns the reading that costs least (Viterbi).
func (l *lattice) best(allowed func(edge) bool) (float32, []edge) {
	n := len(l.units)
	cost := make([]float32, n+1)
	last := make([]edge, n+1)
	for i := range cost {
		cost[i] = infinite
	}
	cost[0] = 0
	for i := range n {
		for _, e := range l.edges[i] {
			if c := cost[i] + e.cost; c < cost[e.to] && allowed(e) {
				cost[e.to], last[e.to] = c, e
			}
		}
	}
	if cost[n] >= infinite {
		return infinite, nil
	}
	var path []edge
	for at := n; at > 0; at = last[at].from {
		path = append(path, last[at])
	}
	slices.Reverse(path)
	return cost[n], path
}

// text returns the units from i up to j as a word.
func (l *lattice) text(i, j int) string {
	var b strings.Builder
	for _, u := range l.units[i:j] {
		b.WriteRune(u.char)
	}
	return b.String()
}

// A run is a row of units of one kind, which nothing divides.
type run struct{ from, to int }

func (l *lattice) runs() []run {
	var out []run
	for i := 0; i < len(l.units); {
		j := i + 1
		for j < len(l.units) && l.units[j].letter() == l.units[i].letter() && l.units[j].gap == none {
			j++
		}
		out = append(out, run{i, j})
		i = j
	}
	return out
}

// literalLetters adds the letters as they stand.
func (l *lattice) literalLetters() {
	var known []edge
	foreign := true // all known letters are pinyin rather
	for _, run := range l.runs() {
		u := l.units[run.from]
		if !u.letter() {
			continue
		}
		id, ok := l.known(l.text(run.from, run.to))
		switch {
		case u.frozen:
			l.add(run.from, run.to, costWord, -1)
		case ok:
			known = append(known, edge{run.from, run.to, l.wordCost(id), -1})
			foreign = foreign && l.outdone(run, id)
		default:
			l.add(run.from, run.to, costLetters, -1)
		}
	}
	for _, e := range known {
		if foreign {
			e.cost += costForeign
		}
		l.add(e.from, e.to, e.cost, -1)
	}
}

// wellKnown is in how many documents letters are sure to be a word.
const wellKnown = 5

// outdone tells whether letters that are a known word are so much more frequent as a word in pinyin that they may be taken for it. Two
// syllables may be an English word by accident, more are none.
func (l *lattice) outdone(r run, letters int32) bool {
	if count := l.words[letters].Count; count >= wellKnown && float64(count) >= l.total/100 {
		return false
	}
	for _, e := range l.edges[r.from] {
		if e.to != r.to || e.word < 0 || e.cost > l.wordCost(e.word)+costPinyin {
			continue
		}
		factor := 1
		if len(l.readingsOf(e.word)) <= 2 {
			factor = 2
		}
		if l.words[e.word].Count >= factor*l.words[letters].Count {
			return true
		}
	}
	return false
}

// known finds letters as they are or by their stem, by which the index knows them.
func (l *lattice) known(letters string) (id int32, ok bool) {
	if id, ok = l.find(letters); ok {
		return id, true
	}
	for _, t := range l.dict.Words(nil, []byte(letters)) {
		if t.Start == 0 && t.End == len(letters) {
			return l.find(string(t.Term))
		}
	}
	return 0, false
}

// characters adds the characters from i up to j as they stand: words of the index and of the dictionary, pairs that were seen, and
// characters by themselves.
func (l *lattice) characters(i, j int, seen func(string) int) {
	text := l.text(i, j)
	place := make([]int, 0, j-i+1) // of the characters, in bytes
	for at := range text {
		place = append(place, at)
	}
	place = append(place, len(text))
	met := make([]bool, j-i) // the character that begins here is met with the next one
	for from := range j - i {
		for to := from + 2; to <= min(from+maxWord, j-i); to++ {
			if id, ok := l.find(text[place[from]:place[to]]); ok {
				l.add(i+from, i+to, l.wordCost(id), -1)
				for k := from; k < to-1; k++ {
					met[k] = true
				}
			}
		}
	}
	for k := range j - i - 1 {
		if met[k] || seen == nil {
			continue
		}
		if n := seen(text[place[k]:place[k+2]]); n > 0 {
			met[k] = true
			l.add(i+k, i+k+2, costPair+2*l.rarity(n), -1)
		}
	}
	for k := range j - i {
		cost := float32(costAlone)
		if zh.StopWord(text[place[k]:place[k+1]]) {
			cost = costStop
		} else if met[k] || k > 0 && met[k-1] {
			cost = costChar
		}
		l.add(i+k, i+k+1, cost, -1)
	}
	for _, t := range l.dict.Words(nil, []byte(text)) {
		from, to := runeCount(text[:t.Start]), runeCount(text[:t.End])
		if t.Kind == zh.Word && to-from > 1 {
			l.add(i+from, i+to, dictionaryCost(to-from), -1)
		}
	}
	for k, readings := range l.reader.Of(text) { // which depend on the characters around
		l.units[i+k].readings = readings
	}
}
