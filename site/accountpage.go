package site

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"yanxi/site/account"
	"yanxi/site/ui"
)

// ownAccount is the page of one's own account.
func (s *Site) ownAccount(w http.ResponseWriter, r *http.Request) {
	e := s.current.Load().Edition
	done := map[string]string{"display": "account.display.done", "password": "account.password.done", "revoke": "account.tokens.revoked"}
	p := ui.AccountPage{}
	if key := done[r.URL.Query().Get("done")]; key != "" {
		p.Done = e.ui.T(key)
	}
	s.showAccount(w, r, p, http.StatusOK)
}

// showAccount shows one's own account, with what was done or what was wrong.
func (s *Site) showAccount(w http.ResponseWriter, r *http.Request, p ui.AccountPage, status int) {
	e := s.current.Load().Edition
	me, _ := account.From(r.Context())
	tokens, err := s.options.Accounts.Tokens(r.Context(), me.Name)
	if err != nil {
		s.accountFailed(w, r, err)
		return
	}
	zone := e.lib.Settings().Location
	p.Layout, p.Heading = e.accountLayout("account.title"), me.Called()
	p.Scripts = append(p.Scripts, "unsaved.js")
	p.Name, p.RoleLabel, p.Seen = me.Name, e.ui.Label("account.role", string(me.Role)), e.ui.T("account.seen")
	if p.Field != "display" {
		p.Display = me.Display
	}
	p.MaxDisplay, p.MinPassword = account.MaxDisplay, account.MinPassword
	if p.Scope == "" {
		p.Scope, p.Days = string(account.ScopeRead), "90"
	}
	for _, scope := range account.Scopes {
		p.Scopes = append(p.Scopes, ui.DeskOption{Value: string(scope), Text: e.ui.T("account.tokens.scope." + string(scope))})
	}
	for _, t := range tokens {
		p.Tokens = append(p.Tokens, ui.AccountToken{ID: t.ID, Scope: e.ui.T("account.tokens.scope." + string(t.Scope)), Expires: e.ui.T("account.tokens.until", e.ui.Day(t.Expires.In(zone)))})
	}
	p.Links = s.linksOf(e, me)
	s.write(w, r, e, "account", p, status)
}

// linksOf are what a person's role leads to.
func (s *Site) linksOf(e *Edition, me account.Person) []ui.Link {
	out := []ui.Link{{Text: e.ui.T("progress.title"), URL: pathProgress}}
	if me.Role.Includes(account.Trainer) {
		if s.options.Writing != nil {
			out = append(out, ui.Link{Text: e.ui.T("desk.title"), URL: pathDesk})
		}
		out = append(out, ui.Link{Text: e.ui.T("class.title"), URL: pathDesk + "class/"})
		if s.tally != nil {
			out = append(out, ui.Link{Text: e.ui.T("reports.title"), URL: pathReports})
		}
	}
	if me.Role.Includes(account.Admin) {
		out = append(out, ui.Link{Text: e.ui.T("people.title"), URL: pathPeople})
	}
	return out
}

// accountFailed answers what could not be done at all.
func (s *Site) accountFailed(w http.ResponseWriter, r *http.Request, err error) {
	s.log.Warn("accounts: request failed", "path", r.URL.Path, "error", err)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Retry-After", "60")
	s.say(w, r, http.StatusServiceUnavailable, "access.away")
}

// accountForm reads what was sent, or answers why it cannot be read.
func (s *Site) accountForm(w http.ResponseWriter, r *http.Request) (get func(string) string, ok bool) {
	form, status, _ := readForm(w, r)
	if status != 0 {
		s.fail(w, r, status, nil)
		return nil, false
	}
	return form.Get, true
}

func (s *Site) setDisplay(w http.ResponseWriter, r *http.Request) {
	get, ok := s.accountForm(w, r)
	if !ok {
		return
	}
	me, _ := account.From(r.Context())
	if err := s.options.Accounts.SetDisplay(r.Context(), me.Name, get("display"), onSite(me)); err != nil {
		s.accountWrong(w, r, ui.AccountPage{Field: "display", Display: get("display")}, err)
		return
	}
	s.lead(w, r, pathAccount+"?done=display")
}

// accountWrong shows one's own account with what was wrong. Of what the database cannot keep nothing is said of a field.
func (s *Site) accountWrong(w http.ResponseWriter, r *http.Request, p ui.AccountPage, err error) {
	key, status, args := s.accountProblem(err)
	if key == "signin.wrong" {
		key = "account.password.wrong"
	}
	p.Problem = s.current.Load().ui.T(key, args...)
	s.showAccount(w, r, p, status)
}

func (s *Site) setPassword(w http.ResponseWriter, r *http.Request) {
	get, ok := s.accountForm(w, r)
	if !ok {
		return
	}
	me, _ := account.From(r.Context())
	e := s.current.Load().Edition
	if get("new") != get("again") {
		s.showAccount(w, r, ui.AccountPage{Field: "again", Problem: e.ui.T("account.password.differ")}, http.StatusUnprocessableEntity)
		return
	}
	if err := account.CheckPassword(me.Name, get("new")); err != nil {
		s.accountWrong(w, r, ui.AccountPage{Field: "new"}, err)
		return
	}
	if err := s.options.Accounts.Confirm(r.Context(), s.attempt(r, me.Name, get("old"))); err != nil {
		s.accountWrong(w, r, ui.AccountPage{Field: "old"}, err)
		return
	}
	err := s.options.Accounts.SetPassword(r.Context(), me.Name, get("new"), onSite(me))
	var in account.Entrance
	if err == nil { // all sessions have ended, this one too
		in, err = s.options.Accounts.SignIn(r.Context(), s.attempt(r, me.Name, get("new")))
	}
	if err == nil {
		err = s.sessions.Begin(w, r, in)
	}
	if err != nil {
		s.accountFailed(w, r, err)
		return
	}
	s.lead(w, r, pathAccount+"?done=password")
}

func (s *Site) addToken(w http.ResponseWriter, r *http.Request) {
	get, ok := s.accountForm(w, r)
	if !ok {
		return
	}
	me, _ := account.From(r.Context())
	p := ui.AccountPage{Scope: get("scope"), Days: cut(get("days"), 4)}
	days, err := strconv.Atoi(strings.TrimSpace(get("days")))
	if err != nil {
		err = account.ErrDays
	} else {
		p.Secret, _, err = s.options.Accounts.AddToken(r.Context(), me.Name, account.Scope(p.Scope), days, onSite(me))
	}
	if err != nil {
		p.Field = "token"
		s.accountWrong(w, r, p, err)
		return
	}
	s.showAccount(w, r, p, http.StatusOK)
}

func (s *Site) revokeToken(w http.ResponseWriter, r *http.Request) {
	get, ok := s.accountForm(w, r)
	if !ok {
		return
	}
	me, _ := account.From(r.Context())
	err := s.options.Accounts.Revoke(r.Context(), get("token"), me.Name, onSite(me))
	if err != nil && !errors.Is(err, account.ErrToken) { // one that has gone is what was wanted
		s.accountWrong(w, r, ui.AccountPage{}, err)
		return
	}
	s.lead(w, r, pathAccount+"?done=revoke")
}
