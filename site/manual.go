package site

import (
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"sync"

	"yanxi/content"
	"yanxi/content/library"
	"yanxi/site/relink"
	"yanxi/site/ui"
)

// The manual is part of the sample library. A library of somebody's own has none, so the desk shows it.
const (
	pathManual   = pathDesk + "manual/"
	manualFolder = "manual"
)

// sample is the sample library, opened when it is first asked for.
var sample = sync.OnceValues(func() (*content.Library, error) { return content.Open(library.FS()) })

// manual makes a page of the manual, or of a text of the sample that it leads to; [fs.ErrNotExist] if there is no such text.
func (s *Site) manual(name string) ([]byte, error) {
	lib, err := sample()
	if err != nil {
		return nil, fmt.Errorf("manual: %w", err)
	}
	name = strings.Trim(name, "/")
	d := lib.Document(strings.TrimSuffix(manualFolder+"/"+name, "/"))
	if d == nil {
		d = lib.Document(name)
	}
	if d == nil {
		return nil, fs.ErrNotExist
	}
	page, err := s.current.Load().manualPage(lib, d)
	if err != nil {
		return nil, fmt.Errorf("manual: %s: %w", name, err)
	}
	placed := *page
	placed.Body = relink.Page(page.Body, func(address string) string { return manualAddress(lib, address) })
	return s.place(&placed).Body, nil
}

// manualPage is a text of another library, with what stands around the pages of this one.
func (e *Edition) manualPage(lib *content.Library, d *content.Document) (*Page, error) {
	body, err := lib.Read(d)
	if err != nil {
		return nil, err
	}
	other := e.as(lib)
	a, _ := other.article(d, body)
	a.NoIndex, a.Still, a.Tags, a.Foot = true, true, nil, e.foot()
	if len(a.Crumbs) > 0 { // after the home page
		a.Crumbs = slices.Insert(a.Crumbs, 1, ui.Link{Text: e.ui.T("desk.title"), URL: pathDesk})
	}
	return other.articlePage(d, a)
}

// manualAddress leads from a text of the sample to where the desk shows it. Every other address stays.
func manualAddress(lib *content.Library, address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" || !strings.HasSuffix(u.Path, "/") {
		return address
	}
	id := strings.Trim(u.Path, "/")
	if id == "" || lib.Document(id) == nil {
		return address
	}
	if id == manualFolder {
		return pathManual + strings.TrimPrefix(address, "/"+manualFolder+"/")
	}
	return pathManual + strings.TrimPrefix(strings.TrimPrefix(address, "/"), manualFolder+"/")
}
