package site_test

import (
	"bytes"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/review"
	"yanxi/site/sitetest"
)

var trainer = account.Person{Name: "zhou", Display: "小周", Role: account.Trainer}

// A writer is a trainer at the desk of a site.
type writer struct {
	t      *testing.T
	site   *site.Site
	server *httptest.Server
	client *http.Client
	folder string
	atWork *atomic.Pointer[content.Library] // what authors have, whatever readers see
}

// as is the same desk for another person.
func (w *writer) as(p account.Person) *writer {
	other := *w
	other.server = httptest.NewServer(sitetest.As(p, w.site))
	w.t.Cleanup(other.server.Close)
	return &other
}

// newWriter serves a folder to a person.
func newWriter(t *testing.T, p account.Person, base string) *writer {
	t.Helper()
	w := &writer{t: t, folder: sitetest.Folder(t, sitetest.English()), atWork: new(atomic.Pointer[content.Library])}
	sitetest.Write(t, w.folder, "yanxi/settings.yaml", "name: 库\n")
	fsys, err := content.DirFS(w.folder)
	if err != nil {
		t.Fatal(err)
	}
	lib := sitetest.Open(t, fsys)
	database := filepath.Join(t.TempDir(), "yanxi.db")
	writing := sitetest.Writing(t, w.folder, database, today)
	writing.Working = func() *content.Library { return w.atWork.Load() }
	w.atWork.Store(lib)
	s, err := site.New(lib, sitetest.NewIndex(t), slog.New(slog.DiscardHandler), site.Options{
		Now: today, BaseURL: base, Activity: sitetest.Activity(t, database, today), Writing: writing,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.site, w.server = s, httptest.NewServer(sitetest.As(p, s))
	jar, _ := cookiejar.New(nil)
	w.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(func() {
		s.Close()
		w.server.Close()
	})
	return w
}

// A reply is what came back.
type reply struct {
	status int
	to     string // where it leads
	body   string
	header http.Header
}

func (w *writer) do(r *http.Request) reply {
	w.t.Helper()
	res, err := w.client.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if !strings.Contains(res.Header.Get("Cache-Control"), "no-store") && !strings.HasPrefix(res.Header.Get("Content-Type"), "image/") {
		w.t.Errorf("%s: Cache-Control is %q", r.URL, res.Header.Get("Cache-Control"))
	}
	return reply{res.StatusCode, res.Header.Get("Location"), string(body), res.Header}
}

func (w *writer) get(path string) reply {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.server.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.do(r)
}

// post sends a form; of a file the name of the field begins with @.
func (w *writer) post(path string, fields map[string]string, accept ...string) reply {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, value := range fields {
		if field, ok := strings.CutPrefix(name, "@"); ok {
			name, data, _ := strings.Cut(value, ":")
			part, _ := m.CreateFormFile(field, name)
			io.WriteString(part, data)
			continue
		}
		m.WriteField(name, value)
	}
	m.Close()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.server.URL+path, &b)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", m.FormDataContentType())
	for _, a := range accept {
		r.Header.Set("Accept", a)
	}
	return w.do(r)
}

const asJSON = "application/json"

// begin starts a note and returns the address of its draft.
func (w *writer) begin(title string) string {
	w.t.Helper()
	res := w.post("/desk/new", map[string]string{"kind": "note", "title": title, "date": "2026-11-02", "author": "小周"})
	if res.status != http.StatusSeeOther || !strings.HasPrefix(res.to, "/desk/edit/") {
		w.t.Fatalf("a new note: %d to %s", res.status, res.to)
	}
	return res.to
}

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

func (w *writer) version(address string) string {
	w.t.Helper()
	m := versionField.FindStringSubmatch(w.get(address).body)
	if m == nil {
		w.t.Fatalf("%s has no version", address)
	}
	return m[1]
}

func (w *writer) save(address, text string) {
	w.t.Helper()
	res := w.post(address, map[string]string{"version": w.version(address), "text": text, "do": "save"})
	if res.status != http.StatusSeeOther || res.to != address+"?saved" {
		w.t.Fatalf("saved: %d to %s\n%s", res.status, res.to, res.body)
	}
}

func (w *writer) file(name string) string {
	data, _ := os.ReadFile(filepath.Join(w.folder, filepath.FromSlash(name)))
	return string(data)
}

// beginning is that of a text.
func beginning(s string) string { return string([]rune(s)[:min(400, len([]rune(s)))]) }

func (w *writer) wants(r reply, status int, parts ...string) {
	w.t.Helper()
	if r.status != status {
		w.t.Errorf("status %d, want %d: %s", r.status, status, beginning(sitetest.Parse(w.t, []byte(r.body)).Text()))
	}
	for _, part := range parts {
		if !strings.Contains(r.body, part) {
			w.t.Errorf("no %q in %s", part, beginning(sitetest.Parse(w.t, []byte(r.body)).Text()))
		}
	}
}

// decided writes what reviewers decide about a text, and shows the site the folder as it is then.
func (w *writer) decided(decide func(*review.Board) (review.Change, error)) {
	w.t.Helper()
	fsys, err := content.DirFS(w.folder)
	if err != nil {
		w.t.Fatal(err)
	}
	board, err := review.OpenBoard(fsys)
	if err != nil {
		w.t.Fatal(err)
	}
	change, err := decide(board)
	if err != nil {
		w.t.Fatal(err)
	}
	for name, data := range change.Files {
		sitetest.Write(w.t, w.folder, name, string(data))
	}
	w.update()
}

func (w *writer) update() {
	w.t.Helper()
	if err := w.site.Update(w.working()); err != nil {
		w.t.Fatal(err)
	}
}

// working opens the folder for those who write, not for readers.
func (w *writer) working() *content.Library {
	w.t.Helper()
	fsys, err := content.DirFS(w.folder)
	if err != nil {
		w.t.Fatal(err)
	}
	lib := sitetest.Open(w.t, fsys)
	w.atWork.Store(lib)
	return lib
}

var textarea = regexp.MustCompile(`(?s)<textarea id="text"[^>]*>\n(.*?)</textarea>`)
