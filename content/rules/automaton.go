package rules

// An automaton finds all of many words in one pass: the goto function of Aho and Corasick
// with the failure links folded in, over classes of bytes, so that a step is one load. A state is the offset of its row;
// the sign bit of a transition says that words end there.
type automaton struct {
	class  [256]uint8
	next   []int32
	stride int
	ends   []int32 // by state: the first word that ends there, -1 for none
	more   []int32 // by word: another word of the same text, -1 for none
	suffix []int32 // by state: the longest proper suffix at which a word ends, 0 for none
	size   []int32 // by word, in bytes
}

// maxStates bounds the table of transitions: 60,000 states of at most 256 classes take 60 MB, and
// shipped rules take a tenth of that.
const maxStates = 60_000

const accept = -1 << 31

// newAutomaton takes words that are not empty. It reports how many it could hold.
func newAutomaton(words []string) (*automaton, int) {
	a := &automaton{stride: 1}
	for _, w := range words {
		for i := range len(w) {
			if c := lower(w[i]); a.class[c] == 0 && a.stride < 256 {
				a.class[c] = uint8(a.stride)
				a.stride++
			}
		}
	}
	for c := byte('A'); c <= 'Z'; c++ {
		a.class[c] = a.class[lower(c)]
	}
	a.addState()
	held := 0
	for i, w := range words {
		if len(a.ends)+len(w) > maxStates {
			break
		}
		a.add(w, int32(i))
		held++
	}
	a.link()
	return a, held
}

func (a *automaton) addState() int32 {
	s := int32(len(a.next))
	a.next = append(a.next, make([]int32, a.stride)...)
	a.ends = append(a.ends, -1)
	a.suffix = append(a.suffix, 0)
	return s
}

func (a *automaton) add(w string, id int32) {
	s := int32(0)
	for i := range len(w) {
		at := int(s) + int(a.class[lower(w[i])])
		if a.next[at] == 0 {
			n := a.addState() // first: it may move the table
			a.next[at] = n
		}
		s = a.next[at]
	}
	state := int(s) / a.stride
	a.more = append(a.more, a.ends[state])
	a.ends[state] = id
	a.size = append(a.size, int32(len(w)))
}

// link walks the states breadth first and makes every transition final.
func (a *automaton) link() {
	fail := make([]int32, len(a.ends))
	queue := []int32{0}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		f := fail[int(s)/a.stride]
		for c := range a.stride {
			at := int(s) + c
			n := a.next[at]
			fallback := int32(0)
			if s != 0 {
				fallback = a.next[int(f)+c] &^ accept
			}
			if n == 0 {
				if s != 0 {
					a.next[at] = a.next[int(f)+c]
				}
				continue
			}
			state := int(n) / a.stride
			fail[state] = fallback
			a.suffix[state] = fallback
			if back := int(fallback) / a.stride; a.ends[back] < 0 {
				a.suffix[state] = a.suffix[back]
			}
			queue = append(queue, n)
			if a.ends[state] >= 0 || a.suffix[state] != 0 {
				a.next[at] |= accept
			}
		}
	}
}

// find calls hit for every occurrence of every word, by where it ends. It stops when hit returns false.
func (a *automaton) find(text []byte, hit func(word int32, start, end int) bool) {
	s := int32(0)
	for i, b := range text {
		s = a.next[int(s&^accept)+int(a.class[b])]
		if s >= 0 {
			continue
		}
		for at := s &^ accept; ; {
			state := int(at) / a.stride
			for w := a.ends[state]; w >= 0; w = a.more[w] {
				if !hit(w, i+1-int(a.size[w]), i+1) {
					return
				}
			}
			if at = a.suffix[state]; at == 0 {
				break
			}
		}
	}
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}
