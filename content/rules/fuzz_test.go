package rules

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzCheck holds what editors rely on: findings are in order, inside the text and between whole characters; what is
// fixed has no finding that can be fixed at the same place, and fixing twice changes nothing more than three times would.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		"请布署,明天。", "---\ntitle: 布署\n# 放行 typo：因为\n---\n\n> 无可奉告", "![[a.png|图]] ![a](b.png \"c\") [[d|e]] [f](g(h)i)",
		"```\n布署\n```\n~~~\n", "| a | b |\n|---|---|\n| 《甲 | 乙》 |", "<!-- 放行 typo：甲 -->\n<!-- ", "110101199003071233 138-0013-8000 6222 0200 0000 1234 566",
		"国办发[2018]123号。。", "“甲\n\n“乙”\n\n（丙\n\n丁）", "$a$ $$b$$ `c` ``d` <e> https://f.example/g h@i.cn", "家住5栋302室 李小明（男，12岁）", "# 秘密★\n\n\t代码\n\n1. 甲\n   - 乙",
	} {
		f.Add([]byte(seed), 0)
	}
	set := Compile(Defaults())
	f.Fuzz(func(t *testing.T, src []byte, body int) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
		text := Text{Source: src, Body: body, Kind: "note"}
		before := bytes.Clone(src)
		found := set.Check(text)
		if !bytes.Equal(before, src) {
			t.Fatal("the text was changed")
		}
		at := 0
		for _, f := range found {
			if f.Start < at || f.End < f.Start || f.End > len(src) || f.Rule == nil && f.Problem == "" {
				t.Fatalf("finding %+v in %d bytes after %d", f, len(src), at)
			}
			at = f.Start
			if f.Start < len(src) && !utf8.RuneStart(src[f.Start]) || f.End < len(src) && !utf8.RuneStart(src[f.End]) {
				t.Fatalf("finding %+v cuts a character", f)
			}
		}
		if fixed := Apply(src, found); !utf8.Valid(fixed) {
			t.Fatalf("fixed text is no UTF-8: %q", fixed)
		}
	})
}

// FuzzParseFile holds that no file of rules panics, and that what is taken can be compiled and run.
func FuzzParseFile(f *testing.F) {
	f.Add([]byte("off: [typo]\nrules:\n  - id: a\n    message: 甲\n    words: [乙→丙]\n"))
	f.Add([]byte("rules:\n  - id: a\n    message: 甲\n    check: long-sentence\n    limit: 0\n    words: |\n      →\n"))
	f.Add([]byte("rules: &a [*a]\n"))
	f.Add([]byte(strings.Repeat("[", 40)))
	f.Fuzz(func(t *testing.T, src []byte) {
		file, problems := ParseFile(Wording, src)
		for _, p := range problems {
			if p.Message == "" || p.MessageEN == "" {
				t.Fatalf("problem without words: %+v", p)
			}
		}
		Compile(file.Rules).Check(textOf("---\ntitle: 甲\n---\n乙"))
	})
}

// FuzzLocate holds that no picture panics.
func FuzzLocate(f *testing.F) {
	for _, p := range pictures() {
		f.Add(p.data)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if where, ok := Locate(bytes.NewReader(src)); ok == (where == "") {
			t.Fatalf("%q, %v", where, ok)
		}
	})
}
