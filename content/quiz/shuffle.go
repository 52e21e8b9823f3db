package quiz

import "slices"

// Shuffled returns the options in an order that depends on the seed and the
// question alone. Of an ordering it is never the right one, if there are two
// options or more.
func (q *Question) Shuffled(seed uint64) []Option {
	state := seed
	for _, c := range []byte(q.ID) {
		state = mix(state ^ uint64(c))
	}
	options := slices.Clone(q.Options)
	for i := len(options) - 1; i > 0; i-- {
		state = mix(state)
		j := int(state % uint64(i+1))
		options[i], options[j] = options[j], options[i]
	}
	if q.Kind == KindOrdering && len(options) > 1 && slices.Equal(options, q.Options) {
		options = append(options[1:], options[0])
	}
	return options
}

// mix is one step of SplitMix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
