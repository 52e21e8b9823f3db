package pinyin

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"yanxi/index/zh"
)

// A Syllable is one of the some 400 syllables of Mandarin, without its tone. 0 is none.
type Syllable uint16

// tableData has a line for each syllable, in order: the syllable, a space, and the characters that
// are usually read so, folded, by code point. It is made by internal/compile.
//
//go:embed data/table.txt
var tableData string

// heteronymData lists the characters with several living readings, see there.
//
//go:embed data/heteronyms.txt
var heteronymData string

// A table is the data, unpacked.
type table struct {
	names   []string // by syllable; names[0] is ""
	numbers map[string]Syllable
	near    [1 << 16]Syllable // usual reading, by character
	far     []farReading      // of those beyond the basic plane, sorted
	several map[rune][]Syllable
	single  []Syllable // n at place n, of which [one] takes slices
}

type farReading struct {
	char     rune
	syllable Syllable
}

var theTable = sync.OnceValue(loadTable)

func loadTable() *table {
	t := &table{names: []string{""}, numbers: make(map[string]Syllable, 512), several: make(map[rune][]Syllable, 256)}
	for line := range strings.Lines(tableData) {
		name, chars, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		s := Syllable(len(t.names))
		t.names = append(t.names, name)
		t.numbers[name] = s
		for _, r := range chars {
			if r < 1<<16 {
				t.near[r] = s
			} else {
				t.far = append(t.far, farReading{r, s})
			}
		}
	}
	slices.SortFunc(t.far, func(a, b farReading) int { return int(a.char - b.char) })
	for n := range t.names {
		t.single = append(t.single, Syllable(n))
	}
	for line := range dataLines(heteronymData) {
		fields := strings.Fields(line)
		r, _ := utf8.DecodeRuneInString(fields[0])
		for _, name := range fields[1:] {
			t.several[r] = append(t.several[r], t.numbers[name])
		}
		t.near[r] = t.several[r][0]
	}
	return t
}

// dataLines yields the lines of a list of ours, without comments.
func dataLines(data string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(data) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// one returns a shared slice of s alone.
func one(s Syllable) []Syllable { return theTable().single[s : s+1 : s+1] }

// String spells the syllable: zheng, lv.
func (s Syllable) String() string {
	if t := theTable(); int(s) < len(t.names) {
		return t.names[s]
	}
	return ""
}

// Lookup returns the syllable that is spelt so, in small letters and with v for ü.
func Lookup(spelt string) (Syllable, bool) {
	s, ok := theTable().numbers[spelt]
	return s, ok
}

// Syllables lists all syllables by their spelling.
func Syllables() []Syllable { return theTable().single[1:] }

// MaxSpelt is the length of the longest syllable: zhuang.
const MaxSpelt = 6

// Readings returns the living readings of a character, the usual one first; none for what is no Chinese character, or
// an unknown one. The slice is shared and must not be changed.
func Readings(char rune) []Syllable {
	t, char := theTable(), zh.Fold(char)
	if char < 1<<16 {
		s := t.near[char]
		if s == 0 {
			return nil
		}
		if several := t.several[char]; several != nil {
			return several
		}
		return t.single[s : s+1 : s+1]
	}
	if i, ok := slices.BinarySearchFunc(t.far, char, func(f farReading, r rune) int { return int(f.char - r) }); ok {
		return one(t.far[i].syllable)
	}
	return nil
}
