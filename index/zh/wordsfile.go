package zh

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"yanxi/index/zh/internal/trie"
)

// Bounds of a words file: words in it, characters in a word, bytes in a line.
const (
	MaxWords = 100_000
	MaxWord  = trie.MaxKey
	maxLine  = 1 << 10
)

// A LineError says what is wrong with a line of a words file, counted from 1.
type LineError struct {
	Line int
	Err  error
}

func (e LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns the cause.
func (e LineError) Unwrap() error { return e.Err }

// ParseWords reads a library's own words for [Dictionary.With]: UTF-8, one word a line. Empty lines and what follows a # at
// a line's beginning or after a space are passed over, and so are the count and the part of speech that jieba's user dictionaries
// have behind a Chinese word. A word may mix scripts (QQ空间, C++) and have spaces and signs in it (Windows 11).
//
// Lines that are no use come back in bad, with the reading error if there is one; the others count. Equal words
// are given once.
func ParseWords(r io.Reader) (words []string, bad []LineError) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, maxLine), 1<<16)
	seen := make(map[string]bool)
	n := 0
	for lines.Scan() {
		n++
		word, err := parseWord(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if err != nil {
			bad = append(bad, LineError{n, err})
			if len(bad) == maxBad {
				return words, append(bad, LineError{n, errors.New("too many bad lines, the rest was not read")})
			}
			continue
		}
		if folded := FoldString(word); word == "" || seen[folded] {
			continue
		}
		if len(words) == MaxWords {
			return words, append(bad, LineError{n, fmt.Errorf("more than %d words, the rest was not read", MaxWords)})
		}
		seen[FoldString(word)] = true
		words = append(words, word)
	}
	if err := lines.Err(); err != nil {
		bad = append(bad, LineError{n + 1, err})
	}
	return words, bad
}

// maxBad is after how many bad lines a file is taken not to be one of words.
const maxBad = 1000

// parseWord returns the word of a line, "" when it has none.
func parseWord(line string) (string, error) {
	if len(line) > maxLine {
		return "", fmt.Errorf("%d bytes, more than %d", len(line), maxLine)
	}
	if !utf8.ValidString(line) {
		return "", errors.New("not UTF-8")
	}
	if strings.HasPrefix(line, "#") {
		return "", nil
	}
	for _, comment := range []string{" #", "\t#"} {
		line, _, _ = strings.Cut(line, comment)
	}
	word := strings.Join(fieldsOfWord(line), " ")
	return word, checkWord(word)
}

// fieldsOfWord splits a line at its spaces and leaves out the fields of jieba's format.
func fieldsOfWord(line string) []string {
	fields := strings.Fields(line)
	if len(fields) < 2 || !onlyHan(fields[0]) {
		return fields
	}
	if _, err := strconv.ParseUint(fields[1], 10, 64); err == nil {
		return fields[:1]
	}
	return fields
}

func onlyHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !IsHan(r) }) < 0
}

// checkWord says why a word can't be found in a text.
func checkWord(word string) error {
	if word == "" {
		return nil
	}
	switch n := utf8.RuneCountInString(word); {
	case n < 2:
		return fmt.Errorf("%q: one character is no word to add", word)
	case n > MaxWord:
		return fmt.Errorf("%q: %d characters, more than %d", word, n, MaxWord)
	}
	if i := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 {
		return fmt.Errorf("%q: an invisible character", word)
	}
	first, _ := utf8.DecodeRuneInString(word)
	if c := classOf(first); c != han && c != letter && c != digit {
		return fmt.Errorf("%q: begins with a sign; a word begins with a character, letter or digit", word)
	}
	return nil
}
