package ui

import (
	"html/template"
	"slices"
	"strconv"
	"time"
	"unicode"
)

// functions are what templates can call.
func (u *UI) functions() template.FuncMap {
	return template.FuncMap{
		"t":       u.T,
		"quoting": u.Quoting,
		"asset":   AssetURL,
		"day":     u.Day,
		"iso":     func(t time.Time) string { return t.Format(time.DateOnly) },
		"number":  number,
		"inc":     func(n int) int { return n + 1 },
		"holds":   slices.Contains[[]string],
		"head":    func(terms []FacetTerm, n int) []FacetTerm { return terms[:min(n, len(terms))] },
		"tail":    func(terms []FacetTerm, n int) []FacetTerm { return terms[min(n, len(terms)):] },
		"chosen": func(terms []FacetTerm) bool {
			return slices.ContainsFunc(terms, func(t FacetTerm) bool { return t.Chosen })
		},
		"phrased": phrased,
		"largest": largest,
		"percent": percent,
	}
}

// Day is a date in the words of the language; empty for the zero time.
func (u *UI) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(u.messages.DayFormat)
}

// longestPhrase is how many characters of a title fit into one line of a phone.
const longestPhrase = 12

// phrased reports whether a title can be broken at its punctuation alone.
func phrased(title string) bool {
	run := 0
	for _, r := range title {
		run++
		if unicode.IsPunct(r) || unicode.IsSpace(r) {
			run = 0
		}
		if run > longestPhrase {
			return false
		}
	}
	return true
}

// number writes a count with a comma between groups of three digits.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// largest is the highest of the counts, at least 1.
func largest(counts []Count) int {
	most := 1
	for _, c := range counts {
		most = max(most, c.Count)
	}
	return most
}

// percent is n as a share of a total above 0, rounded, at least 1 so that it
// can be seen when drawn.
func percent(n, total int) int {
	return max(1, min(100, (n*100+total/2)/total))
}
