package diff_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"yanxi/site/diff"
)

// check holds what is true of the difference of any two texts.
func check(t *testing.T, old, new string) *diff.Diff {
	t.Helper()
	d := diff.Texts(old, new)
	if d.Old() != old {
		t.Errorf("Texts(%q, %q).Old() = %q", old, new, d.Old())
	}
	if d.New() != new {
		t.Errorf("Texts(%q, %q).New() = %q", old, new, d.New())
	}
	if d.Equal() != (old == new) {
		t.Errorf("Texts(%q, %q).Equal() = %v", old, new, d.Equal())
	}
	checkBlocks(t, d)
	checkFold(t, d)
	checkFollow(t, d)
	return d
}

// checkBlocks holds that blocks begin at the lines that they name and hold only what their kind allows.
func checkBlocks(t *testing.T, d *diff.Diff) {
	t.Helper()
	for i, b := range d.Blocks {
		has := map[diff.Op]bool{}
		for k, s := range b.Spans {
			if s.Text == "" {
				t.Errorf("block %d: span %d is empty", i, k)
			}
			if k > 0 && b.Spans[k-1].Op == s.Op {
				t.Errorf("block %d: spans %d and %d could be one", i, k-1, k)
			}
			has[s.Op] = true
		}
		only := func(op diff.Op) bool { return len(b.Spans) == 1 && has[op] }
		ok := true
		switch b.Kind {
		case diff.Same:
			ok = only(diff.Keep) && b.Old > 0 && b.New > 0
		case diff.Changed:
			ok = len(b.Spans) > 0 && b.Old > 0 && b.New > 0 && (has[diff.Insert] || has[diff.Delete])
		case diff.Removed, diff.MovedFrom:
			ok = only(diff.Delete) && b.Old > 0 && b.New == 0
		case diff.Added, diff.MovedTo:
			ok = only(diff.Insert) && b.Old == 0 && b.New > 0
		}
		if !ok || (b.Other > 0) != (b.Kind == diff.MovedFrom || b.Kind == diff.MovedTo) {
			t.Errorf("block %d is %+v", i, b)
		}
	}
	checkNumbers(t, d)
}

func checkNumbers(t *testing.T, d *diff.Diff) {
	t.Helper()
	atOld, atNew := 1, 1
	for i, b := range d.Blocks {
		if b.Old != 0 && b.Old != atOld || b.New != 0 && b.New != atNew {
			t.Errorf("block %d begins at lines %d and %d, and says %d and %d", i, atOld, atNew, b.Old, b.New)
		}
		for _, s := range b.Spans {
			if s.Op != diff.Insert {
				atOld += strings.Count(s.Text, "\n")
			}
			if s.Op != diff.Delete {
				atNew += strings.Count(s.Text, "\n")
			}
		}
	}
}

// checkFold holds that folding loses nothing and hides no change.
func checkFold(t *testing.T, d *diff.Diff) {
	t.Helper()
	folded := &diff.Diff{}
	for _, p := range d.Fold(2) {
		if p.Folded && p.Kind != diff.Same {
			t.Errorf("folded: %+v", p)
		}
		folded.Blocks = append(folded.Blocks, p.Block)
	}
	if folded.Old() != d.Old() || folded.New() != d.New() {
		t.Errorf("folding lost something")
	}
	checkNumbers(t, folded)
}

func TestEdges(t *testing.T) {
	for _, tt := range [][2]string{
		{"", ""},
		{"", "一"},
		{"一\n", ""},
		{"一", "一\n"},
		{"\n\n", "\n"},
		{"一\n二\n", "二\n一\n"},
		{"\xff\xfe", "\xff"},
		{"甲\r\n乙\r\n", "甲\n乙\n"},
		{"a b", "a  b"},
		{"　　首行缩进", "首行缩进"},
	} {
		check(t, tt[0], tt[1])
		check(t, tt[1], tt[0])
	}
}

// TestRandomEdits takes a text apart by random edits of its lines and characters.
func TestRandomEdits(t *testing.T) {
	src, err := os.ReadFile("../../content/library/cases/example.md")
	if err != nil {
		src = []byte(strings.Repeat("各地要加强政务新媒体的管理，及时回应群众关切。\n\n- 第一条：先报事实，慎报原因；\n- 第二条：以发布为主。\n\n", 12))
	}
	random := rand.New(rand.NewPCG(1, 2))
	text := string(src)
	if runes := []rune(text); len(runes) > 3000 {
		text = string(runes[:3000])
	}
	for range 300 {
		check(t, text, edited(random, text))
	}
}

func edited(random *rand.Rand, text string) string {
	for range 1 + random.IntN(6) {
		lines := strings.SplitAfter(text, "\n")
		i, j := random.IntN(len(lines)), random.IntN(len(lines))
		runes := []rune(lines[i])
		switch random.IntN(7) {
		case 0:
			lines[i] = ""
		case 1:
			lines[i] += lines[j]
		case 2:
			lines[i], lines[j] = lines[j], lines[i]
		case 3:
			lines[i] = strings.ReplaceAll(lines[i], "，", ",")
		case 4:
			if len(runes) > 1 {
				k := random.IntN(len(runes))
				lines[i] = string(runes[:k]) + "\n" + string(runes[k:])
			}
		case 5:
			if len(runes) > 1 {
				k := random.IntN(len(runes))
				lines[i] = string(runes[:k]) + string(runes[k+1:])
			}
		case 6:
			lines[i] = strings.TrimSuffix(lines[i], "\n") + "另行通知。\n"
		}
		text = strings.Join(lines, "")
	}
	return text
}

func FuzzTexts(f *testing.F) {
	for _, seed := range [][2]string{
		{"各地要加强管理。\n\n及时回应。\n", "各地应当加强管理，及时回应。\n"},
		{"甲乙丙丁\n一\n", "一\n甲乙丙丁\n"},
		{"2019年6月3日 国办发〔2018〕123号", "2019年6月4日 国办发[2018]123号"},
		{"a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc"},
		{"\xff\n\xfe", "\n\xff"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, old, new string) {
		if len(old)+len(new) > 1<<16 {
			return
		}
		check(t, old, new)
	})
}
