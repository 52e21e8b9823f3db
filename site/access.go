package site

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"yanxi/site/account"
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
