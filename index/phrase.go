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
	word    string // the whole phrase, if the dictionary knows it as a word: it stands where that word does
	matcher *zh.Matcher
}

func newPhrase(dict *zh.Dictionary, text string) *phrase {
	typed := strings.Join(strings.Fields(zh.FoldString(text)), " ")
	p := &phrase{matcher: zh.NewMatcher([]string{typed, strings.ReplaceAll(typed, " ", ""), spaced(typed)})}
	if tokens := dict.Words(nil, []byte(typed)); len(tokens) > 0 && tokens[0].Kind == zh.Word && tokens[0].End == len(typed) {
		p.word = string(tokens[0].Term)
	}
	return p
}

// spaced puts a space wherever Chinese and Latin meet.
func spaced(s string) string {
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

// A reading looks into the texts of documents for phrases.
type reading struct{ *session }

// holds reports whether a document holds a phrase.
func (r reading) holds(doc uint32, p *phrase) (bool, error) {
	n := r.snap.of[doc]
	if n < 0 {
		return false, nil
	}
	d := r.table.docs[n]
	sections, err := r.sections(d.ID)
	if err != nil {
		return false, err
	}
	for i := range sections {
		if p.in(sections[i].Text) || p.in(sections[i].Heading) {
			return true, nil
		}
	}
	return p.in(d.Title) || slices.ContainsFunc(metaParts(r.lib, d), p.in), nil
}
