package account

import (
	"context"
	"fmt"
	"slices"
	"time"

	"yanxi/site/store"
)

// An Adding is an account to be made.
type Adding struct {
	Name     string
	Display  string
	Role     Role
	Password string
}

// Add makes an account. The error is [ErrName], [ErrDisplay], [ErrRole], a [*PasswordError], [ErrExists],
// [ErrBusy] or [ErrAway].
func (a *Accounts) Add(ctx context.Context, n Adding, by Actor) (Person, error) {
	name := CleanName(n.Name)
	if !ValidName(name) {
		return Person{}, ErrName
	}
	if !slices.Contains(Roles, n.Role) {
		return Person{}, ErrRole
	}
	display, err := cleanDisplay(n.Display)
	if err != nil {
		return Person{}, err
	}
	if err := CheckPassword(name, n.Password); err != nil {
		return Person{}, err
	}
	hashed, err := hash(ctx, n.Password)
	if err != nil {
		return Person{}, err
	}
	p := Person{name, display, n.Role}
	err = a.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Serialize(ctx, "people"); err != nil {
			return err
		}
		added, err := tx.Exec(ctx, `INSERT INTO people (name, display, role, password, epoch, disabled, created)
			VALUES (?, ?, ?, ?, 1, 0, ?) ON CONFLICT (name) DO NOTHING`, p.Name, p.Display, string(p.Role), hashed, a.second())
		if err == nil && added == 0 {
			err = ErrExists
		}
		if err != nil {
			return err
		}
		return a.record(ctx, tx, by.did("user.add", p.Name, map[string]any{"role": p.Role}))
	})
	if err == nil {
		a.known.found()
	}
	return p, err
}

const personColumns = "name, display, role, disabled, created"

func scanAccount(scan func(...any) error) (Account, error) {
	var out Account
	var role string
	var disabled, created int64
	err := scan(&out.Name, &out.Display, &role, &disabled, &created)
	out.Role, out.Disabled, out.Created = Role(role), disabled != 0, time.Unix(created, 0)
	return out, err
}

func getAccount(ctx context.Context, tx *store.Tx, name string) (Account, error) {
	out, err := scanAccount(tx.QueryRow(ctx, "SELECT "+personColumns+" FROM people WHERE name = ?", name).Scan)
	return out, found(err, ErrUnknown)
}

// Get returns an account. The error is [ErrUnknown] or [ErrAway].
func (a *Accounts) Get(ctx context.Context, name string) (Account, error) {
	var out Account
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = getAccount(ctx, tx, CleanName(name))
		return err
	})
	return out, err
}

// List returns all accounts by name, disabled ones last.
func (a *Accounts) List(ctx context.Context) ([]Account, error) {
	var out []Account
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		out = nil
		return tx.Each(ctx, func(scan func(...any) error) error {
			one, err := scanAccount(scan)
			out = append(out, one)
			return err
		}, "SELECT "+personColumns+" FROM people ORDER BY disabled, name")
	})
	return out, err
}

// SetDisplay says what to call a person. The error is [ErrDisplay], [ErrUnknown] or [ErrAway].
func (a *Accounts) SetDisplay(ctx context.Context, name, display string, by Actor) error {
	display, err := cleanDisplay(display)
	if err != nil {
		return err
	}
	return a.change(ctx, name, by.did("user.display", name, nil), func(ctx context.Context, tx *store.Tx, was Account) error {
		_, err := tx.Exec(ctx, "UPDATE people SET display = ? WHERE name = ?", display, was.Name)
		return err
	})
}

// SetRole gives a person another role and ends their sessions. The error is [ErrRole], [ErrUnknown],
// [ErrLastAdmin] or [ErrAway].
func (a *Accounts) SetRole(ctx context.Context, name string, role Role, by Actor) error {
	if !slices.Contains(Roles, role) {
		return ErrRole
	}
	return a.change(ctx, name, by.did("user.role", name, map[string]any{"role": role}), func(ctx context.Context, tx *store.Tx, was Account) error {
		if was.Role == role {
			return nil
		}
		if err := lastAdmin(ctx, tx, was); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE people SET role = ? WHERE name = ?", string(role), was.Name); err != nil {
			return err
		}
		return endSessions(ctx, tx, was.Name)
	})
}

// SetDisabled lets a person sign in no more, or again; sessions end, and tokens do not work meanwhile. The error is
// [ErrUnknown], [ErrLastAdmin] or [ErrAway].
func (a *Accounts) SetDisabled(ctx context.Context, name string, disabled bool, by Actor) error {
	what, value := "user.enable", 0
	if disabled {
		what, value = "user.disable", 1
	}
	return a.change(ctx, name, by.did(what, name, nil), func(ctx context.Context, tx *store.Tx, was Account) error {
		if disabled && !was.Disabled {
			if err := lastAdmin(ctx, tx, was); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, "UPDATE people SET disabled = ? WHERE name = ?", value, was.Name); err != nil {
			return err
		}
		return endSessions(ctx, tx, was.Name)
	})
}

// SetPassword gives a person another password and ends their sessions. The error is a [*PasswordError], [ErrUnknown],
// [ErrBusy] or [ErrAway].
func (a *Accounts) SetPassword(ctx context.Context, name, password string, by Actor) error {
	name = CleanName(name)
	if err := CheckPassword(name, password); err != nil {
		return err
	}
	hashed, err := hash(ctx, password)
	if err != nil {
		return err
	}
	return a.change(ctx, name, by.did("user.password", name, nil), func(ctx context.Context, tx *store.Tx, was Account) error {
		if _, err := tx.Exec(ctx, "UPDATE people SET password = ? WHERE name = ?", hashed, was.Name); err != nil {
			return err
		}
		return endSessions(ctx, tx, was.Name)
	})
}

// EndSessions signs a person out everywhere. The error is [ErrUnknown] or [ErrAway].
func (a *Accounts) EndSessions(ctx context.Context, name string, by Actor) error {
	return a.change(ctx, name, by.did("session.end_all", name, nil), func(ctx context.Context, tx *store.Tx, was Account) error {
		return endSessions(ctx, tx, was.Name)
	})
}

// change does something to an account, and records it.
func (a *Accounts) change(ctx context.Context, name string, done Entry, f func(context.Context, *store.Tx, Account) error) error {
	name = CleanName(name)
	done.About = name
	return a.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Serialize(ctx, "people"); err != nil {
			return err
		}
		was, err := getAccount(ctx, tx, name)
		if err == nil {
			err = f(ctx, tx, was)
		}
		if err != nil {
			return err
		}
		return a.record(ctx, tx, done)
	})
}

// endSessions makes all sessions of a person those of a former epoch, also those that begin at this moment.
func endSessions(ctx context.Context, tx *store.Tx, name string) error {
	for _, statement := range []string{
		"UPDATE people SET epoch = epoch + 1 WHERE name = ?",
		"DELETE FROM transient_sessions WHERE person = ?",
	} {
		if _, err := tx.Exec(ctx, statement, name); err != nil {
			return err
		}
	}
	return nil
}

// lastAdmin is an error if somebody is the only administrator who can sign in.
func lastAdmin(ctx context.Context, tx *store.Tx, p Account) error {
	if p.Role != Admin || p.Disabled {
		return nil
	}
	var others int64
	if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM people WHERE role = ? AND disabled = 0 AND name <> ?", string(Admin), p.Name).Scan(&others); err != nil {
		return fmt.Errorf("administrators: %w", err)
	}
	if others == 0 {
		return ErrLastAdmin
	}
	return nil
}
