package quiz

import (
	"slices"
	"strings"
)

// Redact returns what of a block may be shown before it was answered, a line
// for each of its lines: its keys and the stems of its questions. All other
// lines are empty. A block with a time at which it opens keeps its stems too:
// what is made of a text must not change by the hour.
func Redact(b Block) []string {
	out := make([]string, len(b.Lines))
	inStem, began, timed := false, false, false
	for i, l := range b.Lines {
		s := scan(l)
		switch {
		case s.sign == signQuestion:
			inStem, began = true, true
			if !timed {
				out[i] = l.Text
			}
		case s.sign == signText && inStem && !timed:
			out[i] = l.Text
		case s.sign == signBlank:
		case !began && keyOf(s.Line) != "":
			timed = timed || keyOf(s.Line) == "opens"
			out[i] = l.Text
		default:
			inStem = false
		}
	}
	return slices.Clip(out)
}

// keyOf is the key that a line at the top of a block gives; empty if it gives none.
func keyOf(l Line) string {
	m := keyLine.FindStringSubmatch(l.Text)
	if m == nil {
		return ""
	}
	return keyNames[strings.ToLower(m[1])]
}
