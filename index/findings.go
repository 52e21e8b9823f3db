package index

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// A lexicalFile is a file of a library's yanxi folder that search is built with.
type lexicalFile struct {
	name  string
	rule  string
	check func(io.Reader) []zh.LineError
	form  [2]string // how a line should look, in Chinese and English, where the reason doesn't say
}

var lexicalFiles = []lexicalFile{
	{"words.txt", "bad-words",
		func(r io.Reader) []zh.LineError { _, bad := zh.ParseWords(r); return bad },
		[2]string{"一行写一个词", "Write a word on each line"}},
	{"synonyms.txt", "bad-synonyms",
		func(r io.Reader) []zh.LineError { _, bad := zh.ParseSynonyms(r); return bad },
		[2]string{"一行写一组：甲 = 乙，或 甲 => 乙", "Write a relation on each line: a = b, or a => b"}},
	{"pinyin.txt", "bad-pinyin",
		func(r io.Reader) []zh.LineError { _, bad := pinyin.ParseWords(r); return bad },
		[2]string{"写成：单县 shan xian，一个字一个音节，不写声调", "Write a word and a syllable for each character, without tones: 单县 shan xian"}},
}

// maxFileFindings bounds the findings of one file: more say nothing new.
const maxFileFindings = 200

// Check returns what is wrong with the files of a library that search is built
// with: yanxi/words.txt, synonyms.txt and pinyin.txt. Lines that are
// no use are passed over by search. What is wrong with all else
// [content.Library.Check] says.
func Check(lib *content.Library) []content.Finding {
	var all []content.Finding
	lang := language(lib)
	for _, f := range lexicalFiles {
		src := lib.ConfigFile(f.name)
		lines := bytes.Split(src, []byte("\n"))
		for i, bad := range f.check(bytes.NewReader(src)) {
			finding := content.Finding{File: "yanxi/" + f.name, Line: bad.Line, Column: 1, EndLine: bad.Line, EndColumn: 1, Rule: f.rule, Level: content.LevelWarning}
			if bad.Line <= len(lines) {
				finding.EndColumn += utf8.RuneCount(bytes.TrimRight(lines[bad.Line-1], "\r"))
			}
			words := f.say(bad.Err)
			if i == maxFileFindings-1 {
				words = badLines[zh.ManyBad]
			}
			finding.Message, finding.Suggestion = words[lang][0], words[lang][1]
			all = append(all, finding)
			if i == maxFileFindings-1 {
				break
			}
		}
	}
	return all
}

// language is the place of a library's language in messages: Chinese first,
// English second.
func language(lib *content.Library) int {
	if lang := strings.ToLower(lib.Settings().Lang); lang == "en" || strings.HasPrefix(lang, "en-") {
		return 1
	}
	return 0
}

// said is a message and a hint, in Chinese and in English.
type said [2][2]string

// say puts what is wrong with a line into the reader's words.
func (f *lexicalFile) say(err error) said {
	line := new(zh.BadLine)
	if !errors.As(err, &line) {
		return said{{"这一行读不懂，没有采用（" + err.Error() + "）", f.form[0]}, {"The line is not used: " + err.Error(), f.form[1]}}
	}
	form, ok := badLines[line.Reason]
	if !ok {
		return said{{"这一行没有采用", f.form[0]}, {"The line is not used: " + line.Error(), f.form[1]}}
	}
	fill := strings.NewReplacer("{text}", shorten(line.Text), "{limit}", fmt.Sprint(line.Limit))
	for i := range form {
		form[i][0], form[i][1] = fill.Replace(form[i][0]), fill.Replace(form[i][1])
	}
	return form
}

// shorten cuts what a message quotes.
func shorten(s string) string {
	const most = 40 // characters
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// badLines say what is wrong with a line and how to mend it.
var badLines = map[zh.Reason]said{
	zh.NotUTF8: {{"这一行不是 UTF-8 编码，没有采用", "在编辑器里另存为 UTF-8"},
		{"The line is not UTF-8 and is not used", "Save the file as UTF-8 in your editor"}},
	zh.LongLine: {{"这一行超过 {limit} 字节，没有采用", "分成几行"},
		{"The line is longer than {limit} bytes and is not used", "Split it"}},
	zh.ShortWord: {{"“{text}”只有一个字，没有采用", "词至少写两个字"},
		{"“{text}” is one character and is not used", "A word has two characters at least"}},
	zh.LongWord: {{"“{text}”超过 {limit} 个字，没有采用", "这里写词，不写句子"},
		{"“{text}” is longer than {limit} characters; the line is not used", "Words go here, not sentences"}},
	zh.Invisible: {{"“{text}”里有看不见的字符，没有采用", "删去这一行，重新打一遍"},
		{"“{text}” has a character in it that is not seen; the line is not used", "Remove the line and type it again"}},
	zh.FirstSign: {{"“{text}”以符号开头，没有采用", "以汉字、字母或数字开头，书名号和引号不用写"},
		{"“{text}” begins with a sign; the line is not used", "Begin with a character, letter or digit, without quotation marks"}},
	zh.ManyWords: {{"超过 {limit} 个词，从这一行起没有读", "删去用不着的"},
		{"There are more than {limit} words; the file is not read from here on", "Remove what nobody needs"}},
	zh.ManyBad: {{"有问题的行太多，后面的没有列出", "改好前面的再检查一次；也看看是不是放错了文件"},
		{"There is more wrong with this file than is listed", "Mend the first of it and check again; or is it another file?"}},
	zh.NoRelation: {{"这一行没有 = 或 =>，没有采用", "写成 甲 = 乙，或 甲 => 乙"},
		{"The line has neither = nor => and is not used", "Write a = b, or a => b"}},
	zh.Relations: {{"=> 写了两次，或与 = 写在同一行，没有采用", "分成几行写"},
		{"The line has => twice, or = beside it, and is not used", "Split it"}},
	zh.OneTerm: {{"这一行没有两个不同的说法，没有采用", "= 或 => 的两边都要写"},
		{"The line has no two different terms and is not used", "Write terms on both sides of = or =>"}},
	zh.ManyTerms: {{"这一行超过 {limit} 个说法，没有采用", "分成几行，一行只写意思相同的"},
		{"The line has more than {limit} terms and is not used", "Split it; a line is for terms that mean the same"}},
	zh.Uneven: {{"“{text}”的字数和后面的音节数不一样，没有采用", "一个字写一个音节：单县 shan xian"},
		{"“{text}” has not one syllable for each character; the line is not used", "Write a syllable for each: 单县 shan xian"}},
	zh.NotChinese: {{"“{text}”不全是汉字，没有采用", "先写汉字，再写拼音：单县 shan xian"},
		{"“{text}” is not all Chinese characters; the line is not used", "Write the word, then its syllables: 单县 shan xian"}},
	zh.NoSyllable: {{"“{text}”不是拼音的音节，没有采用", "不写声调，音节之间留空格，ü 写成 v"},
		{"“{text}” is no syllable of pinyin; the line is not used", "Write syllables apart and without tones, and v for ü"}},
	zh.Crowded: {{"“{text}”的同义词超过 {limit} 个，多出的没有采用", "删去不常用的"},
		{"“{text}” has more than {limit} synonyms; the others are not used", "Remove the rare ones"}},
}
