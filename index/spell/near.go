package spell

import (
	"cmp"
	"slices"

	"yanxi/index/zh"
)

// Near returns up to n words of the index that are the nearest to a word: those of its sound, those that differ by a slip, and
// those that share most of its characters, in this order; of equal ones the more frequent. It looks at every word, which takes
// some milliseconds for 200,000.
func (s *Speller) Near(word string, n int) []string {
	runes := []rune(zh.FoldString(word))
	if n <= 0 || len(runes) < 2 || len(runes) > maxLatin {
		return nil
	}
	text := string(runes)
	type scored struct {
		id   int32
		cost float32
	}
	var found []scored
	for id, cost := range s.alike(runes) {
		found = append(found, scored{id, cost})
	}
	mask := charMask(text)
	isLatin := latin(text)
	for i := range s.words {
		w := &s.words[i]
		if isLatin || w.Known || charMask(w.Text)&mask == 0 {
			continue
		}
		if shared := sharedChars(runes, w.Text); shared >= 2 {
			most := float32(max(len(runes), runeCount(w.Text)))
			found = append(found, scored{int32(i), 20*(2-float32(shared)/most) + s.wordCost(int32(i))})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(s.words[a.id].Text, s.words[b.id].Text))
	})
	var out []string
	for _, f := range found {
		if w := s.words[f.id].Text; len(out) < n && w != text && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// alike returns the words that all of runes may be a mistake for, with their costs.
func (s *Speller) alike(runes []rune) map[int32]float32 {
	units, ok := read(string(runes))
	if !ok {
		return nil
	}
	l := s.newLattice(units, nil)
	found := make(map[int32]float32)
	for _, e := range l.edges[0] {
		if e.to != len(units) || e.word < 0 {
			continue
		}
		if cost, ok := found[e.word]; !ok || e.cost < cost {
			found[e.word] = e.cost
		}
	}
	return found
}

// charMask has a bit for each character of a text, by its number modulo 64.
func charMask(text string) uint64 {
	mask := uint64(0)
	for _, r := range text {
		mask |= 1 << (uint(r) % 64)
	}
	return mask
}

// sharedChars counts the characters of a text that are among runes.
func sharedChars(runes []rune, text string) int {
	n := 0
	for _, r := range text {
		if slices.Contains(runes, r) {
			n++
		}
	}
	return n
}
