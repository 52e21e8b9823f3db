// Package site is how a library is met: its pages, feeds and API, built from
// an [Edition] of a [content.Library] and served over HTTP by [Site], or
// written as files by package site/export.
//
// A page is built as a typed struct of package site/ui and then rendered.
// Pages depend on nothing but the edition, so the server keeps them,
// compressed, until the next edition or the moment that time makes them others
// ([Page.Until]); only searches and marked quizzes are made for each request.
package site

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/account"
	"yanxi/site/api"
	"yanxi/site/relink"
	"yanxi/site/report"
)

// Options say how a site presents itself. The zero value is usable.
type Options struct {
	BaseURL     string // scheme, host and path prefix without a trailing slash; empty: not known
	Version     string // of the program
	Live        bool   // pages reload themselves when the library changes
	Static      bool   // for an export: no server behind the pages
	API         string // for an export: the address of a server whose API answers searches
	Reviewed    bool   // the library is what was approved of another one
	AllowOrigin string // one origin whose scripts may read the API
	Now         func() time.Time
	Activity    *Activity // what readers do is counted; nil: it is not
	Writing     *Writing  // people can write; nil: nobody can

	Accounts *account.Accounts // people can sign in; nil: nobody can
}

func (o Options) now() time.Time {
	if o.Now != nil {
		return o.Now()
	}
	return time.Now()
}

// A Site serves the current edition of a library. It is safe for concurrent
// use, and goes on answering while it is updated.
type Site struct {
	options Options
	prefix  string // path of the base URL, without a trailing slash
	index   *index.Index
	log     *slog.Logger
	current atomic.Pointer[served]
	live    *broadcast
	tally   *tally // nil: nothing is counted
	handler http.Handler

	covered  atomic.Pointer[report.Coverage] // of the state of the library for which it was last asked
	searches limit
	same     *http.CrossOriginProtection
	sessions *account.Sessions // nil: there are no accounts
}

// served is an edition with the pages of it that were asked for.
type served struct {
	*Edition
	pages *pageCache
}

// New makes a site of a library. Searches are answered from x once it is ready.
func New(lib *content.Library, x *index.Index, log *slog.Logger, options Options) (*Site, error) {
	s := &Site{options: options, prefix: prefixOf(options.BaseURL), index: x, log: log, live: newBroadcast(), tally: newTally(options),
		searches: newLimit(maxSearches()), same: newSame(options.BaseURL)}
	s.covered.Store(&report.Coverage{})
	if options.Accounts != nil {
		s.sessions = options.Accounts.Sessions(s.prefix+"/", strings.HasPrefix(options.BaseURL, "https://"))
		options.Accounts.OnFirst(s.renew) // pages have a link to sign in from then on
		options.Accounts.Exist()
	}
	if err := s.Update(lib); err != nil {
		return nil, err
	}
	s.handler = s.routes()
	if options.counts() { // the first reader of the home page may find it answered
		options.Activity.popular.get(s.current.Load().libraryNow(), options.Activity.Reports)
	}
	return s, nil
}

// Update shows another state of the library from the next request on.
func (s *Site) Update(lib *content.Library) error {
	e, err := NewEdition(lib, s.options)
	if err != nil {
		return err
	}
	e.coverage = sync.OnceValue(func() *report.Coverage {
		c := s.covered.Load().Next(lib)
		s.covered.Store(c)
		return c
	})
	s.current.Store(&served{Edition: e, pages: newPageCache(s.options.now)})
	return nil
}

// renew makes all pages anew, because what they have in common is another.
func (s *Site) renew() {
	for {
		now := s.current.Load()
		if now == nil || s.current.CompareAndSwap(now, &served{Edition: now.Edition, pages: newPageCache(s.options.now)}) {
			return
		}
	}
}

// newSame refuses what pages of other sites send.
func newSame(baseURL string) *http.CrossOriginProtection {
	same := http.NewCrossOriginProtection()
	// A proxy may ask under another name than the site's own.
	if u, err := url.Parse(baseURL); err == nil && u.Host != "" {
		_ = same.AddTrustedOrigin(u.Scheme + "://" + u.Host) // not with a scheme and a host
	}
	return same
}

// Relate shows related documents by relations. It does nothing if these are of
// another state of the library.
func (s *Site) Relate(r *index.Relations) {
	for {
		now := s.current.Load()
		if now.lib != r.Library() || s.current.CompareAndSwap(now, &served{Edition: now.WithRelations(r), pages: newPageCache(s.options.now)}) {
			return
		}
	}
}

// Announce tells open pages that something changed.
func (s *Site) Announce() { s.live.send() }

