package stats

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"yanxi/index"
	"yanxi/index/zh"
)

// longestQuery bounds what is kept of a query, in characters.
const longestQuery = 80

// Normalize is the form in which queries are counted: case, width and script
// folded, spaces single. It is empty for a query that looks as if it named a
// person by a number, whose text must not be kept.
func Normalize(query string) string {
	q := strings.Join(strings.Fields(zh.FoldString(index.ParseQuery(query).Text)), " ")
	if isPersonal(q) {
		return ""
	}
	if utf8.RuneCountInString(q) > longestQuery {
		q = string([]rune(q)[:longestQuery])
	}
	return q
}

var (
	numbers = regexp.MustCompile(`[0-9][0-9xX \-]*`)
	address = regexp.MustCompile(`[\w.+-]+@[\w-]+\.[\w.]+`)
	phone   = regexp.MustCompile(`^(?:86)?1[3-9][0-9]{9}$`)
)

// isPersonal finds numbers that identify people: of identity cards, mobile and fixed phones,
// bank cards; and addresses of e-mail. It would rather hide a number too many.
func isPersonal(q string) bool {
	if address.MatchString(q) {
		return true
	}
	for _, run := range numbers.FindAllString(q, -1) {
		digits := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) || r == 'x' || r == 'X' {
				return r
			}
			return -1
		}, run)
		if phone.MatchString(digits) || len(digits) >= 15 && len(digits) <= 19 || len(digits) >= 10 && strings.HasPrefix(digits, "0") {
			return true
		}
	}
	return false
}
