package ui

import (
	"fmt"
	"strings"
)

// chooseForms replaces each {one|many} of a text by the form for the last number that stands before it: the first for
// one, the second for all others. Other braces stay.
func chooseForms(text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var out strings.Builder
	verbs, one := 0, false
	for text != "" {
		switch {
		case strings.HasPrefix(text, "%%"):
			out.WriteString(text[:2])
			text = text[2:]
			continue
		case text[0] == '%':
			if verbs < len(args) {
				if number := fmt.Sprint(args[verbs]); isNumber(number) {
					one = number == "1"
				}
			}
			verbs++
		case text[0] == '{':
			forms, rest, closed := strings.Cut(text[1:], "}")
			if singular, plural, both := strings.Cut(forms, "|"); closed && both {
				if one {
					plural = singular
				}
				out.WriteString(plural)
				text = rest
				continue
			}
		}
		out.WriteByte(text[0])
		text = text[1:]
	}
	return out.String()
}

// isNumber reports whether a value is written with digits alone, but for the commas of thousands.
func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789,") == "" }
