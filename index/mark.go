package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yanxi/index/zh"
)

const (
	maxMarked = 4 * maxTerms // terms that are looked for in texts
	maxMarks  = 2000         // matches that are looked at in one section

	partWeight   = 1.0 / 3 // of a part of a long word, against the word
	repeatWeight = 0.05    // of each further match of a term, against the first
	maxRepeats   = 7       // matches of a term that count
)

// A marker finds in original texts what a plan looks for, each term weighed
// by what it is worth to the query.
type marker struct {
	terms   []string
	weights []float64
	total   float64 // of what would hold everything
	matcher *zh.Matcher
	chinese bool // so are all terms
}

// newMarker marks words, their parts and synonyms, and pairs. It returns nil
// if there is nothing to mark.
func newMarker(dict *zh.Dictionary, p *plan) *marker {
	m := new(marker)
	for i := range p.concepts {
		c := &p.concepts[i]
		if c.dropped {
			continue
		}
		m.total += float64(c.value)
		for _, a := range c.alternatives {
			for _, term := range a.terms {
				m.add(term, float64(a.weight*c.value)/float64(len(a.terms)))
			}
		}
	}
	for _, pair := range p.pairs {
		if pair.plain && !pair.dropped {
			m.add(pair.term, float64(pair.value))
			m.total += float64(pair.value)
		}
	}
	for i := range p.concepts {
		c := &p.concepts[i]
		if c.dropped {
			continue
		}
		for _, part := range parts(dict, c.alternatives[0].word()) {
			m.add(part, partWeight*float64(c.value))
		}
	}
	if len(m.terms) == 0 {
		return nil
	}
	m.total = max(m.total, minWeight)
	m.matcher = zh.NewMatcher(m.terms)
	m.chinese = !slices.ContainsFunc(m.terms, func(term string) bool { return strings.ContainsFunc(term, isSpaced) })
	return m
}

// minWeight is that of a term which no document holds, or all do: it is marked nevertheless.
const minWeight = 0.01

func (m *marker) add(term string, weight float64) {
	if len(m.terms) < maxMarked && !slices.Contains(m.terms, term) {
		m.terms = append(m.terms, term)
		m.weights = append(m.weights, max(weight, minWeight))
	}
}

// A span is a match in a text, in bytes.
type span struct{ term, start, end int }

// find lists the matches in a text in order. Matches of Latin words begin at
// a word's beginning and reach to its end, since the term is its stem.
func (m *marker) find(text string) []span {
	var spans []span
	m.matcher.Find(text, func(term, start, end int) bool {
		if s, ok := wholeLatin(text, span{term, start, end}); ok {
			spans = append(spans, s)
		}
		return len(spans) < maxMarks
	})
	slices.SortFunc(spans, compareSpans)
	return spans
}

func compareSpans(a, b span) int { return cmp.Or(a.start-b.start, a.term-b.term) }

// fewMarked is up to how many terms it is faster to look for each in a text that need not be folded.
const fewMarked = 8

// findIn lists the matches in the text of a section, as find does.
func (m *marker) findIn(s *storedSection) []span {
	if !s.plain || len(m.terms) > fewMarked || !m.chinese {
		return m.find(s.Text)
	}
	var spans []span
	for term, text := range m.terms {
		for at := 0; len(spans) < maxMarks; {
			i := strings.Index(s.Text[at:], text)
			if i < 0 {
				break
			}
			spans = append(spans, span{term, at + i, at + i + len(text)})
			at += i + len(text)
		}
	}
	slices.SortFunc(spans, compareSpans)
	return spans
}

func wholeLatin(text string, s span) (span, bool) {
	first, _ := utf8.DecodeRuneInString(text[s.start:])
	if !isSpaced(first) {
		return s, true
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:s.start]); isSpaced(before) {
		return s, false
	}
	// A stem of a letter or two is a word by itself, not the beginning of one.
	limit := s.end
	if s.end-s.start > 2 {
		limit += maxEnding
	}
	for s.end < len(text) {
		r, n := utf8.DecodeRuneInString(text[s.end:])
		if !isSpaced(r) {
			break
		}
		if s.end += n; s.end > limit {
			return s, false
		}
	}
	return s, true
}

// maxEnding is the longest ending that stemming takes off a word, in bytes.
const maxEnding = 6

// isSpaced reports a letter or digit of a script that puts spaces between words.
func isSpaced(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// weigh scores matches: each distinct term by its weight, a repeated one little.
func (m *marker) weigh(spans []span) float64 {
	seen := make([]int, len(m.terms))
	var score float64
	for _, s := range spans {
		if seen[s.term]++; seen[s.term] == 1 {
			score += m.weights[s.term]
		} else if seen[s.term] <= maxRepeats {
			score += repeatWeight * m.weights[s.term]
		}
	}
	return score
}

// said is the share of the query that some matches say.
func (m *marker) said(spans []span) float64 {
	seen := make([]bool, len(m.terms))
	var sum float64
	for _, s := range spans {
		if !seen[s.term] {
			seen[s.term] = true
			sum += m.weights[s.term]
		}
	}
	return min(1, sum/m.total)
}

// A window is some neighbouring matches.
type window struct {
	spans  []span
	weight float64 // of the distinct terms
}

// closest returns the heaviest window of at most width bytes: where the most of
// the query stands together. Terms that are not wanted count for nothing; nil wants all.
func (m *marker) closest(spans []span, width int, wanted func(term int) bool) window {
	seen := make([]int, len(m.terms))
	var best window
	var sum float64
	first := 0
	for last, s := range spans {
		if wanted != nil && !wanted(s.term) {
			continue
		}
		if seen[s.term]++; seen[s.term] == 1 {
			sum += m.weights[s.term]
		}
		for ; s.end-spans[first].start > width && first < last; first++ {
			gone := spans[first].term
			if wanted != nil && !wanted(gone) {
				continue
			}
			if seen[gone]--; seen[gone] == 0 {
				sum -= m.weights[gone]
			}
		}
		if sum > best.weight {
			best = window{spans[first : last+1], sum}
		}
	}
	return best
}

// mergeSpans joins matches that overlap or touch.
func mergeSpans(spans []span) []span {
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}
