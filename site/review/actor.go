package review

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Actor is who decides.
type Actor struct {
	Name    string
	Display string // what others call the person, as front matter may name authors; may be empty
	Role    string // reader, trainer, reviewer, admin; empty on the command line, where nobody proves one
	Via     string // [ViaDesk] or [ViaCommandLine]
}

// roles are those of accounts, from the one that may do least.
var roles = []string{"reader", "trainer", "reviewer", "admin"}

// may reports whether somebody has a role, or one that includes it.
func (a Actor) may(role string) bool {
	if a.Role == "" {
		return a.Via == ViaCommandLine
	}
	have := slices.Index(roles, a.Role)
	return have >= 0 && have >= slices.Index(roles, role)
}

// maxName bounds names, in characters.
const maxName = 40

// isName reports whether somebody can be called so.
func isName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 1 && n <= maxName && utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	}) < 0
}
