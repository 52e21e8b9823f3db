package site

import (
	"errors"
	"math"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"yanxi/site/account"
	"yanxi/site/ui"
	"yanxi/site/visit"
)

// accountRoutes are those of signing in, of one's own account, and of everybody's.
func (s *Site) accountRoutes() []route {
	h := func(f http.HandlerFunc) http.Handler { return compressed(f) }
	out := []route{
		{pattern: "GET " + pathSignIn, role: anyone, answer: h(s.signIn), knows: true},
		{pattern: "POST " + pathSignIn, role: anyone, answer: h(s.signedIn), posts: true},
		{pattern: strings.TrimSuffix(pathAccount, "/"), role: account.Reader, answer: h(s.toSlash), alone: true},
		{pattern: "GET " + pathAccount + "{$}", role: account.Reader, answer: h(s.ownAccount), alone: true},
		{pattern: pathAccount, role: account.Reader, answer: h(s.nothing), posts: true, alone: true},
		{pattern: strings.TrimSuffix(pathPeople, "/"), role: account.Admin, answer: h(s.toSlash), alone: true},
		{pattern: "GET " + pathPeople + "{$}", role: account.Admin, answer: h(s.people), alone: true},
		{pattern: "POST " + pathPeople + "{$}", role: account.Admin, answer: h(s.addPerson), posts: true, alone: true},
		{pattern: "GET " + pathPeople + "audit", role: account.Admin, answer: h(s.audit), alone: true},
		{pattern: "GET " + pathPeople + "of/{name}", role: account.Admin, answer: h(s.person), alone: true},
		{pattern: "POST " + pathPeople + "of/{name}", role: account.Admin, answer: h(s.changePerson), posts: true, alone: true},
		{pattern: pathPeople, role: account.Admin, answer: h(s.nothing), posts: true, alone: true},
	}
	for name, f := range map[string]http.HandlerFunc{
		"display": s.setDisplay, "password": s.setPassword, "token": s.addToken, "revoke": s.revokeToken, "end": s.endSessions, "sign-out": s.signOut,
	} {
		out = append(out, route{pattern: "POST " + pathAccount + name, role: account.Reader, answer: h(f), posts: true, alone: true})
	}
	return out
}

func (s *Site) nothing(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, http.StatusNotFound, nil)
}

func (s *Site) toSlash(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, s.prefix+r.URL.Path+"/", http.StatusSeeOther)
}

// lead goes on to a rooted address of the site.
func (s *Site) lead(w http.ResponseWriter, r *http.Request, to string) {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, s.prefix+to, http.StatusSeeOther)
}

// signIn asks who somebody is, or goes on with who is known.
func (s *Site) signIn(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if p, known := account.From(r.Context()); known {
		s.lead(w, r, s.onwardFrom(r.URL.Query().Get("to"), p))
		return
	}
	if !s.hasAccounts(r.Context()) {
		s.noAccounts(w, r)
		return
	}
	s.askName(w, r, ui.SignInPage{To: ownPath(r.URL.Query().Get("to")), Out: r.URL.Query().Has("out")}, http.StatusOK)
}

func (s *Site) askName(w http.ResponseWriter, r *http.Request, p ui.SignInPage, status int) {
	e := s.current.Load().Edition
	p.Layout, p.Heading, p.Action = e.accountLayout("signin.title"), e.ui.T("signin.title"), pathSignIn
	s.write(w, r, e, "sign-in", p, status)
}

// accountLayout is that of pages that are one person's.
func (e *Edition) accountLayout(key string, crumbs ...ui.Link) ui.Layout {
	l := e.layout(e.ui.T(key), "", "", crumbs...)
	l.NoIndex, l.Live, l.OnPaper = true, false, ui.OnPaper{}
	return l
}

// signedIn takes a name and a password.
func (s *Site) signedIn(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	form, status, _ := readForm(w, r)
	if status != 0 {
		s.fail(w, r, status, nil)
		return
	}
	if !s.hasAccounts(r.Context()) {
		s.noAccounts(w, r)
		return
	}
	p := ui.SignInPage{Name: cut(form.Get("name"), 2*account.MaxName), To: ownPath(form.Get("to"))}
	in, err := s.options.Accounts.SignIn(r.Context(), s.attempt(r, form.Get("name"), form.Get("password")))
	if err == nil {
		err = s.sessions.Begin(w, r, in)
	}
	if err != nil {
		key, status, args := s.accountProblem(err)
		p.Wrong = s.current.Load().ui.T(key, args...)
		if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "60")
		}
		s.askName(w, r, p, status)
		return
	}
	s.lead(w, r, s.onwardFrom(form.Get("to"), in.Person))
}

