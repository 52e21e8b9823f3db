package diff

import "slices"

// A run is lines a0 to a1 of the old text and b0 to b1 of the new one, counted from 0: the same, or changed into each other.
type run struct {
	a0, a1, b0, b1 int
	same           bool
}

// alignLines matches whole lines. Runs cover both texts, and changed ones are apart from each other.
func alignLines(a, b []string) []run {
	var n numbering
	m := &aligner{a: n.of(a), b: n.of(b), edits: maxLineEdits}
	isBlank := make([]bool, len(n.texts))
	for i, line := range n.texts {
		isBlank[i] = blank(line)
	}
	m.plain = func(id int32) bool { return isBlank[id] }
	m.patience(0, len(a), 0, len(b), maxDepth)
	runs := runsOf(m.pairs, len(a), len(b))
	for i := range runs {
		slide(runs, i, m.a, m.b, func(before, end int32) int { return lineRank(isBlank, before, end) })
	}
	return loosen(runs, a)
}

// runsOf makes runs of pairs in order.
func runsOf(pairs []pair, n, k int) []run {
	var runs []run
	a, b := 0, 0
	for i := 0; i <= len(pairs); {
		p := pair{n, k}
		if i < len(pairs) {
			p = pairs[i]
		}
		if a < p.a || b < p.b {
			runs = append(runs, run{a, p.a, b, p.b, false})
		}
		if i == len(pairs) {
			break
		}
		a, b = p.a, p.b
		for i < len(pairs) && pairs[i] == (pair{a, b}) {
			a, b, i = a+1, b+1, i+1
		}
		runs = append(runs, run{p.a, a, p.b, b, true})
	}
	return runs
}

// loosen lets go of matched lines between two changes if they are blank: which paragraph became which is not to hang on them.
func loosen(runs []run, a []string) []run {
	var out []run
	for i, r := range runs {
		if r.same && i > 0 && i < len(runs)-1 && !slices.ContainsFunc(a[r.a0:r.a1], func(line string) bool { return !blank(line) }) {
			r.same = false
		}
		if n := len(out) - 1; n >= 0 && !r.same && !out[n].same {
			out[n].a1, out[n].b1 = r.a1, r.b1
			continue
		}
		out = append(out, r)
	}
	return out
}

// lineRank likes an insertion of lines that follows a blank line or ends with one: whole paragraphs.
func lineRank(isBlank []bool, before, end int32) int {
	rank := 0
	if before >= 0 && isBlank[before] {
		rank++
	}
	if end >= 0 && isBlank[end] {
		rank += 2
	}
	return rank
}

// slide moves run i, if things were only inserted or only deleted, to where it reads best of the places that mean the same:
// of 甲。乙。 with 丙。 between, the change is 丙。 and not 。丙. rank says how good it is that the change
// comes after one thing and ends with another, -1 at the beginning of a text.
func slide(runs []run, i int, a, b []int32, rank func(before, end int32) int) {
	if i == 0 || i == len(runs)-1 || runs[i].same {
		return
	}
	r, prev, next := &runs[i], &runs[i-1], &runs[i+1]
	text, lo, hi := b, r.b0, r.b1
	if r.a0 < r.a1 {
		if r.b0 < r.b1 {
			return
		}
		text, lo, hi = a, r.a0, r.a1
	}
	room, more := prev.a1-prev.a0, next.a1-next.a0
	best, bestRank := 0, -1
	try := func(by int) {
		before := int32(-1)
		if lo+by > 0 {
			before = text[lo+by-1]
		}
		// The nearer place wins where both are as good.
		if n := rank(before, text[hi+by-1]); n > bestRank {
			best, bestRank = by, n
		}
	}
	try(0)
	for by := 1; by <= min(more, maxSlide) && text[lo+by-1] == text[hi+by-1]; by++ {
		try(by)
	}
	for by := 1; by <= min(room, maxSlide) && text[lo-by] == text[hi-by]; by++ {
		try(-by)
	}
	prev.a1, prev.b1 = prev.a1+best, prev.b1+best
	r.a0, r.a1, r.b0, r.b1 = r.a0+best, r.a1+best, r.b0+best, r.b1+best
	next.a0, next.b0 = next.a0+best, next.b0+best
}

// maxSlide is how far a change may be moved, in lines or words.
const maxSlide = 200
