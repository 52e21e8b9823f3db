package site

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yanxi/site/account"
	"yanxi/site/ui"
)

// people lists all accounts, for administrators.
func (s *Site) people(w http.ResponseWriter, r *http.Request) {
	s.showPeople(w, r, ui.PeoplePage{Role: string(account.Reader)}, http.StatusOK)
}

var personBounds = ui.PersonBounds{Name: account.MaxName, Display: account.MaxDisplay, Password: account.MinPassword}

func (s *Site) showPeople(w http.ResponseWriter, r *http.Request, p ui.PeoplePage, status int) {
	e := s.current.Load().Edition
	list, err := s.options.Accounts.List(r.Context())
	if err != nil {
		s.accountFailed(w, r, err)
		return
	}
	p.Layout, p.Heading, p.Tabs = e.accountLayout("people.title"), e.ui.T("people.title"), e.peopleTabs(pathPeople)
	p.Action, p.Roles, p.Bounds = pathPeople, e.roleOptions(), personBounds
	for _, a := range list {
		p.People = append(p.People, ui.PersonRow{
			Link: ui.Link{Text: a.Called(), URL: personURL(a.Name)}, Name: a.Name, RoleLabel: e.ui.Label("account.role", string(a.Role)),
			Since: e.ui.T("people.since", e.ui.Day(a.Created.In(e.lib.Settings().Location))), Disabled: a.Disabled,
		})
	}
	s.write(w, r, e, "people", p, status)
}

func personURL(name string) string { return pathPeople + "of/" + url.PathEscape(name) }

func (e *Edition) peopleTabs(current string) []ui.NavLink {
	var out []ui.NavLink
	for _, tab := range []struct{ key, path string }{{"people.title", pathPeople}, {"audit.title", pathPeople + "audit"}} {
		out = append(out, ui.NavLink{Link: ui.Link{Text: e.ui.T(tab.key), URL: tab.path}, Current: tab.path == current})
	}
	return out
}

func (e *Edition) roleOptions() []ui.DeskOption {
	var out []ui.DeskOption
	for _, role := range account.Roles {
		out = append(out, ui.DeskOption{Value: string(role), Text: e.ui.Label("account.role", string(role))})
	}
	return out
}

// addPerson makes an account; without a password one is made.
func (s *Site) addPerson(w http.ResponseWriter, r *http.Request) {
	get, ok := s.accountForm(w, r)
	if !ok {
		return
	}
	me, _ := account.From(r.Context())
	p := ui.PeoplePage{Name: cut(get("name"), 2*account.MaxName), Display: cut(get("display"), 2*account.MaxDisplay), Role: get("role")}
	password, made := get("password"), false
	if password == "" {
		password, made = account.NewPassword(), true
	}
	added, err := s.options.Accounts.Add(r.Context(), account.Adding{Name: get("name"), Display: get("display"), Role: account.Role(p.Role), Password: password}, onSite(me))
	switch {
	case errors.Is(err, account.ErrRole): // no page sends such
		s.fail(w, r, http.StatusUnprocessableEntity, nil)
		return
	case err != nil:
		p.Field = fieldOf(err)
		key, status, args := s.accountProblem(err)
		p.Problem = s.current.Load().ui.T(key, args...)
		s.showPeople(w, r, p, status)
		return
	}
	if made {
		s.showPeople(w, r, ui.PeoplePage{Role: string(account.Reader), Made: &ui.MadePassword{Name: added.Called(), Password: password}}, http.StatusOK)
		return
	}
	s.lead(w, r, pathPeople)
}

// fieldOf is the field of the form that an error is about, empty if it is about none.
func fieldOf(err error) string {
	var bad *account.PasswordError
	switch {
	case errors.As(err, &bad):
		return "password"
	case errors.Is(err, account.ErrName), errors.Is(err, account.ErrExists):
		return "name"
	case errors.Is(err, account.ErrDisplay):
		return "display"
	}
	return ""
}

// person shows one account.
func (s *Site) person(w http.ResponseWriter, r *http.Request) {
	e := s.current.Load().Edition
	p := ui.PersonPage{}
	if done := r.URL.Query().Get("done"); slices.Contains(personChanges, done) && done != "password" {
		p.Done = e.ui.T("people.done." + done)
	}
	s.showPerson(w, r, p, http.StatusOK)
}

// personChanges are what can be done to an account.
var personChanges = []string{"role", "display", "disable", "enable", "password"}

const personEntries = 20

