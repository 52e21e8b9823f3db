package diff

import "unicode/utf8"

// maxIsland is up to how many characters equal text between two changes may be drowned by them.
const maxIsland = 3

// merge makes one change of two that are parted only by some equal words that help no reader: fewer characters than either
// change has, and no end of a sentence.
func merge(runs []run, a, b []string) []run {
	for {
		out := runs[:0:0]
		merged := false
		for i, r := range runs {
			n := len(out) - 1
			switch {
			case n >= 0 && !r.same && !out[n].same:
				out[n].a1, out[n].b1 = r.a1, r.b1
			case r.same && n >= 0 && i+1 < len(runs) && !out[n].same && drowned(out[n], r, runs[i+1], a, b):
				out[n].a1, out[n].b1 = r.a1, r.b1
				merged = true
			default:
				out = append(out, r)
			}
		}
		runs = out
		if !merged {
			return runs
		}
	}
}

func drowned(before, island, after run, a, b []string) bool {
	size := 0
	for _, w := range a[island.a0:island.a1] {
		if parts(w) >= 3 {
			return false
		}
		if size += utf8.RuneCountInString(w); size > maxIsland {
			return false
		}
	}
	return size <= weight(before, a, b) && size <= weight(after, a, b)
}

// weight is how many characters the larger side of a change has, counted no further than matters.
func weight(r run, a, b []string) int {
	count := func(words []string) int {
		n := 0
		for _, w := range words {
			if n += utf8.RuneCountInString(w); n > maxIsland {
				break
			}
		}
		return n
	}
	return max(count(a[r.a0:r.a1]), count(b[r.b0:r.b1]))
}
