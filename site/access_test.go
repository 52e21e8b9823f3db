package site_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/api"
	"yanxi/site/sitetest"
)

// Every operation of the API has a line in the table, and no line is of none.
func TestAPITable(t *testing.T) {
	var has, want []string
	for _, g := range site.APIAccess() {
		has = append(has, g.Method+" "+g.Pattern)
	}
	for _, e := range api.Endpoints() {
		want = append(want, e.Method+" "+e.Path)
	}
	slices.Sort(has)
	slices.Sort(want)
	if !slices.Equal(has, want) {
		t.Errorf("the table has %v, the API has %v", has, want)
	}
}

func TestRouteWithoutRole(t *testing.T) {
	s := newSite(t, sitetest.Open(t, sitetest.English()), site.Options{})
	defer func() {
		if recover() == nil {
			t.Error("a route without a role can be registered")
		}
	}()
	s.Unguarded()
}

// A walker is somebody who asks for every address.
type walker struct {
	name    string
	role    account.Role  // empty: nobody is known
	scope   account.Scope // of a token; empty: by a session
	arrange func(*http.Request)
}

// Everybody asks for everything, and is let in exactly where the table says.
func TestAccess(t *testing.T) {
	folder := sitetest.Folder(t, sitetest.English())
	fsys, err := content.DirFS(folder)
	if err != nil {
		t.Fatal(err)
	}
	database := filepath.Join(t.TempDir(), "yanxi.db")
	var people []account.Person
	for _, role := range account.Roles {
		people = append(people, account.Person{Name: string(role), Role: role})
	}
	people = append(people, account.Person{Name: "left", Role: account.Admin})
	accounts := sitetest.Accounts(t, database, today, people...)
	activity := sitetest.Activity(t, database, today)
	activity.Token = "of the reports"
	lib := sitetest.Open(t, fsys)
	s := siteWith(t, lib, sitetest.IndexOf(t, lib), site.Options{Now: today, Activity: activity, Accounts: accounts, Writing: sitetest.Writing(t, folder, database, today)})

	walkers := []walker{{name: "anonymous", arrange: func(*http.Request) {}}}
	for _, role := range account.Roles {
		walkers = append(walkers, walker{string(role), role, "", enter(t, accounts, accounts, string(role))})
	}
	for _, scope := range account.Scopes {
		secret, _, err := accounts.AddToken(t.Context(), "admin", scope, 1, account.Actor{})
		if err != nil {
			t.Fatal(err)
		}
		walkers = append(walkers, walker{"token to " + string(scope), account.Admin, scope, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }})
	}
	gone := enter(t, accounts, accounts, "left")
	disabled := httptest.NewRequest(http.MethodGet, "/", nil)
	gone(disabled)
	if err := accounts.SetDisabled(t.Context(), "left", true, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	long := sitetest.Accounts(t, database, func() time.Time { return today().AddDate(0, 0, -31) })
	walkers = append(walkers,
		walker{"disabled", "", "", func(r *http.Request) { r.Header["Cookie"] = disabled.Header["Cookie"] }},
		walker{"expired", "", "", enter(t, accounts, long, "admin")},
		walker{"forged", "", "", func(r *http.Request) {
			r.AddCookie(&http.Cookie{Name: account.SessionCookie, Value: strings.Repeat("a", 43)})
			r.AddCookie(&http.Cookie{Name: account.HintCookie, Value: "admin"})
		}})

	for _, g := range slices.Concat(s.PageAccess(), site.APIAccess()) {
		method, path, ok := strings.Cut(g.Pattern, " ")
		if !ok {
			method, path = g.Method, g.Pattern
		}
		methods := []string{method}
		if method == "" {
			if methods = []string{http.MethodGet}; g.Posts {
				methods = append(methods, http.MethodPost)
			}
		}
		path = regexp.MustCompile(`\{\w+(\.\.\.)?\}`).ReplaceAllString(strings.TrimSuffix(path, "{$}"), "x")
		if path == "/_/events" {
			continue // a stream
		}
		for _, who := range walkers {
			for _, method := range methods {
				r := httptest.NewRequest(method, path, nil)
				who.arrange(r)
				w := httptest.NewRecorder()
				s.ServeHTTP(w, r)
				allowed := g.Role == site.Anyone || who.role.Includes(g.Role) && (who.scope == "" || !g.Alone && who.scope.Allows(method, g.Role))
				if got := !denied(w); got != allowed {
					t.Errorf("%s %s as %s: answered %d, to be let in: %v", method, path, who.name, w.Code, allowed)
				}
				if cache := w.Header().Get("Cache-Control"); g.Role != site.Anyone && cache != "no-store" {
					t.Errorf("%s %s as %s may be kept: %q", method, path, who.name, cache)
				}
				if w.Code >= 500 {
					t.Errorf("%s %s as %s is answered %d", method, path, who.name, w.Code)
				}
			}
		}
	}
}

