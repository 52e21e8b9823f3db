package zh

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"sync"

	"yanxi/index/zh/internal/lexicon"
	"yanxi/index/zh/internal/trie"
)

// wordData is the embedded dictionary, made by internal/compile; package lexicon explains its form.
//
//go:embed data/words.dict
var wordData []byte

const (
	// unknownCost is what a character costs that is no word of the dictionary: that of a word met once.
	unknownCost = 360
	// ownCost is the most that a library's own word costs: that of a word which is met now and then.
	ownCost = 245
)

// A Dictionary splits Chinese text into words. It never changes, so that any number of goroutines may use it.
type Dictionary struct {
	*alphabet
	base  trie.Trie
	own   trie.Trie // a library's own words; empty in the default
	words []string  // the same, as given
}

// An alphabet gives characters their codes in the tries, by their folded form.
type alphabet struct {
	near [1 << 16]uint16
	far  map[rune]uint16
	next uint16
}

func (a *alphabet) code(r rune) uint16 {
	if uint32(r) < 1<<16 {
		return a.near[r]
	}
	return a.far[Fold(r)]
}

func (a *alphabet) clone() *alphabet {
	return &alphabet{near: a.near, far: maps.Clone(a.far), next: a.next}
}

// add gives the folded character r a code, or none when all are taken.
func (a *alphabet) add(r rune) {
	if a.code(r) != 0 || a.next == trie.MaxCode {
		return
	}
	a.next++
	if r < 1<<16 {
		a.near[r] = a.next
	} else {
		a.far[r] = a.next
	}
}

// spread gives each character the code of what it folds to, which spares the search a step.
func (a *alphabet) spread() {
	for r, delta := range foldDelta {
		if delta != 0 {
			a.near[r] = a.near[uint16(r)+delta]
		}
	}
}

var loadDefault = sync.OnceValues(func() (*Dictionary, error) { return load(wordData) })

// Default returns the built-in dictionary: about 350,000 words from jieba and some of our own. The first call
// takes some milliseconds, later ones nothing; it holds about 6 MB.
//
// Should the built-in data ever be damaged, Default returns a dictionary without words, in which every character is
// one; a test reads the data, so that this is no state to report.
func Default() *Dictionary {
	d, err := loadDefault()
	if err != nil {
		return &Dictionary{alphabet: &alphabet{far: map[rune]uint16{}}}
	}
	return d
}

func load(data []byte) (*Dictionary, error) {
	runes, t, err := lexicon.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("zh: built-in dictionary: %w", err)
	}
	a := &alphabet{far: make(map[rune]uint16)}
	for _, r := range runes {
		a.add(r)
	}
	a.spread()
	return &Dictionary{alphabet: a, base: *t}, nil
}

// With returns d and a library's own words besides, see [ParseWords]. Such a word is preferred to its parts, which
// are still found as inner words. Passed over are words of one character or of more than [MaxWord], and all beyond [MaxWords].
// It costs some milliseconds per ten thousand words; the built-in ones are shared.
func (d *Dictionary) With(words []string) *Dictionary {
	n := &Dictionary{alphabet: d.alphabet.clone(), base: d.base, words: slices.Concat(d.words, words)}
	n.words = n.words[:min(len(n.words), MaxWords)]
	var folded [][]rune
	for _, w := range n.words {
		if f := []rune(FoldString(w)); len(f) >= 2 && len(f) <= MaxWord {
			folded = append(folded, f)
			for _, r := range f {
				n.add(r)
			}
		}
	}
	n.spread()
	var entries []trie.Entry
	l := new(lattice)
	for _, f := range folded {
		if key := n.key(f); !slices.Contains(key, 0) {
			entries = append(entries, trie.Entry{Key: key, Cost: n.costBelowParts(l, key)})
		}
	}
	if own, err := trie.Build(entries); err == nil { // it fails for none of these entries
		n.own = *own
	}
	return n
}

func (a *alphabet) key(word []rune) []uint16 {
	key := make([]uint16, len(word))
	for i, r := range word {
		key[i] = a.code(r)
	}
	return key
}

// costBelowParts returns a cost for the word at which it beats the cheapest way to put it together.
func (d *Dictionary) costBelowParts(l *lattice, key []uint16) uint16 {
	copy(l.codes[:], key)
	l.path(d, 0, len(key))
	return uint16(max(1, min(l.cost[0]-1, ownCost)))
}

// Has reports whether a folded word is one of the dictionary.
func (d *Dictionary) Has(word string) bool {
	key := d.key([]rune(word))
	return d.base.Cost(key) != 0 || d.own.Cost(key) != 0
}

// Rarity tells how seldom a folded word is met in Chinese texts: -ln of its share of all words, in
// steps of about a twentieth. A library's own words and those that are not in the dictionary are rare.
func (d *Dictionary) Rarity(word string) float64 {
	if cost := d.base.Cost(d.key([]rune(word))); cost != 0 {
		return float64(cost)
	}
	return unknownCost
}
