package quiz

import "slices"

// Redact returns what of a block may be shown before it was answered, a line
// for each of its lines: its keys and the stems of its questions. All other
// lines are empty.
func Redact(b Block) []string {
	out := make([]string, len(b.Lines))
	inStem, began := false, false
	for i, l := range b.Lines {
		s := scan(l)
		switch {
		case s.sign == signQuestion:
			inStem, began = true, true
			out[i] = l.Text
		case s.sign == signText && inStem:
			out[i] = l.Text
		case s.sign == signBlank:
		case !began && isKey(s.Line):
			out[i] = l.Text
		default:
			inStem = false
		}
	}
	return slices.Clip(out)
}

// isKey reports whether a line at the top of a block is a key.
func isKey(l Line) bool {
	m := keyLine.FindStringSubmatch(l.Text)
	return m != nil && keyNames[m[1]] != ""
}
