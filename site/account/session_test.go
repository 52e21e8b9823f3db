package account_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"yanxi/site/account"
	"yanxi/site/store/storetest"
)

// A browser holds cookies.
type browser map[string]*http.Cookie

func (b browser) request() *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	for _, c := range b {
		r.AddCookie(c)
	}
	return r
}

func (b browser) take(w *httptest.ResponseRecorder) {
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b, c.Name)
		} else {
			b[c.Name] = c
		}
	}
}

func (b browser) copy() browser {
	out := browser{}
	for name, c := range b {
		out[name] = c
	}
	return out
}

func TestSessions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		h := newHouse(t, address)
		sessions := h.Sessions("/", true)
		h.add(t, "zhang", account.Trainer)
		h.add(t, "li", account.Reader)
		begin := func(name string) browser {
			t.Helper()
			in, err := h.signIn(name, secret, "a", "")
			if err != nil {
				t.Fatal(err)
			}
			b, w := browser{}, httptest.NewRecorder()
			if err := sessions.Begin(w, b.request(), in); err != nil {
				t.Fatal(err)
			}
			b.take(w)
			return b
		}
		who := func(b browser) string {
			t.Helper()
			w := httptest.NewRecorder()
			p, err := sessions.Person(w, b.request())
			if err != nil && !errors.Is(err, account.ErrNobody) {
				t.Fatal(err)
			}
			b.take(w)
			return p.Name
		}

		b := begin("zhang")
		held := b[account.SessionCookie]
		if !held.HttpOnly || !held.Secure || held.SameSite != http.SameSiteLaxMode || b[account.HintCookie].Value != "trainer" || b[account.HintCookie].HttpOnly {
			t.Errorf("cookies are %v", b)
		}
		if got := who(b); got != "zhang" {
			t.Fatalf("the session is %q's", got)
		}
		if got := who(browser{}); got != "" {
			t.Errorf("nobody is %q", got)
		}
		forged := browser{account.SessionCookie: {Name: account.SessionCookie, Value: "x" + held.Value[1:]}}
		if got := who(forged); got != "" || len(forged) != 0 {
			t.Errorf("a forged session is %q's, and stays in the browser", got)
		}

		// Signing in once more ends the session that there was.
		before, w := b.copy(), httptest.NewRecorder()
		in, err := h.signIn("zhang", secret, "a", "")
		if err != nil {
			t.Fatal(err)
		}
		if err := sessions.Begin(w, b.request(), in); err != nil {
			t.Fatal(err)
		}
		b.take(w)
		if who(before) != "" || who(b) != "zhang" {
			t.Error("the session of before is still there, or the new one is not")
		}

		// Signing out ends it, also for whoever kept the cookie.
		kept, w := b.copy(), httptest.NewRecorder()
		if err := sessions.End(w, b.request(), in.Person); err != nil {
			t.Fatal(err)
		}
		b.take(w)
		if len(b) != 1 || b[account.DeviceCookie] == nil || who(kept) != "" {
			t.Errorf("after signing out the browser holds %v", b)
		}

		for what, end := range map[string]func() error{
			"another password": func() error { return h.SetPassword(t.Context(), "zhang", secret, operator) },
			"another role":     func() error { return h.SetRole(t.Context(), "zhang", account.Reviewer, operator) },
			"disabling":        func() error { return h.SetDisabled(t.Context(), "zhang", true, operator) },
		} {
			_ = h.SetDisabled(t.Context(), "zhang", false, operator)
			_ = h.SetRole(t.Context(), "zhang", account.Trainer, operator)
			b, others := begin("zhang"), begin("li")
			if err := end(); err != nil {
				t.Fatal(err)
			}
			if who(b) != "" || who(others) != "li" {
				t.Errorf("%s does not end the sessions, or those of others", what)
			}
		}

		// Times: a trainer's session ends when it is not used for 12 hours, a reader's after 14 days, all after 30 days.
		_ = h.SetDisabled(t.Context(), "zhang", false, operator)
		_ = h.SetRole(t.Context(), "zhang", account.Trainer, operator)
		trainer, reader := begin("zhang"), begin("li")
		h.later(11 * time.Hour)
		if who(trainer) != "zhang" {
			t.Error("a session ended that is used")
		}
		h.later(11 * time.Hour)
		if who(trainer) != "zhang" {
			t.Error("using a session does not keep it")
		}
		h.later(13 * time.Hour)
		if who(trainer) != "" || len(trainer) != 1 {
			t.Error("an idle session of a trainer holds")
		}
		h.later(12 * 24 * time.Hour)
		if who(reader) != "li" {
			t.Error("a reader's session ended")
		}
		h.later(15 * 24 * time.Hour)
		if who(reader) != "" {
			t.Error("an idle session of a reader holds")
		}
	})
}

// A session that begins while a password is changed is of the time before, and is none.
func TestSessionBesidesChange(t *testing.T) {
	h := newHouse(t, storetest.SQLite(t))
	h.add(t, "zhang", account.Trainer)
	in, err := h.signIn("zhang", secret, "a", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.SetPassword(t.Context(), "zhang", "another password", operator); err != nil {
		t.Fatal(err)
	}
	sessions, b, w := h.Sessions("/", false), browser{}, httptest.NewRecorder()
	if err := sessions.Begin(w, b.request(), in); err != nil {
		t.Fatal(err)
	}
	b.take(w)
	if p, err := sessions.Person(httptest.NewRecorder(), b.request()); !errors.Is(err, account.ErrNobody) {
		t.Errorf("%+v, %v", p, err)
	}
}
