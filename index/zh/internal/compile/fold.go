package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folds maps a character to the one that stands for it. It holds no character that stands for itself.
type folds map[rune]rune

func compileFold() error {
	opencc, err := module(openccModule)
	if err != nil {
		return err
	}
	f := make(folds)
	f.addUnicode()
	if err := f.addFile(filepath.Join(opencc, "dictionary", "TSCharacters.txt"), traditional); err != nil {
		return err
	}
	if err := f.addFile(filepath.Join(sources, "variants.txt"), variants); err != nil {
		return err
	}
	if err := f.close(); err != nil {
		return err
	}
	if err := keep(opencc, "LICENSE", "LICENSE-opencc"); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("data", "fold.txt"), f.text(), 0o644)
}

// addUnicode adds what follows from Unicode's own tables: case, width, and the characters that exist only for the sake of
// older encodings (Kangxi radicals, compatibility ideographs, subscripts, Roman numerals), as far as one character answers to one.
func (f folds) addUnicode() {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if to := unicodeFold(r); to != r {
			f[r] = to
		}
	}
	for r := 'A'; r <= 'Z'; r++ {
		f[r] = unicode.ToLower(r)
	}
}

func unicodeFold(r rune) rune {
	to := r
	// Encircled numbers are left alone: ① before a sentence is an ornament, not the number 1.
	if circled := r >= 0x2460 && r <= 0x24FF || r >= 0x2776 && r <= 0x2793; !circled && utf8.ValidRune(r) {
		if s := []rune(norm.NFKC.String(string(r))); len(s) == 1 {
			to = s[0]
		}
	}
	// The lowest of the letters that differ in case alone, then its small form: ſ and S both give s, Σ and ς both σ.
	low := to
	for next := unicode.SimpleFold(to); next != to; next = unicode.SimpleFold(next) {
		low = min(low, next)
	}
	return unicode.ToLower(low)
}

// addFile adds the groups of a file; read takes a line apart: the form that stands, then the others.
func (f folds) addFile(name string, read func(line string) ([]rune, error)) error {
	return eachLine(name, func(line string) error {
		group, err := read(line)
		for i := 1; i < len(group); i++ {
			if group[i] != group[0] {
				f[group[i]] = group[0]
			}
		}
		return err
	})
}

// traditional reads "Traditional<tab>Simplified …". A Traditional character that is its own first choice stays.
func traditional(line string) ([]rune, error) {
	from, to, ok := strings.Cut(line, "\t")
	if !ok || utf8.RuneCountInString(from) != 1 || to == "" {
		return nil, fmt.Errorf("%q is no pair of characters", line)
	}
	first, _ := utf8.DecodeRuneInString(to)
	r, _ := utf8.DecodeRuneInString(from)
	return []rune{first, r}, nil
}

// variants reads a line of variants.txt.
func variants(line string) ([]rune, error) {
	if strings.HasPrefix(line, "#") {
		return nil, nil
	}
	var group []rune
	for _, field := range strings.Fields(line) {
		r, size := utf8.DecodeRuneInString(field)
		if size != len(field) {
			return nil, fmt.Errorf("%q is not one character", field)
		}
		group = append(group, r)
	}
	return group, nil
}

// close follows chains to their end (裡 by one table to 裏, by the next to 里), and makes sure that every character of the basic plane
// stands for itself or another of that plane: where the Simplified form lies beyond it, which only rare characters do,
// the Traditional one stands for both. That keeps the table of package zh at 16 bits.
func (f folds) close() error {
	for _, from := range slices.Sorted(maps.Keys(f)) {
		if to := f[from]; from < 0x10000 && to >= 0x10000 && !f.has(to) {
			delete(f, from)
			f[to] = from
		}
	}
	for from := range f {
		to := f[from]
		for range 8 {
			next, ok := f[to]
			if !ok {
				break
			}
			to = next
		}
		if f[from] = to; f.has(to) || from < 0x10000 && to >= 0x10000 {
			return fmt.Errorf("%c leads in a circle or out of the basic plane", from)
		}
	}
	maps.DeleteFunc(f, func(from, to rune) bool { return from == to })
	return nil
}

func (f folds) has(r rune) bool { _, ok := f[r]; return ok }

// text writes a line for every group: the form that stands, then the others.
func (f folds) text() []byte {
	groups := make(map[rune][]rune)
	for from, to := range f {
		groups[to] = append(groups[to], from)
	}
	var b bytes.Buffer
	for _, to := range slices.Sorted(maps.Keys(groups)) {
		slices.Sort(groups[to])
		fmt.Fprintf(&b, "%c%s\n", to, string(groups[to]))
	}
	return b.Bytes()
}
