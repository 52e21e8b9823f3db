package diff_test

import (
	"strings"
	"testing"

	"yanxi/site/diff"
)

func TestFollow(t *testing.T) {
	t.Parallel()
	const old = "# 题\n\n第一段写的是值班交接。\n\n第二段写的是谁来签字。\n\n第三段写的是什么时候发。"
	tests := []struct {
		name, new string
		line      int
		place     int
		kind      diff.Kind
	}{
		{"nothing changed", old, 5, 5, diff.Same},
		{"lines above", "# 题\n\n新的。\n\n还有一段新的。\n\n" + strings.TrimPrefix(old, "# 题\n\n"), 5, 9, diff.Same},
		{"lines above are gone", "第二段写的是谁来签字。\n\n第三段写的是什么时候发。", 5, 1, diff.Same},
		{"its words changed", strings.Replace(old, "谁来签字", "谁来签字、谁来发", 1), 5, 5, diff.Changed},
		{"its words changed, and lines above", "新的一段，原来没有的。\n\n" + strings.Replace(old, "谁来签字", "谁来签字、谁来发", 1), 5, 7, diff.Changed},
		{"split above", strings.Replace(old, "写的是值班交接", "写的是\n\n值班交接", 1), 5, 7, diff.Same},
		{"gone", strings.Replace(old, "第二段写的是谁来签字。\n\n", "", 1), 5, 0, diff.Removed},
		{"moved to the end", "# 题\n\n第一段写的是值班交接。\n\n第三段写的是什么时候发。\n\n第二段写的是谁来签字。\n", 5, 7, diff.MovedFrom},
		{"the last, without a line end", "又一段。\n\n" + old, 7, 9, diff.Same},
		{"all is gone", "", 5, 0, diff.Removed},
		{"a line that there was not", old, 8, 0, 0},
		{"no line", old, 0, 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := check(t, old, test.new)
			place, kind := d.Follow(test.line)
			if kind == diff.Same && test.kind == diff.MovedFrom { // which of two lines that changed places has moved is of no matter
				kind = diff.MovedFrom
			}
			if place != test.place || kind != test.kind {
				t.Errorf("line %d is followed to %d, %d, want %d, %d; %+v", test.line, place, kind, test.place, test.kind, d.Blocks)
			}
		})
	}
}

// checkFollow holds that what is followed as the same is the same, and that nothing leads outside the new text.
func checkFollow(t *testing.T, d *diff.Diff) {
	t.Helper()
	lines := func(text string) []string { return strings.Split(strings.TrimSuffix(text, "\n"), "\n") }
	old, new := lines(d.Old()), lines(d.New())
	for i := range old {
		place, kind := d.Follow(i + 1)
		switch {
		case d.Old() == "":
		case kind == 0, (place == 0) != (kind == diff.Removed), place > len(new):
			t.Errorf("line %d of %q is followed to %d, %d in %q", i+1, d.Old(), place, kind, d.New())
		case (kind == diff.Same || kind == diff.MovedFrom) && new[place-1] != old[i]:
			t.Errorf("line %d %q is followed to %q", i+1, old[i], new[place-1])
		}
	}
}
