package index

import (
	"slices"

	"yanxi/index/zh"
)

// words lists the distinct terms that the dictionary makes of a query's text,
// each word whole, in order.
func words(d *zh.Dictionary, text string) []string {
	return terms(d.Words(nil, []byte(text)), func(t zh.Token) bool { return !t.Inner })
}

// parts lists the parts of the long words of a text: 新媒体 of 政务新媒体.
func parts(d *zh.Dictionary, text string) []string {
	return terms(d.Words(nil, []byte(text)), func(t zh.Token) bool { return t.Inner })
}

func terms(tokens []zh.Token, wanted func(zh.Token) bool) []string {
	var out []string
	for _, t := range tokens {
		if term := string(t.Term); wanted(t) && len(out) < maxTerms && !slices.Contains(out, term) {
			out = append(out, term)
		}
	}
	return out
}
