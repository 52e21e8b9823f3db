package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxQuery is how many characters of a query are read.
const MaxQuery = 256

// A Query is what a reader typed, taken apart. Anything is a valid query:
//
//	首次回应 学校        both words, in any order
//	"快报事实"           literally; “…”, 「…」 and 『…』 as well
//	学校 或 幼儿园        either; OR and | as well, standing alone
//	-旅游 -"无可奉告"     without
//	平台:微博 年份:2019   only such documents, see [Filter]
//
// White space separates, and so do quotation marks. A mark that has no
// partner, and an operator that has nothing beside it, mean nothing.
type Query struct {
	Text    string   // as typed, cleaned of control characters, cut at [MaxQuery] characters
	Groups  []Group  // all of them are looked for
	Without []Item   // no result may hold any
	Filters []Filter // candidates, in the order typed: only a library can tell which of them are filters
}

// A Group is what one place of a query asks for: any of its items. It has at
// least one.
type Group []Item

// An Item is a piece of a query with a letter or digit in it.
type Item struct {
	Text   string
	Phrase bool // in quotation marks: to be found literally
}

// A Filter is a piece of a query of the form key:value, with either colon. Its key is in
// either language, the name of a vocabulary among them; further values follow a comma or bar,
// and values with white space are in quotation marks. What has no such key in a library
// is ordinary text there: http://example.org, 注意:保密.
type Filter struct {
	Key     string   // folded
	Values  []string // alternatives, as typed; at least one
	Without bool     // -key:value
	Text    string   // as typed, without the minus

	start, end int // where in the query's text it stands, with the minus
}

// ParseQuery takes a query apart. All that looks like a filter is given as one.
func ParseQuery(s string) Query {
	return parseQuery(cleanQuery(s), func(string) bool { return true })
}

// parseQuery takes a clean query apart. What has a key that is not known is text.
func parseQuery(text string, known func(key string) bool) Query {
	b := queryBuilder{q: Query{Text: text}}
	for rest := text; ; {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return b.end()
		}
		start := len(text) - len(rest)
		without := false
		if n := minus(rest); n > 0 {
			without, rest = true, rest[n:]
		}
		if f, after, ok := nextFilter(rest); ok && known(f.Key) {
			f.Without, rest = without, after
			f.start, f.end = start, len(text)-len(rest)
			b.filter(f)
			continue
		}
		var item Item
		item, rest = nextItem(rest)
		switch {
		case without:
			b.without(item)
		case isOr(item):
			b.or(item)
		default:
			b.item(item)
		}
	}
}

// minus is the length of the minus that s begins with: one that something
// other than white space or another minus follows.
func minus(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if r != '-' && r != '－' || len(s) == n {
		return 0
	}
	if next, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsSpace(next) || next == r {
		return 0
	}
	return n
}

func isOr(i Item) bool {
	if i.Phrase {
		return false
	}
	switch i.Text {
	case "OR", "ＯＲ", "|", "||", "｜", "或", "或者":
		return true
	}
	return false
}

// A queryBuilder puts the pieces of a query in their places.
type queryBuilder struct {
	q       Query
	between bool   // an operator waits for what it joins to the last group
	open    bool   // the last piece is of a group, which an operator can widen
	ors     []Item // the operators: the text of a query that has nothing else
}

func (b *queryBuilder) item(i Item) {
	if !hasWord(i.Text) {
		return
	}
	if b.between {
		last := len(b.q.Groups) - 1
		b.q.Groups[last] = append(b.q.Groups[last], i)
	} else {
		b.q.Groups = append(b.q.Groups, Group{i})
	}
	b.open, b.between = true, false
}

func (b *queryBuilder) or(i Item) {
	b.ors = append(b.ors, i)
	b.between = b.open
}

func (b *queryBuilder) without(i Item) {
	if hasWord(i.Text) {
		b.q.Without = append(b.q.Without, i)
	}
	b.open, b.between = false, false
}

func (b *queryBuilder) filter(f Filter) {
	b.q.Filters = append(b.q.Filters, f)
	b.open, b.between = false, false
}

func (b *queryBuilder) end() Query {
	if b.q.empty() {
		for _, i := range b.ors {
			b.item(i)
		}
	}
	return b.q
}

func cleanQuery(s string) string {
	s = strings.ToValidUTF8(s, " ")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > MaxQuery {
		s = string([]rune(s)[:MaxQuery])
	}
	return strings.TrimSpace(s)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

func hasWord(s string) bool { return strings.ContainsFunc(s, isWordRune) }

// empty reports that the query asks for nothing in particular.
func (q Query) empty() bool { return len(q.Groups)+len(q.Without)+len(q.Filters) == 0 }

// plain is what is looked for, one item after the other.
func (q Query) plain() string {
	var texts []string
	for _, g := range q.Groups {
		for _, i := range g {
			texts = append(texts, i.Text)
		}
	}
	return strings.Join(texts, " ")
}
