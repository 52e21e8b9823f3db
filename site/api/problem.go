package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"yanxi/content"
	"yanxi/index"
)

// A Problem is an answer that is not what was asked for, as in RFC 9457.
type Problem struct {
	Type   string `json:"type" example:"about:blank" doc:"Always about:blank: the status says what kind of problem it is"`
	Title  string `json:"title" example:"Bad Request" doc:"The status in words"`
	Status int    `json:"status" example:"400" doc:"The HTTP status"`
	Detail string `json:"detail" doc:"What is wrong, in a sentence, and what to do about it"`

	header http.Header
}

func newProblem(status int, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail}
}

// Error, GetStatus, GetHeaders and ContentType are how huma sees a problem.
func (p *Problem) Error() string             { return p.Detail }
func (p *Problem) GetStatus() int            { return p.Status }
func (p *Problem) GetHeaders() http.Header   { return p.header }
func (p *Problem) ContentType(string) string { return problemType }

const problemType = "application/problem+json"

// with adds a header to the answer.
func (p *Problem) with(name, value string) *Problem {
	if p.header == nil {
		p.header = http.Header{}
	}
	p.header.Set(name, value)
	return p
}

// response is the problem as answered outside huma.
func (p *Problem) response() *response {
	res := newResponse()
	for name, values := range p.header {
		res.header[name] = values
	}
	res.header.Set("Content-Type", problemType)
	res.status = p.Status
	_ = huma.DefaultJSONFormat.Marshal(&res.body, p) // strings and numbers cannot fail
	return res
}

// problem turns any error of a handler into an answer, and logs the cause of
// one that is not the reader's doing.
func (s *service) problem(ctx context.Context, endpoint string, err error) error {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	switch {
	case errors.Is(err, index.ErrNotReady):
		return unavailable("The library is still being read. Try again in a second.")
	case errors.Is(ctx.Err(), context.Canceled): // nobody reads the answer
		return unavailable("The request was given up. Send it again.")
	case errors.Is(err, context.DeadlineExceeded):
		return unavailable("The answer took too long. Try again, with fewer words if it is a search.")
	case s.Index != nil && s.Index.Damaged():
		s.Log.ErrorContext(ctx, "api: index damaged", "endpoint", endpoint, "error", err)
		return unavailable("The search index is being repaired. Try again in a minute.")
	}
	s.Log.ErrorContext(ctx, "api: request failed", "endpoint", endpoint, "error", err)
	return internalError()
}

func unavailable(detail string) *Problem {
	return newProblem(http.StatusServiceUnavailable, detail).with("Retry-After", "1")
}

func internalError() *Problem {
	return newProblem(http.StatusInternalServerError, "The server failed to answer. Try again; if it goes on, tell whoever runs the site.")
}

// noDocument is the answer to an id that the library does not have, with the
// id that may be meant by a former address or a file's name.
func noDocument(lib *content.Library, id string) *Problem {
	hint := fmt.Sprintf("An id is a file's path without .md: look it up with %ssearch?q=.", Prefix)
	if meant, ok := lib.Redirect("/" + id); ok && meant != id {
		hint = fmt.Sprintf("Perhaps %q is meant.", shorten(meant))
	}
	return newProblem(http.StatusNotFound, fmt.Sprintf("There is no document with the id %q. %s", shorten(id), hint))
}

// shorten keeps what a reader sent, and is told again, within a line.
func shorten(s string) string {
	const most = 80
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// huma keeps the type of its errors, and whether lists may be null, in
// variables of its package. This API is its only user in the program.
func init() {
	huma.DefaultArrayNullable = false
	huma.NewError = func(status int, detail string, errs ...error) huma.StatusError {
		return newProblem(status, detail)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, detail string, errs ...error) huma.StatusError {
		if problem := badBody(ctx.Operation(), status); problem != nil && !ofParameter(errs) {
			return problem
		}
		if status == http.StatusUnprocessableEntity && len(errs) > 0 {
			return badParameter(ctx.Operation(), errs[0])
		}
		return newProblem(status, detail)
	}
}
