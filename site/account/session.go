package account

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"yanxi/site/store"
)

// Names of cookies.
const (
	SessionCookie = "yanxi_session" // the session; no script sees it
	HintCookie    = "yanxi_in"      // the role, for scripts; it gives no right to anything
	DeviceCookie  = "yanxi_device"  // says only that somebody has signed in before in this browser
)

// How long a session lasts that nobody uses, and at most. Whoever can change something is signed out sooner.
const (
	readerIdle  = 14 * 24 * time.Hour
	writerIdle  = 12 * time.Hour
	sessionLife = 30 * 24 * time.Hour
	deviceLife  = 180 * 24 * time.Hour
	seenEvery   = 5 * time.Minute // how exactly use is noted
)

// Sessions are those of browsers, as cookies.
type Sessions struct {
	accounts *Accounts
	manager  *scs.SessionManager
	path     string // of the site
	secure   bool
}

// Sessions keeps sessions for a site below a path ("/" for all of a host). secure: browsers reach it by https only.
func (a *Accounts) Sessions(path string, secure bool) *Sessions {
	m := scs.New()
	m.Store, m.Codec, m.HashTokenInStore = sessionStore{a}, sessionCodec{}, true
	m.Lifetime, m.IdleTimeout = sessionLife, readerIdle
	m.Cookie = scs.SessionCookie{Name: SessionCookie, Path: path, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure, Persist: true}
	return &Sessions{a, m, path, secure}
}

// Begin gives a browser a session; the one that it had ends. The error is [ErrAway].
func (s *Sessions) Begin(w http.ResponseWriter, r *http.Request, in Entrance) error {
	if err := s.destroy(r); err != nil {
		return err
	}
	ctx, err := s.manager.Load(context.WithValue(r.Context(), beginning{}, true), "")
	if err != nil {
		return away(err)
	}
	s.manager.Put(ctx, keyPerson, in.Name)
	s.manager.Put(ctx, keyEpoch, in.epoch)
	s.manager.Put(ctx, keySeen, s.accounts.second())
	if err := s.commit(ctx, w); err != nil {
		return err
	}
	s.hint(w, in.Role)
	s.set(w, DeviceCookie, in.Device, deviceLife, http.SameSiteStrictMode, true)
	return nil
}

// commit keeps a session and gives the browser its token.
func (s *Sessions) commit(ctx context.Context, w http.ResponseWriter) error {
	token, expires, err := s.manager.Commit(ctx)
	if err != nil {
		return away(err)
	}
	s.manager.WriteSessionCookie(ctx, w, token, expires)
	return nil
}

func (s *Sessions) hint(w http.ResponseWriter, role Role) {
	s.set(w, HintCookie, string(role), readerIdle, http.SameSiteLaxMode, false)
}

func (s *Sessions) set(w http.ResponseWriter, name, value string, life time.Duration, same http.SameSite, hidden bool) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure wherever the site is reached by https; the hint is for scripts
		Name: name, Value: value, Path: s.path, MaxAge: int(life / time.Second), SameSite: same, HttpOnly: hidden, Secure: s.secure,
	})
}

// token is what a browser holds, empty for nothing that could be one.
func token(r *http.Request) string {
	c, err := r.Cookie(SessionCookie)
	if err != nil || len(c.Value) > 100 {
		return ""
	}
	return c.Value
}

// Holds reports whether a request comes with a session, whether it holds or not.
func Holds(r *http.Request) bool { return token(r) != "" }

// Person returns whose session a request comes with, and notes that it is used. The error is [ErrNobody] if there is none
// that holds, and the browser forgets it; or [ErrAway]. Without a w, as for an answer that others may keep, nothing is noted or forgotten.
func (s *Sessions) Person(w http.ResponseWriter, r *http.Request) (Person, error) {
	held := token(r)
	if held == "" {
		return Person{}, ErrNobody
	}
	ctx, err := s.manager.Load(r.Context(), held)
	if err != nil {
		return Person{}, away(err)
	}
	p, err := s.whose(ctx)
	if errors.Is(err, ErrNobody) && w != nil {
		s.Forget(w)
	}
	if err != nil {
		return Person{}, err
	}
	now, seen := s.accounts.second(), s.manager.GetInt64(ctx, keySeen)
	idle := readerIdle
	if p.Role.Includes(Trainer) {
		idle = writerIdle
	}
	switch {
	case now-seen >= int64(idle/time.Second) && w == nil:
		return Person{}, ErrNobody
	case now-seen >= int64(idle/time.Second):
		s.Forget(w)
		return Person{}, errors.Join(ErrNobody, s.destroy(r))
	case w != nil && now-seen >= int64(seenEvery/time.Second):
		s.manager.Put(ctx, keySeen, now)
		if err := s.commit(ctx, w); err != nil {
			return Person{}, err
		}
		s.hint(w, p.Role)
	}
	return p, nil
}

// whose finds the person of a loaded session.
func (s *Sessions) whose(ctx context.Context) (Person, error) {
	name, epoch := s.manager.GetString(ctx, keyPerson), s.manager.GetInt64(ctx, keyEpoch)
	if name == "" {
		return Person{}, ErrNobody
	}
	p := Person{Name: name}
	var role string
	err := s.accounts.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return found(tx.QueryRow(ctx, "SELECT display, role FROM people WHERE name = ? AND epoch = ? AND disabled = 0", name, epoch).
			Scan(&p.Display, &role), ErrNobody)
	})
	p.Role = Role(role)
	return p, err
}

// End signs a browser out. It forgets all but that somebody has signed in there. The error is [ErrAway].
func (s *Sessions) End(w http.ResponseWriter, r *http.Request, p Person) error {
	if err := s.destroy(r); err != nil {
		return err
	}
	s.Forget(w)
	return s.accounts.Record(r.Context(), Actor{p.Name, "site"}.did("session.end", p.Name, nil))
}

// Forget takes the session's cookies from a browser.
func (s *Sessions) Forget(w http.ResponseWriter) {
	s.set(w, SessionCookie, "", -time.Second, http.SameSiteLaxMode, true)
	s.set(w, HintCookie, "", -time.Second, http.SameSiteLaxMode, false)
}

func (s *Sessions) destroy(r *http.Request) error {
	held := token(r)
	if held == "" {
		return nil
	}
	ctx, err := s.manager.Load(r.Context(), held)
	if err == nil && s.manager.Token(ctx) != "" {
		err = s.manager.Destroy(ctx)
	}
	if err != nil {
		return away(err)
	}
	return nil
}

func away(err error) error {
	if errors.Is(err, ErrAway) {
		return err
	}
	return errors.Join(ErrAway, err)
}
