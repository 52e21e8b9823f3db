package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"yanxi/site"
	"yanxi/site/export"
	"yanxi/site/sitetest"
)

func build(t *testing.T, fsys fs.FS, dir string, options site.Options) export.Summary {
	t.Helper()
	options.Static = true
	summary, err := export.Build(t.Context(), export.Config{Library: sitetest.Open(t, fsys), Dir: dir, Options: options})
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

// A file is known again by its bytes, and found untouched by the rest.
type file struct {
	Sum   [32]byte
	Inode uint64
	Time  time.Time
}

// tree lists the files below a folder.
func tree(t *testing.T, dir string) map[string]file {
	t.Helper()
	out := map[string]file{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		body, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)] = file{sha256.Sum256(body), info.Sys().(*syscall.Stat_t).Ino, info.ModTime()}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// contents is a tree without what tells two files of the same bytes apart.
func contents(files map[string]file) map[string][32]byte {
	out := map[string][32]byte{}
	for name, f := range files {
		out[name] = f.Sum
	}
	return out
}

// touched lists the files of one state that are not the same ones in another.
func touched(before, after map[string]file) []string {
	var out []string
	for name := range maps.Keys(after) {
		if before[name] != after[name] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

var libraries = map[string]func() fs.FS{"sample": sitetest.Sample, "odd": sitetest.Odd}

// TestLinks serves exports by a plain file server, at the root of a host and
// below a path, and follows every link.
func TestLinks(t *testing.T) {
	for name, fsys := range libraries {
		dir := t.TempDir()
		build(t, fsys(), dir, site.Options{})
		for _, prefix := range []string{"/", "/sub/", "/deep/er/"} {
			t.Run(name+prefix, func(t *testing.T) {
				server := http.StripPrefix(strings.TrimSuffix(prefix, "/"), http.FileServer(http.Dir(dir)))
				visits := sitetest.Crawl(t, server, prefix, nil)
				for file := range tree(t, dir) {
					page, isPage := strings.CutSuffix(file, "index.html")
					address := &url.URL{Path: prefix + page}
					if _, seen := visits[address.RequestURI()]; isPage && !seen && !isRedirect(t, dir, file) {
						t.Errorf("nothing leads to %s", file)
					}
				}
			})
		}
		checkAddresses(t, dir)
	}
}

func isRedirect(t *testing.T, dir, file string) bool {
	t.Helper()
	return strings.Contains(read(t, dir, file), `http-equiv="refresh"`)
}

// checkAddresses looks at every page for an address that would work at the root
// of a host only.
func checkAddresses(t *testing.T, dir string) {
	t.Helper()
	for name := range tree(t, dir) {
		if !strings.HasSuffix(name, ".html") || name == "404.html" {
			continue
		}
		page := sitetest.Parse(t, []byte(read(t, dir, name)))
		for _, n := range page.All("html", "head", "link", "meta", "a", "img", "script", "form", "div", "source", "video", "audio", "figure", "template") {
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Key, "data-say") {
					t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
				}
			}
		}
	}
}

// TestRedirects follows the pages that stand where texts were before.
func TestRedirects(t *testing.T) {
	dir := t.TempDir()
	build(t, sitetest.Odd(), dir, site.Options{})
	for _, name := range []string{"old/place/index.html", "old/地/index.html", "旧 址/index.html", "notes/blank/index.html"} {
		page := sitetest.Parse(t, []byte(read(t, dir, name)))
		from := &url.URL{Scheme: "http", Host: "h", Path: "/sub/" + strings.TrimSuffix(name, "index.html")}
		for _, link := range page.Links() {
			to, err := from.Parse(link)
			if err != nil || to.Path != "/sub/notes/空 格/" {
				t.Errorf("%s leads to %v: %v", name, to, err)
			}
		}
		if len(page.Links()) == 0 || page.Meta("robots") != "noindex" {
			t.Errorf("%s leads nowhere", name)
		}
	}
}

// TestFeeds resolves what the feeds of an export lead to.
func TestFeeds(t *testing.T) {
	for _, base := range []string{"", "https://example.org/sub"} {
		dir := t.TempDir()
		build(t, sitetest.Odd(), dir, site.Options{BaseURL: base})
		feeds := 0
		for name := range tree(t, dir) {
			if !strings.HasSuffix(name, ".atom") {
				continue
			}
			feeds++
			from := &url.URL{Scheme: "https", Host: "example.org", Path: "/sub/" + name}
			for _, link := range feedLinks(t, read(t, dir, name)) {
				to, err := from.Parse(link)
				if err != nil {
					t.Fatal(err)
				}
				file, ok := strings.CutPrefix(to.Path, "/sub/")
				if strings.HasSuffix(to.Path, "/") {
					file += "index.html"
				}
				if _, err := os.Stat(filepath.Join(dir, file)); !ok || err != nil {
					t.Errorf("base %q: %s: %q leads to %s", base, name, link, to)
				}
			}
		}
		if feeds < 5 {
			t.Errorf("%d feeds", feeds)
		}
	}
}

func feedLinks(t *testing.T, feed string) []string {
	t.Helper()
	var f struct {
		Links []struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			Link struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(feed), &f); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range f.Links {
		out = append(out, l.Href)
	}
	for _, e := range f.Entries {
		out = append(out, e.Link.Href)
	}
	return out
}

// TestAddress builds a site that knows its public address, and one that does not.
func TestAddress(t *testing.T) {
	dir := t.TempDir()
	build(t, sitetest.Sample(), dir, site.Options{BaseURL: "https://example.org/sub"})
	page := sitetest.Parse(t, []byte(read(t, dir, "cases/2018-kunshan/index.html")))
	if got := page.Rel("canonical"); got != "https://example.org/sub/cases/2018-kunshan/" {
		t.Errorf("canonical: %s", got)
	}
	if !strings.Contains(read(t, dir, "sitemap.xml"), "<loc>https://example.org/sub/cases/2018-kunshan/</loc>") {
		t.Error("the sitemap does not have the address")
	}
	if !strings.Contains(read(t, dir, "robots.txt"), "Sitemap: https://example.org/sub/sitemap.xml") {
		t.Error("robots.txt does not name the sitemap")
	}
	for _, link := range sitetest.Parse(t, []byte(read(t, dir, "404.html"))).Links() {
		if !strings.HasPrefix(link, "/sub/") && !strings.HasPrefix(link, "#") {
			t.Errorf("404.html, which is shown anywhere, leads to %s", link)
		}
	}

	dir = t.TempDir()
	build(t, sitetest.Sample(), dir, site.Options{})
	for _, name := range []string{"sitemap.xml", "opensearch.xml"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is written, which needs full addresses", name)
		}
	}
	if body := read(t, dir, "robots.txt"); strings.Contains(body, "Sitemap") {
		t.Errorf("robots.txt: %s", body)
	}
}

