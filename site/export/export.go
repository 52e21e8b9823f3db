// Package export writes a site as files: the same pages as the server's, with
// links that work below any path, feeds, the library's files, and an index for
// a search that runs in the reader's browser.
//
// The folder is changed at the very end of a build: everything new is written
// into a staging folder inside it first and then renamed into place, file by
// file. What did not change is not touched, so that its time and any copy of
// it stay good. A file of the folder named [manifestName] lists what the build
// wrote; files that are not listed there are never touched.
package export

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
	"yanxi/site/relink"
	"yanxi/site/ui"
)

// ErrNotOurs means that the folder holds something that no build wrote.
var ErrNotOurs = errors.New("the folder is not empty and was not written by a build")

// ErrDamaged means that the list of what the last build wrote cannot be read.
var ErrDamaged = errors.New("the list of the last build's files is damaged")

// Config says what to write and where.
type Config struct {
	Library  *content.Library
	Dir      string
	Options  site.Options          // Static is to be set
	Progress func(done, total int) // may be nil
}

// Summary says what a build did.
type Summary struct {
	Files    int // in the site
	Written  int // new or changed
	Removed  int // no longer in the site
	Warnings []string
}

// largeIndex is the size of a search index that is slow to load on a phone.
const largeIndex = 20 << 20

// The exported search.
const (
	searchPagePath = "/search/"
	indexName      = "search/index.json"
)

// Build writes the site. If it is interrupted, or fails, the folder holds what
// it held before.
func Build(ctx context.Context, c Config) (Summary, error) {
	if c.Progress == nil {
		c.Progress = func(int, int) {}
	}
	e, err := site.NewEdition(c.Library, c.Options)
	if err != nil {
		return Summary{}, err
	}
	out, err := openOutput(c.Dir)
	if err != nil {
		return Summary{}, err
	}
	defer out.close()
	e = e.WithRelations(index.RelateTexts(ctx, c.Library))
	b := &builder{Config: c, edition: e, out: out}
	if err := b.build(ctx); err != nil {
		return Summary{}, err
	}
	summary := Summary{Files: len(out.wanted), Written: len(out.fresh) + len(out.changed)}
	if err := out.commit(); err != nil {
		return Summary{}, err
	}
	for _, name := range out.kept {
		b.warn("%s is no longer part of the site and could not be removed", name)
	}
	summary.Removed, summary.Warnings = out.removed, b.warnings
	return summary, nil
}

type builder struct {
	Config
	edition *site.Edition
	out     *output

	mu       sync.Mutex
	warnings []string
}

func (b *builder) warn(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.warnings = append(b.warnings, fmt.Sprintf(format, args...))
}

// build stages all files.
func (b *builder) build(ctx context.Context) error {
	index := make(chan error, 1)
	go func() { index <- b.searchIndex(ctx) }()
	err := b.pages(ctx)
	if err := errors.Join(err, <-index); err != nil {
		return err
	}
	return errors.Join(b.answers(), b.assets(), b.libraryFiles(ctx), b.redirects(), b.notFound(), b.searchPage())
}

// pages stages every page of the edition, on all cores.
func (b *builder) pages(ctx context.Context) error {
	paths := b.edition.Paths()
	work := make(chan string)
	failed := make(chan error, runtime.GOMAXPROCS(0))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for p := range work {
				if err := b.page(p); err != nil {
					failed <- fmt.Errorf("page %s: %w", p, err)
					cancel()
					return
				}
			}
		})
	}
	for i, p := range paths {
		select {
		case work <- p:
			b.Progress(i+1, len(paths))
			continue
		case <-ctx.Done():
		}
		break
	}
	close(work)
	wg.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return ctx.Err()
	}
}

