// Package trie is a read-only dictionary of words with costs: a double-array trie whose keys are
// sequences of small codes instead of characters.
//
// A code is a number from 1 to [MaxCode]; who uses the trie decides which character has which code.
// Frequent characters should have low codes, which keeps the array dense. A cost is what a path through the text
// pays for the word, a quantised -log p: 1 to [MaxCost], smaller is likelier.
//
// Every transition is one load of eight bytes. A [Slot] holds
//
//	bits 48-63  the code that leads here; 0 marks a free slot
//	bits 32-47  the cost of the word that ends here; 0 when none does
//	bits  0-31  the base of the children; 0 when there are none
//
// The child of base b by code c is the slot at b+c, if the slot holds the code c. That the code alone
// proves the parent needs every base to belong to one parent only, which [Build] sees to. The root's base is 0, so
// the slot of a word's first character is found by its code alone.
package trie

// MaxCode is the highest code, MaxCost the highest cost, MaxKey the longest key.
const (
	MaxCode = 1<<16 - 1
	MaxCost = 1<<16 - 1
	MaxKey  = 32
)

// A Trie holds words; its zero value holds none. It is never changed after it was built, so that any number of goroutines may read it.
type Trie struct {
	slots []Slot
}

// A Slot is a node of the trie: a prefix of one or more words.
type Slot uint64

func newSlot(code, cost uint16, base uint32) Slot {
	return Slot(code)<<48 | Slot(cost)<<32 | Slot(base)
}

// Code returns the code that leads to the node.
func (s Slot) Code() uint16 { return uint16(s >> 48) }

// Cost returns the cost of the word that ends at the node, 0 when none does.
func (s Slot) Cost() uint16 { return uint16(s >> 32) }

// Base says where the children are, 0 when the node has none.
func (s Slot) Base() uint32 { return uint32(s) }

// Step returns the child by code of the node whose base is given, or 0 when there is none.
// Base 0 is the root's, so that a leaf has to be recognised before.
func (t *Trie) Step(base uint32, code uint16) Slot {
	at := uint64(base) + uint64(code)
	if at < uint64(len(t.slots)) {
		if s := t.slots[at]; s.Code() == code {
			return s
		}
	}
	return 0
}

// Cost returns the cost of the word key, 0 when it isn't in the trie.
func (t *Trie) Cost(key []uint16) uint16 {
	var s Slot
	for i, c := range key {
		if c == 0 || i > 0 && s.Base() == 0 {
			return 0
		}
		if s = t.Step(s.Base(), c); s == 0 {
			return 0
		}
	}
	return s.Cost()
}

// Size returns the memory that the trie takes, in bytes.
func (t *Trie) Size() int { return len(t.slots) * 8 }
