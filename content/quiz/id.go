package quiz

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// shortHash makes eight letters and digits of texts.
func shortHash(texts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(h[:5]))
}

// fold removes the differences that do not matter between two texts that
// people type: case, width and all space.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF' {
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(s))
}

// stemID is the id of a question whose author has given none.
func stemID(stem string) string { return "q-" + shortHash(fold(stem)) }

// maxID bounds an id that an author gives, in bytes.
const maxID = 64

// cleanID leaves of an id what may stand in an address and an HTML id: letters,
// digits, "-" and "_".
func cleanID(id string) string {
	id = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, id)
	for i := range id {
		if i > maxID {
			return id[:i]
		}
	}
	return id
}

// An idSet gives each id once.
type idSet map[string]bool

// unique returns id, or id with the first free number from 2 on after it.
func (s idSet) unique(id string) string {
	free := id
	for n := 2; s[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	s[free] = true
	return free
}
