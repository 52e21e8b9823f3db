package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yanxi/index/zh"
)

// quotes maps each opening quotation mark to its closing one.
var quotes = map[rune]rune{'"': '"', '“': '”', '「': '」', '『': '』', '＂': '＂'}

// quoted cuts the text in quotation marks off s, if it begins with some.
func quoted(s string) (inner, rest string, ok bool) {
	first, n := utf8.DecodeRuneInString(s)
	closing, opens := quotes[first]
	if !opens {
		return "", s, false
	}
	inner, rest, ok = strings.Cut(s[n:], string(closing))
	if !ok {
		return "", s, false
	}
	return strings.TrimSpace(inner), rest, true
}

// bare cuts off s what ends before white space, a quotation mark or, if given, another character.
func bare(s string, ends func(rune) bool) (text, rest string) {
	end := strings.IndexFunc(s, func(r rune) bool {
		_, opens := quotes[r]
		return opens || unicode.IsSpace(r) || ends != nil && ends(r)
	})
	if end < 0 {
		return s, ""
	}
	return s[:end], s[end:]
}

// nextItem cuts the first word or quoted phrase off s, which is not empty and
// does not begin with white space.
func nextItem(s string) (Item, string) {
	if inner, rest, ok := quoted(s); ok {
		return Item{inner, true}, rest
	}
	if first, n := utf8.DecodeRuneInString(s); quotes[first] != 0 {
		s = s[n:] // a lone mark means nothing
	}
	text, rest := bare(s, nil)
	return Item{Text: text}, rest
}

// maxKey bounds a filter's key in bytes.
const maxKey = 64

// nextFilter cuts a filter off s: a key that is a plain word, a colon of
// either width, and values.
func nextFilter(s string) (f Filter, rest string, ok bool) {
	end := strings.IndexFunc(s, func(r rune) bool { return !isKeyRune(r) })
	if end <= 0 || end > maxKey {
		return f, s, false
	}
	if first, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(first) {
		return f, s, false
	}
	colon, n := utf8.DecodeRuneInString(s[end:])
	if colon != ':' && colon != '：' {
		return f, s, false
	}
	f.Key = zh.FoldString(s[:end])
	f.Values, rest = filterValues(s[end+n:])
	f.Text = s[:len(s)-len(rest)]
	return f, rest, len(f.Values) > 0
}

func isKeyRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '_' || r == '-'
}

// filterValues cuts values off s, up to what no comma or bar joins to them.
// Those without a letter or digit are left out.
func filterValues(s string) (values []string, rest string) {
	for {
		value, after, ok := quoted(s)
		if !ok {
			value, after = bare(s, separatesValues)
		}
		if hasWord(value) {
			values = append(values, value)
		}
		s = after
		r, n := utf8.DecodeRuneInString(s)
		if s == "" || !separatesValues(r) {
			return values, s
		}
		s = s[n:]
	}
}

func separatesValues(r rune) bool { return strings.ContainsRune(",，、|｜", r) }
