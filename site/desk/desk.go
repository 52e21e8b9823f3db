// Package desk is where trainers write and reviewers read: the pages below /desk/.
//
// A text begins as a draft, which package draft keeps. Its author writes it in an editor
// that shows the real page and what the gates find, and submits it: then its file
// and pictures are written into the library, where reviewers decide about it.
// What comes back is opened as a draft again.
//
// The desk is an [http.Handler] over a [Backend] of closures, as package api is: it
// knows nothing of the site around it. Every page is one person's, and no browser
// may keep it. Pages work without scripts: forms are posted and lead on by a redirect.
// Where a request asks for JSON (Accept: application/json), as the editor's script
// does, errors come as {"error": "a sentence"}.
package desk

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/publish"
	"yanxi/site/report"
	"yanxi/site/review"
	"yanxi/site/stats"
	"yanxi/site/ui"
)

// A Backend is what the desk takes from the site.
type Backend struct {
	Library func() *content.Library // the working texts, whatever readers see
	Shown   func() *content.Library // the texts that readers see
	FS      func() fs.FS            // the working texts' files
	Words   func() *ui.UI
	Layout  func(title string, crumbs ...ui.Link) ui.Layout
	// Render answers with a page; addresses in it are rooted, and the site moves them to its place.
	Render func(w http.ResponseWriter, r *http.Request, template string, page any, status int)
	// Lead answers that the browser is to go on to a rooted address (303).
	Lead func(w http.ResponseWriter, r *http.Request, to string)
	// Preview is the real page of a text as if it stood in the library at file.
	Preview func(ctx context.Context, p Preview) ([]byte, error)
	// Manual is a page of the manual; "" is the first. The error is [fs.ErrNotExist] if there is none of that name.
	Manual func(name string) ([]byte, error)
	// File answers with a file beside the working texts, as [content.Library.Asset] has it; false: there is none, and nothing is written.
	File   func(w http.ResponseWriter, r *http.Request, name string) bool
	Report func(ctx context.Context, p stats.Period) (*report.Report, error) // nil: nothing is counted

	// Record notes in the audit log what was decided; nil: there is none.
	Record func(ctx context.Context, e account.Entry) error

	// Class is what readers with an account have learnt; nil: nobody has one.
	Class func(ctx context.Context) (*account.Class, error)

	// People are all who have an account; nil: nobody has one.
	People func(ctx context.Context) ([]account.Account, error)

	Drafts *draft.Drafts   // nil: nothing can be written
	Folder *publish.Folder // nil: nothing can be written
	Now    func() time.Time
	Log    *slog.Logger
}

// A Preview says what is to be shown.
type Preview struct {
	File     string
	Text     []byte
	Pictures fs.FS               // beside the text, not in the library yet; may be nil
	Address  func(string) string // where the pictures among the page's addresses are to be had
	Still    bool                // without scripts, to stand in a frame
}

// A desk is the handler.
type desk struct {
	Backend
	mux *http.ServeMux

	heavy heavy

	names atomic.Pointer[directory]

	mu       sync.Mutex
	gatesOf  *content.Library // of which the rules are compiled
	compiled *content.Gates

	memory review.Memory // of the library's folder

	seenLock sync.Mutex
	seen     seen
}

// New is the desk of a site.
func New(b Backend) http.Handler {
	d := &desk{Backend: b, mux: http.NewServeMux(), heavy: newHeavy()}
	for _, r := range routes() {
		d.mux.HandleFunc(r.pattern, func(w http.ResponseWriter, q *http.Request) { d.serve(w, q, r) })
	}
	return d
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	me, known := account.From(r.Context())
	switch {
	case (d.Drafts == nil || d.Folder == nil) && (d.Class == nil || !strings.HasPrefix(r.URL.Path, classPath)):
		d.refuse(w, r, problem{status: http.StatusNotFound, key: "none"})
	case !known:
		d.refuse(w, r, problem{status: http.StatusUnauthorized, key: "stranger"})
	case !me.Role.Includes(account.Trainer):
		d.refuse(w, r, problem{status: http.StatusForbidden, key: "reader"})
	default:
		_, pattern := d.mux.Handler(r)
		switch {
		case pattern == "":
			d.refuse(w, r, problem{status: http.StatusNotFound, key: "missing"})
		case strings.HasSuffix(pattern, "/{$}") && !strings.HasSuffix(r.URL.Path, "/"):
			d.Lead(w, r, r.URL.EscapedPath()+"/") // the mux would do so, but knows nothing of the site's prefix
		default:
			d.mux.ServeHTTP(w, r)
		}
	}
}

// serve answers a request of a route, and says what went wrong.
func (d *desk) serve(w http.ResponseWriter, r *http.Request, to route) {
	me, known := account.From(r.Context())
	if !known || !me.Role.Includes(to.role) {
		d.refuse(w, r, problem{status: http.StatusForbidden, key: "role"})
		return
	}
	d.learnNames(r.Context())
	if err := to.answer(d, w, r, me); err != nil && !errors.Is(err, context.Canceled) {
		d.refuse(w, r, err)
	}
}

// page is the layout of a page of the desk, which nobody else sees and nothing reloads.
func (d *desk) page(title string, crumbs ...ui.Link) ui.Layout {
	words := d.Words()
	if title != words.T("desk.title") {
		crumbs = append([]ui.Link{{Text: words.T("desk.title"), URL: Path}}, crumbs...)
	}
	l := d.Layout(title, crumbs...)
	l.NoIndex, l.Live, l.Canonical, l.OnPaper = true, false, "", ui.OnPaper{}
	l.Desk = true
	return l
}
