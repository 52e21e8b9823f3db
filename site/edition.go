package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/report"
	"yanxi/site/ui"
)

// errNotFound means that the edition has nothing at a path.
var errNotFound = errors.New("not found")

// A Page is one file of the site: what it holds depends on nothing but the
// edition, and on the time as far as Until says, so that the server can keep it and
// the export can write it.
type Page struct {
	ContentType string
	Body        []byte
	Location    string    // not empty: the page only leads there
	Until       time.Time // when time makes it another one; zero: never

	Outdated func() bool // reports that it has become another one otherwise; nil: it does not
}

const (
	typeHTML = "text/html; charset=utf-8"
	typeAtom = "application/atom+xml; charset=utf-8"
	typeXML  = "application/xml; charset=utf-8"
)

// An Edition is the site of one state of the library. It is immutable and
// safe for concurrent use; pages are built when they are asked for.
type Edition struct {
	lib       *content.Library
	ui        *ui.UI
	options   Options
	relations func() *index.Relations
	facets    func() *facetLists
	below     func() map[string]int // documents below each folder
	findings  func() []content.Finding
	weights   *sync.Map                     // *content.Document -> weight, of texts that were read for it
	routes    func() map[string][]routeStep // steps of paths by document
	quizzes   func() []quizDocument
	coverage  func() *report.Coverage
	roles     func() []roleTexts
}

// NewEdition prepares the site of a library.
func NewEdition(lib *content.Library, options Options) (*Edition, error) {
	u, err := ui.New(lib.Settings().Lang)
	if err != nil {
		return nil, err
	}
	e := &Edition{
		weights:   new(sync.Map),
		routes:    sync.OnceValue(func() map[string][]routeStep { return newRoutes(lib) }),
		lib:       lib,
		ui:        u,
		options:   options,
		relations: sync.OnceValue(func() *index.Relations { return index.Relate(lib) }),
		facets:    sync.OnceValue(func() *facetLists { return newFacetLists(lib) }),
		below:     sync.OnceValue(func() map[string]int { return countBelow(lib) }),
		quizzes:   sync.OnceValue(func() []quizDocument { return readQuizzes(lib) }),
		coverage:  sync.OnceValue(func() *report.Coverage { return report.Cover(lib) }),
		findings:  sync.OnceValue(func() []content.Finding { return publicFindings(context.Background(), lib) }),
	}
	e.roles = sync.OnceValue(e.rolesOf)
	return e, nil
}

// WithRelations is the same edition with other related documents: without, they
// are those that the metadata gives.
func (e *Edition) WithRelations(r *index.Relations) *Edition {
	with := *e
	with.relations = func() *index.Relations { return r }
	return &with
}

// Findings returns all that is wrong with a library: with its files, with what search is
// built of, and with paths that the site keeps for itself. When ctx is
// done it stops and returns what it has.
func Findings(ctx context.Context, lib *content.Library) []content.Finding {
	all := slices.Concat(lib.Check(ctx, ReservedNames()...), index.Check(lib), checkRoles(lib))
	content.SortFindings(all)
	return all
}

// publicGates are the gates whose findings anybody may ask for. What the confidentiality gate finds is a list of
// what should not have been published.
var publicGates = []string{"policy", "wording", "law"}

// publicFindings are those of [Findings], and what the public gates find in what is published.
func publicFindings(ctx context.Context, lib *content.Library) []content.Finding {
	g, _ := lib.Gates(publicGates...) // what is wrong with their files is among the others
	all := append(Findings(ctx, lib), lib.CheckPublished(ctx, g)...)
	content.SortFindings(all)
	return all
}

// Library is the state that the edition shows.
func (e *Edition) Library() *content.Library { return e.lib }

// libraryNow is the time in the library's zone, whose midnight begins a day.
func (e *Edition) libraryNow() time.Time { return e.options.now().In(e.lib.Settings().Location) }

// Name is the site's name: as the library's settings or its first page give
// it, else the product's.
func (e *Edition) Name() string {
	if name := e.lib.Settings().Name; name != "" {
		return name
	}
	if d := e.lib.Document("index"); d != nil {
		return d.Title
	}
	return e.ui.T("site.name")
}

// Related lists documents that belong to one.
func (e *Edition) Related(id string, n int) []*content.Document { return e.relations().To(id, n) }

// render makes a page of a template.
func (e *Edition) render(name string, page any) (*Page, error) {
	var b bytes.Buffer
	if err := e.ui.Render(&b, name, page); err != nil {
		return nil, fmt.Errorf("render: %w", err)
	}
	return &Page{ContentType: typeHTML, Body: b.Bytes()}, nil
}

// layout fills what every page has around it. Crumbs lead from the home page
// to the page's parent.
func (e *Edition) layout(title, description, path string, crumbs ...ui.Link) ui.Layout {
	l := ui.Layout{
		SiteName:    e.Name(),
		Lang:        e.ui.Lang(),
		Title:       title,
		Description: description,
		OpenGraph:   "website",
		Feed:        &ui.Link{Text: e.ui.T("feed.all"), URL: pathFeed},
		Nav:         e.navigation(path),
		Foot:        e.foot(),
		Work:        e.work(),
		Live:        e.options.Live,
		Accounts:    e.signsIn(),
		Static:      e.options.Static,
		API:         e.options.API,
	}
	l.OnPaper = e.onPaper(path)
	if e.options.BaseURL != "" && path != "" {
		l.Canonical = e.options.BaseURL + path
	}
	if title != "" {
		l.Crumbs = append(l.Crumbs, ui.Link{Text: e.ui.T("home.crumb"), URL: pathHome})
		l.Crumbs = append(l.Crumbs, crumbs...)
		l.Crumbs = append(l.Crumbs, ui.Link{Text: title})
	}
	return l
}
