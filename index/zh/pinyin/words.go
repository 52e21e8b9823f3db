package pinyin

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
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

// Bounds of a library's file of readings: words in it, characters in a word, bytes in a line.
const (
	MaxWords = 10_000
	MaxWord  = 32
	maxLine  = 1 << 10
	maxBad   = 1000 // bad lines after which a file is taken not to be one of readings
)

// ParseWords reads a library's own readings for [Reader.With], the file yanxi/pinyin.txt: UTF-8, a word a line with its
// syllables behind it, in small or capital letters and without tones.
//
//	单县 shan xian
//	尉氏 wei shi    # a comment
//
// Lines that are no use come back in bad, counted from 1, with the reading error if there is one; the others count. Of
// equal words the last decides.
func ParseWords(r io.Reader) (words []Word, bad []zh.LineError) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, maxLine), 1<<16)
	n := 0
	for lines.Scan() {
		n++
		word, err := parseWord(strings.TrimPrefix(lines.Text(), "\ufeff"))
		switch {
		case err != nil && len(bad) == maxBad:
			return words, append(bad, zh.LineError{Line: n, Err: errors.New("too many bad lines, the rest was not read")})
		case err != nil:
			bad = append(bad, zh.LineError{Line: n, Err: err})
		case word.Text != "" && len(words) == MaxWords:
			return words, append(bad, zh.LineError{Line: n, Err: fmt.Errorf("more than %d words, the rest was not read", MaxWords)})
		case word.Text != "":
			words = append(words, word)
		}
	}
	if err := lines.Err(); err != nil {
		bad = append(bad, zh.LineError{Line: n + 1, Err: err})
	}
	return words, bad
}

// parseWord returns the word of a line, an empty one when it has none.
func parseWord(line string) (Word, error) {
	if len(line) > maxLine {
		return Word{}, fmt.Errorf("%d bytes, more than %d", len(line), maxLine)
	}
	if !utf8.ValidString(line) {
		return Word{}, errors.New("not UTF-8")
	}
	line, _, _ = strings.Cut(line, "#")
	fields := strings.Fields(zh.FoldString(line))
	if len(fields) == 0 {
		return Word{}, nil
	}
	text, spelt := fields[0], fields[1:]
	if n := utf8.RuneCountInString(text); n > MaxWord {
		return Word{}, fmt.Errorf("%q: %d characters, more than %d", text, n, MaxWord)
	} else if n != len(spelt) {
		return Word{}, fmt.Errorf("%q: %d characters, but %d syllables", text, n, len(spelt))
	}
	word := Word{Text: text}
	for _, r := range text {
		if !zh.IsHan(r) {
			return Word{}, fmt.Errorf("%q: %c is no Chinese character", text, r)
		}
	}
	for _, name := range spelt {
		s, ok := Lookup(normal(name))
		if !ok {
			return Word{}, fmt.Errorf("%q: %q is no syllable", text, name)
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
