package diff

import "slices"

// Bounds of the searches, in steps of Myers' algorithm, which keeps their square in numbers.
const (
	maxLineEdits = 600
	maxWordEdits = 800
	maxDepth     = 24 // of patience within patience
)

// A pair is a place in the old and one in the new sequence that are the same.
type pair struct{ a, b int }

// An aligner matches two sequences of numbers, equal numbers being equal things.
type aligner struct {
	a, b  []int32
	plain func(int32) bool // too common to hold on to
	edits int
	pairs []pair // in order
}

// A numbering gives equal texts equal numbers, from 0. The zero value has none yet.
type numbering struct {
	ids   map[string]int32
	texts []string // by number
}

func (n *numbering) of(texts []string) []int32 {
	if n.ids == nil {
		n.ids = map[string]int32{}
	}
	out := make([]int32, len(texts))
	for i, text := range texts {
		id, ok := n.ids[text]
		if !ok {
			id = int32(len(n.ids))
			n.ids[text] = id
			n.texts = append(n.texts, text)
		}
		out[i] = id
	}
	return out
}

// patience matches a[a0:a1] and b[b0:b1] by what is once in both, and what lies between in the same way. See Bram Cohen,
// "Patience Diff Advantages"; people find it easier to read than the shortest script.
func (m *aligner) patience(a0, a1, b0, b1, depth int) {
	for a0 < a1 && b0 < b1 && m.a[a0] == m.b[b0] {
		m.pairs = append(m.pairs, pair{a0, b0})
		a0++
		b0++
	}
	tail := 0
	for a0 < a1-tail && b0 < b1-tail && m.a[a1-1-tail] == m.b[b1-1-tail] {
		tail++
	}
	a1, b1 = a1-tail, b1-tail
	if a0 < a1 && b0 < b1 {
		m.between(a0, a1, b0, b1, depth)
	}
	for i := range tail {
		m.pairs = append(m.pairs, pair{a1 + i, b1 + i})
	}
}

func (m *aligner) between(a0, a1, b0, b1, depth int) {
	var anchors []pair
	if depth > 0 {
		anchors = m.anchors(a0, a1, b0, b1)
	}
	if len(anchors) == 0 {
		m.shortest(a0, a1, b0, b1)
		return
	}
	for _, p := range anchors {
		m.patience(a0, p.a, b0, p.b, depth-1)
		m.pairs = append(m.pairs, p)
		a0, b0 = p.a+1, p.b+1
	}
	m.patience(a0, a1, b0, b1, depth-1)
}

// anchors are the longest chain of what is once on either side, in the order of both.
func (m *aligner) anchors(a0, a1, b0, b1 int) []pair {
	type seen struct{ a, b, timesA, timesB int }
	where := make(map[int32]seen, a1-a0)
	for i := a0; i < a1; i++ {
		if !m.plain(m.a[i]) {
			s := where[m.a[i]]
			s.a, s.timesA = i, s.timesA+1
			where[m.a[i]] = s
		}
	}
	for j := b0; j < b1; j++ {
		if s, ok := where[m.b[j]]; ok {
			s.b, s.timesB = j, s.timesB+1
			where[m.b[j]] = s
		}
	}
	var once []pair
	for i := a0; i < a1; i++ {
		if s := where[m.a[i]]; s.timesA == 1 && s.timesB == 1 {
			once = append(once, pair{i, s.b})
		}
	}
	return rising(once)
}

// rising is a longest part of pairs, which rise in a, that rises in b as well.
func rising(pairs []pair) []pair {
	var ends []int // ends[n] is the pair with the lowest b that a chain of n+1 can end with
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n, _ := slices.BinarySearchFunc(ends, p.b, func(e, b int) int { return pairs[e].b - b })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	chain := make([]pair, len(ends))
	for n, at := len(ends)-1, last(ends); n >= 0; n, at = n-1, before[at] {
		chain[n] = pairs[at]
	}
	return chain
}

func last(ends []int) int {
	if len(ends) == 0 {
		return -1
	}
	return ends[len(ends)-1]
}

// shortest matches by the shortest script of edits (Myers, "An O(ND) Difference Algorithm and Its Variations"), and
// nothing if that needs more than m.edits.
func (m *aligner) shortest(a0, a1, b0, b1 int) {
	a, b := m.a[a0:a1], m.b[b0:b1]
	n, k := len(a), len(b)
	limit := min(n+k, m.edits)
	if n == 0 || k == 0 || max(n-k, k-n) > limit {
		return
	}
	// reach[d][d+diagonal] is how far in a one gets on a diagonal with d edits.
	var reach [][]int32
	for d := 0; d <= limit; d++ {
		row := make([]int32, 2*d+1)
		reach = append(reach, row)
		for diagonal := -d; diagonal <= d; diagonal += 2 {
			x := int(step(reach, d, diagonal))
			y := x - diagonal
			for x < n && y < k && x >= 0 && y >= 0 && a[x] == b[y] {
				x++
				y++
			}
			row[d+diagonal] = int32(x)
			if x >= n && y >= k {
				m.back(reach, d, diagonal, a0, b0)
				return
			}
		}
	}
}

// step is where the d-th edit leads to on a diagonal, before any equal things.
func step(reach [][]int32, d, diagonal int) int32 {
	if d == 0 {
		return 0
	}
	before := reach[d-1]
	at := func(diagonal int) int32 {
		if i := d - 1 + diagonal; i >= 0 && i < len(before) {
			return before[i]
		}
		return -1
	}
	if down, right := at(diagonal+1), at(diagonal-1)+1; diagonal == -d || diagonal != d && down >= right {
		return down
	}
	return at(diagonal-1) + 1
}

// back follows the way to the end of the d-th edit and adds its equal things.
func (m *aligner) back(reach [][]int32, d, diagonal, a0, b0 int) {
	from := len(m.pairs)
	for ; d >= 0; d-- {
		x, start := int(reach[d][d+diagonal]), int(step(reach, d, diagonal))
		for ; x > start; x-- {
			m.pairs = append(m.pairs, pair{a0 + x - 1, b0 + x - 1 - diagonal})
		}
		if d == 0 {
			break
		}
		before := reach[d-1]
		down := diagonal == -d || diagonal != d && before[d+diagonal] >= before[d-2+diagonal]+1
		if down {
			diagonal++
		} else {
			diagonal--
		}
	}
	slices.Reverse(m.pairs[from:])
}
