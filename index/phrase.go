package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yanxi/index/zh"
)

// A phrase is a text to be found literally: words and pairs alone say nothing
// about their order. Case, width, script and variants of characters make no
// difference, nor does a space between Chinese and Latin, which some put there and some don't.
type phrase struct {
	word    string   // the whole phrase, if the dictionary knows it as a word: it stands where that word does
	forms   []string // folded
	pieces  []string // of the folded phrase between signs, of two characters at least
	whole   bool     // there are no signs
	matcher *zh.Matcher
}

func newPhrase(dict *zh.Dictionary, text string) *phrase {
	typed := strings.Join(strings.Fields(zh.FoldString(text)), " ")
	forms := []string{typed, strings.ReplaceAll(typed, " ", ""), withSpaces(typed)}
	slices.Sort(forms)
	p := &phrase{forms: slices.Compact(forms)}
	p.matcher = zh.NewMatcher(p.forms)
	p.whole = !strings.ContainsFunc(typed, func(r rune) bool { return !isWordRune(r) && r != ' ' })
	for _, piece := range strings.FieldsFunc(typed, func(r rune) bool { return !isWordRune(r) }) {
		if utf8.RuneCountInString(piece) > 1 && !strings.ContainsFunc(piece, isSpaced) {
			p.pieces = append(p.pieces, piece)
		}
	}
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

// inSection reports whether a section holds the phrase. In a plain one most of it is a plain search, which is much faster.
func (p *phrase) inSection(s *storedSection) bool {
	if !s.plain {
		return p.in(s.Heading) || p.in(s.Text)
	}
	if p.whole {
		return slices.ContainsFunc(p.forms, func(form string) bool { return contains(s.Text, form) || contains(s.Heading, form) })
	}
	return p.mayBeIn(s.Text) && p.in(s.Text) || p.mayBeIn(s.Heading) && p.in(s.Heading)
}

// mayBeIn reports whether a plain text has all pieces of the phrase.
func (p *phrase) mayBeIn(text string) bool {
	return !slices.ContainsFunc(p.pieces, func(piece string) bool { return !contains(text, piece) })
}

// contains is [strings.Contains], several times faster on Chinese: that looks for
// the first byte of what is sought first, and nearly all Chinese characters begin
// with one of six.
func contains(text, sought string) bool {
	const skipped = 2
	if len(sought) <= skipped+1 {
		return strings.Contains(text, sought)
	}
	first, rest := sought[:skipped], sought[skipped:]
	for at := skipped; at < len(text); {
		i := strings.Index(text[at:], rest)
		if i < 0 {
			return false
		}
		at += i
		if text[at-skipped:at] == first {
			return true
		}
		at++
	}
	return false
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