// page stages one page.
func (b *builder) page(p string) error {
	page, err := b.edition.Page(b.Options.BaseURL, p)
	if errors.Is(err, fs.ErrNotExist) {
		b.warn("%s is left out: its file is gone", p)
		return nil
	}
	if err != nil {
		return err
	}
	body := page.Body
	if strings.HasPrefix(page.ContentType, "text/html") || strings.HasPrefix(page.ContentType, "application/atom+xml") {
		body = relink.Page(body, relink.Relative(p))
	}
	return b.stage(fileOf(p), body)
}

// stage writes a file unless its name is one that no file system could hold
// beside the others.
func (b *builder) stage(name string, body []byte) error {
	for segment := range strings.SplitSeq(name, "/") {
		if len(segment) > maxSegment || segment == "." || segment == ".." || segment == "" || strings.ContainsRune(segment, 0) {
			b.warn("%s is left out: no file can have that name", name)
			return nil
		}
	}
	err := b.out.stage(name, body)
	if errors.Is(err, errTaken) {
		b.warn("%s is left out: %v", name, err)
		return nil
	}
	return err
}

// maxSegment is the longest name of a file on common file systems, in bytes.
const maxSegment = 255

// fileOf is the file of a decoded path.
func fileOf(p string) string {
	if strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	return strings.TrimPrefix(p, "/")
}

// assets stages the site's own files under the names that pages use: with the
// hash of their content, documents and licences plain.
func (b *builder) assets() error {
	prefix := strings.TrimPrefix(ui.AssetPrefix, "/")
	for name, a := range ui.Assets() {
		file, body := prefix+a.Name, a.Body
		switch path.Ext(name) {
		case ".html":
			file, body = prefix+name, relink.Page(a.Body, relink.Relative(ui.AssetPrefix+name))
		case ".txt":
			file = prefix + name
		}
		if err := b.stage(file, body); err != nil {
			return err
		}
	}
	return nil
}

// answers stages the files by which pages mark their quizzes.
func (b *builder) answers() error {
	for _, f := range b.edition.AnswerFiles() {
		relative := relink.Relative(f.Page)
		body, err := b.edition.Answers(f, site.Rewriter{Address: relative, HTML: func(h template.HTML) template.HTML {
			return template.HTML(relink.Page([]byte(h), relative)) //nolint:gosec // it was HTML before
		}})
		if err != nil {
			return fmt.Errorf("answers %s: %w", f.Path, err)
		}
		if err := b.stage(fileOf(f.Path), body); err != nil {
			return err
		}
	}
	return nil
}

// libraryFiles stages pictures and other files beside the documents.
func (b *builder) libraryFiles(ctx context.Context) error {
	for _, name := range b.Library.Assets() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if b.out.has(name) {
			b.warn("%s is left out: the site has a file of that name", name)
			continue
		}
		body, err := b.libraryFile(name)
		if err != nil {
			b.warn("%s is left out: %v", name, err)
			continue
		}
		if err := b.stage(name, body); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) libraryFile(name string) ([]byte, error) {
	f, err := b.Library.Asset(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// redirects stages a small page for each former address.
func (b *builder) redirects() error {
	redirects := b.edition.Redirects()
	froms := make([]string, 0, len(redirects))
	for from := range redirects {
		froms = append(froms, from)
	}
	slices.Sort(froms)
	for _, from := range froms {
		name := fileOf(path.Clean("/"+from) + "/")
		if b.out.has(name) {
			b.warn("the alias %s is left out: a page is there", from)
			continue
		}
		to := relink.Relative(from)(redirects[from])
		if err := b.stage(name, redirectPage(to)); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) notFound() error {
	page, err := b.edition.ErrorPage(404)
	if err != nil {
		return err
	}
	prefix := "/"
	if u, err := url.Parse(b.Options.BaseURL); err == nil && u.Path != "" {
		prefix = u.Path + "/"
	}
	return b.stage("404.html", relink.Page(page.Body, relink.Exported(prefix)))
}

func (b *builder) searchPage() error {
	page, err := b.edition.StaticSearchPage("/" + indexName)
	if err != nil {
		return err
	}
	return b.stage(fileOf(searchPagePath), relink.Page(page.Body, relink.Relative(searchPagePath)))
}
