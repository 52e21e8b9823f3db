package trie

import (
	"fmt"
	"math/bits"
	"slices"
)

// An Entry is a word and its cost, see the package comment.
type Entry struct {
	Key  []uint16
	Cost uint16
}

// Build makes a trie of entries, in any order. Of two entries with one key the cheaper counts.
// A key that is empty, longer than [MaxKey] or has a code 0, and a cost 0, are errors, and so is a trie of more than 64 MB.
func Build(entries []Entry) (*Trie, error) {
	for _, e := range entries {
		if len(e.Key) == 0 || len(e.Key) > MaxKey || slices.Contains(e.Key, 0) || e.Cost == 0 {
			return nil, fmt.Errorf("trie: bad entry %v with cost %d", e.Key, e.Cost)
		}
	}
	sorted := slices.Clone(entries)
	slices.SortFunc(sorted, func(a, b Entry) int {
		if c := slices.Compare(a.Key, b.Key); c != 0 {
			return c
		}
		return int(a.Cost) - int(b.Cost)
	})
	sorted = slices.CompactFunc(sorted, func(a, b Entry) bool { return slices.Equal(a.Key, b.Key) })
	t := place(grow(sorted))
	if len(t.slots) > maxSlots {
		return nil, fmt.Errorf("trie: %d slots, more than %d", len(t.slots), maxSlots)
	}
	return t, nil
}

// A node is one of the trie while it is being built. The children of a node lie side by side in the list of nodes.
type node struct {
	code, cost  uint16
	first, last int // children are nodes[first:last]
	slot        uint32
}

// grow makes the nodes of sorted entries, level by level, the root first.
func grow(sorted []Entry) []node {
	type span struct{ lo, hi int } // the entries below a node
	nodes, spans := []node{{}}, []span{{0, len(sorted)}}
	depth, levelEnd := 0, 1
	for n := 0; n < len(nodes); n++ {
		if n == levelEnd {
			depth, levelEnd = depth+1, len(nodes)
		}
		lo, hi := spans[n].lo, spans[n].hi
		if n > 0 && len(sorted[lo].Key) == depth {
			nodes[n].cost = sorted[lo].Cost
			lo++
		}
		nodes[n].first = len(nodes)
		for lo < hi {
			code, end := sorted[lo].Key[depth], lo+1
			for end < hi && sorted[end].Key[depth] == code {
				end++
			}
			nodes = append(nodes, node{code: code})
			spans = append(spans, span{lo, end})
			lo = end
		}
		nodes[n].last = len(nodes)
	}
	return nodes
}

// place finds a base for every node with children. Those with many children go first, while there is room; the
// single ones fill the holes.
func place(nodes []node) *Trie {
	var p placer
	p.take(0) // the root's own, never a child's
	root := nodes[0]
	for i := root.first; i < root.last; i++ {
		nodes[i].slot = uint32(nodes[i].code)
		p.take(nodes[i].slot)
	}
	bases := make([]uint32, len(nodes))
	for _, n := range byChildren(nodes) {
		children := nodes[nodes[n].first:nodes[n].last]
		bases[n] = p.base(children)
		for i := range children {
			children[i].slot = bases[n] + uint32(children[i].code)
			p.take(children[i].slot)
		}
	}
	t := &Trie{slots: make([]Slot, p.end)}
	for i, n := range nodes[1:] {
		t.slots[n.slot] = newSlot(n.code, n.cost, bases[i+1])
	}
	return t
}

// byChildren lists the nodes that have children, the root aside, most children first.
func byChildren(nodes []node) []int {
	var list []int
	for i := 1; i < len(nodes); i++ {
		if nodes[i].last > nodes[i].first {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return (nodes[b].last - nodes[b].first) - (nodes[a].last - nodes[a].first)
	})
	return list
}

// A placer remembers which slots and which bases are taken.
type placer struct {
	slots, bases []uint64 // bit sets
	full         uint32   // how many words of slots, from the beginning, have no free slot
	end          uint32   // one past the last slot taken
	size         int      // how many children the last node had
	from         uint32   // below this no room was found for that many
}

func (p *placer) take(slot uint32) {
	p.slots = setBit(p.slots, slot)
	p.end = max(p.end, slot+1)
	for int(p.full) < len(p.slots) && p.slots[p.full] == ^uint64(0) {
		p.full++
	}
}

// base returns the first base that nobody has and at which all children find a free slot.
func (p *placer) base(children []node) uint32 {
	low := uint32(children[0].code) // the lowest code, as children are sorted
	if len(children) != p.size {
		p.size, p.from = len(children), 0
	}
	for slot := p.free(max(p.from, low+1)); ; slot = p.free(slot + 1) {
		b := slot - low
		if hasBit(p.bases, b) || !p.fits(b, children) {
			continue
		}
		p.bases = setBit(p.bases, b)
		if len(children) > 1 {
			p.from = slot // what didn't fit before will rarely fit the next of this size
		} else {
			p.from = 0
		}
		return b
	}
}

func (p *placer) fits(base uint32, children []node) bool {
	for i := range children {
		if hasBit(p.slots, base+uint32(children[i].code)) {
			return false
		}
	}
	return true
}

// free returns the first free slot not below at.
func (p *placer) free(at uint32) uint32 {
	at = max(at, p.full*64)
	for w := at / 64; int(w) < len(p.slots); w++ {
		word := ^p.slots[w]
		if w == at/64 {
			word &= ^uint64(0) << (at % 64)
		}
		if word != 0 {
			return w*64 + uint32(bits.TrailingZeros64(word))
		}
	}
	return max(at, uint32(len(p.slots))*64)
}

func hasBit(set []uint64, i uint32) bool {
	return int(i/64) < len(set) && set[i/64]>>(i%64)&1 != 0
}

func setBit(set []uint64, i uint32) []uint64 {
	if n := int(i/64) + 1; n > len(set) {
		set = append(set, make([]uint64, n-len(set))...)
	}
	set[i/64] |= 1 << (i % 64)
	return set
}
