package account

import (
	"context"
	"fmt"
	"time"

	"yanxi/site/store"
)

// A TooManyError is why an attempt is not looked at: there were too many.
type TooManyError struct{ Wait time.Duration } // until it is worth another try, up to 5 minutes

func (e *TooManyError) Error() string {
	return fmt.Sprintf("too many attempts to sign in; the next one may be made in %s", e.Wait)
}

// Attempts that may fail within the last 10 to 15 minutes.
const (
	attemptSpan  = 5 * time.Minute
	attemptSpans = 3

	perName    = 20 // in browsers where the person has not signed in before
	perDevice  = 20 // in one where the person has
	perAddress = 60 // from one address, for all names; behind it there may be a classroom
)

// A reservation is an attempt that is counted as failed until it has succeeded.
type reservation struct {
	subjects []string
	span     int64
	first    bool // the address has not failed for a while
}

// reserve counts an attempt in advance, so that many at once are not more than many in a row. The error is a
// [*TooManyError].
func (a *Accounts) reserve(ctx context.Context, tx *store.Tx, t Attempt, known bool) (reservation, error) {
	now := a.now()
	r := reservation{span: now.Unix() / int64(attemptSpan/time.Second)}
	limits := map[string]int64{}
	add := func(kind, value string, most int64) {
		subject := hashOf(kind + " " + value)
		r.subjects, limits[subject] = append(r.subjects, subject), most
	}
	if known {
		add("device", t.Device, perDevice) // whatever others do, elsewhere or from the same address
	} else {
		add("address", t.Address, perAddress)
		add("name", t.Name, perName)
	}
	if _, err := tx.Exec(ctx, "DELETE FROM transient_attempts WHERE span <= ?", r.span-attemptSpans); err != nil {
		return r, err
	}
	for i, subject := range r.subjects {
		if err := tx.Serialize(ctx, "attempts "+subject); err != nil {
			return r, err
		}
		var n int64
		if err := tx.QueryRow(ctx, "SELECT COALESCE(SUM(attempts), 0) FROM transient_attempts WHERE subject = ?", subject).Scan(&n); err != nil {
			return r, err
		}
		if n >= limits[subject] {
			next := time.Unix((r.span+1)*int64(attemptSpan/time.Second), 0)
			return r, &TooManyError{next.Sub(now).Round(time.Second)}
		}
		if i == 0 {
			r.first = n == 0
		}
	}
	for _, subject := range r.subjects {
		if _, err := tx.Exec(ctx, `INSERT INTO transient_attempts (subject, span, attempts) VALUES (?, ?, 1)
			ON CONFLICT (subject, span) DO UPDATE SET attempts = transient_attempts.attempts + 1`, subject, r.span); err != nil {
			return r, err
		}
	}
	return r, nil
}

// release takes back what [Accounts.reserve] counted.
func (r reservation) release(ctx context.Context, tx *store.Tx) error {
	for _, subject := range r.subjects {
		if _, err := tx.Exec(ctx, "UPDATE transient_attempts SET attempts = attempts - 1 WHERE subject = ? AND span = ? AND attempts > 0", subject, r.span); err != nil {
			return err
		}
	}
	return nil
}
