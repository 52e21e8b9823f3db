package index

import (
	"slices"
	"strings"

	"yanxi/index/zh"
)

// A phrase is a text to be found literally: words and pairs alone say nothing
// about their order. Case, width, script and variants of characters make no
// difference, nor does a space between Chinese and Latin, which some put there and some don't.
type phrase struct {
	word    string   // the whole phrase, if the dictionary knows it as a word: it stands where that word does
	forms   []string // folded
	matcher *zh.Matcher

	wordsOnly bool // without punctuation, so that a plain text says all
}

func newPhrase(dict *zh.Dictionary, text string) *phrase {
	typed := strings.Join(strings.Fields(zh.FoldString(text)), " ")
	forms := []string{typed, strings.ReplaceAll(typed, " ", ""), withSpaces(typed)}
	slices.Sort(forms)
	p := &phrase{forms: slices.Compact(forms)}
	p.matcher = zh.NewMatcher(p.forms)
	p.wordsOnly = !strings.ContainsFunc(typed, func(r rune) bool { return !isWordRune(r) && r != ' ' })
	if tokens := dict.Words(nil, []byte(typed)); len(tokens) > 0 && tokens[0].Kind == zh.Word && tokens[0].End == len(typed) {
		p.word = string(tokens[0].Term)
	}
	return p
}

// withSpaces puts a space wherever Chinese and Latin meet.
func withSpaces(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if isWordRune(last) && isWordRune(r) && isSpaced(last) != isSpaced(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// in reports whether a text holds the phrase.
func (p *phrase) in(text string) bool {
	found := false
	p.matcher.Find(text, func(int, int, int) bool {
		found = true
		return false
	})
	return found
}

func (p *phrase) inSection(s *storedSection) bool {
	if p.in(s.Heading) {
		return true
	}
	if !s.plain || !p.wordsOnly {
		return p.in(s.Text)
	}
	return slices.ContainsFunc(p.forms, func(form string) bool { return strings.Contains(s.Text, form) })
}

// maxVerified bounds the texts that are looked into for one query, about 40 ms
// of processor. Only phrases of common words that are no word themselves come near it.
const maxVerified = 1500

// A reading looks into the texts of documents for phrases.
type reading struct {
	*session
	looked   int
	unlooked bool // there were more than [maxVerified]
}

// holds reports whether a document holds a phrase; of one that is not looked
// into any more, unsure is said.
func (r *reading) holds(doc uint32, p *phrase, unsure bool) (bool, error) {
	n := r.snap.of[doc]
	if n < 0 {
		return false, nil
	}
	if r.looked == maxVerified {
		r.unlooked = true
		return unsure, nil
	}
	r.looked++
	d := r.table.docs[n]
	sections, err := r.sections(d.ID)
	if err != nil {
		return false, err
	}
	for i := range sections {
		if p.inSection(&sections[i]) {
			return true, nil
		}
	}
	return p.in(d.Title) || slices.ContainsFunc(metaParts(r.lib, d), p.in), nil
}
