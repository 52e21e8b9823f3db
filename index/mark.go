package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yanxi/index/zh"
)

// maxMarks bounds the matches that are looked at in one section.
const maxMarks = 2000

// A marker finds a query's terms in original texts.
type marker struct {
	terms   []string
	weights []float64
	matcher *zh.Matcher
}

// snippetTerms prepares the terms to mark: whole words as typed, and what the dictionary
// makes of them. It returns nil if there is nothing to mark.
func snippetTerms(d *zh.Dictionary, q Query) *marker {
	var terms []string
	add := func(term string) {
		if term != "" && len(terms) < maxTerms && !slices.Contains(terms, term) {
			terms = append(terms, term)
		}
	}
	for _, text := range slices.Concat(q.Phrases, q.Words) {
		add(strings.TrimFunc(zh.FoldString(text), func(r rune) bool { return !isWordRune(r) }))
	}
	for _, term := range queryTerms(d, q) {
		add(term)
		for _, part := range parts(d, term) {
			add(part)
		}
	}
	if len(terms) == 0 {
		return nil
	}
	m := &marker{terms: terms, matcher: zh.NewMatcher(terms)}
	for _, term := range terms {
		m.weights = append(m.weights, float64(utf8.RuneCountInString(term)))
	}
	return m
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
	slices.SortFunc(spans, func(a, b span) int { return a.start - b.start })
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

// weigh scores matches: each distinct term by its length, a repeated one little.
func (m *marker) weigh(spans []span) float64 {
	seen := make([]int, len(m.terms))
	var score float64
	for _, s := range spans {
		if seen[s.term]++; seen[s.term] == 1 {
			score += m.weights[s.term]
		} else if seen[s.term] < 8 {
			score += 0.05 * m.weights[s.term]
		}
	}
	return score
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
