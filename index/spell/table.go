package spell

import (
	"iter"
	"math/bits"
	"unicode/utf8"
)

// A table finds words by a hash of something that they have. It is a hash table with chains in flat arrays, which is
// built in a few nanoseconds an entry and is no work for the garbage collector. Hashes may collide: what is found has to be looked at.
type table struct {
	heads []int32 // 1 + the first entry of a chain
	mask  uint32
	list  []tableEntry
}

type tableEntry struct {
	key  uint32
	word int32
	next int32 // 1 + its place
}

// newTable returns a table for about n entries.
func newTable(n int) table {
	size := 1 << bits.Len(uint(n))
	return table{heads: make([]int32, size), mask: uint32(size - 1), list: make([]tableEntry, 0, n)}
}

func (t *table) add(key uint32, word int32) {
	head := &t.heads[mix(key)&t.mask]
	t.list = append(t.list, tableEntry{key, word, *head})
	*head = int32(len(t.list))
}

// all yields the words of a key, the last first.
func (t *table) all(key uint32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for at := t.heads[mix(key)&t.mask]; at != 0; at = t.list[at-1].next {
			if e := &t.list[at-1]; e.key == key && !yield(e.word) {
				return
			}
		}
	}
}

// The hashes are FNV-1a, over characters instead of bytes.
const (
	hashBasis = 2166136261
	hashPrime = 16777619
)

func hashByte(h, b uint32) uint32 { return (h ^ b) * hashPrime }

func hashText(text string) uint32 {
	h := uint32(hashBasis)
	for _, r := range text {
		h = hashByte(h, uint32(r))
	}
	return h
}

// mix spreads the bits of a hash over the low ones.
func mix(h uint32) uint32 { return h ^ h>>15 }

// eachGap yields the hashes of a text without its first, second, … character.
func eachGap(text string, yield func(key uint32)) {
	for skip := range text {
		h := uint32(hashBasis)
		for i, r := range text {
			if i != skip {
				h = hashByte(h, uint32(r))
			}
		}
		yield(h)
	}
}

// slips counts by how many slips a and b differ, up to one: a character wrong, too many, missing, or swapped with
// its neighbour. It returns 2 for more.
func slips(a, b []rune) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0 && len(b) == 0:
		return 0
	case len(a) <= 1 && len(b) <= 1:
		return 1
	case len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]:
		return 1
	}
	return 2
}

func runeCount(s string) int { return utf8.RuneCountInString(s) }
