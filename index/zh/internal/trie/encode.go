package trie

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The stored form is a walk through the trie, breadth first. All numbers are unsigned varints of encoding/binary:
//
//	slots   length of the array
//	then for the root, and for each node that has children, in the order in which the walk meets them:
//	  base      as in [Slot]; the root's is left out
//	  count     of children
//	  then for each child, by rising code:
//	    code<<1 | 1 if it has children    the code as its difference to that of the child before
//	    cost                              0 when no word ends here
//
// The array can't be rebuilt faster than it is read this way: finding the bases is what takes seconds.

// maxSlots bounds the memory of a trie, and what a damaged file can ask for: 64 MB.
const maxSlots = 1 << 23

// ErrFormat is wrapped by the errors of [Decode].
var ErrFormat = errors.New("damaged trie")

// Append adds the stored form of t to dst.
func (t *Trie) Append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(t.slots)))
	children := t.children()
	parents := []Slot{0}
	for i := 0; i < len(parents); i++ {
		base := parents[i].Base()
		if i > 0 {
			dst = binary.AppendUvarint(dst, uint64(base))
		}
		dst = binary.AppendUvarint(dst, uint64(len(children[base])))
		last := uint16(0)
		for _, s := range children[base] {
			head := uint64(s.Code()-last) << 1
			if s.Base() != 0 {
				head |= 1
				parents = append(parents, s)
			}
			dst = binary.AppendUvarint(dst, head)
			dst = binary.AppendUvarint(dst, uint64(s.Cost()))
			last = s.Code()
		}
	}
	return dst
}

// children lists the children by the base of their parent, by rising code.
func (t *Trie) children() map[uint32][]Slot {
	list := make(map[uint32][]Slot)
	for at, s := range t.slots {
		if s != 0 {
			base := uint32(at) - uint32(s.Code())
			list[base] = append(list[base], s)
		}
	}
	return list
}

// Decode reads a trie from the beginning of data and returns what follows it. It checks all
// that reading the trie relies on; a damage that leaves a readable trie needs a checksum around the data.
func Decode(data []byte) (t *Trie, rest []byte, err error) {
	d := decoder{data: data}
	n := d.number(maxSlots)
	d.slots = make([]Slot, n)
	d.family(0)
	for i := 0; i < len(d.parents) && d.err == nil; i++ {
		d.family(d.parents[i])
	}
	if d.err != nil {
		return nil, nil, d.err
	}
	return &Trie{slots: d.slots}, d.data, nil
}

type decoder struct {
	data    []byte
	slots   []Slot
	parents []uint32 // slots of the nodes whose children are still to come
	err     error
}

// number reads a number that is at most limit; after an error it returns 0.
func (d *decoder) number(limit uint64) uint64 {
	n, size := binary.Uvarint(d.data)
	if size <= 0 || n > limit {
		d.fail("a number is cut off or too large")
		return 0
	}
	d.data = d.data[size:]
	return n
}

func (d *decoder) fail(what string) {
	if d.err == nil {
		d.err = fmt.Errorf("%w: %s", ErrFormat, what)
	}
	d.data = nil
}

// family reads the children of the node at slot parent, 0 for the root.
func (d *decoder) family(parent uint32) {
	base := uint64(0)
	if parent != 0 {
		if base = d.number(uint64(len(d.slots))); base == 0 {
			d.fail("a base of 0")
			return
		}
		d.slots[parent] |= Slot(base)
	}
	code := uint64(0)
	for count := d.number(MaxCode); count > 0 && d.err == nil; count-- {
		head := d.number(MaxCode<<1 | 1)
		cost := d.number(MaxCost)
		code += head >> 1
		at := base + code
		if head>>1 == 0 || code > MaxCode || at >= uint64(len(d.slots)) || d.slots[at] != 0 {
			d.fail("a child has no place")
			return
		}
		d.slots[at] = newSlot(uint16(code), uint16(cost), 0)
		if head&1 != 0 {
			d.parents = append(d.parents, uint32(at))
		}
	}
}
