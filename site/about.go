package site

import (
	"yanxi/index"
	"yanxi/site/ui"
)

func (e *Edition) aboutPage() (*Page, error) {
	p := ui.AboutPage{
		Layout:  e.layout(e.ui.T("about.title"), e.lib.Settings().Description, pathAbout),
		Heading: e.ui.T("about.title"),
		Version: e.options.Version,
		Kinds:   e.kindCounts(),
		Total:   len(e.lib.Documents()),
	}
	for _, facet := range e.facets().names {
		if n := len(e.facets().terms[facet]); n > 0 && facet != index.FacetKind {
			p.Facets = append(p.Facets, ui.Count{Link: e.facetCrumb(facet), Count: n})
		}
	}
	return e.render("about", p)
}
