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
	word    string // the whole phrase, if the dictionary knows it as a word: it stands where that word does
	forms   []phraseForm
	matcher *zh.Matcher // of the forms
}

func newPhrase(dict *zh.Dictionary, text string) *phrase {
	typed := strings.Join(strings.Fields(zh.FoldString(text)), " ")
	forms := []string{typed, strings.ReplaceAll(typed, " ", ""), withSpaces(typed)}
	slices.Sort(forms)
	forms = slices.Compact(forms)
	p := &phrase{matcher: zh.NewMatcher(forms)}
	for _, form := range forms {
		p.forms = append(p.forms, newPhraseForm(form))
	}
	if tokens := dict.Words(nil, []byte(typed)); len(tokens) > 0 && tokens[0].Kind == zh.Word && tokens[0].Start == 0 && tokens[0].End == len(typed) {
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

// inSection reports whether a section holds the phrase.
func (p *phrase) inSection(s *storedSection) bool {
	if !s.plain {
		return p.in(s.Heading) || p.in(s.Text)
	}
	return slices.ContainsFunc(p.forms, func(f phraseForm) bool { return f.inPlain(s.Heading) || f.inPlain(s.Text) })
}

// A phraseForm is one way to write a phrase, folded: its longest run of characters, letters and digits,
// which a plain text has as it is, and what is around that.
type phraseForm struct{ before, anchor, after string }

func newPhraseForm(text string) phraseForm {
	f := phraseForm{after: text}
	for at := 0; at < len(text); {
		start := strings.IndexFunc(text[at:], isWordRune)
		if start < 0 {
			break
		}
		start += at
		end := len(text)
		if i := strings.IndexFunc(text[start:], func(r rune) bool { return !isWordRune(r) }); i >= 0 {
			end = start + i
		}
		if end-start > len(f.anchor) {
			f = phraseForm{text[:start], text[start:end], text[end:]}
		}
		at = end
	}
	return f
}

// inPlain reports whether a plain text holds the form, see [zh.IsPlain].
func (f *phraseForm) inPlain(text string) bool {
	for at := 0; f.anchor != ""; {
		i := indexOf(text[at:], f.anchor)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(f.anchor)
		if endsFolded(text[:start], f.before) && beginsFolded(text[end:], f.after) {
			return true
		}
		at = start + 1
	}
	return false
}

func beginsFolded(text, folded string) bool {
	for _, want := range folded {
		r, n := utf8.DecodeRuneInString(text)
		if n == 0 || zh.Fold(r) != want {
			return false
		}
		text = text[n:]
	}
	return true
}

func endsFolded(text, folded string) bool {
	for folded != "" {
		want, m := utf8.DecodeLastRuneInString(folded)
		r, n := utf8.DecodeLastRuneInString(text)
		if n == 0 || zh.Fold(r) != want {
			return false
		}
		text, folded = text[:len(text)-n], folded[:len(folded)-m]
	}
	return true
}

// indexOf is [strings.Index], several times faster on Chinese: that looks for the
// first byte of what is sought first, and nearly all Chinese characters begin
// with one of six.
func indexOf(text, sought string) int {
	const skipped = 2
	if len(sought) <= skipped+1 {
		return strings.Index(text, sought)
	}
	first, rest := sought[:skipped], sought[skipped:]
	for at := skipped; at < len(text); at++ {
		i := strings.Index(text[at:], rest)
		if i < 0 {
			return -1
		}
		at += i
		if text[at-skipped:at] == first {
			return at - skipped
		}
	}
	return -1
}

// maxVerified bounds the texts that are looked into for one query, about 40 ms
// of processor. Only phrases of common words that are no word themselves come near it.
const maxVerified = 1000

// A verifier looks into the texts of documents for phrases.
type verifier struct {
	*session
	looked   int
	unlooked bool // there were more than [maxVerified]
}

// holds reports whether a document holds a phrase; of one that is not looked
// into any more, unsure is said.
func (v *verifier) holds(doc uint32, p *phrase, unsure bool) (bool, error) {
	n := v.snap.of[doc]
	if n < 0 {
		return false, nil
	}
	if v.looked == maxVerified {
		v.unlooked = true
		return unsure, nil
	}
	v.looked++
	d := v.table.docs[n]
	sections, err := v.sections(d.ID)
	if err != nil {
		return false, err
	}
	for i := range sections {
		if p.inSection(&sections[i]) {
			return true, nil
		}
	}
	return p.in(d.Title) || slices.ContainsFunc(metaParts(v.lib, d), p.in), nil
}
