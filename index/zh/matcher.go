package zh

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// A Matcher finds a set of terms in texts, by their folded forms: 体 in 體, qq in ＱＱ. It reads a text once whatever
// the number of terms (Aho-Corasick), at several hundred megabytes a second, and any number of goroutines may use it.
type Matcher struct {
	nodes []matchNode
	edges []matchEdge // of all nodes, side by side, sorted by character
	// first has a bit for each character, modulo 65536, with which a term begins: nearly all of a text is passed over by it.
	first [1 << 16 / 64]uint64
}

// A matchNode is the beginning of a term. Node 0 is that of all.
type matchNode struct {
	from, to int32 // its edges
	fail     int32 // the longest other beginning that this one ends with
	term     int32 // the term that this node completes, or -1
	next     int32 // the next node on the way of fail that completes a term, or 0
	length   int32 // in characters
}

type matchEdge struct {
	char rune
	node int32
}

// NewMatcher returns a matcher for terms, which it folds. Of terms that fold to the same the first is found. An empty term, and
// one that is not UTF-8, is never found; nor are invisible characters in a term, which those of a text need not match.
func NewMatcher(terms []string) *Matcher {
	m := &Matcher{nodes: []matchNode{{term: -1}}}
	children := [][]matchEdge{nil} // by node
	for i, term := range terms {
		if !utf8.ValidString(term) {
			continue
		}
		at := int32(0)
		for _, r := range term {
			if classOf(r) != invisible {
				at, children = m.child(at, Fold(r), children)
			}
		}
		if at != 0 && m.nodes[at].term < 0 {
			m.nodes[at].term = int32(i)
		}
	}
	for i, list := range children {
		slices.SortFunc(list, func(a, b matchEdge) int { return cmp.Compare(a.char, b.char) })
		m.nodes[i].from = int32(len(m.edges))
		m.edges = append(m.edges, list...)
		m.nodes[i].to = int32(len(m.edges))
	}
	for _, e := range children[0] {
		m.first[uint16(e.char)/64] |= 1 << (e.char % 64)
	}
	m.link()
	return m
}

// child returns the child of node at by r, which it makes if need be.
func (m *Matcher) child(at int32, r rune, children [][]matchEdge) (int32, [][]matchEdge) {
	for _, e := range children[at] {
		if e.char == r {
			return e.node, children
		}
	}
	n := int32(len(m.nodes))
	m.nodes = append(m.nodes, matchNode{term: -1, length: m.nodes[at].length + 1})
	children[at] = append(children[at], matchEdge{r, n})
	return n, append(children, nil)
}

// link sets fail and next, by rising length.
func (m *Matcher) link() {
	queue := []int32{0}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, e := range m.edges[m.nodes[at].from:m.nodes[at].to] {
			child := &m.nodes[e.node]
			if at != 0 {
				child.fail = m.step(m.nodes[at].fail, e.char)
			}
			child.next = child.fail
			if m.nodes[child.fail].term < 0 {
				child.next = m.nodes[child.fail].next
			}
			queue = append(queue, e.node)
		}
	}
}

// step returns the node for what is read at node at and then r.
func (m *Matcher) step(at int32, r rune) int32 {
	for {
		n := &m.nodes[at]
		if child := search(m.edges[n.from:n.to], r); child != 0 || at == 0 {
			return child
		}
		at = n.fail
	}
}

// search returns the node of the edge by r, 0 when there is none. This is the inner loop, in which the closure of
// slices.BinarySearchFunc takes twice the time.
func search(list []matchEdge, r rune) int32 {
	for len(list) > 0 {
		switch e, half := list[len(list)/2], len(list)/2; {
		case e.char == r:
			return e.node
		case e.char < r:
			list = list[half+1:]
		default:
			list = list[:half]
		}
	}
	return 0
}

// Find calls yield for every place of text where a term stands, overlapping ones as well, until it returns false: with the
// number of the term in the list given to [NewMatcher] and its place in bytes. The places come in the order of their ends; of those that
// end together the longest comes first. A term is found inside of longer words too: art in start.
func (m *Matcher) Find(text string, yield func(term, start, end int) bool) {
	at := int32(0)
	for i := 0; i < len(text); {
		r, size := decodeString(text, i)
		i += size
		r = Fold(r)
		if at == 0 && m.first[uint16(r)/64]>>(uint(r)%64)&1 == 0 {
			continue
		}
		if r == utf8.RuneError && size == 1 {
			at = 0
			continue
		}
		if classOf(r) == invisible {
			continue
		}
		if at = m.step(at, r); at != 0 && !m.report(text, at, i, yield) {
			return
		}
	}
}

// report yields the terms that node at completes at end.
func (m *Matcher) report(text string, at int32, end int, yield func(term, start, end int) bool) bool {
	for ; at != 0; at = m.nodes[at].next {
		n := &m.nodes[at]
		if n.term < 0 {
			continue
		}
		// Folding changes lengths in bytes, so that the beginning is found by going back.
		start := end
		for range n.length {
			start = before(text, start)
		}
		if !yield(int(n.term), start, end) {
			return false
		}
	}
	return true
}

// before returns where the visible character before end begins.
func before(text string, end int) int {
	for {
		r, size := utf8.DecodeLastRuneInString(text[:end])
		end -= size
		if classOf(r) != invisible || end == 0 {
			return end
		}
	}
}

// decodeString is decode for a string, at i.
func decodeString(text string, i int) (r rune, size int) {
	b := text[i]
	if b < utf8.RuneSelf {
		return rune(b), 1
	}
	if b-0xE3 <= 0xE9-0xE3 && i+2 < len(text) {
		if b1, b2 := text[i+1]^0x80, text[i+2]^0x80; b1|b2 < 0x40 {
			return rune(b&0xF)<<12 | rune(b1)<<6 | rune(b2), 3
		}
	}
	return utf8.DecodeRuneInString(text[i:])
}