// enter makes requests those of somebody's session; each begins one, so that none ends another's.
func enter(t *testing.T, accounts, begin *account.Accounts, name string) func(*http.Request) {
	t.Helper()
	var in account.Entrance
	signIn := func() {
		var err error
		if in, err = accounts.SignIn(t.Context(), account.Attempt{Name: name, Password: sitetest.Password, Address: name}); err != nil {
			t.Fatal(err)
		}
	}
	signIn()
	sessions := begin.Sessions("/", false)
	return func(r *http.Request) {
		for range 2 {
			w := httptest.NewRecorder()
			if err := sessions.Begin(w, httptest.NewRequest(http.MethodGet, "/", nil), in); err != nil {
				t.Fatal(err)
			}
			r.Header.Del("Cookie")
			for _, c := range w.Result().Cookies() {
				r.AddCookie(c)
			}
			if _, err := accounts.Sessions("/", false).Person(nil, r); err == nil || begin != accounts {
				return
			}
			signIn() // all sessions were ended
		}
		t.Fatalf("%s cannot sign in", name)
	}
}

// denied reports an answer that somebody is not let in.
func denied(w *httptest.ResponseRecorder) bool {
	return w.Code == http.StatusUnauthorized || w.Code == http.StatusForbidden ||
		w.Code == http.StatusSeeOther && strings.Contains(w.Header().Get("Location"), "/account/sign-in?to=")
}

// What is below the closed addresses and not in the table is answered nobody.
func TestDefaultDeny(t *testing.T) {
	database := filepath.Join(t.TempDir(), "yanxi.db")
	accounts := sitetest.Accounts(t, database, today, account.Person{Name: "zhang", Role: account.Reader})
	lib := sitetest.Open(t, sitetest.English())
	s := newSite(t, lib, site.Options{Now: today, Accounts: accounts})
	zhang := enter(t, accounts, accounts, "zhang")
	for _, path := range []string{"/desk/nothing", "/account/nothing", "/people/nothing", "/people", "/account", "/desk"} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if !denied(w) {
			t.Errorf("%s is answered a stranger %d", path, w.Code)
		}
		r := httptest.NewRequest(http.MethodGet, path, nil)
		zhang(r)
		w = httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if strings.HasPrefix(path, "/people") != (w.Code == http.StatusForbidden) {
			t.Errorf("%s is answered a reader %d", path, w.Code)
		}
	}
}

func TestOwnPath(t *testing.T) {
	for to, want := range map[string]string{
		"/desk/": "/desk/", "/a?b=c": "/a?b=c", "/课/": "/%E8%AF%BE/", "/desk/edit/x/": "/desk/edit/x/",
		"": "", "//evil.test/": "", "https://evil.test/": "", "/\\evil.test": "", "javascript:alert(1)": "", "/a\n": "", "desk": "",
		"/account/sign-in?to=/": "", "/./account/sign-in": "", "/.//evil.test": "/evil.test", "/account/sign-out": "", "/%0d%0aX": "/%0D%0AX",
		"/" + strings.Repeat("a", 2000): "",
	} {
		if got := site.OwnPath(to); got != want {
			t.Errorf("%q leads to %q, want %q", to, got, want)
		}
	}
}
