package pinyin

import (
	_ "embed"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"yanxi/index/zh"
)

// wordData lists, by character and reading, the words in which a character is read so; see there.
//
//go:embed data/words.txt
var wordData string

// builtinWords joins what the lines of the list say about a word's characters.
func builtinWords() []Word {
	t := theTable()
	words := make(map[string][]Syllable)
	for line := range dataLines(wordData) {
		fields := strings.Fields(line)
		char, _ := utf8.DecodeRuneInString(fields[0])
		s := t.numbers[fields[1]]
		for _, text := range fields[2:] {
			text = zh.FoldString(text)
			if words[text] == nil {
				words[text] = make([]Syllable, utf8.RuneCountInString(text))
			}
			n := 0
			for _, r := range text {
				if r == char {
					words[text][n] = s
				}
				n++
			}
		}
	}
	out := make([]Word, 0, len(words))
	for _, text := range slices.Sorted(maps.Keys(words)) {
		out = append(out, Word{text, words[text]})
	}
	return out
}

// Bounds of a library's file of readings: words in it, characters in a word.
const (
	MaxWords = 10_000
	MaxWord  = 32
)

// ParseWords reads a library's own readings for [Reader.With], the file yanxi/pinyin.txt: a word a line with its
// syllables behind it, in small or capital letters and without tones; see [zh.ReadLines].
//
//	单县 shan xian
//	尉氏 wei shi    # a comment
//
// Lines that are no use come back in bad, counted from 1, with the reading error if there is one; the others count. Of
// equal words the last decides.
func ParseWords(r io.Reader) (words []Word, bad []zh.LineError) {
	bad = zh.ReadLines(r, func(line string) error {
		word, err := parseWord(line)
		if err != nil {
			return err
		}
		if len(words) == MaxWords {
			return &zh.BadLine{Reason: zh.ManyWords, Limit: MaxWords}
		}
		words = append(words, word)
		return nil
	})
	return words, bad
}

// parseWord reads a line, which is not empty.
func parseWord(line string) (Word, error) {
	fields := strings.Fields(zh.FoldString(line))
	text, spelt := fields[0], fields[1:]
	switch n := utf8.RuneCountInString(text); {
	case n > MaxWord:
		return Word{}, &zh.BadLine{Reason: zh.LongWord, Text: text, Limit: MaxWord}
	case strings.ContainsFunc(text, func(r rune) bool { return !zh.IsHan(r) }):
		return Word{}, &zh.BadLine{Reason: zh.NotChinese, Text: text}
	case n != len(spelt):
		return Word{}, &zh.BadLine{Reason: zh.Uneven, Text: text}
	}
	word := Word{Text: text}
	for _, name := range spelt {
		s, ok := Lookup(normal(name))
		if !ok {
			return Word{}, &zh.BadLine{Reason: zh.NoSyllable, Text: name}
		}
		word.Readings = append(word.Readings, s)
	}
	return word, nil
}

// normal writes ü as v, and u where v is only another way to write it: jv for ju.
func normal(s string) string {
	s = strings.ReplaceAll(s, "ü", "v")
	if !strings.Contains(s, "v") {
		return s
	}
	return strings.NewReplacer("jv", "ju", "qv", "qu", "xv", "xu", "yv", "yu").Replace(s)
}
