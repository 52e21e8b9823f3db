package site

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"yanxi/site/account"
	"yanxi/site/api"
	"yanxi/site/desk"
	"yanxi/site/ui"
)

// anyone is the role of what nobody need be known for. It is no zero value: what has no role is not served.
const anyone account.Role = "anyone"

// A route is an address of the site with the least role that may use it.
type route struct {
	pattern string       // of [http.ServeMux]
	role    account.Role // anyone, or one of [account.Roles]
	answer  http.Handler
	posts   bool // what is sent is taken; without, it is only read
	knows   bool // it asks who it is, where nobody need be
	alone   bool // only by the session of a browser, never by a token
	own     bool // the handler says itself what it refuses to whom
}

// A gate says what an address of the site or its API needs, for tests and for people.
type gate struct {
	method, pattern string
	role            account.Role
}

// table is every route of the site's pages. What is added here needs a role, and a line in the test that walks all of them
// as everybody.
func (s *Site) table() []route {
	searches := s.searches
	public := func(pattern string, h http.Handler) route { return route{pattern: pattern, role: anyone, answer: h} }
	out := []route{
		public("/healthz", http.HandlerFunc(s.healthz)),
		public("/readyz", http.HandlerFunc(s.readyz)),
		{pattern: pathSearch, role: anyone, answer: searches.wrap(s.page(s.search)), knows: true},
		public(pathSearchFeed, searches.wrap(s.page(s.searchFeed))),
		public(pathCompare, s.comparing(searches)),
		public(strings.TrimSuffix(pathCompare, "/"), s.comparing(searches)),
		public(pathAPIDocs, http.HandlerFunc(s.static)),
		public(pathEvents, http.HandlerFunc(s.events)),
		public(ui.AssetPrefix+"{name...}", http.HandlerFunc(s.asset)),
		{pattern: pathQuiz, role: anyone, answer: searches.wrap(http.HandlerFunc(s.quiz)), posts: true, knows: true},
		public(strings.TrimSuffix(pathDaily, "/"), http.HandlerFunc(s.static)), // else the mux leads there, without the prefix
		public(pathDaily+"{$}", searches.wrap(http.HandlerFunc(s.chosen))),
		public("/", http.HandlerFunc(s.static)),
	}
	read, vote, ask := http.HandlerFunc(s.readPixel), http.HandlerFunc(s.voted), http.HandlerFunc(s.asking)
	if s.tally == nil {
		read, vote = s.static, s.static // which finds nothing there
	}
	if !s.options.asks() {
		ask = s.static
	}
	out = append(out,
		route{pattern: pathPixel, role: anyone, answer: read, knows: true},
		route{pattern: pathVote, role: anyone, answer: vote, posts: true, knows: true},
		route{pattern: pathAsk, role: anyone, answer: ask, posts: true})
	return slices.Concat(out, s.reportRoutes(), s.accountRoutes(), s.deskRoutes())
}

// reportRoutes are those of the reports, which the token of the reports opens as well: its holders have no account.
func (s *Site) reportRoutes() []route {
	reports := s.searches.wrap(compressed(http.HandlerFunc(s.reports)))
	out := []route{
		{pattern: pathReportFeed, role: account.Trainer, answer: s.searches.wrap(compressed(http.HandlerFunc(s.reportFeed))), own: true},
		{pattern: strings.TrimSuffix(pathReports, "/"), role: account.Trainer, answer: reports, posts: true, own: true},
	}
	for _, page := range reportPages {
		out = append(out, route{pattern: page.path + "{$}", role: account.Trainer, answer: reports, posts: true, own: true})
	}
	return out
}

// deskRoutes are those of the desk, which says itself what it refuses, and one for whatever is not there.
func (s *Site) deskRoutes() []route {
	h := s.desk()
	out := []route{
		{pattern: strings.TrimSuffix(pathDesk, "/"), role: account.Trainer, answer: h, posts: true, own: true},
		{pattern: pathDesk, role: account.Trainer, answer: h, posts: true, own: true},
	}
	bare := map[string]bool{"GET /desk": true}
	for _, r := range desk.Routes() {
		bare[r.Pattern] = true
	}
	for _, r := range desk.Routes() {
		out = append(out, route{pattern: r.Pattern, role: r.Role, answer: h, posts: true, own: true})
		without, ok := strings.CutSuffix(r.Pattern, "/{$}")
		without = "GET" + without[strings.IndexByte(without, ' '):]
		if ok && !bare[without] { // else the mux leads there, without the prefix
			bare[without] = true
			out = append(out, route{pattern: without, role: r.Role, answer: h, own: true})
		}
	}
	return out
}

