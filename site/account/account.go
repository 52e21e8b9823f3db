// Package account knows the people who work on a library and learn from it: who they are, what each may
// do, what they have learnt, and what was done by whom. It keeps all of it in the site's database.
//
// # People
//
// A person has a name, which ledgers and Git record and which never changes, and a [Role]. Nobody is ever
// removed, because signatures name them: who has left is disabled. The last administrator who is left can be
// neither disabled nor given another role.
//
// # Passwords
//
// A password has 10 characters or more and no rules of composition; the worst are refused. It is kept
// as a hash of argon2id with its parameters, as PHC strings have them. One or two are worked out at a time, 19 MB each, so
// that a flood of attempts costs patience and not memory. A name that nobody has costs as long as one
// that somebody has.
//
// # Signing in
//
// Attempts are counted in the database, so that a limit holds for all nodes: by the address that they come from
// and by the name. Who has signed in before in a browser is known there by a cookie, and is
// counted by that instead of by name, so that nobody can keep others out by guessing at their names.
//
// # Sessions and tokens
//
// A browser holds a random session token, a program a token that begins with yanxi_; of both only hashes are
// kept. A session ends when it is not used for some time, at the latest after 30 days, and at once when its person's
// password or role changes, or when the person is disabled. A token has a [Scope], and does nothing that its person may not do.
//
// # The audit log
//
// Every change of accounts and tokens, and every attempt to sign in, adds an entry, as do other packages
// ([Accounts.Record]). Nothing changes or removes one.
package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"yanxi/site/store"
)

// Why something is not done. Errors of other kinds are [ErrAway].
var (
	ErrUnknown   = fmt.Errorf("there is no such account: %w", fs.ErrNotExist)
	ErrExists    = errors.New("there is an account of that name")
	ErrName      = errors.New("the name cannot be used")
	ErrDisplay   = errors.New("what somebody is called is too long")
	ErrRole      = errors.New("there is no such role")
	ErrLastAdmin = errors.New("it is the last administrator")
	ErrWrong     = errors.New("the name or the password is wrong")
	ErrBusy      = errors.New("too many passwords are being checked")
	ErrToken     = errors.New("the token is unknown, or it has expired")
	ErrScope     = errors.New("there is no such scope")
	ErrDays      = errors.New("a token is for 1 to 366 days")
	ErrTokens    = errors.New("there are too many tokens")
	ErrNobody    = errors.New("nobody is signed in")
)

// ErrAway means that the database cannot be used at the moment.
var ErrAway = errors.New("the accounts cannot be reached")

// patience is how long a request waits for the database.
const patience = 5 * time.Second

// Accounts keeps accounts in a database. It is safe for concurrent use, on any number of nodes.
type Accounts struct {
	db    *store.Lazy
	now   func() time.Time
	known known
}

// New keeps accounts in a database, which need not answer yet. now is the clock; nil: the system's.
func New(db *store.Lazy, now func() time.Time) *Accounts {
	if now == nil {
		now = time.Now
	}
	return &Accounts{db: db, now: now}
}

func (a *Accounts) second() int64 { return a.now().Unix() }

// write runs f on the database; what is wrong with that is [ErrAway].
func (a *Accounts) write(ctx context.Context, f func(context.Context, *store.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return ownOrAway(a.db.Write(ctx, f))
}

func (a *Accounts) read(ctx context.Context, f func(context.Context, *store.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return ownOrAway(a.db.Read(ctx, f))
}

// ownOrAway tells what the package itself says from what the database says.
func ownOrAway(err error) error {
	if err == nil || isOwn(err) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrAway, err)
}

// isOwn reports whether an error is one of this package's.
func isOwn(err error) bool {
	var many *TooManyError
	if errors.As(err, &many) {
		return true
	}
	for _, own := range []error{
		ErrUnknown, ErrExists, ErrName, ErrDisplay, ErrRole, ErrLastAdmin, ErrWrong, ErrBusy, ErrToken, ErrScope, ErrDays, ErrTokens, ErrNobody, ErrProgress,
	} {
		if errors.Is(err, own) {
			return true
		}
	}
	return false
}

// found makes of a query without a row an error.
func found(err, none error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return none
	}
	return err
}
