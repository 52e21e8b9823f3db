package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yanxi/index/zh"
)

// keepTitles turns away the documents whose titles hold too little or too much.
func (r *resolved) keepTitles(ok []bool, t *table, d *zh.Dictionary) {
	if len(r.titles)+len(r.without) == 0 {
		return
	}
	want := make([][][]string, len(r.titles))
	for i, values := range r.titles {
		want[i] = wordsOfEach(d, values)
	}
	without := wordsOfEach(d, r.without)
	for i, doc := range t.docs {
		if !ok[i] {
			continue
		}
		title := titleText{folded: zh.FoldString(doc.Title), dict: d}
		ok[i] = !title.holdsOne(without) && !slices.ContainsFunc(want, func(values [][]string) bool { return !title.holdsOne(values) })
	}
}

func wordsOfEach(d *zh.Dictionary, values []string) (terms [][]string) {
	for _, v := range values {
		if w := words(d, v); len(w) > 0 {
			terms = append(terms, w)
		}
	}
	return terms
}

// A titleText is a title as a filter on titles sees it.
type titleText struct {
	folded string
	dict   *zh.Dictionary
	tokens []zh.Token // made when needed
}

// holdsOne reports whether the title holds all words of one of the values.
func (t *titleText) holdsOne(values [][]string) bool {
	return slices.ContainsFunc(values, func(terms []string) bool {
		return !slices.ContainsFunc(terms, func(term string) bool { return !t.holds(term) })
	})
}

// holds looks for Chinese wherever it stands, and for all else among the title's words.
func (t *titleText) holds(term string) bool {
	if strings.Contains(t.folded, term) && strings.ContainsFunc(term, zh.IsHan) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(term) // terms differ from the text in their ends, by stemming
	if !strings.ContainsRune(t.folded, first) {
		return false
	}
	if t.tokens == nil {
		t.tokens = t.dict.Words(nil, []byte(t.folded))
	}
	return slices.ContainsFunc(t.tokens, func(token zh.Token) bool { return string(token.Term) == term })
}
