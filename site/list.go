package site

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/ui"
)

// listSize is how many documents one page of a list shows.
const listSize = 50

// facetListPage lists the documents that have a term.
func (e *Edition) facetListPage(facet, term string, page int) (*Page, error) {
	docs := e.facets().terms[facet][term]
	if len(docs) == 0 {
		return nil, errNotFound
	}
	label := e.Label(facet, term)
	p := ui.ListPage{
		Layout:  e.layout(label, e.ui.T("list.description", label, len(docs)), pageURL(facetURL(facet, term), page), e.facetCrumb(facet)),
		Heading: label,
		Lead:    e.listLead(facet, len(docs)),
	}
	if facet == index.FacetKind && term == string(content.KindCase) {
		p.Also = &ui.Link{Text: e.ui.T("compare.all"), URL: pathCompare}
	}
	p.Feed = &ui.Link{Text: e.ui.T("feed.of", label), URL: feedURL(facet, term)}
	for _, c := range e.counts(facet) {
		if c.URL != facetURL(facet, term) && len(p.Siblings) < 12 {
			p.Siblings = append(p.Siblings, c)
		}
	}
	return e.listPage(p, docs, facetURL(facet, term), page)
}

func (e *Edition) listLead(facet string, n int) string {
	if facet == index.FacetKind {
		return e.ui.T("list.total", strconv.Itoa(n))
	}
	return e.ui.T("list.lead", e.facetLabel(facet), n)
}

func (e *Edition) facetCrumb(facet string) ui.Link {
	return ui.Link{Text: e.facetLabel(facet), URL: facetIndexURL(facet)}
}

// termsPage lists the terms of a facet.
func (e *Edition) termsPage(facet string) (*Page, error) {
	if !slices.Contains(e.facets().names, facet) {
		return nil, errNotFound
	}
	label := e.facetLabel(facet)
	return e.render("terms", ui.TermsPage{
		Layout:  e.layout(label, "", facetIndexURL(facet)),
		Heading: label,
		Terms:   e.counts(facet),
	})
}

// folderPage lists a folder that has no page of its own.
func (e *Edition) folderPage(folder string, page int) (*Page, error) {
	docs, folders := e.lib.Children(folder)
	if len(docs)+len(folders) == 0 {
		return nil, errNotFound
	}
	crumbs := e.folderCrumbs(folder)
	title := crumbs[len(crumbs)-1].Text
	p := ui.ListPage{
		Layout:  e.layout(title, "", pageURL(DocumentURL(folder), page), crumbs[:len(crumbs)-1]...),
		Heading: title,
		Folders: e.folderCounts(folders),
	}
	return e.listPage(p, docs, DocumentURL(folder), page)
}

// folderCounts links folders with the number of documents below each.
func (e *Edition) folderCounts(folders []string) []ui.Count {
	out := make([]ui.Count, len(folders))
	for i, folder := range folders {
		text := folder[strings.LastIndexByte(folder, '/')+1:]
		if d := e.lib.Document(folder); d != nil {
			text = d.Title
		}
		out[i] = ui.Count{Link: ui.Link{Text: text, URL: DocumentURL(folder)}, Count: e.below()[folder]}
	}
	return out
}

// countBelow counts the documents in and below each folder.
func countBelow(lib *content.Library) map[string]int {
	counts := map[string]int{}
	for _, d := range lib.Documents() {
		for dir := path.Dir(d.File); dir != "."; dir = path.Dir(dir) {
			counts[dir]++
		}
	}
	return counts
}

// listPage shows one page of documents in the order given.
func (e *Edition) listPage(p ui.ListPage, docs []*content.Document, list string, page int) (*Page, error) {
	pages := pagesOf(len(docs))
	if page > pages {
		return nil, errNotFound
	}
	from := (page - 1) * listSize
	p.Total = len(docs)
	p.Items = e.items(docs[from:min(from+listSize, len(docs))])
	p.Pager = pager(page, pages, func(n int) string { return pageURL(list, n) })
	return e.render("list", p)
}

func pager(page, pages int, address func(int) string) ui.Pager {
	p := ui.Pager{Page: page, Pages: pages}
	if page > 1 {
		p.First, p.Prev = address(1), address(page-1)
	}
	if page < pages {
		p.Next, p.Last = address(page+1), address(pages)
	}
	return p
}

// pagesOf is the number of list pages for a number of documents.
func pagesOf(n int) int { return max(1, (n+listSize-1)/listSize) }

// kindCounts counts the documents of each kind, in the order course, case, note.
func (e *Edition) kindCounts() []ui.Count {
	var out []ui.Count
	for _, kind := range []content.Kind{content.KindCourse, content.KindCase, content.KindNote} {
		if n := len(e.facets().terms[index.FacetKind][string(kind)]); n > 0 {
			out = append(out, ui.Count{Link: e.termLink(index.FacetKind, string(kind)), Count: n})
		}
	}
	return out
}
