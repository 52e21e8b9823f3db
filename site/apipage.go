package site

import (
	"yanxi/site/api"
	"yanxi/site/ui"
)

// apiPage describes the API for people, from the same registrations as the
// OpenAPI document.
func (e *Edition) apiPage() (*Page, error) {
	p := ui.APIPage{Layout: e.layout(e.ui.T("api.title"), "", pathAPIDocs)}
	for _, ep := range api.Endpoints() {
		out := ui.Endpoint{Method: ep.Method, Path: ep.Path, Summary: ep.Summary, Description: ep.Description, Example: ep.Example, Body: ep.Body}
		for _, param := range ep.Parameters {
			out.Parameters = append(out.Parameters, ui.Parameter(param))
		}
		p.Endpoints = append(p.Endpoints, out)
	}
	return e.render("api", p)
}
