package diff

import (
	"regexp"
	"slices"
	"strings"
)

// maxSample is how many pairs of characters stand for a line: those with the smallest hashes, the same choice in every
// line, so that long lines are compared as well as short ones (bottom-k sketches).
const maxSample = 96

var listMark = regexp.MustCompile(`^[ \t]{0,12}(\d{1,3}[.)、]|[-*+]|#{1,6})[ \t]{1,4}`)

// A sketch is the pairs of neighbouring characters of a line, as sorted hashes, each once.
type sketch struct {
	pairs []uint64
	size  int // of the line in characters, white space left out
}

func sketchOf(line string) sketch {
	var s sketch
	if m := listMark.FindString(line); len(m) < len(strings.TrimSpace(line)) {
		line = line[len(m):] // an item that got another number is the item
	}
	var before rune
	for _, r := range line {
		if isSpace(r) {
			continue
		}
		s.size++
		s.pairs = append(s.pairs, mix(uint64(before)<<32|uint64(uint32(r))))
		before = r
	}
	slices.Sort(s.pairs)
	s.pairs = slices.Compact(s.pairs)
	if len(s.pairs) > maxSample {
		s.pairs = slices.Clone(s.pairs[:maxSample])
	}
	return s
}

// mix spreads a number over all bits (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// alikeness estimates which share of the pairs of both lines is in both, from 0 to 1, by the smallest of their union.
func alikeness(a, b sketch) float64 {
	if a.size == 0 || b.size == 0 {
		if a.size == b.size {
			return 1
		}
		return 0
	}
	both, union, i, j := 0, 0, 0, 0
	for union < maxSample && (i < len(a.pairs) || j < len(b.pairs)) {
		switch {
		case j == len(b.pairs) || i < len(a.pairs) && a.pairs[i] < b.pairs[j]:
			i++
		case i == len(a.pairs) || a.pairs[i] > b.pairs[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
		union++
	}
	jaccard := float64(both) / float64(union)
	return 2 * jaccard / (1 + jaccard) // Dice: lines of which half was rewritten have a half
}

// held estimates which share of a part's pairs is in a whole, by those that the sketch of the whole would hold.
func held(part, whole sketch) float64 {
	in, seen, j := 0, 0, 0
	for _, p := range part.pairs {
		for j < len(whole.pairs) && whole.pairs[j] < p {
			j++
		}
		if j == len(whole.pairs) && j == maxSample {
			break // beyond what the sketch tells
		}
		seen++
		if j < len(whole.pairs) && whole.pairs[j] == p {
			in++
		}
	}
	return float64(in) / float64(max(seen, 1))
}

// joined is the sketch of two lines one after the other, but for the pair at the seam.
func joined(a, b sketch) sketch {
	s := sketch{pairs: slices.Concat(a.pairs, b.pairs), size: a.size + b.size}
	slices.Sort(s.pairs)
	s.pairs = slices.Compact(s.pairs)
	s.pairs = s.pairs[:min(len(s.pairs), maxSample)]
	return s
}

// width is a bound of what a line may weigh: of very long lines, one is not to outweigh a page of others.
func (s sketch) width() float64 { return float64(min(s.size, 400)) }
