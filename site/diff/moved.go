package diff

import (
	"maps"
	"slices"
)

// minMoved is how many characters a line must have to be said to have moved: short ones are written twice by chance.
const minMoved = 8

// movedLines finds lines that are removed here and added there unchanged, and only once either way.
// The maps lead from a line of the old text to that of the new one, and back.
func movedLines(runs []run, a, b []string) (to, from map[int]int) {
	type seen struct{ a, b, timesA, timesB int }
	where := map[string]seen{}
	for _, r := range runs {
		if r.same {
			continue
		}
		for i := r.a0; i < r.a1; i++ {
			if characters(a[i]) >= minMoved {
				s := where[a[i]]
				s.a, s.timesA = i, s.timesA+1
				where[a[i]] = s
			}
		}
	}
	for _, r := range runs {
		if r.same {
			continue
		}
		for j := r.b0; j < r.b1; j++ {
			if s, ok := where[b[j]]; ok {
				s.b, s.timesB = j, s.timesB+1
				where[b[j]] = s
			}
		}
	}
	to, from = map[int]int{}, map[int]int{}
	for _, s := range where {
		if s.timesA == 1 && s.timesB == 1 {
			to[s.a], from[s.b] = s.b, s.a
		}
	}
	takeAlong(runs, a, b, to, from)
	return to, from
}

// takeAlong lets lines move with those beside them: the heading of a paragraph, blank lines between two.
func takeAlong(runs []run, a, b []string, to, from map[int]int) {
	goneFrom, comeTo := make([]bool, len(a)), make([]bool, len(b))
	for _, r := range runs {
		for i := r.a0; i < r.a1 && !r.same; i++ {
			goneFrom[i] = true
		}
		for j := r.b0; j < r.b1 && !r.same; j++ {
			comeTo[j] = true
		}
	}
	for _, i := range slices.Sorted(maps.Keys(to)) {
		for _, by := range []int{-1, 1} {
			for i, j := i+by, to[i]+by; i >= 0 && j >= 0 && i < len(a) && j < len(b) && goneFrom[i] && comeTo[j] && a[i] == b[j]; i, j = i+by, j+by {
				_, gone := to[i]
				_, come := from[j]
				if gone || come {
					break
				}
				to[i], from[j] = j, i
			}
		}
	}
}
