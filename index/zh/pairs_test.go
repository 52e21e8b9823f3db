package zh

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func ExamplePairs() {
	text := []byte("政务新媒体，我")
	for _, t := range Pairs(nil, Default().Words(nil, text), text) {
		fmt.Print(string(t.Term), " ")
	}
	// Output: 务新 新媒 体 我
}

func TestPairs(t *testing.T) {
	for _, c := range []splitTest{
		{"", ""},
		{"，。 ", ""},
		{"新媒体，我", "新媒 体 我"},
		{"政務新媒體", "务新 新媒 体"},
		{"Running 5 apps", ""},
		{"B站 QQ空间", "站 间"},
		{"カタカナ한국어", "カタ タカ カナ ナ한 한국 국어 어"},
		{"カナ 한국", "ナ 국"},
		{"お茶", "お 茶"},
		{"新\u200b媒体", "新媒 体"},
		{"媒\xff体", "媒 体"},
	} {
		words := Default().Words(nil, []byte(c.in))
		if got := show(Pairs(nil, words, []byte(c.in))); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
		checkPairs(t, c.in, words)
	}
}

// checkPairs checks what [Pairs] promises for any text and its words: together they hold
// each two neighbours and each character, and no pair is a word.
func checkPairs(t *testing.T, text string, words []Token) {
	t.Helper()
	pairs := Pairs(nil, words, []byte(text))
	checkTokens(t, text, pairs, true)
	type place struct {
		start int
		term  string
	}
	known, begins := map[place]bool{}, map[place]bool{}
	note := func(k Token) {
		first, _ := utf8.DecodeRune(k.Term)
		begins[place{k.Start, string(first)}] = true
		if utf8.RuneCount(k.Term) != 2 || k.Kind != Word {
			return
		}
		known[place{k.Start, string(k.Term)}] = true
	}
	for _, k := range words {
		note(k)
	}
	for _, k := range pairs {
		if known[place{k.Start, string(k.Term)}] {
			t.Fatalf("%q: the pair %s is a word", text, k.Term)
		}
		note(k)
	}
	var last place
	var lastClass class
	for i, r := range text {
		c, next := classOf(r), place{i, string(Fold(r))}
		if c == invisible {
			continue
		}
		if c != han && c != syllable {
			lastClass = other
			continue
		}
		if !begins[next] {
			t.Fatalf("%q: nothing begins with %s", text, next.term)
		}
		if pair := (place{last.start, last.term + next.term}); c == lastClass && !known[pair] {
			t.Fatalf("%q: %s is neither a word nor a pair", text, pair.term)
		}
		last, lastClass = next, c
	}
}

// TestPairsOfLongRun takes a text that words are split in pieces of.
func TestPairsOfLongRun(t *testing.T) {
	text := strings.Repeat("新媒体", 2*maxRun)
	checkPairs(t, text, Default().Words(nil, []byte(text)))
}
