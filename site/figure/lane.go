package figure

import (
	"cmp"
	"slices"
)

// A placed thing is in a lane, or, where a pile is too high, one of those that are only counted.
type placed struct {
	Bar      // all that is drawn of it
	lane int // from 0; -1: only counted
}

// stack puts things into as few lanes as it can so that none covers another.
// It returns how many lanes there are; what would need more than most is only counted.
func stack(things []*placed, most int) int {
	order := slices.Clone(things)
	slices.SortStableFunc(order, func(a, b *placed) int { return cmp.Compare(a.From, b.From) })
	var ends []float64
	for _, p := range order {
		p.lane = -1
		for i, end := range ends {
			if p.From >= end+laneGap {
				p.lane = i
				break
			}
		}
		if p.lane < 0 && len(ends) < most {
			p.lane = len(ends)
			ends = append(ends, 0)
		}
		if p.lane >= 0 {
			ends[p.lane] = p.To
		}
	}
	return len(ends)
}

// laneGap is the least room between things in a lane.
const laneGap = 3.0
