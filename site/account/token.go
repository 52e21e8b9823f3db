package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"

	"yanxi/site/store"
)

// A Scope says what a token may do for its person, who must be allowed to do it too.
type Scope string

// The scopes. None of them does what only an administrator may.
const (
	ScopeRead   Scope = "read"   // look at what the person may see, and keep their progress
	ScopeWrite  Scope = "write"  // also what a trainer does: write and submit
	ScopeReview Scope = "review" // also what a reviewer does: sign and return
)

// Scopes are all of them, from the one that may do least.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopeReview}

// Allows reports whether a token of the scope may be used where a role is needed at least.
func (s Scope) Allows(method string, role Role) bool {
	reads := method == http.MethodGet || method == http.MethodHead
	switch {
	case role == Admin || !slices.Contains(Scopes, s):
		return false
	case reads || role == Reader || role == "":
		return true
	case role == Trainer:
		return s != ScopeRead
	}
	return s == ScopeReview
}

// TokenPrefix begins all tokens, so that one that was published by mistake is found.
const TokenPrefix = "yanxi_"

// Bounds of tokens.
const (
	MaxTokenDays = 366
	MaxTokens    = 50 // of a person
)

// A Token is what is known of a token.
type Token struct {
	ID      string // by which it is revoked
	Person  string
	Scope   Scope
	Created time.Time
	Expires time.Time
}

// hashOf is what is kept of a secret.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// AddToken makes a token for a person, for 1 to [MaxTokenDays] days. The secret is returned once and not kept. The error is
// [ErrScope], [ErrDays], [ErrUnknown], [ErrTokens] or [ErrAway].
func (a *Accounts) AddToken(ctx context.Context, name string, scope Scope, days int, by Actor) (secret string, t Token, err error) {
	if !slices.Contains(Scopes, scope) {
		return "", t, ErrScope
	}
	if days < 1 || days > MaxTokenDays {
		return "", t, ErrDays
	}
	name = CleanName(name)
	secret = TokenPrefix + strings.ToLower(rand.Text()+rand.Text()[:6])
	now := a.now().Truncate(time.Second)
	t = Token{strings.ToLower(rand.Text())[:8], name, scope, now, now.AddDate(0, 0, days)}
	done := by.did("token.add", name, map[string]any{"token": t.ID, "scope": scope, "days": days})
	err = a.change(ctx, name, done, func(ctx context.Context, tx *store.Tx, _ Account) error {
		if _, err := tx.Exec(ctx, "DELETE FROM tokens WHERE person = ? AND expires <= ?", name, now.Unix()); err != nil {
			return err
		}
		var have int64
		if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM tokens WHERE person = ?", name).Scan(&have); err != nil {
			return err
		}
		if have >= MaxTokens {
			return ErrTokens
		}
		_, err := tx.Exec(ctx, "INSERT INTO tokens (id, person, hash, scope, created, expires) VALUES (?, ?, ?, ?, ?, ?)",
			t.ID, name, hashOf(secret), string(scope), now.Unix(), t.Expires.Unix())
		return err
	})
	if err != nil {
		return "", Token{}, err
	}
	return secret, t, nil
}

const columnsOfToken = "id, person, scope, created, expires" //nolint:gosec // names of columns

func scanToken(scan func(...any) error) (t Token, err error) {
	var scope string
	var created, expires int64
	err = scan(&t.ID, &t.Person, &scope, &created, &expires)
	t.Scope, t.Created, t.Expires = Scope(scope), time.Unix(created, 0), time.Unix(expires, 0)
	return t, err
}

// Tokens lists the tokens of a person that work, the newest first; of all if name is empty.
func (a *Accounts) Tokens(ctx context.Context, name string) ([]Token, error) {
	var out []Token
	name = CleanName(name)
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		out = nil
		return tx.Each(ctx, func(scan func(...any) error) error {
			t, err := scanToken(scan)
			out = append(out, t)
			return err
		}, "SELECT "+columnsOfToken+" FROM tokens WHERE expires > ? AND (person = ? OR ? = '') ORDER BY created DESC, id", a.second(), name, name)
	})
	return out, err
}

// Revoke ends a token, of a person if name is not empty. The error is [ErrToken] or [ErrAway].
func (a *Accounts) Revoke(ctx context.Context, id, name string, by Actor) error {
	return a.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		t, err := scanToken(tx.QueryRow(ctx, "SELECT "+columnsOfToken+" FROM tokens WHERE id = ?", clean(id)).Scan)
		if err = found(err, ErrToken); err == nil && name != "" && t.Person != name {
			err = ErrToken
		}
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM tokens WHERE id = ?", t.ID); err != nil {
			return err
		}
		return a.record(ctx, tx, by.did("token.revoke", t.Person, map[string]any{"token": t.ID}))
	})
}

// ByToken returns whom a token belongs to, and its scope. The error is [ErrToken] or [ErrAway].
func (a *Accounts) ByToken(ctx context.Context, secret string) (Person, Scope, error) {
	if !strings.HasPrefix(secret, TokenPrefix) || len(secret) > 100 {
		return Person{}, "", ErrToken
	}
	var p Person
	var role, scope string
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return found(tx.QueryRow(ctx, `SELECT name, display, role, scope FROM tokens JOIN people ON people.name = tokens.person
			WHERE hash = ? AND expires > ? AND disabled = 0`, hashOf(secret), a.second()).Scan(&p.Name, &p.Display, &role, &scope), ErrToken)
	})
	p.Role = Role(role)
	return p, Scope(scope), err
}
