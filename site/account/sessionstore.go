package account

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"yanxi/site/store"
)

// What a session holds.
const (
	keyPerson = "person" // name
	keyEpoch  = "epoch"  // of the person, when the session began
	keySeen   = "seen"   // when it was used, to some minutes; seconds since 1970
)

// A sessionData is a session as it is kept, in JSON.
type sessionData struct {
	Deadline int64  `json:"deadline"`
	Person   string `json:"person"`
	Epoch    int64  `json:"epoch"`
	Seen     int64  `json:"seen"`
}

// sessionCodec is how scs reads and writes sessions.
type sessionCodec struct{}

func (sessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	d := sessionData{Deadline: deadline.Unix()}
	d.Person, _ = values[keyPerson].(string)
	d.Epoch, _ = values[keyEpoch].(int64)
	d.Seen, _ = values[keySeen].(int64)
	return json.Marshal(d)
}

func (sessionCodec) Decode(text []byte) (time.Time, map[string]any, error) {
	var d sessionData
	if err := json.Unmarshal(text, &d); err != nil {
		return time.Time{}, nil, err
	}
	return time.Unix(d.Deadline, 0), map[string]any{keyPerson: d.Person, keyEpoch: d.Epoch, keySeen: d.Seen}, nil
}

// sessionStore is where scs keeps sessions, by the hash of their tokens. scs has the system's clock; what it says of
// times is taken as from now on, by the clock of the accounts.
type sessionStore struct{ accounts *Accounts }

var errNoContext = errors.New("account: a session without a context")

func (s sessionStore) Find(string) ([]byte, bool, error)      { return nil, false, errNoContext }
func (s sessionStore) Commit(string, []byte, time.Time) error { return errNoContext }
func (s sessionStore) Delete(string) error                    { return errNoContext }

func (s sessionStore) FindCtx(ctx context.Context, token string) (data []byte, ok bool, err error) {
	var text string
	err = s.accounts.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return found(tx.QueryRow(ctx, "SELECT data FROM transient_sessions WHERE token = ? AND expires > ?", token, s.accounts.second()).Scan(&text), ErrNobody)
	})
	if errors.Is(err, ErrNobody) {
		return nil, false, nil
	}
	return []byte(text), err == nil, err
}

func (s sessionStore) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	var d sessionData
	if err := json.Unmarshal(data, &d); err != nil {
		return err
	}
	until := s.accounts.now().Add(time.Until(expires)).Unix()
	return s.accounts.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		var err error
		if ctx.Value(beginning{}) != nil {
			_, err = tx.Exec(ctx, "INSERT INTO transient_sessions (token, person, data, expires) VALUES (?, ?, ?, ?)", token, d.Person, string(data), until)
		} else { // one that has ended meanwhile stays so
			_, err = tx.Exec(ctx, "UPDATE transient_sessions SET data = ?, expires = ? WHERE token = ?", string(data), until, token)
		}
		return err
	})
}

// beginning marks the context in which a session is made.
type beginning struct{}

func (s sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.accounts.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM transient_sessions WHERE token = ?", token)
		return err
	})
}
