package site

import (
	"net/http"
	"strings"

	"yanxi/site/account"
	"yanxi/site/api"
)

// An operation is one of the API's, with the least role that may use it.
type operation struct {
	method, path string // as OpenAPI writes paths: {id} for a parameter
	role         account.Role
}

// apiTable is every operation of the API with the least role that may use it.
var apiTable = []operation{
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

// operations are those of the table by method and path. It panics where one of the API's is not in it.
func operations() map[string]operation {
	out := map[string]operation{}
	for _, o := range apiTable {
		out[o.method+" "+o.path] = o
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
	all := operations()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !reads(r) && s.same.Check(r) != nil {
			r = withoutCookies(r) // another site's page asks in nobody's name
		}
		r, err := s.identify(nil, r)
		o, known := operationOf(all, r)
		to := route{role: o.role}
		if !known {
			to.role = anyone
		}
		if refused := s.refusal(r, to, err); refused != nil && (o.path != pathSummary || refused.key != "stranger") {
			w.Header().Set("Cache-Control", "no-store")
			writeProblem(w, refused.problem())
			return
		}
		next.ServeHTTP(w, r)
	})
}

// pathSummary is the report of the API, which its own token opens as well.
const pathSummary = "/api/v1/reports/summary"

// operationOf finds the operation that a request asks for.
func operationOf(all map[string]operation, r *http.Request) (operation, bool) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	path := strings.TrimRight(r.URL.Path, "/")
	if o, ok := all[method+" "+path]; ok {
		return o, true
	}
	for _, o := range all {
		if prefix, ok := strings.CutSuffix(o.path, "{id}"); ok && o.method == method && strings.HasPrefix(path, prefix) {
			return o, true
		}
	}
	return operation{}, false
}

func withoutCookies(r *http.Request) *http.Request {
	clone := r.Clone(r.Context())
	clone.Header.Del("Cookie")
	return clone
}