// ServeHTTP answers a request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// below takes the site's prefix from paths. Behind a proxy that puts the site
// below a path, it does not matter whether the proxy takes that path away.
func (s *Site) below(next http.Handler) http.Handler {
	if s.prefix == "" {
		return next
	}
	stripped := http.StripPrefix(s.prefix, next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == s.prefix:
			redirect(w, r, s.prefix+pathHome)
		case strings.HasPrefix(r.URL.Path, s.prefix+"/"):
			stripped.ServeHTTP(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// prefixOf is the path of a base URL.
func prefixOf(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// place puts the addresses in a page below the site's prefix.
func (s *Site) place(p *Page) *Page {
	if p == nil || s.prefix == "" {
		return p
	}
	placed := *p
	if p.Location != "" {
		placed.Location = s.prefix + p.Location
	}
	if p.ContentType == typeHTML {
		placed.Body = relink.Page(p.Body, relink.Prefixed(s.prefix))
	}
	return &placed
}

// Close ends the connections of open pages, so that a server can stop.
func (s *Site) Close() { s.live.close() }

func (s *Site) routes() http.Handler {
	pages := s.newMux(s.table())
	return s.recovered(secured(s.below(split(s.apiGuard(s.beacons(s.questions(s.searches.wrap(compressed(s.api()))))), s.cleaned(pages)))))
}

// split sends a request to the API or to the pages. A mux would lead doubled
// slashes and dots of a document's id elsewhere before the API sees them.
func split(api, pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, pathAPI) && r.URL.Path != pathAPIDocs {
			api.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// api is package api over the current edition.
func (s *Site) api() http.Handler {
	edition := func() *Edition { return s.current.Load().Edition }
	return newAPI(edition, s.index, s.log, s.askedBy(edition))
}

// API answers the API's requests from one edition and an index, without the
// site around it.
func API(e *Edition, x *index.Index, log *slog.Logger) http.Handler {
	return newAPI(func() *Edition { return e }, x, log, nil)
}

func newAPI(edition func() *Edition, x *index.Index, log *slog.Logger, ask api.AskFunc) http.Handler {
	return api.New(api.Backend{
		Library:   func() *content.Library { return edition().lib },
		Index:     x,
		Relations: func() *index.Relations { return edition().relations() },
		HTML: func(ctx context.Context, d *content.Document) (string, error) {
			return edition().HTML(ctx, d)
		},
		URL:          DocumentURL,
		TermURL:      facetURL,
		Label:        func(facet, term string) string { return edition().Label(facet, term) },
		Findings:     func(context.Context) []content.Finding { return edition().findings() },
		Minutes:      func(d *content.Document) int { return edition().toRead(d) },
		Quizzes:      func() []api.Quizzing { return edition().quizzing() },
		Reread:       func(d *content.Document, link string) (address, title string) { return edition().rereadAt(d, link) },
		Now:          edition().options.now,
		Ask:          ask,
		Accounts:     edition().options.Accounts,
		Report:       edition().options.report(edition),
		ReportsToken: edition().options.reportsToken(),
		AllowOrigin:  edition().options.AllowOrigin,
		Log:          log,
	})
}

// retryAfter is in how many seconds to ask again for what the first indexing
// has yet to provide.
const retryAfter = "2"

func (s *Site) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Write([]byte("ok\n"))
}

func (s *Site) readyz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if !s.index.Ready() {
		w.Header().Set("Retry-After", retryAfter)
		http.Error(w, "indexing", http.StatusServiceUnavailable)
		return
	}
	w.Write([]byte("ready\n"))
}

// notYet reports that a search failed because the index is being built, or is
// about to be built anew.
func (s *Site) notYet(err error) bool {
	return errors.Is(err, index.ErrNotReady) || err != nil && s.index.Damaged()
}

// search answers the search page. While the index is being built it says so,
// and asks to be tried again.
func (s *Site) search(e *Edition, r *http.Request) (*Page, int, error) {
	req, address := e.searchRequest(r.URL.Query())
	res, err := s.index.Search(r.Context(), req)
	if s.notYet(err) {
		p, err := e.searchPage(nil, req, address)
		return p, http.StatusServiceUnavailable, err
	}
	if err != nil {
		return nil, 0, err
	}
	a, err := s.answer(r.Context(), e, res, req, address)
	if err != nil {
		return nil, 0, err
	}
	a.counted = s.tally.search(r, strings.TrimSpace(req.Query), res.Page, answering(res))
	p, err := e.searchPage(a, req, address)
	return p, http.StatusOK, err
}

// answering is how many results answer a query: those that hold some of its words
// only, where nothing holds all, do not.
func answering(res *index.Results) int {
	if res.Relaxed {
		return 0
	}
	return res.Total
}

func (s *Site) searchFeed(e *Edition, r *http.Request) (*Page, int, error) {
	req, address := e.searchRequest(r.URL.Query())
	req.Size, req.Page, req.Sort, req.Strict = index.MaxSize, 1, index.SortArrived, true
	res, err := s.index.Search(r.Context(), req)
	if s.notYet(err) {
		return nil, http.StatusServiceUnavailable, nil
	}
	if err != nil {
		return nil, 0, err
	}
	p, err := e.searchFeed(s.origin(r), address.query(), res)
	return p, http.StatusOK, err
}

// origin is what comes before a path in an absolute address.
func (s *Site) origin(r *http.Request) string {
	if s.options.BaseURL != "" {
		return s.options.BaseURL
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}