func (s *Site) showPerson(w http.ResponseWriter, r *http.Request, p ui.PersonPage, status int) {
	e := s.current.Load().Edition
	me, _ := account.From(r.Context())
	a, err := s.options.Accounts.Get(r.Context(), r.PathValue("name"))
	var log []account.Entry
	if err == nil {
		log, err = s.options.Accounts.Audit(r.Context(), 0, a.Name, personEntries)
	}
	switch {
	case errors.Is(err, account.ErrUnknown):
		s.fail(w, r, http.StatusNotFound, nil)
		return
	case err != nil:
		s.accountFailed(w, r, err)
		return
	}
	p.Layout = e.accountLayout("people.title", ui.Link{Text: e.ui.T("people.title"), URL: pathPeople})
	p.Layout.Title, p.Layout.Crumbs[len(p.Layout.Crumbs)-1].Text = a.Called(), a.Called()
	p.Heading, p.Tabs, p.Action, p.Bounds = a.Called(), e.peopleTabs(""), personURL(a.Name), personBounds
	p.Name, p.Role, p.RoleLabel, p.Roles = a.Name, string(a.Role), e.ui.Label("account.role", string(a.Role)), e.roleOptions()
	if p.Problem == "" || p.Display == "" {
		p.Display = a.Display
	}
	p.Since, p.Disabled, p.Self = e.ui.Day(a.Created.In(e.lib.Settings().Location)), a.Disabled, a.Name == me.Name
	p.Log = e.auditRows(log)
	if len(log) == personEntries {
		p.More = auditURL(0, a.Name)
	}
	s.write(w, r, e, "person", p, status)
}

// changePerson does one of [personChanges].
func (s *Site) changePerson(w http.ResponseWriter, r *http.Request) {
	get, ok := s.accountForm(w, r)
	if !ok {
		return
	}
	me, _ := account.From(r.Context())
	name, what, by := account.CleanName(r.PathValue("name")), get("do"), onSite(me)
	accounts, e := s.options.Accounts, s.current.Load().Edition
	p := ui.PersonPage{}
	var err error
	switch {
	case what == "role":
		err = accounts.SetRole(r.Context(), name, account.Role(get("role")), by)
	case what == "display":
		p.Display = cut(get("display"), 2*account.MaxDisplay)
		err = accounts.SetDisplay(r.Context(), name, get("display"), by)
	case what == "disable" && name == me.Name:
		p.Problem = e.ui.T("people.self")
		s.showPerson(w, r, p, http.StatusConflict)
		return
	case what == "disable" || what == "enable":
		err = accounts.SetDisabled(r.Context(), name, what == "disable", by)
	case what == "password":
		made := account.NewPassword()
		if err = accounts.SetPassword(r.Context(), name, made, by); err == nil {
			p.Made = &ui.MadePassword{Name: name, Password: made}
			s.showPerson(w, r, p, http.StatusOK)
			return
		}
	default:
		s.fail(w, r, http.StatusUnprocessableEntity, nil)
		return
	}
	switch {
	case errors.Is(err, account.ErrUnknown):
		s.fail(w, r, http.StatusNotFound, nil)
	case errors.Is(err, account.ErrRole):
		s.fail(w, r, http.StatusUnprocessableEntity, nil)
	case err != nil:
		key, status, args := s.accountProblem(err)
		p.Problem = e.ui.T(key, args...)
		s.showPerson(w, r, p, status)
	default:
		s.lead(w, r, personURL(name)+"?done="+what)
	}
}

// auditEntries is how many entries a page of the log has.
const auditEntries = 100

// audit shows the audit log, the newest first.
func (s *Site) audit(w http.ResponseWriter, r *http.Request) {
	e := s.current.Load().Edition
	about := cut(r.URL.Query().Get("about"), 1000)
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64) // 0: from the newest on
	log, err := s.options.Accounts.Audit(r.Context(), before, about, auditEntries)
	if err != nil {
		s.accountFailed(w, r, err)
		return
	}
	p := ui.AuditPage{Layout: e.accountLayout("audit.title", ui.Link{Text: e.ui.T("people.title"), URL: pathPeople}), Heading: e.ui.T("audit.title")}
	p.Tabs, p.About, p.Log = e.peopleTabs(pathPeople+"audit"), about, e.auditRows(log)
	if len(log) == auditEntries {
		p.Older = auditURL(log[len(log)-1].Number, about)
	}
	s.write(w, r, e, "audit", p, http.StatusOK)
}

func auditURL(before int64, about string) string {
	q := url.Values{}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	if about != "" {
		q.Set("about", about)
	}
	return pathPeople + "audit?" + q.Encode()
}

// auditRows are entries in words.
func (e *Edition) auditRows(log []account.Entry) []ui.AuditRow {
	var out []ui.AuditRow
	for _, entry := range log {
		row := ui.AuditRow{
			At: e.minute(entry.At), Who: entry.Who, What: e.ui.Label("audit.what", entry.What), About: entry.About, Detail: e.auditDetail(entry.Detail),
		}
		if row.About == row.Who && strings.HasPrefix(entry.What, "session.") {
			row.About = ""
		}
		out = append(out, row)
	}
	return out
}

// auditDetail is what else an entry says.
func (e *Edition) auditDetail(detail map[string]any) string {
	var parts []string
	for _, key := range sortedKeys(detail) {
		value := fmt.Sprint(detail[key])
		switch key {
		case "role":
			value = e.ui.Label("account.role", value)
		case "scope":
			value = e.ui.Label("account.tokens.scope", value)
		case "gate":
			value = e.ui.Label("desk.gate", value)
		}
		if value != "" {
			parts = append(parts, e.ui.T("audit.pair", e.ui.Label("audit.detail", key), value))
		}
	}
	return strings.Join(parts, e.ui.T("audit.comma"))
}
