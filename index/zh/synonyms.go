package zh

import (
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a synonyms file: terms in it, terms in a line, synonyms of one term.
const (
	MaxSynonymTerms = 20_000
	MaxLineTerms    = 16
	MaxAlternatives = 16
)

// Synonyms are what else a library calls things, read by [ParseSynonyms]. They never change; nil has none.
//
// A synonym's synonyms are not added. Lists that people keep for years drift in meaning from line to line
// (通报 = 公告, 公告 = 广告), and what follows from a line can be seen by looking at it. Lines in a loop mean nothing
// special for the same reason.
type Synonyms struct {
	of      map[string]*synonym // by key, see synonymKey
	terms   []string            // as written first, in order
	first   map[rune]bool       // with which a key begins
	longest int                 // of the keys, in characters
}

type synonym struct {
	term  string   // folded
	other []string // folded
}

// A SynonymMatch is a place of a text that has synonyms.
type SynonymMatch struct {
	Start, End   int      // in bytes
	Alternatives []string // folded; some have white space in them
}

// ParseSynonyms reads a library's synonyms: UTF-8, one relation a line, with comments as [ParseWords] has them.
//
//	政务新媒体 = 政务微博, 官微     each finds the others
//	官微 => 政务微博, 官方 微博     whoever looks for the first finds the others as well, not the other way round
//
// The signs may be full-width (＝, ，, 、), and → stands for =>. Several terms may stand before a =>. Terms may have white space in
// them; beside a Chinese character it doesn't matter. A term may be in several lines, and then has the synonyms of all.
//
// Lines that are no use come back in bad, with the reading error if there is one; the others count.
func ParseSynonyms(r io.Reader) (s *Synonyms, bad []LineError) {
	s = &Synonyms{of: map[string]*synonym{}, first: map[rune]bool{}}
	bad = ReadLines(r, func(line string) error {
		left, right, err := parseRelation(line)
		if err != nil {
			return err
		}
		if len(s.terms)+len(left)+len(right) > MaxSynonymTerms {
			return &BadLine{Reason: ManyWords, Limit: MaxSynonymTerms}
		}
		if right == nil { // each finds the others
			right = left
		}
		return s.relate(left, right)
	})
	return s, bad
}

// parseRelation reads a line. Without =>, all terms are left ones.
func parseRelation(line string) (left, right []string, err error) {
	for _, arrow := range []string{"＝＞", "＝>", "=＞", "→", "⇒"} {
		line = strings.ReplaceAll(line, arrow, "=>")
	}
	from, to, oneWay := strings.Cut(line, "=>")
	equals := strings.ContainsAny(from, "=＝")
	switch {
	case oneWay && (equals || strings.ContainsAny(to, "=＝")):
		return nil, nil, &BadLine{Reason: Relations}
	case !oneWay && !equals:
		return nil, nil, &BadLine{Reason: NoRelation}
	}
	if left, err = splitTerms(from); err != nil {
		return nil, nil, err
	}
	if right, err = splitTerms(to); err != nil {
		return nil, nil, err
	}
	if len(left)+len(right) > MaxLineTerms {
		return nil, nil, &BadLine{Reason: ManyTerms, Limit: MaxLineTerms}
	}
	alone := len(left) < 2
	if oneWay {
		alone = len(left) == 0 || len(right) == 0 || len(left) == 1 && len(right) == 1 && synonymKey(left[0]) == synonymKey(right[0])
	}
	if alone {
		return nil, nil, &BadLine{Reason: OneTerm}
	}
	return left, right, nil
}

// splitTerms gives the distinct terms of a list.
func splitTerms(list string) (terms []string, err error) {
	seen := map[string]bool{}
	for term := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune("=＝,，、;；", r) }) {
		term = strings.Join(strings.Fields(term), " ")
		if term == "" || seen[synonymKey(term)] {
			continue
		}
		if err := checkTerm(term); err != nil {
			return nil, err
		}
		seen[synonymKey(term)] = true
		terms = append(terms, term)
	}
	return terms, nil
}

