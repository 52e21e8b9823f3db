package site

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yanxi/index"
	"yanxi/site/ui"
)

// unknownFilters says which filters of a query name nothing, and links to the
// same search by what may have been meant.
func (e *Edition) unknownFilters(res *index.Results, address searchURL) []ui.UnknownFilter {
	var out []ui.UnknownFilter
	for _, u := range res.Unknown {
		if !slices.Contains(e.searchFacets(), u.Facet) {
			out = append(out, ui.UnknownFilter{Text: e.ui.T("search.unknown.date", u.Value)})
			continue
		}
		said := ui.UnknownFilter{Text: e.ui.T("search.unknown", u.Value, e.facetLabel(u.Facet))}
		for _, term := range u.Near {
			label := e.Label(u.Facet, term)
			said.Near = append(said.Near, ui.Link{Text: label, URL: address.asking(replaceValue(res.Query.Text, u.Value, label))})
		}
		out = append(out, said)
	}
	return out
}

// replaceValue puts another value into a filter of a query.
func replaceValue(query, value, other string) string {
	for at := range query {
		rest, found := strings.CutPrefix(query[at:], value)
		if found && endsIn(query[:at], ":："+separators) && (rest == "" || beginsIn(rest, endsValue)) {
			return query[:at] + quoteValue(other) + rest
		}
	}
	return strings.Replace(query, value, strings.ReplaceAll(other, `"`, ""), 1) // in quotation marks already
}

// What divides the values of a filter, and what ends one.
const (
	separators = ",，、|｜"
	endsValue  = " 　\"“「『＂" + separators
)

func beginsIn(s, chars string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(chars, first)
}

func endsIn(s, chars string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(chars, last)
}

// quoteValue quotes what would end a value.
func quoteValue(s string) string {
	if strings.ContainsAny(s, endsValue) {
		return `"` + strings.ReplaceAll(s, `"`, "") + `"`
	}
	return s
}
