package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxQuery is how many characters of a query are read.
const MaxQuery = 256

// A Query is what a reader typed, taken apart. Anything is a valid query.
type Query struct {
	Text           string // as typed, cleaned of control characters, cut at [MaxQuery] characters
	Words          []string
	Phrases        []string // to be found literally, from "…", “…” and 「…」
	Without        []string // -word: no result may hold it
	WithoutPhrases []string // -"phrase"
}

// quotes maps each opening quotation mark to its closing one.
var quotes = map[rune]rune{'"': '"', '“': '”', '「': '」', '『': '』', '＂': '＂'}

// ParseQuery takes a query apart. A mark that has no partner is part of the text.
func ParseQuery(s string) Query {
	q := Query{Text: cleanQuery(s)}
	rest := q.Text
	for {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return q
		}
		var phrase bool
		var item string
		without := false
		if r, n := utf8.DecodeRuneInString(rest); (r == '-' || r == '－') && len(rest) > n {
			if next, _ := utf8.DecodeRuneInString(rest[n:]); !unicode.IsSpace(next) && next != r {
				without, rest = true, rest[n:]
			}
		}
		item, phrase, rest = nextItem(rest)
		switch {
		case !hasWord(item):
		case without && phrase:
			q.WithoutPhrases = append(q.WithoutPhrases, item)
		case without:
			q.Without = append(q.Without, item)
		case phrase:
			q.Phrases = append(q.Phrases, item)
		default:
			q.Words = append(q.Words, item)
		}
	}
}

// nextItem cuts the first word or quoted phrase off s, which is not empty and
// does not begin with white space.
func nextItem(s string) (item string, phrase bool, rest string) {
	first, n := utf8.DecodeRuneInString(s)
	if closing, ok := quotes[first]; ok {
		if inner, after, found := strings.Cut(s[n:], string(closing)); found {
			return strings.TrimSpace(inner), true, after
		}
		s = s[n:] // a lone mark means nothing
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		_, opens := quotes[r]
		return unicode.IsSpace(r) || opens
	})
	if end < 0 {
		return s, false, ""
	}
	return s[:end], false, s[end:]
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
func (q Query) empty() bool {
	return len(q.Words)+len(q.Phrases)+len(q.Without)+len(q.WithoutPhrases) == 0
}