// TestAPI builds a site whose search asks a server.
func TestAPI(t *testing.T) {
	dir := t.TempDir()
	build(t, sitetest.Sample(), dir, site.Options{API: "https://api.example.org"})
	if _, err := os.Stat(filepath.Join(dir, "search/index.json")); err == nil {
		t.Error("an index is written that nobody asks for")
	}
	if body := read(t, dir, "search/index.html"); !strings.Contains(body, `data-api="https://api.example.org"`) {
		t.Error("the search page does not know whom to ask")
	}
	if body := read(t, dir, "about/index.html"); !strings.Contains(body, `data-suggest="https://api.example.org/api/v1/suggest"`) {
		t.Error("the search box does not know whom to ask")
	}
}

// TestAgain builds an unchanged library again: no file is touched. Two builds of
// it are the same byte for byte.
func TestAgain(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	first := build(t, sitetest.Odd(), dir, site.Options{})
	before := tree(t, dir)
	if first.Files != first.Written || first.Files != len(before)-1 { // the manifest is none of the site
		t.Errorf("%+v, but %d files", first, len(before))
	}
	second := build(t, sitetest.Odd(), dir, site.Options{})
	if second.Written != 0 || second.Removed != 0 || second.Files != first.Files {
		t.Errorf("an unchanged library: %+v", second)
	}
	if diff := touched(before, tree(t, dir)); len(diff) > 0 {
		t.Errorf("an unchanged library rewrote %v", diff)
	}
	build(t, sitetest.Odd(), other, site.Options{})
	if diff := cmp.Diff(contents(before), contents(tree(t, other))); diff != "" {
		t.Errorf("two builds differ: %s", diff)
	}
}

