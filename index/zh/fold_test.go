package zh

import (
	"fmt"
	"testing"
	"unicode"
	"unicode/utf8"
)

func ExampleFoldString() {
	fmt.Println(FoldString("ＱＱ空間與政務新媒體"))
	// Output: qq空间与政务新媒体
}

func TestFoldString(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"abc 新媒体，2019", "abc 新媒体，2019"[:len("abc 新媒体")] + ",2019"},
		{"ABC ÄÖ ΣΑΣ", "abc äö σασ"},
		{"ＡＢｃ１２３（）", "abc123()"},
		{"ﾊﾝｶｸ", "ハンカク"},
		{"政務新媒體", "政务新媒体"},
		{"臺灣颱風，裏裡里", "台湾台风,里里里"},
		{"著名 帳號 帐号", "着名 账号 账号"},
		{"峯羣爲為綫線", "峰群为为线线"},
		{"発図気 亜", "发图气 亚"},
		{"⽂⼈ ⻓⻔", "文人 长门"},
		{"豈", "岂"},                   // compatibility ideographs
		{"CO₂ m² Ⅴ ①", "co2 m2 v ①"}, // an encircled number stays
		{"二○一九", "二〇一九"},
		{"ſK", "sk"},
		{"乾隆", "干隆"},
		{"體\xff體\xe4\xbd", "体\xff体\xe4\xbd"},
		{"新\xff媒体", "新\xff媒体"},
	} {
		if got := FoldString(c.in); got != c.want {
			t.Errorf("FoldString(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFoldEveryRune(t *testing.T) {
	changed := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		f := Fold(r)
		if f != r {
			changed++
		}
		if !utf8.ValidRune(r) {
			if f != r {
				t.Errorf("Fold(%U) = %U, though it is no character", r, f)
			}
			continue
		}
		switch {
		case f == 0 && r != 0:
			t.Errorf("Fold(%U) drops %c", r, r)
		case !utf8.ValidRune(f):
			t.Errorf("Fold(%U) = %U is no character", r, f)
		case Fold(f) != f:
			t.Errorf("Fold(%U %c) = %c, which folds to %c", r, r, f, Fold(f))
		case IsHan(r) != IsHan(f) && !unicode.Is(unicode.So, r) && r != '○':
			t.Errorf("Fold(%U %c) = %c, of which only one is Han", r, r, f)
		case unicode.IsUpper(f) && unicode.SimpleFold(f) != f:
			t.Errorf("Fold(%U %c) = %c is a capital letter", r, r, f)
		}
	}
	if changed < 9000 {
		t.Errorf("only %d characters fold", changed)
	}
	for _, r := range []rune{-1, unicode.MaxRune + 1, 0xD800} {
		if Fold(r) != r {
			t.Errorf("Fold(%d) = %d", r, Fold(r))
		}
	}
}

func TestIsHan(t *testing.T) {
	for _, c := range []struct {
		chars string
		want  bool
	}{
		{"中國〇々㐀龥⽂⻓豈𠀀𫝈", true},
		{"aＡ1１，。、 あアㄅ한①ー", false},
	} {
		for _, r := range c.chars {
			if IsHan(r) != c.want {
				t.Errorf("IsHan(%c) = %v", r, !c.want)
			}
		}
	}
}
