package stats

import "math"

// z is of a two-sided interval of 95 per cent.
const z = 1.959964

// LowerBound is the lower end of the 95 per cent interval of a rate, by Wilson's
// score (Wilson 1927): what the rate is at least, however few were asked. It is 0 for total 0.
func LowerBound(yes, total int) float64 {
	if total <= 0 || yes <= 0 {
		return 0
	}
	n, p := float64(total), float64(min(yes, total))/float64(total)
	center := p + z*z/(2*n)
	spread := z * math.Sqrt((p*(1-p)+z*z/(4*n))/n)
	return max(0, (center-spread)/(1+z*z/n))
}

// rise says how surprising a change of a count is: its difference in standard
// deviations of a count that comes by chance, above 0 for more.
func rise(now, before int) float64 {
	if now+before == 0 {
		return 0
	}
	return float64(now-before) / math.Sqrt(float64(now+before))
}

// UpperBound is the upper end of the same interval: what the rate is at most. It is 1 for total 0.
func UpperBound(yes, total int) float64 {
	if total <= 0 {
		return 1
	}
	return 1 - LowerBound(total-min(yes, total), total)
}
