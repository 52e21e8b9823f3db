// Package account knows the people who work on a library.
package account

import (
	"context"
	"slices"
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

// Called is what to call a person: Display, else Name.
func (p Person) Called() string {
	if p.Display != "" {
		return p.Display
	}
	return p.Name
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
