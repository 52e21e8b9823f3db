package desk

import (
	"strings"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// longestSlug bounds a proposed name, in bytes: long enough to be told apart, short enough to be read.
const longestSlug = 48

// slug proposes a name in small ASCII letters, digits and hyphens for a title: its words in pinyin. It
// is empty for a title without letters or digits.
func slug(title string) string {
	var words []string
	length := 0
	read := pinyin.Default()
	for _, token := range zh.Default().Words(nil, []byte(title)) {
		if token.Inner {
			continue
		}
		word := plain(read.Full(string(token.Term)))
		if word == "" {
			continue
		}
		if length += len(word) + 1; length > longestSlug && len(words) > 0 {
			break
		}
		words = append(words, word[:min(len(word), longestSlug)])
	}
	return strings.Join(words, "-")
}

// plain keeps what a name may have.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return -1
	}, s)
}