// TestChange edits one text of a library: its page and the search index are
// written, and nothing else.
func TestChange(t *testing.T) {
	dir := t.TempDir()
	library := sitetest.Odd().(fstest.MapFS)
	build(t, library, dir, site.Options{})
	before := tree(t, dir)
	edited := *library["notes/english.md"]
	edited.Data = []byte("---\ntitle: An English note\nlang: en\ndate: 2024-04-01\n---\n\nA little longer than it was.\n")
	library["notes/english.md"] = &edited
	summary := build(t, library, dir, site.Options{})
	after := tree(t, dir)
	if diff := cmp.Diff([]string{"notes/english/index.html", "search/index.json"}, touched(before, after)); diff != "" {
		t.Errorf("rewritten (-want +got):\n%s", diff)
	}
	if summary.Written != 2 || summary.Removed != 0 {
		t.Errorf("%+v", summary)
	}

	// A new title shows on more pages, and still not on all.
	edited.Data = []byte("---\ntitle: 换了题目\nlang: en\ndate: 2024-04-01\n---\n\nA little longer than it was.\n")
	library["notes/english.md"] = &edited
	build(t, library, dir, site.Options{})
	diff := touched(after, tree(t, dir))
	for _, name := range []string{"notes/english/index.html", "notes/index.html", "kind/note/index.html", "feed.atom", "search/index.json"} {
		if !slices.Contains(diff, name) {
			t.Errorf("%s is not rewritten", name)
		}
	}
	for _, name := range []string{"about/index.html", "many/page-2/index.html", "cases/odd/index.html", "robots.txt", "404.html"} {
		if slices.Contains(diff, name) {
			t.Errorf("%s is rewritten", name)
		}
	}
}

