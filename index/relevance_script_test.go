//go:build relevance

package index

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// scriptLoss is how much of MRR@10 a reader may lose by typing Simplified
// characters for a Traditional text.
const scriptLoss = 0.002

// A converter turns Traditional characters into Simplified ones as OpenCC's
// t2s does: the longest match of its phrases and characters from left to
// right. It shares nothing with package zh, which folds characters one by one.
//
// The tables are OpenCC's own (Apache-2.0), from the module that the
// dictionary is compiled with. That module as a library would bring in a
// double-array trie under the GPL.
type converter struct {
	table   map[string]string
	longest int // bytes of a key
}

const converterModule = "github.com/longbridgeapp/opencc@v0.3.13"

func newConverter(t testing.TB) *converter {
	t.Helper()
	out, err := exec.Command("go", "mod", "download", "-json", converterModule).Output()
	if err != nil {
		t.Fatalf("go mod download %s: %v: %s", converterModule, err, out)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil {
		t.Fatal(err)
	}
	c := &converter{table: map[string]string{}}
	for _, name := range []string{"TSCharacters.txt", "TSPhrases.txt"} {
		text, err := os.ReadFile(filepath.Join(info.Dir, "dictionary", name))
		if err != nil {
			t.Fatal(err)
		}
		c.add(string(text))
	}
	return c
}

// add takes a table: a key, a tab, and its values, the usual one first.
func (c *converter) add(text string) {
	for line := range strings.Lines(text) {
		key, values, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		value, _, _ := strings.Cut(values, " ")
		c.table[key] = value
		c.longest = max(c.longest, len(key))
	}
}

func (c *converter) convert(s string) string {
	var b strings.Builder
	for s != "" {
		n := c.match(s)
		if n == 0 {
			n = len(string([]rune(s)[:1]))
			b.WriteString(s[:n])
		} else {
			b.WriteString(c.table[s[:n]])
		}
		s = s[n:]
	}
	return b.String()
}

// match is the length of the longest key at the beginning of s, or 0.
func (c *converter) match(s string) int {
	for n := min(len(s), c.longest); n > 0; n-- {
		if _, ok := c.table[s[:n]]; ok {
			return n
		}
	}
	return 0
}

// simplify converts the queries of a set and counts those that changed.
func simplify(c *converter, set judgedSet) (judgedSet, int) {
	out := judgedSet{name: set.name + "-simplified", like: set.name}
	changed := 0
	for _, q := range set.queries {
		text := c.convert(q.text)
		if text != q.text {
			changed++
		}
		out.queries = append(out.queries, judgedQuery{text, q.grades})
	}
	return out, changed
}

func TestRelevanceConverter(t *testing.T) {
	c := newConverter(t)
	for in, want := range map[string]string{
		"政務新媒體的輿情回應": "政务新媒体的舆情回应",
		"乾隆年間，乾燥":    "乾隆年间，干燥", // the same character, told apart by its phrase
		"瞭解瞭望":       "了解瞭望",
		"只有简体 abc":   "只有简体 abc",
	} {
		if got := c.convert(in); got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
}
