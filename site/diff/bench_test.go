package diff_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"yanxi/site/diff"
)

// long is some 5 MB of lines of random Chinese, of a number of characters each.
func long(random *rand.Rand, width int) []string {
	var lines []string
	for size := 0; size < 5<<20; {
		var b strings.Builder
		for range width {
			b.WriteRune(rune(0x4e00 + random.IntN(800)))
		}
		b.WriteString("。\n")
		lines = append(lines, b.String())
		size += b.Len()
	}
	return lines
}

// BenchmarkLong compares texts of 5 MB in the worst ways that we could think of.
func BenchmarkLong(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, bb := range []struct {
		name  string
		width int
		edit  func(lines []string) string
	}{
		{"a word in each line", 100, func(lines []string) string {
			return strings.ReplaceAll(strings.Join(lines, ""), "。\n", "改了。\n")
		}},
		{"half of each line", 100, func(lines []string) string {
			var out strings.Builder
			for i, line := range lines {
				runes := []rune(line)
				out.WriteString(string(runes[:50]) + lines[len(lines)-1-i][150:])
			}
			return out.String()
		}},
		{"shuffled", 100, func(lines []string) string {
			lines = append([]string(nil), lines...)
			random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			return strings.Join(lines, "")
		}},
		{"other text", 100, func([]string) string { return strings.Join(long(random, 100), "") }},
		{"short lines", 3, func([]string) string { return strings.Join(long(random, 3), "") }},
		{"a single line", 2 << 20, func(lines []string) string { return strings.ReplaceAll(lines[0], "一", "二改") }},
		{"words of a single line shuffled", 2 << 20, func(lines []string) string {
			runes := []rune(lines[0])
			random.Shuffle(len(runes), func(i, j int) { runes[i], runes[j] = runes[j], runes[i] })
			return string(runes)
		}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			lines := long(random, bb.width)
			old := strings.Join(lines, "")
			edited := bb.edit(lines)
			for b.Loop() {
				diff.Texts(old, edited)
			}
		})
	}
}
