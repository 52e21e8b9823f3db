package main

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yanxi/index/zh"
	"yanxi/index/zh/internal/lexicon"
	"yanxi/index/zh/internal/trie"
)

// modernCount is how often a word of modern.txt is taken to be met in the 60 million words that the source counted. A word of
// modern.txt that the source knows better keeps the higher count.
const modernCount = 300

// counts holds how often each word was met, by its folded form.
type counts map[string]int

func compileWords() error {
	jieba, err := module(jiebaModule)
	if err != nil {
		return err
	}
	c := make(counts)
	if err := c.addJieba(filepath.Join(jieba, "deps", "cppjieba", "dict", "jieba.dict.utf8")); err != nil {
		return err
	}
	if err := c.addModern(filepath.Join(sources, "modern.txt")); err != nil {
		return err
	}
	c.prune()
	alphabet := c.alphabet()
	t, err := trie.Build(c.entries(alphabet))
	if err != nil {
		return err
	}
	data := lexicon.Append(nil, alphabet, t)
	fmt.Printf("%d words of %d characters, %d bytes, %d in memory\n", len(c), len(alphabet), len(data), t.Size())
	if err := keep(jieba, "LICENSE", "LICENSE-gojieba"); err != nil {
		return err
	}
	if err := keep(jieba, "deps/cppjieba/LICENSE", "LICENSE-cppjieba"); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("data", "words.dict"), data, 0o644)
}

// addJieba reads lines of "word count part-of-speech".
func (c counts) addJieba(name string) error {
	return eachLine(name, func(line string) error {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			return fmt.Errorf("%d fields", len(fields))
		}
		n, err := strconv.Atoi(fields[1])
		if err != nil || n <= 0 {
			return fmt.Errorf("count %q", fields[1])
		}
		word := zh.FoldString(fields[0])
		single := utf8.RuneCountInString(word) == 1
		// The counts of single Traditional characters are accidents of the source's encoding: 紝 would be
		// one of the most frequent of all.
		if single && word != fields[0] || utf8.RuneCountInString(word) > trie.MaxKey {
			return nil
		}
		c[word] += n
		return nil
	})
}

func (c counts) addModern(name string) error {
	return eachLine(name, func(line string) error {
		if word := zh.FoldString(strings.TrimSpace(line)); word != "" && !strings.HasPrefix(word, "#") {
			c[word] = max(c[word], modernCount)
		}
		return nil
	})
}

func eachLine(name string, do func(line string) error) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		if err := do(lines.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return lines.Err()
}

// alphabet lists the characters of all words, the most frequent first: a character's code is its place, from 1.
func (c counts) alphabet() []rune {
	met := make(map[rune]int)
	for word := range c {
		for _, r := range word {
			met[r]++
		}
	}
	return slices.SortedFunc(maps.Keys(met), func(a, b rune) int {
		if met[a] != met[b] {
			return met[b] - met[a]
		}
		return int(a - b)
	})
}

// entries gives each word its cost: -log of its share of all words, in steps of lexicon.CostUnit.
func (c counts) entries(alphabet []rune) []trie.Entry {
	code := make(map[rune]uint16)
	for i, r := range alphabet {
		code[r] = uint16(i + 1)
	}
	total := 0
	for _, n := range c {
		total += n
	}
	list := make([]trie.Entry, 0, len(c))
	for word, n := range c {
		e := trie.Entry{Cost: uint16(math.Round(math.Log(float64(total)/float64(n)) / lexicon.CostUnit))}
		for _, r := range word {
			e.Key = append(e.Key, code[r])
		}
		list = append(list, e)
	}
	return list
}

// prune drops the words that are less probable than the likeliest other way to put them together: 京市, met twice, against 京 and 市. They would
// never be chosen, and are junk as parts of longer words.
func (c counts) prune() {
	total := 0
	for _, n := range c {
		total += n
	}
	log := func(n int) float64 { return math.Log(float64(total) / float64(n)) }
	var dead []string
	for word, n := range c {
		chars := []rune(word)
		if len(chars) > 1 && c.split(chars, log) < log(n) {
			dead = append(dead, word)
		}
	}
	for _, w := range dead {
		delete(c, w)
	}
}

// split returns the cost of the best way to put word together of others.
func (c counts) split(word []rune, log func(int) float64) float64 {
	cost := make([]float64, len(word)+1)
	for i := len(word) - 1; i >= 0; i-- {
		cost[i] = log(1) + cost[i+1]
		for j := i + 1; j <= len(word); j++ {
			if n := c[string(word[i:j])]; n > 0 && j-i < len(word) {
				cost[i] = min(cost[i], log(n)+cost[j])
			}
		}
	}
	return cost[0]
}