// relate adds a line: from each left term to the right ones that are not the same.
func (s *Synonyms) relate(left, right []string) error {
	for _, term := range slices.Concat(left, right) {
		s.entry(term)
	}
	var crowded error
	for _, term := range left {
		e := s.entry(term)
		for _, other := range right {
			other = FoldString(other)
			if synonymKey(other) == synonymKey(e.term) || slices.Contains(e.other, other) {
				continue
			}
			if len(e.other) == MaxAlternatives {
				crowded = &BadLine{Reason: Crowded, Text: term, Limit: MaxAlternatives}
				break
			}
			e.other = append(e.other, other)
		}
	}
	return crowded
}

func (s *Synonyms) entry(term string) *synonym {
	key := synonymKey(term)
	e := s.of[key]
	if e == nil {
		e = &synonym{term: FoldString(term)}
		s.of[key] = e
		s.terms = append(s.terms, term)
		first, _ := utf8.DecodeRuneInString(key)
		s.first[first] = true
		s.longest = max(s.longest, utf8.RuneCountInString(key))
	}
	return e
}

// synonymKey is what terms are compared by: folded, English words stemmed, white space only where it separates words.
func synonymKey(term string) string {
	var b strings.Builder
	glued := true // nothing, or a Chinese character, stands before
	for word := range strings.FieldsSeq(FoldString(term)) {
		first, _ := utf8.DecodeRuneInString(word)
		last, _ := utf8.DecodeLastRuneInString(word)
		if !glued && !unwritten(first) {
			b.WriteByte(' ')
		}
		if asciiLetters(word) {
			b.Write(stem([]byte(word)))
		} else {
			b.WriteString(word)
		}
		glued = unwritten(last)
	}
	return b.String()
}

// unwritten reports a character of a script that writes no white space between words.
func unwritten(r rune) bool { c := classOf(r); return c == han || c == syllable }

func asciiLetters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || !unicode.IsLetter(r) }) < 0
}

// Of returns the other names of a term, which need not be folded: folded, in the order of the file, [MaxAlternatives] at most.
func (s *Synonyms) Of(term string) []string {
	if s == nil || len(s.of) == 0 {
		return nil
	}
	if e := s.of[synonymKey(term)]; e != nil {
		return slices.Clip(e.other)
	}
	return nil
}

// maxMatchWords bounds the words that one term of a text may be cut into.
const maxMatchWords = 12

// Find looks for the terms that have synonyms in a text: the longest at each place, in the order of the text, none within or across
// another. A term begins and ends where words do as d splits the text, so that 通报 is not in 沟通报告; let d have the [Synonyms.Words].
func (s *Synonyms) Find(d *Dictionary, text string) []SynonymMatch {
	if s == nil || len(s.of) == 0 {
		return nil
	}
	tokens := slices.DeleteFunc(d.Words(nil, []byte(text)), func(t Token) bool { return t.Inner })
	var found []SynonymMatch
	for i := 0; i < len(tokens); i++ {
		start := tokens[i].Start
		if first, _ := utf8.DecodeRuneInString(text[start:]); !s.first[Fold(first)] {
			continue
		}
		for j := min(i+maxMatchWords, i+s.longest, len(tokens)); j > i; j-- { // a word has a character at least
			end := tokens[j-1].End
			if other := s.Of(text[start:end]); len(other) > 0 {
				found = append(found, SynonymMatch{start, end, other})
				i = j - 1
				break
			}
		}
	}
	return found
}

// Words lists the terms that a dictionary should know, for [Dictionary.With]: those of one word that [ParseWords] would take.
func (s *Synonyms) Words() []string {
	if s == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.terms), func(term string) bool {
		return strings.Contains(term, " ") || checkWord(term) != nil
	})
}
