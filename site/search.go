package site

import (
	"fmt"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"yanxi/index"
	"yanxi/site/ui"
)

// A searchURL is the state of a search as its address holds it, without the
// page: whatever else changes, reading begins at the first one.
type searchURL struct{ values url.Values }

// with returns the address with a parameter set, or removed if value is empty.
func (s searchURL) with(key string, values ...string) string {
	v := maps.Clone(s.values)
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		v.Del(key)
	} else {
		v[key] = values
	}
	if len(v) == 0 {
		return pathSearch
	}
	return pathSearch + "?" + v.Encode()
}

// toggle adds a facet's term, or takes it away.
func (s searchURL) toggle(facet, term string) string {
	terms := slices.Clone(s.values[facet])
	if i := slices.Index(terms, term); i >= 0 {
		return s.with(facet, slices.Delete(terms, i, i+1)...)
	}
	return s.with(facet, append(terms, term)...)
}

// searchRequest reads a search from an address. What cannot be understood is
// ignored: a person's address never fails.
func (e *Edition) searchRequest(values url.Values) (index.Request, searchURL) {
	query := index.ParseQuery(values.Get("q")).Text // clean, and no longer than is read
	req := index.Request{
		Query:   query,
		Filters: map[string][]string{},
		Sort:    index.Sort(values.Get("sort")),
	}
	if n, err := strconv.Atoi(values.Get("page")); err == nil {
		req.Page = n
	}
	kept := url.Values{}
	for _, facet := range e.searchFacets() {
		if terms := values[facet]; len(terms) > 0 {
			req.Filters[facet] = first(terms, maxFilterTerms)
			kept[facet] = req.Filters[facet]
		}
	}
	for key, value := range map[string]string{"q": query, "sort": values.Get("sort")} {
		if value != "" {
			kept.Set(key, value)
		}
	}
	return req, searchURL{kept}
}

// maxFilterTerms bounds the terms of one facet that an address may choose.
const maxFilterTerms = 50

// searchFacets are the names that filter a search.
func (e *Edition) searchFacets() []string {
	return append(slices.Clone(e.facets().names), index.FacetCourse, index.FacetYear)
}

// searchLayout is the layout of the search page, answered or not.
func (e *Edition) searchLayout(query string) ui.Layout {
	title := e.ui.T("search.heading")
	if query != "" {
		title = e.ui.T("search.title", query)
	}
	l := e.layout(title, "", "")
	l.Query = query
	l.NoIndex = true
	return l
}

// searchPage shows results. res is nil while the index is not ready.
func (e *Edition) searchPage(res *index.Results, req index.Request, address searchURL) (*Page, error) {
	p := ui.SearchPage{Layout: e.searchLayout(req.Query), Ready: res != nil, Topics: e.topics()}
	if res == nil {
		return e.render("search", p)
	}
	p.Query = res.Query.Text
	p.Feed = &ui.Link{Text: e.ui.T("feed.search"), URL: pathSearchFeed + address.query()}
	p.Total = res.Total
	p.Millis = millis(res.Took)
	p.Relaxed = res.Relaxed
	p.Unknown = e.unknownFilters(res, address)
	p.Empty = res.Query.Text == ""
	for _, h := range res.Hits {
		p.Hits = append(p.Hits, e.hit(h))
	}
	e.addFacets(&p, res.Facets, address)
	e.addSorts(&p, req, address)
	p.Pager = pager(res.Page, (res.Total+res.Size-1)/res.Size, func(n int) string { return address.with("page", strconv.Itoa(n)) })
	return e.render("search", p)
}

// StaticSearchPage is the search page of an export, which searches by script in
// the index at the given path.
func (e *Edition) StaticSearchPage(index string) (*Page, error) {
	p := ui.SearchPage{Layout: e.searchLayout(""), Topics: e.topics(), Ready: true, Empty: true}
	p.Export = &ui.ExportSearch{}
	if e.options.API == "" {
		p.Export.Index = index
	}
	return e.render("search", p)
}

func (s searchURL) query() string {
	if len(s.values) == 0 {
		return ""
	}
	return "?" + s.values.Encode()
}

func (e *Edition) hit(h index.Hit) ui.Hit {
	out := ui.Hit{Item: e.item(h.Document), Snippet: template.HTML(h.Snippet)} //nolint:gosec // escaped by package index
	if h.Section != nil {
		out.Section = &ui.Link{Text: h.Section.Heading, URL: withFragment(out.URL, h.Section.Anchor)}
	}
	return out
}

func (e *Edition) addFacets(p *ui.SearchPage, facets []index.Facet, address searchURL) {
	for _, f := range facets {
		out := ui.Facet{Name: f.Name, Label: e.facetLabel(f.Name)}
		for _, t := range f.Terms {
			link := ui.Link{Text: e.Label(f.Name, t.Term), URL: address.toggle(f.Name, t.Term)}
			out.Terms = append(out.Terms, ui.FacetTerm{Count: ui.Count{Link: link, Count: t.Count}, Chosen: t.Chosen})
			if t.Chosen {
				out.Chosen = true
				p.Chosen = append(p.Chosen, link)
			}
		}
		if len(out.Terms) > 0 {
			p.Facets = append(p.Facets, out)
		}
	}
}

func (e *Edition) addSorts(p *ui.SearchPage, req index.Request, address searchURL) {
	p.Sort = string(index.SortRelevance)
	if req.Sort == index.SortDate {
		p.Sort = string(index.SortDate)
	}
	if p.Empty {
		return // listed by date whatever is asked
	}
	for _, s := range []index.Sort{index.SortRelevance, index.SortDate} {
		value := string(s)
		if s == index.SortRelevance {
			value = ""
		}
		p.Sorts = append(p.Sorts, ui.SortLink{
			Link:    ui.Link{Text: e.ui.T("sort." + string(s)), URL: address.with("sort", value)},
			Current: p.Sort == string(s),
		})
	}
}

// topics is where to go on when a search finds nothing.
func (e *Edition) topics() []ui.Count {
	return first(append(e.kindCounts(), e.counts(index.FacetField)...), 8)
}

func millis(d time.Duration) string {
	return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000)
}
