package diff

// Bounds and thresholds of pairing changed lines.
const (
	maxPairing = 120  // lines of either side that are paired at once; a longer stretch is cut alike on both sides
	minAlike   = 0.3  // below, a line did not become the other
	minJoined  = 0.45 // below, a line was not split in two, or two were not joined
	minPart    = 0.6  // the share of each of the two that must be in the one
	blankScore = 0.5  // for two blank lines: less than any line that is found again
)

// A match is how many lines of the old and of the new text belong together; one of them is 0 where lines are only removed or only added.
type match struct{ a, b int }

// pairLines says which of the changed lines became which, in order: a line another, one two or two one, with a blank line
// between the two or none. It takes the way with the most text in pairs that are alike (dynamic programming).
func pairLines(a, b []sketch) []match {
	if len(a) > maxPairing || len(b) > maxPairing {
		i, j := len(a)/2, len(b)/2
		return append(pairLines(a[:i], b[:j]), pairLines(a[i:], b[j:])...)
	}
	if len(a) == 0 || len(b) == 0 {
		return onlyOne(len(a), len(b))
	}
	type cell struct {
		score float64
		take  match
	}
	best := make([][]cell, len(a)+1)
	for i := range best {
		best[i] = make([]cell, len(b)+1)
	}
	for i := len(a); i >= 0; i-- {
		for j := len(b); j >= 0; j-- {
			c := &best[i][j]
			try := func(m match, score float64) {
				score += best[i+m.a][j+m.b].score
				// Of two ways as good the one that pairs earlier: what is added then ends with a blank line.
				if score > c.score || c.take == (match{}) || score == c.score && m == (match{1, 1}) {
					*c = cell{score, m}
				}
			}
			if i < len(a) {
				try(match{1, 0}, 0)
			}
			if j < len(b) {
				try(match{0, 1}, 0)
			}
			if i < len(a) && j < len(b) {
				one := alikeness(a[i], b[j])
				if score := scoreOf(a[i], b[j], one, minAlike); score > 0 {
					try(match{1, 1}, score)
				}
				if one > minAlike/2 && a[i].size > 0 {
					tryJoined(a[i], b[j:], one, func(n int, score float64) { try(match{1, n}, score) })
					tryJoined(b[j], a[i:], one, func(n int, score float64) { try(match{n, 1}, score) })
				}
			}
		}
	}
	var out []match
	for i, j := 0, 0; i < len(a) || j < len(b); {
		m := best[i][j].take
		out = append(out, m)
		i, j = i+m.a, j+m.b
	}
	return out
}

// onlyOne is the lines of one side, each for itself.
func onlyOne(a, b int) []match {
	var out []match
	for range a {
		out = append(out, match{1, 0})
	}
	for range b {
		out = append(out, match{0, 1})
	}
	return out
}

func scoreOf(a, b sketch, alike, least float64) float64 {
	if a.size == 0 && b.size == 0 {
		return blankScore
	}
	if alike < least {
		return 0
	}
	return alike * (a.width() + b.width())
}

// tryJoined tries whether a line is the first two of some others, one of them alone being less like it.
func tryJoined(whole sketch, others []sketch, one float64, try func(n int, score float64)) {
	n := 2
	if len(others) > 2 && others[1].size == 0 {
		n = 3
	}
	if len(others) < n || others[n-1].size == 0 {
		return
	}
	if held(others[0], whole) < minPart || held(others[n-1], whole) < minPart {
		return
	}
	both := joined(others[0], others[n-1])
	if alike := alikeness(whole, both); alike > one {
		if score := scoreOf(whole, both, alike, minJoined); score > 0 {
			try(n, score)
		}
	}
}
