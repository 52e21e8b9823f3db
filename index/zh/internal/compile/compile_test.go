package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"yanxi/index/zh"
)

func TestFolds(t *testing.T) {
	f := make(folds)
	f.addUnicode()
	for _, c := range []struct{ from, to rune }{{'Ａ', 'a'}, {'Σ', 'σ'}, {'ς', 'σ'}, {'ſ', 's'}, {'⽂', '文'}, {'①', '①'}, {'½', '½'}} {
		if got, ok := f[c.from]; ok && got != c.to || !ok && c.from != c.to {
			t.Errorf("%c becomes %c, want %c", c.from, got, c.to)
		}
	}
	f = folds{'裡': '裏', '裏': '里', '㑮': '𫝈'}
	if err := f.close(); err != nil {
		t.Fatal(err)
	}
	if want := (folds{'裡': '里', '裏': '里', '𫝈': '㑮'}); !maps.Equal(f, want) {
		t.Errorf("close made %v", f)
	}
	if got := string(f.text()); got != "㑮𫝈\n里裏裡\n" {
		t.Errorf("text %q", got)
	}
}

func TestReadGroups(t *testing.T) {
	for _, c := range []struct {
		read     func(string) ([]rune, error)
		in, want string
		ok       bool
	}{
		{traditional, "乾\t干 乾", "干乾", true},
		{traditional, "覆\t覆 复", "覆覆", true},
		{traditional, "词语\t词", "", false},
		{traditional, "", "", false},
		{variants, "# 着 著", "", true},
		{variants, "着 著", "着著", true},
		{variants, "", "", true},
		{variants, "着 著名", "", false},
	} {
		if got, err := c.read(c.in); string(got) != c.want || (err == nil) != c.ok {
			t.Errorf("%q is read as %q, error %v", c.in, string(got), err)
		}
	}
	if err := (folds{'a': 'b', 'b': 'a'}).close(); err == nil {
		t.Error("a circle was closed")
	}
}

func TestPrune(t *testing.T) {
	c := counts{"南": 500, "京": 500, "市": 500, "南京": 400, "京市": 1, "南京市": 300}
	c.prune()
	if got := slices.Sorted(maps.Keys(c)); !slices.Equal(got, []string{"京", "南", "南京", "南京市", "市"}) {
		t.Errorf("left are %q", got)
	}
	if got := string(c.alphabet()); got != "京南市" {
		t.Errorf("alphabet %q", got)
	}
}

// TestDataIsCurrent checks that the committed data was made from the lists in this folder.
func TestDataIsCurrent(t *testing.T) {
	err := eachLine("variants.txt", func(line string) error {
		group, err := variants(line)
		for _, r := range group {
			if zh.Fold(r) != zh.Fold(group[0]) {
				t.Errorf("%c and %c are not folded to one", r, group[0])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	err = eachLine("modern.txt", func(line string) error {
		if line == "" || strings.HasPrefix(line, "#") {
			return nil
		}
		if seen[line] {
			t.Errorf("%s is listed twice", line)
		}
		seen[line] = true
		if words := zh.Default().Words(nil, []byte(line)); string(words[0].Term) != zh.FoldString(line) {
			t.Errorf("%s is split, it begins with %s", line, words[0].Term)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
