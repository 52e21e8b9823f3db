package site

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"yanxi/content"
	"yanxi/index"
)

// feedSize is how many documents a feed lists.
const feedSize = 50

// Atom (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Title      string         `xml:"title"`
	ID         string         `xml:"id"`
	Link       atomLink       `xml:"link"`
	Published  string         `xml:"published,omitempty"`
	Updated    string         `xml:"updated"`
	Summary    string         `xml:"summary,omitempty"`
	Content    *atomContent   `xml:"content"`
	Categories []atomCategory `xml:"category"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// feed makes a feed of documents, newest first. self is the feed's own
// address, page the page that shows the same, both as paths.
func (e *Edition) feed(origin, title, self, page string, docs []*content.Document) (*Page, error) {
	f := atomFeed{
		Lang:   e.ui.Lang(),
		Title:  title,
		ID:     e.entryID(self),
		Author: atomAuthor{Name: e.Name()},
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: origin + self},
			{Rel: "alternate", Type: "text/html", Href: origin + page},
		},
	}
	latest := unknownDate
	for _, d := range first(docs, feedSize) {
		f.Entries = append(f.Entries, e.feedEntry(origin, d))
		if t := changed(d); t.After(latest) {
			latest = t
		}
	}
	f.Updated = latest.Format(time.RFC3339)
	body, err := xml.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("feed %s: %w", self, err)
	}
	return &Page{ContentType: typeAtom, Body: append([]byte(xml.Header), body...)}, nil
}

func (e *Edition) feedEntry(origin string, d *content.Document) atomEntry {
	entry := atomEntry{
		Title:   xmlText(d.Title),
		ID:      e.entryID(DocumentURL(d.ID)),
		Link:    atomLink{Rel: "alternate", Type: "text/html", Href: origin + DocumentURL(d.ID)},
		Updated: unknownDate.Format(time.RFC3339),
		Summary: xmlText(d.Summary),
	}
	if t := changed(d); !t.IsZero() {
		entry.Updated = t.Format(time.RFC3339)
	}
	if !d.Date.IsZero() {
		entry.Published = d.Date.Format(time.RFC3339)
	}
	for _, tag := range d.Tags {
		entry.Categories = append(entry.Categories, atomCategory{Term: xmlText(tag)})
	}
	return entry
}

// unknownDate stands where a document has no date but Atom demands one: it
// must not change from one reading to the next.
var unknownDate = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// entryID is an identifier that stays the same wherever the site is served: a
// tag URI (RFC 4151) of the site's host, or of the product where none is known.
func (e *Edition) entryID(path string) string {
	host := "yanxi.invalid"
	if _, after, ok := strings.Cut(e.options.BaseURL, "://"); ok {
		host, _, _ = strings.Cut(after, "/")
		host, _, _ = strings.Cut(host, ":")
	}
	return "tag:" + host + ",2019:" + path
}

// xmlText drops what XML cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// feedPage finds the feed at a path below /feed/.
func (e *Edition) feedPage(origin, facet, term string) (*Page, error) {
	self, page := feedURL(facet, term), facetURL(facet, term)
	var docs []*content.Document
	if facet == index.FacetCourse {
		course := e.lib.Document(term)
		if course == nil || course.Kind != content.KindCourse {
			return nil, errNotFound
		}
		docs, page = e.lib.Material(course), DocumentURL(term)
		docs = sortedNewest(docs)
	} else {
		docs = e.facets().terms[facet][term]
	}
	if len(docs) == 0 {
		return nil, errNotFound
	}
	return e.feed(origin, e.ui.T("feed.of", e.Label(facet, term))+" · "+e.Name(), self, page, docs)
}

func (e *Edition) mainFeed(origin string) (*Page, error) {
	return e.feed(origin, e.Name(), pathFeed, pathHome, e.latest())
}

// searchFeed lists the results of a search.
func (e *Edition) searchFeed(origin, query string, res *index.Results) (*Page, error) {
	docs := make([]*content.Document, len(res.Hits))
	for i, h := range res.Hits {
		docs[i] = h.Document
	}
	title := e.ui.T("search.title", res.Query.Text) + " · " + e.Name()
	return e.feed(origin, title, pathSearchFeed+query, pathSearch+query, docs)
}
