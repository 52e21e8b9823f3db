// Package api is the JSON API of a site: search, suggestions, documents and
// the lists of a library under /api/v1, described by the OpenAPI 3.1 document
// at /api/openapi.json.
//
// Field names are a promise. The types of this package are therefore its own
// and are filled by hand from those of content and index, which may change.
// A list is never null, a date is "YYYY-MM-DD" or null, an id is raw UTF-8 and
// a url is root-relative and percent-encoded.
//
// Every answer may be kept by a cache that asks again (Cache-Control:
// no-cache), and has an ETag by which it is answered 304 (but a search says how
// long it took, and so is never the same twice). Whatever goes wrong
// below /api/ is answered as application/problem+json (RFC 9457), whose detail
// says in a sentence what is wrong and then what to do.
//
// Adding an endpoint is a handler with its input and answer types, and a line
// in register; the OpenAPI document and [Endpoints] follow from it.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/account"
	"yanxi/site/ask"
	"yanxi/site/report"
	"yanxi/site/stats"
)

// Backend is what the API reads. The functions are called for every request,
// from many goroutines, so that the site may swap its library at any time.
type Backend struct {
	Library   func() *content.Library // nil before the first one is open
	Index     *index.Index            // nil if there is none: searches answer 503
	Relations func() *index.Relations // nil before the first library is open
	Findings  func(ctx context.Context) []content.Finding

	HTML    func(ctx context.Context, d *content.Document) (string, error) // the body as safe HTML with root-relative links
	URL     func(id string) string                                         // "/cases/x/", percent-encoded
	TermURL func(facet, term string) string                                // the page that lists a term; nil: the search page with the term chosen
	Label   func(facet, term string) string                                // in the site's language
	Minutes func(d *content.Document) int                                  // reading time; of a course, of all its material

	Quizzes func() []Quizzing                                              // the documents that have quizzes
	Reread  func(d *content.Document, link string) (address, title string) // where a link of a quiz leads; empty: nowhere
	Now     func() time.Time                                               // nil: the clock

	Report       func(ctx context.Context, p stats.Period) (*report.Report, error) // nil: nothing is counted
	ReportsToken string                                                            // who may read it; empty: nobody

	Ask AskFunc // nil: readers cannot ask

	Accounts *account.Accounts // keep what people with one have learnt; nil: there are none

	AllowOrigin string       // the one origin whose scripts may read the API (GET, without credentials), as browsers send it: "https://example.org"; or ""
	Log         *slog.Logger // for the causes of 5xx answers; nil: the default logger
}

// An AskFunc keeps a question about a document, nil for none. Its errors are those of
// [ask.Desk.Ask].
type AskFunc func(ctx context.Context, about *content.Document, text, name string) (*ask.Question, error)

// Prefix is where the version of the API that this package implements begins.
const Prefix = "/api/v1/"

// SpecPath is where the OpenAPI document is.
const SpecPath = "/api/openapi.json"

// New returns the handler of everything below /api/.
func New(b Backend) http.Handler {
	rt, _ := build(b)
	return rt
}

// service holds the handlers of the endpoints.
type service struct{ Backend }

// build registers all endpoints with huma on a router of their own.
func build(b Backend) (*router, huma.API) {
	if b.Log == nil {
		b.Log = slog.Default()
	}
	if b.TermURL == nil {
		b.TermURL = searchURL
	}
	if b.Now == nil {
		b.Now = time.Now
	}
	rt := newRouter(b.AllowOrigin, b.Log)
	h := huma.NewAPI(config(), rt)
	(&service{b}).register(h)
	describe(h, rt)
	return rt, h
}

// register names every endpoint once: routing, the OpenAPI document and the
// human page all derive from these lines and from the types of the handlers.
func (s *service) register(h huma.API) {
	get(s, h, "search", "search", "Search the library",
		"Finds documents and, in each, the section that answers best. Facets count what was found; "+
			"terms of one facet are alternatives, facets narrow one another. Each further vocabulary of the library "+
			"is a facet and a parameter as well. Without q everything is listed, newest first.", s.search)
	get(s, h, "suggest", "suggest", "Complete a query",
		"Titles, headings, tags, people, terms and words that begin with or hold what was typed so far, ten at most, the best first. "+
			"Characters, pinyin (yuqing), first letters (yqhy) and mixtures of them will do.", s.suggest)
	get(s, h, "document", "documents/{id}", "Read a document",
		"All that is known of one document: its text as HTML and Markdown, its sections, and the facts of a course "+
			"or a case. Slashes of the id may be plain or %2F; the library's first page has the id index.", s.document)
	get(s, h, "related", "related", "Find related documents",
		"Documents that share tags, people, terms, a course or words of the title with this one, closest first.", s.related)
	get(s, h, "courses", "courses", "List the courses",
		"All courses with their facts and their material in order.", s.courses)
	get(s, h, "cases", "cases", "List the cases",
		"All cases with what happened where, and how it ended, newest first.", s.cases)
	get(s, h, "compare", "compare", "Compare cases",
		"Two to four cases side by side: clock, outcome, terms, lessons, and the timeline with the minutes since the outbreak.", s.compare)
	get(s, h, "facets", "facets", "Count the whole library",
		"All facets with their terms and how many documents have each; most frequent first, years newest first.", s.facets)
	get(s, h, "quizzes", "quizzes", "Read the quizzes of a document",
		"The questions of a document's quizzes, without what is right. A quiz that is not open yet has none. "+
			"Without id: the documents that have quizzes.", s.quizzes)
	post(s, h, "mark", "quizzes", "Mark the answers to a quiz",
		"Says of each question whether it was answered rightly, what is right and why. Nothing is kept, unless somebody with an account asks: then, how they did. An answer is the id of an option, "+
			"a list of them (all that are right, or all in order), a text, or true or false; a question without one was answered wrongly. "+
			"A quiz that is not open is answered 403.", s.mark)
	get(s, h, "findings", "findings", "List what is wrong with the files",
		"What `yanxi check` finds in the library, in its JSON form: where, what, and how to mend it. Of the gates, policy, wording and law are run over what is published.", s.findings)
	s.registerCounting(h)
	s.registerSummary(h)
	s.registerQuestions(h)
	s.registerProgress(h)
}

// output is the shape in which huma takes an answer.
type output[T any] struct{ Body T }

// get registers one endpoint. Its handler returns a [*Problem] or any other
// error, which is then answered by [service.problem].
func get[I, T any](s *service, h huma.API, id, path, summary, description string, handle func(context.Context, *I) (T, error)) {
	register(s, h, http.MethodGet, id, path, summary, description, handle)
}

// maxBody bounds what can be sent, in bytes.
const maxBody = 64 << 10

// post registers an endpoint that works something out from a JSON body.
func post[I, T any](s *service, h huma.API, id, path, summary, description string, handle func(context.Context, *I) (T, error)) {
	register(s, h, http.MethodPost, id, path, summary, description, handle)
}

func register[I, T any](s *service, h huma.API, method, id, path, summary, description string, handle func(context.Context, *I) (T, error)) {
	op := huma.Operation{
		OperationID:  id,
		Method:       method,
		Path:         Prefix + path,
		Summary:      summary,
		Description:  description,
		MaxBodyBytes: maxBody,
	}
	huma.Register(h, op, func(ctx context.Context, in *I) (*output[T], error) {
		body, err := handle(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, id, err)
		}
		return &output[T]{body}, nil
	})
}

// library returns the library of the moment, or the problem that there is none.
func (s *service) library() (*content.Library, error) {
	if lib := s.Library(); lib != nil {
		return lib, nil
	}
	return nil, index.ErrNotReady
}
