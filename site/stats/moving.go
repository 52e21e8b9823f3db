package stats

import (
	"cmp"
	"slices"
)

// surprising is from how many standard deviations a change is told.
const surprising = 2

// Rising are the documents that are read more than before, beyond chance, the most surprising first.
func (r *Report) Rising(n int) []Document { return r.moving(n, 1) }

// Falling are those that are read less.
func (r *Report) Falling(n int) []Document { return r.moving(n, -1) }

// moving lists nothing where nothing was read in the period before: then counting has just begun.
func (r *Report) moving(n int, sign float64) []Document {
	if r.Reads.Before == 0 {
		return nil
	}
	out := slices.DeleteFunc(slices.Clone(r.Documents), func(d Document) bool { return sign*d.Rise() < surprising })
	slices.SortStableFunc(out, func(a, b Document) int { return cmp.Compare(sign*b.Rise(), sign*a.Rise()) })
	return out[:min(n, len(out))]
}
