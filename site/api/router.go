package api

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// A router is the [huma.Adapter] of the API: it finds the endpoint of a
// request, and answers alone what has none.
//
// The mux of net/http, for which huma has an adapter, is not used. It
// redirects a path with // or .., which may be part of an id; it answers
// unknown paths and methods in plain text; and its wildcard over several
// segments would end up in the OpenAPI document. The routes here are a handful of fixed
// paths and one that ends in an id, after which nothing ever follows.
type router struct {
	operations  []*huma.Operation // in the order of registration
	fixed       map[string]routes // by path
	byID        map[string]routes // by the path before the id, with a slash at its end
	allowOrigin string
	log         *slog.Logger
}

type route struct {
	operation *huma.Operation
	handle    func(huma.Context)
}

// routes are those of one path, by their methods: GET, and POST or PUT where something
// is worked out or kept from a body.
type routes map[string]route

// methods are those that a path knows, as in the header Allow.
func (rs routes) methods() []string {
	var all []string
	if _, ok := rs[http.MethodGet]; ok {
		all = append(all, http.MethodGet, http.MethodHead)
	}
	if _, ok := rs[http.MethodPost]; ok {
		all = append(all, http.MethodPost)
	}
	if _, ok := rs[http.MethodPut]; ok {
		all = append(all, http.MethodPut)
	}
	return all
}

func newRouter(allowOrigin string, log *slog.Logger) *router {
	return &router{fixed: map[string]routes{}, byID: map[string]routes{}, allowOrigin: allowOrigin, log: log}
}

// Handle adds an endpoint. It is called by [huma.Register].
func (rt *router) Handle(op *huma.Operation, handle func(huma.Context)) {
	rt.operations = append(rt.operations, op)
	paths, path := rt.fixed, op.Path
	if prefix, ok := strings.CutSuffix(op.Path, "{id}"); ok {
		paths, path = rt.byID, prefix
	}
	if paths[path] == nil {
		paths[path] = routes{}
	}
	paths[path][op.Method] = route{op, handle}
}

// find returns the routes of a path, in which %2F and / are the same, and the
// id at its end. Slashes at the end mean nothing: no id has them.
func (rt *router) find(path string) (found routes, id string, ok bool) {
	path = strings.TrimRight(path, "/")
	if found, ok = rt.fixed[path]; ok {
		return found, "", true
	}
	for prefix, found := range rt.byID {
		if id, ok := strings.CutPrefix(path, prefix); ok {
			return found, id, true
		}
	}
	return nil, "", false
}

func (rt *router) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rt.allow(w.Header(), r)
	rt.answer(r).send(w, r)
}

// answer makes the answer to any request below /api/.
func (rt *router) answer(r *http.Request) *response {
	found, id, ok := rt.find(r.URL.Path)
	switch {
	case !ok:
		return newProblem(http.StatusNotFound,
			fmt.Sprintf("There is nothing at %s. All addresses of the API are listed in %s.", shorten(r.URL.Path), SpecPath)).response()
	case rt.preflight(r):
		res := newResponse()
		res.status = http.StatusNoContent
		found.allow(res.header)
		return res
	}
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	called, ok := found[method]
	switch {
	case !ok:
		return notAllowed(r.Method, found.methods()).response()
	case method == http.MethodGet && r.ContentLength != 0: // -1: of unknown length
		return newProblem(http.StatusBadRequest, "The request has a body, which the API does not read. Send it without.").response()
	}
	query, problem := readQuery(r.URL.RawQuery)
	if problem != nil {
		return problem.response()
	}
	return rt.run(called, withParameters(r, id, query))
}

// allow tells a browser what a script of the allowed origin may send.
func (rs routes) allow(header http.Header) {
	methods := http.MethodGet
	if _, ok := rs[http.MethodPost]; ok {
		methods += ", " + http.MethodPost
		header.Set("Access-Control-Allow-Headers", "Content-Type")
	}
	header.Set("Access-Control-Allow-Methods", methods)
}

// notAllowed is the answer to a method that a path does not know.
func notAllowed(method string, allowed []string) *Problem {
	use := "The API is only read: use GET."
	switch len(allowed) {
	case 1:
		use = "Use " + allowed[0] + "."
	case 3:
		use = "Use GET to read, " + allowed[2] + " to send."
	}
	return newProblem(http.StatusMethodNotAllowed, fmt.Sprintf("The method %s is not known here. %s", shorten(method), use)).
		with("Allow", strings.Join(allowed, ", "))
}

// withParameters is the request as huma reads it: with the id where it looks
// for it, and a query string that it cannot misread (it takes a bare ?q for
// the value "true").
func withParameters(r *http.Request, id string, query url.Values) *http.Request {
	u := *r.URL
	u.RawQuery = query.Encode()
	clone := r.WithContext(r.Context())
	clone.URL = &u
	clone.SetPathValue("id", id)
	return clone
}

// run calls a handler, whose panic becomes a problem.
func (rt *router) run(found route, r *http.Request) (res *response) {
	defer func() {
		if cause := recover(); cause != nil {
			if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(cause)
			}
			rt.log.ErrorContext(r.Context(), "api: panic", "endpoint", found.operation.OperationID, "cause", cause, "stack", string(debug.Stack()))
			res = internalError().response()
		}
	}()
	res = newResponse()
	found.handle(humago.NewContext(found.operation, r, res))
	if found.operation.Method == http.MethodPut { // what is sent by PUT is somebody's own, and so is what is wrong with it
		res.header.Set("Cache-Control", "no-store")
	}
	return res
}

// allow lets the scripts of the allowed origin read the answer, by the CORS
// protocol of the Fetch standard.
func (rt *router) allow(header http.Header, r *http.Request) {
	if rt.allowOrigin == "" {
		return
	}
	header.Add("Vary", "Origin")
	if r.Header.Get("Origin") == rt.allowOrigin {
		header.Set("Access-Control-Allow-Origin", rt.allowOrigin)
	}
}

// preflight reports whether a browser asks what the allowed origin may do.
func (rt *router) preflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && rt.allowOrigin != "" && r.Header.Get("Origin") == rt.allowOrigin &&
		r.Header.Get("Access-Control-Request-Method") != ""
}
