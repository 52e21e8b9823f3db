package site

import (
	"fmt"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
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
	req.Verbatim, _ = strconv.ParseBool(values.Get(paramVerbatim))
	if n, err := strconv.Atoi(values.Get("page")); err == nil {
		req.Page = n
	}
	kept := url.Values{}
	for _, facet := range e.searchFacets() {
		if terms := first(values[facet], maxFilterTerms); len(terms) > 0 {
			for _, term := range terms {
				req.Filters[facet] = append(req.Filters[facet], strings.ToValidUTF8(term, "\uFFFD"))
			}
			kept[facet] = req.Filters[facet]
		}
	}
	for key, value := range map[string]string{"q": query, "sort": values.Get("sort")} {
		if value != "" {
			kept.Set(key, value)
		}
	}
	if req.Verbatim {
		kept.Set(paramVerbatim, "1")
	}
	return req, searchURL{kept}
}

// paramVerbatim keeps a query from being corrected.
const paramVerbatim = "verbatim"

// maxFilterTerms bounds the terms of one facet that an address may choose.
const maxFilterTerms = 50

// searchFacets are the names that filter a search.
func (e *Edition) searchFacets() []string {
	return append(slices.Clone(e.facets().names), index.FacetCourse, index.FacetClock, index.FacetYear)
}

// searchLayout is the layout of the search page, answered or not.
func (e *Edition) searchLayout(query string) ui.Layout {
	title := e.ui.T("search.heading")
	if query != "" {
		title = e.ui.Quoting("search.title", query)
	}
	l := e.layout(title, "", "")
	l.Query = query
	l.NoIndex = true
	return l
}

// An answer is what the search page shows.
type answer struct {
	*index.Results
	typed *index.Understanding // the query in the address
	shown *index.Understanding // the one that was answered
	ways  []ui.Way

	counted string // the id of the search; empty: it was not counted
}

// searchPage shows an answer. It is nil while the index is not ready.
func (e *Edition) searchPage(a *answer, req index.Request, address searchURL) (*Page, error) {
	p := ui.SearchPage{Layout: e.searchLayout(req.Query), Ready: a != nil, Topics: e.topics(), Help: e.searchHelp(), Ask: e.askAbout(req.Query)}
	if a == nil {
		return e.render("search", p)
	}
	p.Feed = &ui.Link{Text: e.ui.T("feed.search"), URL: pathSearchFeed + address.query()}
	p.Total = a.Total
	p.Millis = millis(a.Took)
	p.Relaxed = a.Relaxed
	p.Incomplete = a.Incomplete
	p.Unknown = e.unknownFilters(a.Results, address)
	p.Empty = len(a.Query.Groups)+len(a.Query.Without)+len(a.Query.Filters) == 0 // signs alone ask for nothing
	if !p.Empty && a.Full > 0 && a.Full < a.Total {
		p.Full = a.Full
	}
	p.OneWord = len(a.Query.Groups) == 1
	if a.Corrected != "" {
		p.Corrected, p.Verbatim = a.Corrected, address.with(paramVerbatim, "1")
	}
	for _, near := range a.Near {
		p.Near = append(p.Near, ui.Link{Text: near, URL: address.asking(near)})
	}
	p.Ways = a.ways
	if a.counted != "" {
		p.Counted = &ui.Counted{ID: a.counted, Openings: pathOpenings, First: (a.Page-1)*a.Size + 1}
		p.Scripts = append(p.Scripts, "opened.js")
	}
	for _, h := range a.Hits {
		p.Hits = append(p.Hits, e.hit(h, a.shown))
	}
	p.Chosen = e.chips(a.typed, address)
	p.Clear = address.bare(a.typed)
	if p.Total != 1 || len(req.Filters) > 0 {
		e.addFacets(&p, a.Facets, address)
	}
	e.addSorts(&p, req, a.Facets, address)
	p.Pager = pager(a.Page, (a.Total+a.Size-1)/a.Size, func(n int) string { return address.with("page", strconv.Itoa(n)) })
	return e.render("search", p)
}

// StaticSearchPage is the search page of an export, which searches by script in
// the index at the given path.
func (e *Edition) StaticSearchPage(index string) (*Page, error) {
	p := ui.SearchPage{Layout: e.searchLayout(""), Topics: e.topics(), Ready: true, Empty: true, Help: e.searchHelp(), Ask: e.askAbout("")}
	p.Export = &ui.ExportSearch{Clocks: e.clockTerms()}
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

// maxLabels keeps the facts of a result on one line.
const maxLabels = 4

func (e *Edition) hit(h index.Hit, query *index.Understanding) ui.Hit {
	out := ui.Hit{
		Item:    e.item(h.Document),
		Marked:  template.HTML(query.Mark(h.Document.Title)), //nolint:gosec // escaped by package index
		Snippet: template.HTML(h.Snippet),                    //nolint:gosec // escaped by package index
	}
	out.Labels = first(out.Labels, maxLabels)
	if h.Section != nil {
		out.Section = &ui.Link{Text: h.Section.Heading, URL: withFragment(out.URL, h.Section.Anchor)}
	}
	return out
}

// addFacets adds the facets that can change anything: what is chosen can be
// undone by its chip as well.
func (e *Edition) addFacets(p *ui.SearchPage, facets []index.Facet, address searchURL) {
	for _, f := range facets {
		out, met := ui.Facet{Name: f.Name, Label: e.facetLabel(f.Name)}, false
		for _, t := range f.Terms {
			link := ui.Link{Text: e.Label(f.Name, t.Term), URL: address.toggle(f.Name, t.Term)}
			out.Terms = append(out.Terms, ui.FacetTerm{Count: ui.Count{Link: link, Count: t.Count}, Chosen: t.Chosen})
			met = met || t.Count > 0
		}
		switch {
		case !met:
		case f.Name != index.FacetKind:
			p.Facets = append(p.Facets, out)
		case len(out.Terms) > 1:
			p.Kinds = out.Terms
		}
	}
}

// addSorts offers the orders of the results; that by the response clock where the
// results have cases with one. Without words the newest come first anyway.
func (e *Edition) addSorts(p *ui.SearchPage, req index.Request, facets []index.Facet, address searchURL) {
	p.Sort = string(index.SortRelevance)
	if req.Sort == index.SortDate || req.Sort == index.SortClock {
		p.Sort = string(req.Sort)
	}
	sorts := []index.Sort{index.SortRelevance, index.SortDate}
	usual := index.SortRelevance
	if p.Empty {
		sorts, usual = sorts[1:], index.SortDate
	}
	if req.Sort == index.SortClock || hasClocks(facets) {
		sorts = append(sorts, index.SortClock)
	}
	if p.Total < 2 || len(sorts) < 2 {
		return // the order is the same whatever is asked
	}
	for _, s := range sorts {
		value := string(s)
		if s == usual {
			value = ""
		}
		p.Sorts = append(p.Sorts, ui.SortLink{
			Link:    ui.Link{Text: e.ui.T("sort." + string(s)), URL: address.with("sort", value)},
			Current: p.Sort == string(s) || s == usual && p.Sort == string(index.SortRelevance),
		})
	}
}

// hasClocks reports whether cases with a response clock are among the results.
func hasClocks(facets []index.Facet) bool {
	return slices.ContainsFunc(facets, func(f index.Facet) bool {
		return f.Name == index.FacetClock && slices.ContainsFunc(f.Terms, func(t index.FacetTerm) bool { return t.Count > 0 })
	})
}

// millis is a time in milliseconds; empty below one, which says nothing to anyone.
func millis(d time.Duration) string {
	if d < time.Millisecond {
		return ""
	}
	return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000)
}
