package site

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"yanxi/site/account"
	"yanxi/site/ui"
	"yanxi/site/visit"
)

// scopeKey is for the scope of a request that came with a token.
type scopeKey struct{}

// bearer is the token of an account that a request comes with.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if token = strings.TrimSpace(token); strings.EqualFold(scheme, "Bearer") && strings.HasPrefix(token, account.TokenPrefix) {
		return token
	}
	return ""
}

func sentToken(r *http.Request) bool { return bearer(r) != "" }

// identify puts into a request's context whose it is, by a token or by the session of a browser. With a w, the session is renewed and
// a browser forgets one that has ended. The error is [account.ErrToken], or [account.ErrAway]; who has no session is nobody, without one.
func (s *Site) identify(w http.ResponseWriter, r *http.Request) (*http.Request, error) {
	if _, known := account.From(r.Context()); known || s.options.Accounts == nil {
		return r, nil
	}
	if token := bearer(r); token != "" {
		p, scope, err := s.options.Accounts.ByToken(r.Context(), token)
		if err != nil {
			return r, err
		}
		return r.WithContext(context.WithValue(account.With(r.Context(), p), scopeKey{}, scope)), nil
	}
	if !account.Holds(r) {
		return r, nil
	}
	p, err := s.sessions.Person(w, r)
	switch {
	case errors.Is(err, account.ErrNobody):
		return r, nil
	case err != nil:
		return r, err
	}
	return r.WithContext(account.With(r.Context(), p)), nil
}

// A refused is why a request is not answered.
type refused struct {
	status int
	key    string       // of messages: access.KEY.title and access.KEY
	role   account.Role // of whoever asks; empty: nobody is known
	detail string       // for a program
	cause  error
}

func (e *refused) problem() error { return refusal{e.status, e.detail} }

// refusal says why whoever sent a request may not use a route; nil if they may.
func (s *Site) refusal(r *http.Request, to route, err error) *refused {
	p, known := account.From(r.Context())
	scope, byToken := r.Context().Value(scopeKey{}).(account.Scope)
	switch {
	case errors.Is(err, account.ErrToken):
		return &refused{status: http.StatusUnauthorized, key: "token", detail: "The token is unknown, or it has expired. Make another one with yanxi token add."}
	case to.role == anyone:
		return nil
	case err != nil:
		return &refused{status: http.StatusServiceUnavailable, key: "away", detail: "The accounts cannot be reached. Try again in a minute.", cause: err}
	case !known:
		return &refused{status: http.StatusUnauthorized, key: "stranger", detail: "This is for people with an account. Sign in, or send a token: Authorization: Bearer yanxi_…"}
	case !p.Role.Includes(to.role):
		return &refused{status: http.StatusForbidden, key: "role", role: p.Role, detail: "This needs another role: " + string(to.role) + ". Ask an administrator."}
	case byToken && (to.alone || !scope.Allows(r.Method, to.role)):
		return &refused{status: http.StatusForbidden, key: "scope", role: p.Role, detail: "The scope of the token does not allow this. Make one with another scope."}
	}
	return nil
}

// answersItself reports whether a handler of its own says what it refuses: the desk to whoever may not write, to its scripts and forms, and
// where there are no accounts; the reports to whoever has their token, or asks for it.
func (s *Site) answersItself(r *http.Request, why *refused) bool {
	onDesk := strings.HasPrefix(r.URL.Path+"/", pathDesk)
	switch {
	case sentToken(r):
		return false
	case why.key == "role":
		return onDesk
	case why.key != "stranger":
		return false
	case onDesk:
		return s.options.Accounts == nil || !reads(r) || strings.Contains(r.Header.Get("Accept"), "application/json")
	}
	return s.options.reportsToken() != "" || !s.hasAccounts(r.Context())
}

// hasAccounts reports whether anybody can sign in.
func (s *Site) hasAccounts(ctx context.Context) bool {
	if s.options.Accounts == nil {
		return false
	}
	exist, err := s.options.Accounts.Any(ctx)
	return exist || err != nil // there may be some
}

// refuse answers a person, or leads them to sign in.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, why *refused) {
	if why.cause != nil {
		s.log.Warn("accounts: request refused", "path", r.URL.Path, "error", why.cause)
	}
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case sentToken(r):
		writeProblem(w, why.problem())
		return
	case why.key == "stranger" && !s.hasAccounts(r.Context()):
		s.noAccounts(w, r)
		return
	case why.key == "stranger" && reads(r):
		to := pathSignIn + "?" + url.Values{"to": {r.URL.RequestURI()}}.Encode()
		http.Redirect(w, r, s.prefix+to, http.StatusSeeOther)
		return
	}
	e := s.current.Load().Edition
	links := []ui.Link{{Text: e.ui.T("error.home"), URL: pathHome}}
	if why.role != "" {
		links = append(links, ui.Link{Text: e.ui.T("account.title"), URL: pathAccount})
	} else if why.key == "stranger" {
		links = append(links, ui.Link{Text: e.ui.T("signin.title"), URL: pathSignIn})
	}
	s.say(w, r, why.status, "access."+why.key, links...)
}

// noAccounts says how there come to be some.
func (s *Site) noAccounts(w http.ResponseWriter, r *http.Request) {
	e := s.current.Load().Edition
	s.say(w, r, http.StatusNotFound, "access.none", ui.Link{Text: e.ui.T("error.home"), URL: pathHome})
}

// say answers with a short page: the messages KEY.title and KEY.
func (s *Site) say(w http.ResponseWriter, r *http.Request, status int, key string, links ...ui.Link) {
	e := s.current.Load().Edition
	title := e.ui.T(key + ".title")
	p := ui.DeskMessagePage{Layout: e.layout(title, "", ""), Heading: title, Text: e.ui.T(key), Poor: status >= http.StatusBadRequest, Links: links}
	p.NoIndex, p.Live, p.OnPaper = true, false, ui.OnPaper{}
	s.write(w, r, e, "desk-message", p, status)
}

// isReader reports whether a request is a reader's, whose doings count. Those of people who write or look after the library
// would say nothing of how it is used.
func isReader(r *http.Request) bool { return visit.Reader(r) && !isTrainer(r.Context()) }

// isTrainer reports whether somebody is known who may do what a trainer may.
func isTrainer(ctx context.Context) bool {
	p, known := account.From(ctx)
	return known && p.Role.Includes(account.Trainer)
}
