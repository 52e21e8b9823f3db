package site

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// maxSitemap is the protocol's bound of addresses in one file.
const maxSitemap = 50_000

func (e *Edition) sitemapPage(origin string) (*Page, error) {
	var m sitemap
	m.URLs = append(m.URLs, sitemapURL{Loc: origin + pathHome})
	for _, d := range first(e.lib.Documents(), maxSitemap-1) {
		if d.ID == "index" || e.shadowed(d.ID) {
			continue
		}
		u := sitemapURL{Loc: origin + DocumentURL(d.ID)}
		if t := changed(d); !t.IsZero() {
			u.LastMod = t.Format(time.DateOnly)
		}
		m.URLs = append(m.URLs, u)
	}
	body, err := xml.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("sitemap: %w", err)
	}
	return &Page{ContentType: typeXML, Body: append([]byte(xml.Header), body...)}, nil
}

func (e *Edition) robotsPage(origin string) *Page {
	var b strings.Builder
	prefix := prefixOf(origin)
	b.WriteString("User-agent: *\nDisallow: " + prefix + pathSearch + "\nDisallow: " + prefix + pathAsk + "\nDisallow: " + prefix + pathAPI + "\n")
	if origin != "" {
		b.WriteString("Sitemap: " + origin + pathSitemap + "\n")
	}
	return &Page{ContentType: "text/plain; charset=utf-8", Body: []byte(b.String())}
}

// openSearch describes the search to browsers (OpenSearch 1.1).
type openSearch struct {
	XMLName     xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName   string          `xml:"ShortName"`
	Description string          `xml:"Description"`
	Encoding    string          `xml:"InputEncoding"`
	URLs        []openSearchURL `xml:"Url"`
}

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Template string `xml:"template,attr"`
}

func (e *Edition) openSearchPage(origin string) (*Page, error) {
	name := []rune(e.Name())
	d := openSearch{
		ShortName:   string(first(name, 16)), // the specification's bound
		Description: e.ui.T("opensearch.description", e.Name()),
		Encoding:    "UTF-8",
		URLs: []openSearchURL{
			{Type: "text/html", Template: origin + pathSearch + "?q={searchTerms}"},
			{Type: "application/atom+xml", Template: origin + pathSearchFeed + "?q={searchTerms}"},
		},
	}
	body, err := xml.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("opensearch: %w", err)
	}
	return &Page{ContentType: "application/opensearchdescription+xml", Body: append([]byte(xml.Header), body...)}, nil
}
