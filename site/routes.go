package site

import (
	"errors"
	"path"
	"slices"
	"strings"

	"yanxi/content"
	"yanxi/index"
)

// Page builds the page at a decoded path, or returns errNotFound. origin is
// the scheme and host (and prefix) that feeds and the sitemap put before
// addresses.
//
// The site's own pages win over the library's. A text in a folder that is
// named like one of the site's routes is shown wherever no own page is.
func (e *Edition) Page(origin, p string) (*Page, error) {
	page, err := e.ownPage(origin, p)
	if errors.Is(err, errNotFound) {
		return e.libraryPage(p)
	}
	return page, err
}

// ownPage builds a page that is no document or folder of the library.
func (e *Edition) ownPage(origin, p string) (*Page, error) {
	own := e.ownPages(origin)
	if build, ok := own[p]; ok {
		return build()
	}
	if _, ok := own[p+"/"]; ok {
		return &Page{Location: p + "/"}, nil
	}
	switch p {
	case strings.TrimSuffix(pathAPI, "/"):
		return &Page{Location: pathAPIDocs}, nil
	case pathSearch + "/": // where the export has it
		return &Page{Location: pathSearch}, nil
	}
	if strings.HasPrefix(p, pathQR) {
		return e.qrPage(origin, p)
	}
	if rest, ok := strings.CutPrefix(p, pathRole); ok {
		return e.rolePage(rest)
	}
	if rest, ok := strings.CutPrefix(p, "/feed/"); ok {
		name, isFeed := strings.CutSuffix(rest, ".atom")
		facet, term, hasTerm := strings.Cut(name, "/")
		if isFeed && hasTerm {
			return e.feedPage(origin, facet, term)
		}
	}
	if facet, rest, ok := e.cutFacet(p); ok {
		if rest == "" {
			return e.termsIndex(facet, p)
		}
		return e.facetList(facet, rest)
	}
	return nil, errNotFound
}

// ownPages are the builders of the pages that stand at one address, by that address.
func (e *Edition) ownPages(origin string) map[string]func() (*Page, error) {
	own := map[string]func() (*Page, error){
		pathHome:       e.homePage,
		pathAbout:      e.aboutPage,
		pathDesign:     e.designPage,
		pathProgress:   e.progressPage,
		pathCompare:    func() (*Page, error) { return e.comparePage(comparison{}) },
		pathDaily:      e.dailyPage,
		pathQuizzes:    e.quizListPage,
		pathAPIDocs:    e.apiPage,
		pathFeed:       func() (*Page, error) { return e.mainFeed(origin) },
		pathSitemap:    func() (*Page, error) { return e.sitemapPage(origin) },
		pathRobots:     func() (*Page, error) { return e.robotsPage(origin), nil },
		pathOpenSearch: func() (*Page, error) { return e.openSearchPage(origin) },
	}
	if e.options.counts() {
		own[pathPrivacy] = e.privacyPage
	}
	return own
}

// termsIndex is the page of a facet's terms, at its address with a slash.
func (e *Edition) termsIndex(facet, p string) (*Page, error) {
	if !strings.HasSuffix(p, "/") && slices.Contains(e.facets().names, facet) {
		return &Page{Location: facetIndexURL(facet)}, nil
	}
	return e.termsPage(facet)
}

// cutFacet recognises the path of a facet's lists and returns what follows.
func (e *Edition) cutFacet(p string) (facet, rest string, ok bool) {
	segment, rest, _ := strings.Cut(p[1:], "/")
	if segment == "term" {
		facet, rest, _ = strings.Cut(rest, "/")
		_, isRoute := facetRoutes[facet]
		return facet, rest, facet != "" && !isRoute
	}
	for facet, route := range facetRoutes {
		if route == segment {
			return facet, rest, true
		}
	}
	return "", "", false
}

// facetList finds the list for "term/" or "term/page-2/".
func (e *Edition) facetList(facet, rest string) (*Page, error) {
	if !strings.HasSuffix(rest, "/") {
		if _, ok := e.facets().terms[facet][rest]; ok {
			return &Page{Location: facetURL(facet, rest)}, nil
		}
		return nil, errNotFound
	}
	term := strings.TrimSuffix(rest, "/")
	if _, ok := e.facets().terms[facet][term]; ok {
		return e.facetListPage(facet, term, 1)
	}
	list, page := cutPage("/" + rest)
	return e.facetListPage(facet, strings.Trim(list, "/"), page)
}

