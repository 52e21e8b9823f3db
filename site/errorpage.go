package site

import (
	"net/http"

	"yanxi/site/ui"
)

// ErrorPage says what went wrong and where to go on.
func (e *Edition) ErrorPage(status int) (*Page, error) {
	key := "error.500"
	switch status {
	case http.StatusNotFound:
		key = "error.404"
	case http.StatusServiceUnavailable:
		key = "error.503"
	}
	p := ui.ErrorPage{
		Layout:  e.layout(e.ui.T(key+".title"), "", ""),
		Status:  status,
		Heading: e.ui.T(key + ".title"),
		Text:    e.ui.T(key + ".text"),
		Links: []ui.Link{
			{Text: e.ui.T("error.home"), URL: pathHome},
			{Text: e.ui.T("error.search"), URL: pathSearch},
			{Text: e.ui.T("error.cases"), URL: facetURL("kind", "case")},
		},
	}
	p.NoIndex = true
	p.Live = false
	return e.render("error", p)
}
