// Command compile makes data/table.txt of package pinyin, the usual reading of each character, from the Go module
// go-pinyin, at a fixed version and without making it a dependency of the product. Its notice is kept in data. It runs in the
// folder of the package, by go generate, and writes the same bytes every time.
package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"yanxi/index/zh"
)

const module = "github.com/mozillazg/go-pinyin@v0.21.0"

// noSyllables are spellings of the source that are sounds, dialect, or guesses for a single rare character.
const noSyllables = " bong cei din fiao hm hng len lo m n ng nia rua wong zhei ê "

// colloquial are the syllables that no character has for its usual reading, and some have for another.
const colloquial = "dei shei zhei"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "compile:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := download()
	if err != nil {
		return err
	}
	source, err := os.ReadFile(filepath.Join(dir, "pinyin_dict.go"))
	if err != nil {
		return err
	}
	table, err := compile(string(source))
	if err != nil {
		return err
	}
	notice, err := os.ReadFile(filepath.Join(dir, "LICENSE"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join("data", "LICENSE-go-pinyin"), notice, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("data", "table.txt"), []byte(table), 0o644)
}

func download() (string, error) {
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w: %s", module, err, out)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil || info.Dir == "" {
		return "", fmt.Errorf("go mod download %s: no folder in %s", module, out)
	}
	return info.Dir, nil
}

// entry is a line of the source: 	0x4E2D: "zhōng,zhòng",
var entry = regexp.MustCompile(`(?m)^\s*0x([0-9A-F]+):\s*"([^"]*)",$`)

func compile(source string) (string, error) {
	chars := make(map[string][]rune)
	for _, m := range entry.FindAllStringSubmatch(source, -1) {
		n, err := strconv.ParseInt(m[1], 16, 32)
		if err != nil {
			return "", err
		}
		r := rune(n)
		if zh.Fold(r) != r {
			continue // never asked for
		}
		for marked := range strings.SplitSeq(m[2], ",") {
			if s := plain(marked); !strings.Contains(noSyllables, " "+s+" ") {
				chars[s] = append(chars[s], r)
				break
			}
		}
	}
	if len(chars) < 390 {
		return "", fmt.Errorf("%d syllables: the source has another form", len(chars))
	}
	for s := range strings.FieldsSeq(colloquial) {
		if _, ok := chars[s]; !ok {
			chars[s] = nil
		}
	}
	var b strings.Builder
	for _, s := range slices.Sorted(maps.Keys(chars)) {
		slices.Sort(chars[s])
		fmt.Fprintf(&b, "%s %s\n", s, string(chars[s]))
	}
	return b.String(), nil
}

// plain takes the tone off a syllable and writes ü as v.
func plain(marked string) string {
	s := strings.ReplaceAll(norm.NFD.String(marked), "u\u0308", "v")
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}
