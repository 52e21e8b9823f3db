package site

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"sync"

	"yanxi/content"
	"yanxi/site/desk"
	"yanxi/site/draft"
	"yanxi/site/publish"
	"yanxi/site/relink"
	"yanxi/site/ui"
)

// Writing is what people need to write texts on a server.
type Writing struct {
	Drafts  *draft.Drafts           // keeps what is being written
	Folder  *publish.Folder         // writes it into the library
	FS      fs.FS                   // the library's folder as authors have it
	Working func() *content.Library // opened from FS; nil: the site's own
}

// desk is package desk over the site.
func (s *Site) desk() http.Handler {
	b := desk.Backend{
		Library: func() *content.Library { return s.working() },
		Shown:   func() *content.Library { return s.current.Load().lib },
		FS:      func() fs.FS { return s.options.Writing.FS },
		Words:   func() *ui.UI { return s.current.Load().ui },
		Layout: func(title string, crumbs ...ui.Link) ui.Layout {
			return s.current.Load().layout(title, "", "", crumbs...)
		},
		Render: func(w http.ResponseWriter, r *http.Request, template string, page any, status int) {
			s.write(w, r, s.current.Load().Edition, template, page, status)
		},
		Lead: func(w http.ResponseWriter, r *http.Request, to string) {
			http.Redirect(w, r, s.prefix+to, http.StatusSeeOther)
		},
		Preview: s.preview,
		Manual:  s.manual,
		File: func(w http.ResponseWriter, r *http.Request, name string) bool {
			return s.libraryFile(w, r, s.working(), name, "private, no-cache")
		},
		Report: s.options.report(func() *Edition { return s.current.Load().Edition }),
		Now:    s.options.now,
		Log:    s.log,
	}
	if s.options.Accounts != nil {
		b.Record, b.Class, b.People = s.options.Accounts.Record, s.options.Accounts.Class, s.options.Accounts.List
	}
	if writing := s.options.Writing; writing != nil {
		b.Drafts, b.Folder = writing.Drafts, writing.Folder
	}
	return compressed(desk.New(b))
}

// working is the library as authors have it.
func (s *Site) working() *content.Library {
	if w := s.options.Writing; w != nil && w.Working != nil {
		return w.Working()
	}
	return s.current.Load().lib
}

// preview makes the page of a text as if it stood in the library.
func (s *Site) preview(_ context.Context, p desk.Preview) ([]byte, error) {
	lib, d, err := s.working().With(p.File, p.Text, p.Pictures)
	if err != nil {
		return nil, err
	}
	page, err := s.current.Load().as(lib).previewPage(d, p.Still)
	if err != nil {
		return nil, fmt.Errorf("preview of %s: %w", p.File, err)
	}
	placed := *page
	placed.Body = relink.Page(page.Body, p.Address)
	return s.place(&placed).Body, nil
}

// as is the edition of another state of the library, for one page of it: what is
// told of other texts is that of e. Nothing is counted on it.
func (e *Edition) as(lib *content.Library) *Edition {
	other := *e
	other.lib, other.weights = lib, new(sync.Map)
	other.options.Activity, other.options.Writing, other.options.Live = nil, nil, false
	return &other
}

func (e *Edition) previewPage(d *content.Document, still bool) (*Page, error) {
	body, err := e.lib.Read(d)
	if err != nil {
		return nil, err
	}
	a, _ := e.article(d, body)
	a.NoIndex, a.Still = true, still
	return e.articlePage(d, a)
}