// TestRemoval takes texts away: their files and empty folders go, and what is
// not of the build stays.
func TestRemoval(t *testing.T) {
	dir := t.TempDir()
	library := sitetest.Odd().(fstest.MapFS)
	build(t, library, dir, site.Options{})
	foreign := map[string]string{"CNAME": "example.org\n", ".git/config": "[core]\n", "bare/deep/mine.txt": "x", ".nojekyll": ""}
	for name, text := range foreign {
		sitetest.Write(t, dir, name, text)
	}
	delete(library, "bare/deep/two.md")
	delete(library, "course/一.md")
	delete(library, "pics/script.svg")
	library["course/一/换成文件夹.md"] = &fstest.MapFile{Data: []byte("# 里面\n")}
	summary := build(t, library, dir, site.Options{})
	for _, name := range []string{"bare/deep/two", "bare/deep/index.html", "pics/script.svg"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for name, text := range foreign {
		if got := read(t, dir, name); got != text {
			t.Errorf("%s: %q", name, got)
		}
	}
	fresh := t.TempDir()
	build(t, library, fresh, site.Options{})
	got := contents(tree(t, dir))
	for name := range foreign {
		delete(got, name)
	}
	if diff := cmp.Diff(contents(tree(t, fresh)), got); diff != "" {
		t.Errorf("not as a new build (-new +again):\n%s", diff)
	}
	if summary.Removed < 3 {
		t.Errorf("%+v", summary)
	}
}

// TestPlaces gives a file the name that was a folder's, and the reverse.
func TestPlaces(t *testing.T) {
	dir := t.TempDir()
	states := []fstest.MapFS{
		{"a.md": {Data: []byte("# 甲\n")}, "x.txt": {Data: []byte("x")}},
		{"a.md": {Data: []byte("# 甲\n")}, "x.txt/b.md": {Data: []byte("# 乙\n")}},
		{"a.md": {Data: []byte("# 甲\n")}, "x.txt": {Data: []byte("x")}},
	}
	for _, library := range states {
		build(t, library, dir, site.Options{})
		fresh := t.TempDir()
		build(t, library, fresh, site.Options{})
		if diff := cmp.Diff(contents(tree(t, fresh)), contents(tree(t, dir))); diff != "" {
			t.Errorf("not as a new build (-new +again):\n%s", diff)
		}
	}
}

// TestWarnings builds names that not every file system can hold: the rest is
// written.
func TestWarnings(t *testing.T) {
	long := strings.Repeat("长", 100)
	library := fstest.MapFS{
		"a.md":              {Data: []byte("---\ntitle: 甲\naliases: [/b/, /files/x.txt]\n---\n")},
		"b.md":              {Data: []byte("# 乙\n")},
		long + ".md":        {Data: []byte("# 丙\n")},
		"files/x.txt":       {Data: []byte("x")},
		"files/note.txt":    {Data: []byte("y")},
		"files/note.txt.md": {Data: []byte("# 丁\n")},
	}
	dir := t.TempDir()
	warnings := strings.Join(build(t, library, dir, site.Options{}).Warnings, "\n")
	for _, name := range []string{long, "files/note.txt"} {
		if !strings.Contains(warnings, name) {
			t.Errorf("no warning names %s: %s", name, warnings)
		}
	}
	for _, name := range []string{"a/index.html", "b/index.html", "files/x.txt", "files/note.txt/index.html"} {
		read(t, dir, name)
	}
}

// TestRefused does not write where something else is.
func TestRefused(t *testing.T) {
	lib := sitetest.Open(t, fstest.MapFS{"a.md": {Data: []byte("# 甲\n")}})
	attempt := func(dir string) error {
		_, err := export.Build(t.Context(), export.Config{Library: lib, Dir: dir})
		return err
	}
	full := t.TempDir()
	sitetest.Write(t, full, "thesis.doc", "years of work")
	before := tree(t, full)
	if err := attempt(full); !errors.Is(err, export.ErrNotOurs) || !strings.Contains(err.Error(), "thesis.doc") {
		t.Errorf("a folder with other things: %v", err)
	}
	if diff := cmp.Diff(before, tree(t, full)); diff != "" {
		t.Errorf("a refused folder was changed: %s", diff)
	}
	if err := attempt(filepath.Join(full, "thesis.doc")); err == nil {
		t.Error("a file was taken for a folder")
	}
	if err := attempt(filepath.Join(t.TempDir(), "new", "and", "deep")); err != nil {
		t.Errorf("a folder that does not exist: %v", err)
	}
	repository := t.TempDir()
	sitetest.Write(t, repository, ".git/config", "[core]\n")
	if err := attempt(repository); err != nil {
		t.Errorf("a folder that is a fresh repository: %v", err)
	}
}

// TestManifest spoils the list of files: what is outside of the folder is safe.
func TestManifest(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	library := fstest.MapFS{"a.md": {Data: []byte("# 甲\n")}}
	build(t, library, dir, site.Options{})
	sitetest.Write(t, parent, "outside.txt", "precious")
	sitetest.Write(t, parent, "public/mine.txt", "mine")
	if err := os.Symlink(parent, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	names := []string{"../outside.txt", filepath.Join(parent, "outside.txt"), "a/../../outside.txt", "./../outside.txt", "link/outside.txt", "..", ".", "", "/", "a\x00b"}
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = fmt.Sprintf("%q", name)
	}
	sitetest.Write(t, dir, ".yanxi-build.json", `{"files":[`+strings.ReplaceAll(strings.Join(quoted, ","), `\x00`, `\u0000`)+`]}`)
	build(t, library, dir, site.Options{})
	for name, want := range map[string]string{"outside.txt": "precious", "public/mine.txt": "mine"} {
		if got := read(t, parent, name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}

	if err := os.Remove(filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	sitetest.Write(t, dir, ".yanxi-build.json", `{"files":`)
	before := tree(t, dir)
	if _, err := export.Build(t.Context(), export.Config{Library: sitetest.Open(t, library), Dir: dir}); err == nil || !strings.Contains(err.Error(), ".yanxi-build.json") {
		t.Errorf("a list that cannot be read: %v", err)
	}
	if diff := touched(before, tree(t, dir)); len(diff) > 0 {
		t.Errorf("changed all the same: %v", diff)
	}
}

// TestStatic compares pages with those of the server: what needs a server is
// left out, and nothing else.
func TestStatic(t *testing.T) {
	dir := t.TempDir()
	build(t, sitetest.Sample(), dir, site.Options{})
	for name := range tree(t, dir) {
		body := []byte(read(t, dir, name))
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, needless := range []string{"data-live", "opensearchdescription", "/api/", "data-suggest"} {
			if bytes.Contains(body, []byte(needless)) && !strings.HasPrefix(name, "manual/") {
				t.Errorf("%s holds %s", name, needless)
			}
		}
	}
	page := sitetest.Parse(t, []byte(read(t, dir, "cases/2018-kunshan/index.html")))
	for _, form := range page.All("form") {
		if got := sitetest.Attr(form, "action"); got != "../../search/" {
			t.Errorf("the search box leads to %s", got)
		}
	}
	// A text may lead to a comparison, which files cannot make.
	if !strings.Contains(read(t, dir, "compare/index.html"), "要几个案例并排看") {
		t.Error("the page that a link to a comparison leads to does not say why there is none")
	}
}
