// Package pinyin reads Chinese text aloud, without tones: 政务新媒体 is zheng wu xin mei ti. It serves what people type who
// can't or won't write the characters: full pinyin, and the first letters (zwxmt).
//
// A [Reader] knows for each character its reading in the words around it: 重 in 重庆 is chong, in 重要 zhong. Where no word
// decides, a character with several living readings keeps them all, the usual one first, so that 单老师 is found by dan and by shan.
// Traditional characters are read as their Simplified forms, ü is written v, as on keyboards.
//
// The readings of single characters come from the Go module github.com/mozillazg/go-pinyin (MIT); which of them are
// alive, and the words, are lists of our own in data. [Default] loads in a few milliseconds and holds about a megabyte.
package pinyin

// The table is made anew by go generate, from a module that is no dependency of the product; see internal/compile.
//
//go:generate go run ./internal/compile

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"yanxi/index/zh"
)

// A Reader gives the readings of texts. It never changes, so that any number of goroutines may use it.
type Reader struct {
	words   []Word
	matcher *zh.Matcher
	own     int // the words from this one on are a library's, and decide before the built-in ones
}

// A Word is read in one way only.
type Word struct {
	Text     string     // folded, see [zh.Fold]
	Readings []Syllable // one for each character; 0 for those of which the word says nothing
}

var loadDefault = sync.OnceValue(func() *Reader { return newReader(builtinWords(), nil) })

// Default returns the reader that knows the built-in words.
func Default() *Reader { return loadDefault() }

// With returns r with a library's own words besides, see [ParseWords]. They decide before the built-in ones.
func (r *Reader) With(words []Word) *Reader {
	if len(words) == 0 {
		return r
	}
	return newReader(r.words[:r.own:r.own], append(r.words[r.own:len(r.words):len(r.words)], words...))
}

func newReader(builtin, own []Word) *Reader {
	r := &Reader{words: append(builtin[:len(builtin):len(builtin)], own...), own: len(builtin)}
	// A matcher finds the first of equal terms: what is added later has to stand before.
	terms := make([]string, len(r.words))
	for i, w := range r.words {
		terms[len(terms)-1-i] = w.Text
	}
	r.matcher = zh.NewMatcher(terms)
	return r
}

// Of returns the readings of each character of text, the one that fits best first. What is no Chinese character, or an
// unknown one, has none. The inner slices are shared and must not be changed.
func (r *Reader) Of(text string) [][]Syllable {
	out := make([][]Syllable, 0, utf8.RuneCountInString(text))
	several := false
	for _, char := range text {
		readings := Readings(char)
		several = several || len(readings) > 1
		out = append(out, readings)
	}
	if several || r.own < len(r.words) {
		r.decide(text, out)
	}
	return out
}

// decide replaces the readings of the characters that stand in a known word: a library's own word before a built-in one, a
// longer one before a shorter one.
func (r *Reader) decide(text string, out [][]Syllable) {
	weight := make([]int, len(out)) // of the word that decided
	at, place := 0, 0               // at characters before byte place
	r.matcher.Find(text, func(term, start, end int) bool {
		n := len(r.words) - 1 - term
		w := r.words[n]
		if start < place {
			at -= utf8.RuneCountInString(text[start:place])
		} else {
			at += utf8.RuneCountInString(text[place:start])
		}
		place = start
		if utf8.RuneCountInString(text[start:end]) != len(w.Readings) {
			return true // invisible characters stand inside
		}
		length := len(w.Readings)
		if n >= r.own {
			length += MaxWord
		}
		for i, s := range w.Readings {
			if s != 0 && length > weight[at+i] {
				weight[at+i], out[at+i] = length, one(s)
			}
		}
		return true
	})
}

// Full writes text in pinyin, nothing between the syllables: 政务新媒体 gives zhengwuxinmeiti. Letters and digits
// stay, folded; other signs go.
func (r *Reader) Full(text string) string { return r.write(text, Syllable.String) }

// Initials writes the first letter of each syllable: 政务新媒体 gives zwxmt.
func (r *Reader) Initials(text string) string {
	return r.write(text, func(s Syllable) string { return s.String()[:1] })
}

func (r *Reader) write(text string, spell func(Syllable) string) string {
	var b strings.Builder
	readings := r.Of(text)
	n := 0
	for _, char := range text {
		if s := readings[n]; len(s) > 0 {
			b.WriteString(spell(s[0]))
		} else if unicode.IsLetter(char) || unicode.IsNumber(char) {
			b.WriteRune(zh.Fold(char))
		}
		n++
	}
	return b.String()
}