// attempt is what a request says of who sent it.
func (s *Site) attempt(r *http.Request, name, password string) account.Attempt {
	t := account.Attempt{Name: name, Password: password, Address: network(visit.Address(r))}
	if s.tally != nil { // as the day's key has it: it is kept for a quarter of an hour, and nobody gets the address out of it
		t.Address = s.tally.recorder.Visitor(t.Address, "")
	}
	if c, err := r.Cookie(account.DeviceCookie); err == nil && len(c.Value) <= 100 {
		t.Device = c.Value
	}
	return t
}

// network is what one customer of a provider has: an address, or 64 bits of one.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Is4() {
		return address
	}
	p, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

// accountProblem says what a person reads of an error, and with which status.
func (s *Site) accountProblem(err error) (key string, status int, args []any) {
	var many *account.TooManyError
	var bad *account.PasswordError
	switch {
	case errors.As(err, &many):
		return "signin.many", http.StatusTooManyRequests, []any{max(1, int(math.Ceil(many.Wait.Minutes())))}
	case errors.Is(err, account.ErrWrong):
		return "signin.wrong", http.StatusUnprocessableEntity, nil
	case errors.Is(err, account.ErrBusy):
		return "account.busy", http.StatusServiceUnavailable, nil
	case errors.As(err, &bad):
		return "account.password." + bad.Why, http.StatusUnprocessableEntity, map[string][]any{"short": {account.MinPassword}, "long": {account.MaxPassword}}[bad.Why]
	case errors.Is(err, account.ErrName):
		return "people.badname", http.StatusUnprocessableEntity, []any{account.MaxName}
	case errors.Is(err, account.ErrExists):
		return "people.exists", http.StatusConflict, nil
	case errors.Is(err, account.ErrLastAdmin):
		return "people.last", http.StatusConflict, nil
	case errors.Is(err, account.ErrDisplay):
		return "account.display.long", http.StatusUnprocessableEntity, []any{account.MaxDisplay}
	case errors.Is(err, account.ErrDays), errors.Is(err, account.ErrScope):
		return "account.tokens.baddays", http.StatusUnprocessableEntity, []any{account.MaxTokenDays}
	case errors.Is(err, account.ErrTokens):
		return "account.tokens.many", http.StatusConflict, nil
	case errors.Is(err, account.ErrToken):
		return "account.tokens.gone", http.StatusNotFound, nil
	}
	s.log.Warn("accounts: request failed", "error", err)
	return "account.away", http.StatusServiceUnavailable, nil
}

// onwardFrom is where somebody goes on who has signed in: where they came from, else to what their role is for.
func (s *Site) onwardFrom(to string, p account.Person) string {
	if to = ownPath(to); to != "" {
		return to
	}
	if p.Role.Includes(account.Trainer) && s.options.Writing != nil {
		return pathDesk
	}
	return pathAccount
}

// ownPath is a rooted address of this site, or empty: nobody is led elsewhere by an address that somebody else has made.
func ownPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || len(to) > 2000 || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || u.Host != "" || u.Scheme != "" ||
		strings.ContainsAny(to, "\\\t\r\n") || strings.HasPrefix(cleanPath(u.Path), pathSignIn) || strings.HasPrefix(cleanPath(u.Path), pathAccount+"sign-out") {
		return ""
	}
	plain := &url.URL{Path: cleanPath(u.Path), RawQuery: u.RawQuery}
	return plain.String()
}

// signOut ends a session.
func (s *Site) signOut(w http.ResponseWriter, r *http.Request) {
	p, _ := account.From(r.Context())
	if err := s.sessions.End(w, r, p); err != nil {
		s.accountFailed(w, r, err)
		return
	}
	s.lead(w, r, pathSignIn+"?out=1")
}

// endSessions ends all sessions of a person.
func (s *Site) endSessions(w http.ResponseWriter, r *http.Request) {
	p, _ := account.From(r.Context())
	if err := s.options.Accounts.EndSessions(r.Context(), p.Name, onSite(p)); err != nil {
		s.accountFailed(w, r, err)
		return
	}
	s.sessions.Forget(w)
	s.lead(w, r, pathSignIn+"?out=1")
}

// onSite is somebody who acts on the site's pages.
func onSite(p account.Person) account.Actor { return account.Actor{Name: p.Name, Via: "site"} }
