package account

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strings"

	"yanxi/site/store"
)

// An Attempt is somebody at the door.
type Attempt struct {
	Name     string
	Password string
	Address  string // tells networks apart, by whatever says nothing of them
	Device   string // what the browser holds since an earlier sign-in; may be empty
}

// An Entrance is somebody let in.
type Entrance struct {
	Person
	Device string // for the browser to hold
	epoch  int64
}

// SignIn checks a name and a password. The error is [ErrWrong], also for a disabled account, a [*TooManyError],
// [ErrBusy] or [ErrAway].
func (a *Accounts) SignIn(ctx context.Context, t Attempt) (Entrance, error) {
	return a.enter(ctx, t, "session.begin", "session.failed")
}

// Confirm checks the password of somebody who is signed in, with the errors of [Accounts.SignIn].
func (a *Accounts) Confirm(ctx context.Context, t Attempt) error {
	_, err := a.enter(ctx, t, "", "password.wrong")
	return err
}

// A door is what is known of an attempt before its password is looked at.
type door struct {
	reservation
	person          Account
	password, whose string // whose: of the device
	epoch           int64
	exists          bool
}

func (a *Accounts) enter(ctx context.Context, t Attempt, good, bad string) (Entrance, error) {
	t.Name = CleanName(t.Name)
	d, err := a.knock(ctx, t)
	if err != nil {
		return Entrance{}, err
	}
	right, old, err := verify(ctx, d.password, t.Password)
	switch {
	case err != nil:
		back := a.write(context.WithoutCancel(ctx), d.release)
		return Entrance{}, errors.Join(err, back)
	case !right || !d.exists || d.person.Disabled:
		return Entrance{}, a.turnAway(ctx, d, bad)
	}
	rehashed := ""
	if old {
		if rehashed, err = hash(ctx, t.Password); err != nil {
			rehashed = "" // the next time
		}
	}
	return a.letIn(ctx, t, d, good, rehashed)
}

// knock counts an attempt and finds whom it is for.
func (a *Accounts) knock(ctx context.Context, t Attempt) (d door, err error) {
	err = a.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		d = door{}
		err := tx.QueryRow(ctx, "SELECT person FROM transient_devices WHERE hash = ?", hashOf(t.Device)).Scan(&d.whose)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if d.reservation, err = a.reserve(ctx, tx, t, t.Device != "" && d.whose == t.Name); err != nil {
			return err
		}
		d.person, err = getAccount(ctx, tx, clean(t.Name))
		if errors.Is(err, ErrUnknown) {
			return nil
		}
		if err == nil {
			d.exists = true
			err = tx.QueryRow(ctx, "SELECT password, epoch FROM people WHERE name = ?", d.person.Name).Scan(&d.password, &d.epoch)
		}
		return err
	})
	return d, err
}

// turnAway records an attempt that failed. Of names that nobody has only the first is, without the name: it may be a password.
func (a *Accounts) turnAway(ctx context.Context, d door, what string) error {
	e := Entry{What: what, Via: "site"}
	switch {
	case d.exists:
		e.About = d.person.Name
	case !d.first:
		if err := a.idle(ctx, d); err != nil {
			return err
		}
		return ErrWrong
	}
	if err := a.Record(ctx, e); err != nil {
		return err
	}
	return ErrWrong
}

// idle takes as long as an entry of the audit log, so that the time of an answer does not tell who has an account.
func (a *Accounts) idle(ctx context.Context, d door) error {
	return a.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Serialize(ctx, "audit"); err != nil {
			return err
		}
		var last int64
		if err := tx.QueryRow(ctx, "SELECT COALESCE(MAX(number), 0) FROM audit").Scan(&last); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO transient_attempts (subject, span, attempts) VALUES ('', ?, 1) ON CONFLICT (subject, span) DO UPDATE SET attempts = 1", d.span)
		return err
	})
}

// letIn takes back what was counted, and remembers the browser.
func (a *Accounts) letIn(ctx context.Context, t Attempt, d door, what, rehashed string) (Entrance, error) {
	in := Entrance{Person: d.person.Person, Device: t.Device, epoch: d.epoch}
	if d.whose != d.person.Name {
		in.Device = strings.ToLower(rand.Text())
	}
	err := a.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := d.release(ctx, tx); err != nil {
			return err
		}
		if rehashed != "" {
			if _, err := tx.Exec(ctx, "UPDATE people SET password = ? WHERE name = ? AND password = ?", rehashed, in.Name, d.password); err != nil {
				return err
			}
		}
		if err := a.remember(ctx, tx, in); err != nil || what == "" {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM transient_sessions WHERE expires <= ?", a.second()); err != nil {
			return err
		}
		return a.record(ctx, tx, Actor{in.Name, "site"}.did(what, in.Name, nil))
	})
	return in, err
}

// mostDevices is how many browsers of a person are remembered, those used last.
const mostDevices = 10

func (a *Accounts) remember(ctx context.Context, tx *store.Tx, in Entrance) error {
	if _, err := tx.Exec(ctx, `INSERT INTO transient_devices (hash, person, at) VALUES (?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET at = excluded.at`, hashOf(in.Device), in.Name, a.second()); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `DELETE FROM transient_devices WHERE person = ? AND hash NOT IN
		(SELECT hash FROM transient_devices WHERE person = ? ORDER BY at DESC, hash LIMIT ?)`, in.Name, in.Name, mostDevices)
	return err
}
