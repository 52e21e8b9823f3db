package index

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
	"yanxi/content/library"
	"yanxi/index/zh"
)

func TestCheck(t *testing.T) {
	fsys := fstest.MapFS{}
	put(fsys, "yanxi/words.txt", "政务新媒体\n的\r\n《民法典》\n")
	put(fsys, "yanxi/synonyms.txt", "# c\n官微\n甲方 = \n"+strings.Repeat("长", 50)+" = 短\n")
	put(fsys, "yanxi/pinyin.txt", "单县 shan\n")
	var got []string
	for _, f := range Check(openLibrary(t, fsys)) {
		got = append(got, fmt.Sprintf("%v-%d %s", f, f.EndColumn, f.Suggestion))
	}
	want := []string{
		"yanxi/words.txt:2:1: warning: “的”只有一个字，没有采用 [bad-words]-2 词至少写两个字",
		"yanxi/words.txt:3:1: warning: “《民法典》”以符号开头，没有采用 [bad-words]-6 以汉字、字母或数字开头，书名号和引号不用写",
		"yanxi/synonyms.txt:2:1: warning: 这一行没有 = 或 =>，没有采用 [bad-synonyms]-3 写成 甲 = 乙，或 甲 => 乙",
		"yanxi/synonyms.txt:3:1: warning: 这一行没有两个不同的说法，没有采用 [bad-synonyms]-6 = 或 => 的两边都要写",
		"yanxi/synonyms.txt:4:1: warning: “" + strings.Repeat("长", 40) + "…”超过 32 个字，没有采用 [bad-synonyms]-55 这里写词，不写句子",
		"yanxi/pinyin.txt:1:1: warning: “单县”的字数和后面的音节数不一样，没有采用 [bad-pinyin]-8 一个字写一个音节：单县 shan xian",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	put(fsys, "yanxi/settings.yaml", "lang: en\n")
	if found := Check(openLibrary(t, fsys)); len(found) != len(want) || found[0].Suggestion != "A word has two characters at least" {
		t.Errorf("in English: %v", found)
	}
}

func TestCheckIsBounded(t *testing.T) {
	fsys := fstest.MapFS{}
	put(fsys, "yanxi/words.txt", strings.Repeat("的\n", 5000))
	found := Check(openLibrary(t, fsys))
	if len(found) != maxFileFindings || !strings.Contains(found[maxFileFindings-1].Message, "没有列出") {
		t.Errorf("%d findings, the last %v", len(found), found[len(found)-1])
	}
}

func TestCheckFindsNothing(t *testing.T) {
	lib, err := content.Open(library.FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, lib := range []*content.Library{lib, openLibrary(t, fstest.MapFS{})} {
		if found := Check(lib); len(found) > 0 {
			t.Errorf("findings: %v", found)
		}
	}
}

// Each reason of package zh is said in both languages, with all its places filled.
func TestEveryReasonIsSaid(t *testing.T) {
	source, err := os.ReadFile("zh/badline.go")
	if err != nil {
		t.Fatal(err)
	}
	reasons := regexp.MustCompile(`(?m)^\t\w+ +Reason = "([a-z0-9-]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(reasons) != len(badLines) {
		t.Errorf("%d reasons, of which %d are said", len(reasons), len(badLines))
	}
	for _, match := range reasons {
		reason := zh.Reason(match[1])
		if _, ok := badLines[reason]; !ok {
			t.Errorf("%s is not said", reason)
		}
		said := lexicalFiles[0].say(zh.LineError{Line: 1, Err: &zh.BadLine{Reason: reason, Text: "词", Limit: 7}})
		for _, text := range []string{said[0][0], said[0][1], said[1][0], said[1][1]} {
			if text == "" || strings.ContainsAny(text, "{}") {
				t.Errorf("%s: %q", reason, text)
			}
		}
	}
}
