package zh

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func ExampleMatcher_Find() {
	terms := []string{"新媒体", "媒体", "qq"}
	text := "政務新媒體與ＱＱ"
	NewMatcher(terms).Find(text, func(term, start, end int) bool {
		fmt.Println(terms[term], start, end, text[start:end])
		return true
	})
	// Output:
	// 新媒体 6 15 新媒體
	// 媒体 9 15 媒體
	// qq 18 24 ＱＱ
}

type found struct{ term, start, end int }

func findAll(terms []string, text string) []found {
	var all []found
	NewMatcher(terms).Find(text, func(term, start, end int) bool {
		all = append(all, found{term, start, end})
		return true
	})
	return all
}

func TestMatcher(t *testing.T) {
	for _, c := range []struct {
		terms, text string
		want        []found
	}{
		{"新媒体", "", nil},
		{"", "新媒体", nil},
		{"体", "體体", []found{{0, 0, 3}, {0, 3, 6}}},
		{"ab b abc", "xABC", []found{{0, 1, 3}, {1, 2, 3}, {2, 1, 4}}},
		{"aa", "aaaa", []found{{0, 0, 2}, {0, 1, 3}, {0, 2, 4}}},
		{"abcd bc c", "abcx", []found{{1, 1, 3}, {2, 2, 3}}},
		{"ＡＢ ab", "ab", []found{{0, 0, 2}}}, // the first of two that fold to one
		{"媒体", "媒\xff体媒\u200b体", []found{{0, 7, 16}}},
		{"媒\u200b体", "媒体", []found{{0, 0, 6}}},
		{"\xff � \u200b", "\xff\u200b�", []found{{1, 4, 7}}},
		{"𠀀𫝈 㑮", "𠀀㑮𠀀𫝈", []found{{0, 0, 7}, {1, 4, 7}, {0, 7, 15}, {1, 11, 15}}},
	} {
		if got := findAll(strings.Split(c.terms, " "), c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q in %q: %v, want %v", c.terms, c.text, got, c.want)
		}
	}
}

func TestMatcherStops(t *testing.T) {
	n := 0
	NewMatcher([]string{"a", "aa"}).Find("aaaa", func(int, int, int) bool { n++; return n < 3 })
	if n != 3 {
		t.Errorf("called %d times, wanted 3", n)
	}
}

// naive finds terms the slow way, in visible characters.
func naive(terms []string, text string) map[found]bool {
	type char struct {
		r          rune
		start, end int
	}
	chars := func(s string) (list []char) {
		for i, r := range s {
			_, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				r = -1
			}
			if classOf(r) != invisible {
				list = append(list, char{Fold(r), i, i + size})
			}
		}
		return list
	}
	all, in := make(map[found]bool), chars(text)
	known := make(map[string]bool)
	for n, term := range terms {
		want := chars(term)
		key := FoldString(strings.Map(func(r rune) rune {
			if classOf(r) == invisible {
				return -1
			}
			return r
		}, term))
		if len(want) == 0 || !utf8.ValidString(term) || known[key] {
			continue
		}
		known[key] = true
		for i := 0; i+len(want) <= len(in); i++ {
			if slices.EqualFunc(in[i:i+len(want)], want, func(a, b char) bool { return a.r == b.r }) {
				all[found{n, in[i].start, in[i+len(want)-1].end}] = true
			}
		}
	}
	return all
}

func FuzzMatcher(f *testing.F) {
	f.Add("媒体,新媒体,体,aB", "政務新媒體 ＡＢ媒\u200b体")
	f.Add("a,aa,aab,b", "aabaaab")
	f.Add("\xff,\u200b,", "\xff\u200b")
	f.Fuzz(func(t *testing.T, list, text string) {
		terms := strings.Split(list, ",")
		want, got := naive(terms, text), findAll(terms, text)
		if len(got) != len(want) {
			t.Errorf("%q in %q: found %v, want %v", terms, text, got, want)
		}
		for i, g := range got {
			if !want[g] {
				t.Errorf("%q in %q: found %v, which is not there", terms, text, g)
			}
			if i > 0 && g.end < got[i-1].end {
				t.Errorf("%q in %q: %v comes after %v", terms, text, g, got[i-1])
			}
		}
	})
}
