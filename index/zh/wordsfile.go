package zh

import (
	"bufio"
	"errors"
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

// ParseWords reads a library's own words for [Dictionary.With]: UTF-8, one word a line. Empty lines and what follows a # at
// a line's beginning or after a space are passed over, and so are the count and the part of speech that jieba's user dictionaries
// have behind a Chinese word. A word may mix scripts (QQ空间, C++) and have spaces and signs in it (Windows 11).
//
// Lines that are no use come back in bad, with the reading error if there is one; the others count. Equal words
// are given once.
func ParseWords(r io.Reader) (words []string, bad []LineError) {
	seen := make(map[string]bool)
	bad = ReadLines(r, func(line string) error {
		word := strings.Join(fieldsOfWord(line), " ")
		if err := checkWord(word); err != nil {
			return err
		}
		if seen[FoldString(word)] {
			return nil
		}
		if len(words) == MaxWords {
			return &BadLine{Reason: ManyWords, Limit: MaxWords}
		}
		seen[FoldString(word)] = true
		words = append(words, word)
		return nil
	})
	return words, bad
}

// maxBad is after how many bad lines a file is taken not to be what it should be.
const maxBad = 1000

// ReadLines reads a list that a library keeps for search: UTF-8, one entry a line. It calls read for each line that says
// something, without the space around it and without comments, which begin with a # at the line's beginning or after a
// space. It returns what is wrong with lines, the reading error among them, and ends early after a line of which read
// says [ManyWords], and after a thousand bad ones.
func ReadLines(r io.Reader, read func(line string) error) (bad []LineError) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, maxLine), 1<<16)
	n := 0
	for lines.Scan() {
		n++
		line, err := cleanLine(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if err == nil && line != "" {
			err = read(line)
		}
		if err == nil {
			continue
		}
		bad = append(bad, LineError{n, err})
		if reason := new(BadLine); errors.As(err, &reason) && reason.Reason == ManyWords {
			return bad
		}
		if len(bad) == maxBad {
			return append(bad, LineError{n, &BadLine{Reason: ManyBad}})
		}
	}
	if err := lines.Err(); err != nil {
		bad = append(bad, LineError{n + 1, err})
	}
	return bad
}

// cleanLine takes the comment off a line.
func cleanLine(line string) (string, error) {
	if len(line) > maxLine {
		return "", &BadLine{Reason: LongLine, Limit: maxLine}
	}
	if !utf8.ValidString(line) {
		return "", &BadLine{Reason: NotUTF8}
	}
	if strings.HasPrefix(line, "#") {
		return "", nil
	}
	for _, comment := range []string{" #", "\t#"} {
		line, _, _ = strings.Cut(line, comment)
	}
	return strings.TrimSpace(line), nil
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
	if utf8.RuneCountInString(word) < 2 {
		return &BadLine{Reason: ShortWord, Text: word}
	}
	return checkTerm(word)
}

// checkTerm says why a word of any length can't be found.
func checkTerm(word string) error {
	if utf8.RuneCountInString(word) > MaxWord {
		return &BadLine{Reason: LongWord, Text: word, Limit: MaxWord}
	}
	if strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return &BadLine{Reason: Invisible, Text: word}
	}
	first, _ := utf8.DecodeRuneInString(word)
	if c := classOf(first); c != han && c != letter && c != digit {
		return &BadLine{Reason: FirstSign, Text: word}
	}
	return nil
}