// newMux is the table as a handler. It panics at a route without a role.
func (s *Site) newMux(table []route) *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range table {
		if r.role != anyone && !slices.Contains(account.Roles, r.role) {
			panic(fmt.Sprintf("site: the route %q has no role", r.pattern)) // at the start, where tests see it
		}
		mux.Handle(r.pattern, s.guard(r))
	}
	return mux
}

// guard lets a request through to a route's handler if whoever sent it may use the route.
func (s *Site) guard(to route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !reads(r) {
			if !to.posts || r.Method != http.MethodPost {
				w.Header().Set("Allow", "GET, HEAD")
				http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
				return
			}
			if s.same.Check(r) != nil {
				s.fail(w, r, http.StatusForbidden, nil)
				return
			}
		}
		if to.role == anyone {
			if to.knows {
				r, _ = s.identify(nil, r) // whoever it may be, they are answered
			}
			to.answer.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		r, err := s.identify(w, r)
		if refused := s.refusal(r, to, err); refused != nil && (!to.own || !s.answersItself(r, refused)) {
			s.refuse(w, r, refused)
			return
		}
		to.answer.ServeHTTP(w, r)
	})
}

// reads reports whether a request only looks.
func reads(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// apiTable is every operation of the API with the least role that may use it.
var apiTable = []gate{
	{"GET", "/api/v1/search", anyone},
	{"GET", "/api/v1/suggest", anyone},
	{"GET", "/api/v1/documents/{id}", anyone},
	{"GET", "/api/v1/related", anyone},
	{"GET", "/api/v1/courses", anyone},
	{"GET", "/api/v1/cases", anyone},
	{"GET", "/api/v1/compare", anyone},
	{"GET", "/api/v1/facets", anyone},
	{"GET", "/api/v1/quizzes", anyone},
	{"POST", "/api/v1/quizzes", anyone},
	{"GET", "/api/v1/findings", anyone},
	{"POST", "/api/v1/reads", anyone},
	{"POST", "/api/v1/likes", anyone},
	{"DELETE", "/api/v1/likes", anyone},
	{"POST", "/api/v1/openings", anyone},
	{"POST", "/api/v1/questions", anyone},
	{"GET", "/api/v1/progress", account.Reader},
	{"PUT", "/api/v1/progress", account.Reader},
	{"GET", "/api/v1/reports/summary", account.Trainer}, // or the token of the reports
}

// apiGates are the operations by method and path. It panics where one is not in the table, or is not there.
func apiGates() map[string]gate {
	out := map[string]gate{}
	for _, g := range apiTable {
		out[g.method+" "+g.pattern] = g
	}
	for _, e := range api.Endpoints() {
		if _, ok := out[e.Method+" "+e.Path]; !ok {
			panic("site: the operation " + e.Method + " " + e.Path + " has no role")
		}
	}
	return out
}

// apiGuard says who it is that asks the API, and refuses what their role may not do. Addresses that are no operation's go on: there
// is nothing at them.
func (s *Site) apiGuard(next http.Handler) http.Handler {
	gates := apiGates()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !reads(r) && s.same.Check(r) != nil {
			r = withoutCookies(r) // another site's page asks in nobody's name
		}
		r, err := s.identify(nil, r)
		g, known := gateOf(gates, r)
		to := route{role: g.role}
		if !known {
			to.role = anyone
		}
		if refused := s.refusal(r, to, err); refused != nil && (g.pattern != pathSummary || refused.key != "stranger") {
			w.Header().Set("Cache-Control", "no-store")
			writeProblem(w, refused.problem())
			return
		}
		next.ServeHTTP(w, r)
	})
}

// pathSummary is the report of the API, which its own token opens as well.
const pathSummary = "/api/v1/reports/summary"

// gateOf finds what an address of the API needs.
func gateOf(gates map[string]gate, r *http.Request) (gate, bool) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	path := strings.TrimRight(r.URL.Path, "/")
	if g, ok := gates[method+" "+path]; ok {
		return g, true
	}
	for _, g := range gates {
		if prefix, ok := strings.CutSuffix(g.pattern, "{id}"); ok && g.method == method && strings.HasPrefix(path, prefix) {
			return g, true
		}
	}
	return gate{}, false
}

func withoutCookies(r *http.Request) *http.Request {
	clone := r.Clone(r.Context())
	clone.Header.Del("Cookie")
	return clone
}