// libraryPage finds a document, a folder or an address that leads to one.
func (e *Edition) libraryPage(p string) (*Page, error) {
	id := strings.Trim(p, "/")
	if _, isFile := slices.BinarySearch(e.lib.Assets(), p[1:]); isFile {
		return nil, errNotFound // x.pdf is the file; a text beside it, x.pdf.md, is at x.pdf/
	}
	if d := e.lib.Document(id); d != nil && id != "index" {
		if p != "/"+id+"/" {
			return &Page{Location: DocumentURL(id)}, nil
		}
		return e.documentPage(d)
	}
	if to, ok := e.lib.Redirect("/" + id + "/"); ok {
		return &Page{Location: DocumentURL(to)}, nil
	}
	for _, ext := range []string{".md", ".html"} {
		if d := e.lib.Document(strings.TrimSuffix(id, ext)); d != nil && strings.HasSuffix(id, ext) {
			return &Page{Location: DocumentURL(d.ID)}, nil
		}
	}
	if !strings.HasSuffix(p, "/") {
		if docs, folders := e.lib.Children(id); id != "" && len(docs)+len(folders) > 0 {
			return &Page{Location: DocumentURL(id)}, nil
		}
		return nil, errNotFound
	}
	list, page := cutPage(p)
	folder := strings.Trim(list, "/")
	if folder == "" || e.lib.Document(folder) != nil {
		return nil, errNotFound
	}
	return e.folderPage(folder, page)
}

// Paths lists every page of the edition, decoded, in a stable order. Addresses
// that only lead elsewhere are listed by [Edition.Redirects].
func (e *Edition) Paths() []string {
	paths := []string{pathHome, pathAbout, pathDesign, pathProgress, pathFeed, pathRobots}
	if !e.options.Static {
		paths = append(paths, pathAPIDocs, pathOpenSearch) // which need a server that answers
	}
	if !e.options.Static || e.options.BaseURL != "" {
		paths = append(paths, pathSitemap) // which holds full addresses only
	}
	if e.options.counts() {
		paths = append(paths, pathPrivacy)
	}
	if e.hasQuizzes() {
		paths = append(paths, pathDaily, pathQuizzes)
	}
	if len(e.facets().terms[index.FacetKind][string(content.KindCase)]) > 0 {
		paths = append(paths, pathCompare)
	}
	for _, r := range e.roles() {
		paths = append(paths, listPaths(roleURL(r.ID), len(r.docs))...)
	}
	for _, facet := range e.facets().names {
		paths = append(paths, decodedIndex(facet))
		for _, term := range sortedKeys(e.facets().terms[facet]) {
			paths = append(paths, listPaths(decodedIndex(facet)+term+"/", len(e.facets().terms[facet][term]))...)
			paths = append(paths, "/feed/"+facet+"/"+term+".atom")
		}
	}
	for _, d := range e.lib.Documents() {
		if d.ID != "index" && !e.shadowed(d.ID) {
			paths = append(paths, "/"+d.ID+"/")
		}
		if d.Kind == content.KindCourse && len(e.lib.Material(d)) > 0 {
			paths = append(paths, "/feed/"+index.FacetCourse+"/"+d.ID+".atom")
		}
	}
	for _, folder := range e.bareFolders() {
		docs, _ := e.lib.Children(folder)
		paths = append(paths, listPaths("/"+folder+"/", len(docs))...)
	}
	return paths
}

// Redirects maps paths that lead elsewhere to where they lead.
func (e *Edition) Redirects() map[string]string {
	out := map[string]string{}
	for from, id := range e.lib.Redirects() {
		out[from] = DocumentURL(id)
	}
	return out
}

// shadowed reports a document or folder that cannot be shown because its
// address, with or without the slash, belongs to the site itself.
func (e *Edition) shadowed(id string) bool {
	segment, _, _ := strings.Cut(id, "/")
	if !slices.Contains(ReservedNames(), segment) {
		return false
	}
	if "/"+segment+"/" == pathAPI && !e.options.Static {
		return true
	}
	for _, p := range []string{"/" + id + "/", "/" + id} {
		if _, err := e.ownPage("", p); err == nil {
			return true
		}
	}
	return false
}

// bareFolders lists the folders that hold documents and have no page of their own.
func (e *Edition) bareFolders() []string {
	seen := map[string]bool{}
	for _, d := range e.lib.Documents() {
		for dir := path.Dir(d.ID); dir != "." && !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
		}
	}
	var out []string
	for _, folder := range sortedKeys(seen) {
		if e.lib.Document(folder) == nil && !e.shadowed(folder) {
			out = append(out, folder)
		}
	}
	return out
}

func decodedIndex(facet string) string {
	if route, ok := facetRoutes[facet]; ok {
		return "/" + route + "/"
	}
	return "/term/" + facet + "/"
}

func listPaths(list string, n int) []string {
	out := []string{list}
	for page := 2; page <= pagesOf(n); page++ {
		out = append(out, pageURL(list, page))
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func sortedNewest(docs []*content.Document) []*content.Document {
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, newestFirst)
	return docs
}
