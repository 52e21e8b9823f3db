package account

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Role says what a person may do. Each may do what the one before may.
type Role string

// The roles, from the one that may do least.
const (
	Reader   Role = "reader"
	Trainer  Role = "trainer"
	Reviewer Role = "reviewer"
	Admin    Role = "admin"
)

// Roles are all of them, from the one that may do least.
var Roles = []Role{Reader, Trainer, Reviewer, Admin}

// Includes reports whether r may do all that other may. A role that is none of
// [Roles] may do nothing, and nobody may do what it may.
func (r Role) Includes(other Role) bool {
	mine, asked := slices.Index(Roles, r), slices.Index(Roles, other)
	return asked >= 0 && mine >= asked
}

// A Person is somebody with an account.
type Person struct {
	Name    string // as the ledger and Git record it
	Display string // what others call them; may be empty
	Role    Role
}

// An Account is a person with what only the account's pages say.
type Account struct {
	Person
	Disabled bool
	Created  time.Time
}

// Called is what to call a person: Display, else Name.
func (p Person) Called() string {
	if p.Display != "" {
		return p.Display
	}
	return p.Name
}

// Bounds of names, in characters.
const (
	MaxName    = 40
	MaxDisplay = 40
)

// CleanName is a name as it is kept: what was typed, in small letters and half width.
func CleanName(s string) string {
	if len(s) > 16*MaxName {
		return ""
	}
	return strings.ToLower(norm.NFKC.String(strings.TrimSpace(s)))
}

// ValidName reports whether somebody can have a name: small letters, digits, Chinese characters, and after the first
// of them . _ and -, 40 characters at most.
func ValidName(name string) bool {
	for i, r := range name {
		plain := r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || unicode.Is(unicode.Han, r)
		if !plain && (i == 0 || !strings.ContainsRune("._-", r)) {
			return false
		}
	}
	n := utf8.RuneCountInString(name)
	return n >= 1 && n <= MaxName && !strings.HasSuffix(name, ".")
}

// cleanDisplay is what to call somebody on one line; [ErrDisplay] if that is too long.
func cleanDisplay(s string) (string, error) {
	if len(s) > 16*MaxDisplay {
		return "", ErrDisplay
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '<' || r == '>' { // Git keeps names between such signs
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > MaxDisplay {
		return "", ErrDisplay
	}
	return s, nil
}

type personKey struct{}

// With says whose request a context belongs to.
func With(ctx context.Context, p Person) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// From returns the person whose request a context belongs to.
func From(ctx context.Context) (Person, bool) {
	p, ok := ctx.Value(personKey{}).(Person)
	return p, ok
}
