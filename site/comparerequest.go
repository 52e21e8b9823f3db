package site

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"yanxi/content"
	"yanxi/site/api"
)

// Bounds of a comparison.
const (
	mostCompared  = api.MostCompared
	mostIDs       = 20  // of an address that are looked at
	longestID     = 300 // bytes of an id that are looked at
	longestFilter = 100
)

// A comparison is what an address asks for: cases side by side, or the overview
// of those of a field or a platform.
type comparison struct {
	cases    []*content.Document
	problems []string // what could not be done, a sentence each
	filters  map[string]string
}

// overviewFacets are the facets that an overview can be narrowed by.
var overviewFacets = []string{"field", "platform"}

// compare answers the comparison, which depends on the address.
func (s *Site) compare(e *Edition, r *http.Request) (*Page, int, error) {
	p, err := e.comparePage(e.comparison(r.URL.Query()))
	return p, http.StatusOK, err
}

// comparing answers comparisons. The overview of all cases is a page like others.
func (s *Site) comparing(searches limit) http.Handler {
	chosen := searches.wrap(s.page(s.compare))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == "" {
			s.static(w, r)
			return
		}
		chosen.ServeHTTP(w, r)
	})
}

// comparison reads an address. What cannot be used is said, and the rest is shown.
func (e *Edition) comparison(values url.Values) comparison {
	c := comparison{filters: map[string]string{}}
	for _, facet := range overviewFacets {
		if term := values.Get(facet); term != "" && len(term) <= longestFilter {
			if _, ok := e.facets().terms[facet][term]; ok {
				c.filters[facet] = term
			}
		}
	}
	ids := slices.DeleteFunc(slices.Clone(values["id"]), func(id string) bool { return strings.TrimSpace(id) == "" })
	for _, id := range first(ids, mostIDs) {
		d, problem := e.comparedCase(strings.ToValidUTF8(id, "\uFFFD"))
		switch {
		case problem != "":
			c.say(problem)
		case slices.Contains(c.cases, d):
			c.say(e.ui.T("compare.repeated", d.Title))
		case len(c.cases) == mostCompared:
			c.say(e.ui.T("compare.too-many"))
		default:
			c.cases = append(c.cases, d)
		}
	}
	if len(ids) > mostIDs {
		c.say(e.ui.T("compare.too-many"))
	}
	return c
}

func (c *comparison) say(problem string) {
	if !slices.Contains(c.problems, problem) {
		c.problems = append(c.problems, problem)
	}
}

// comparedCase finds a case by its id, a former address or its file's name; or
// says what is wrong.
func (e *Edition) comparedCase(id string) (*content.Document, string) {
	shown := []rune(id)
	if len(shown) > 60 {
		shown = append(shown[:60], '…')
	}
	if len(id) > longestID {
		return nil, e.ui.T("compare.unknown", string(shown))
	}
	clean := strings.TrimSuffix(strings.Trim(strings.TrimSpace(id), "/"), ".md")
	d := e.lib.Document(clean)
	if d == nil {
		if to, ok := e.lib.Redirect("/" + clean + "/"); ok {
			d = e.lib.Document(to)
		}
	}
	switch {
	case d == nil:
		return nil, e.ui.T("compare.unknown", string(shown))
	case d.Case == nil:
		return nil, e.ui.T("compare.no-case", d.Title)
	}
	return d, ""
}

// compareURL is the address of a comparison of cases.
func compareURL(ids ...string) string {
	if len(ids) == 0 {
		return pathCompare
	}
	return pathCompare + "?" + url.Values{"id": ids}.Encode()
}
