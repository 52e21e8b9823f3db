package content

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// fold makes names alike that a reader takes for the same: in any case, any
// width of letters and digits, composed or decomposed, with any blank space.
func fold(s string) string {
	if !ascii(s) {
		s = norm.NFC.String(width.Fold.String(s))
	}
	return oneLine(strings.ToLower(s))
}

// composed returns the form in which a path becomes an id: file systems of
// the Mac hand out decomposed names, links are written composed.
func composed(s string) string {
	if ascii(s) {
		return s
	}
	return norm.NFC.String(s)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
