package site_test

import (
	"errors"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
	"yanxi/site/sitetest"
)

// TestScripts runs the scripts of testdata/web, each against the site that it
// names.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/web/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	servers := newServers(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			s := readScript(t, file)
			server := servers[s.site]
			if server == nil {
				t.Fatalf("no site %q", s.site)
			}
			s.run(t, file, server)
		})
	}
}

// today is fixed, so that it stays true which texts are due to be checked.
func today() time.Time { return time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC) }

// newServers are the sites that scripts can ask:
//
//	sample    the library that comes with the program
//	base      the same, below https://example.org/yanxi
//	unready   the same, whose index is not built yet
//	odd       the library in which everything is unusual
//	english   a small library in English
//	empty     a library without documents
//	quizzes   a library with quizzes
//	asking    the sample, where readers can ask; its database is empty
//	away      the same, whose database does not answer
//	failing   a library whose files fail or panic after it was opened
func newServers(t *testing.T) map[string]*httptest.Server {
	t.Helper()
	sample := sitetest.Open(t, sitetest.Sample())
	odd := sitetest.Open(t, sitetest.Odd())
	english := sitetest.Open(t, englishLibrary)
	quizzes := sitetest.Open(t, sitetest.Exam())
	empty := sitetest.Open(t, fstest.MapFS{"yanxi/words.txt": {}})
	failing := newFailing()
	failingLib := sitetest.Open(t, failing)
	failingIndex := sitetest.IndexOf(t, failingLib)
	failing.armed.Store(true)

	x := sitetest.IndexOf(t, sample)
	options := site.Options{Version: "1.2.3", Now: today}
	based := options
	based.BaseURL = "https://example.org/yanxi"
	asking, away := options, options
	asking.Activity = sitetest.Activity(t, filepath.Join(t.TempDir(), "yanxi.db"), today)
	away.Activity = sitetest.Activity(t, "postgres://yanxi@127.0.0.1:1/none?connect_timeout=1", today)
	return map[string]*httptest.Server{
		"asking":  newServer(t, sample, x, asking),
		"away":    newServer(t, sample, x, away),
		"sample":  newServer(t, sample, x, options),
		"base":    newServer(t, sample, x, based),
		"unready": newServer(t, sample, sitetest.NewIndex(t), options),
		"odd":     newServer(t, odd, sitetest.IndexOf(t, odd), options),
		"english": newServer(t, english, sitetest.IndexOf(t, english), options),
		"empty":   newServer(t, empty, sitetest.IndexOf(t, empty), options),
		"quizzes": newServer(t, quizzes, sitetest.IndexOf(t, quizzes), options),
		"failing": newServer(t, failingLib, failingIndex, options),
	}
}

func newServer(t *testing.T, lib *content.Library, x *index.Index, options site.Options) *httptest.Server {
	t.Helper()
	s, err := site.New(lib, x, slog.New(slog.DiscardHandler), options)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		s.Close()
		server.Close()
	})
	return server
}

var englishLibrary = fstest.MapFS{
	"yanxi/settings.yaml": {Data: []byte("name: Handbook\nlang: en\nask: https://ask.example.org/new\n")},
	"guide/index.md":      {Data: []byte("---\nkind: course\ntitle: First week\nstart: 2024-01-02\n---\n")},
	"guide/day.md":        {Data: []byte("---\ntitle: Day one\ndate: 2024-01-02\nfield: education\n---\n\n## What to read\n\nThe rules.\n")},
	"zh.md":               {Data: []byte("---\ntitle: 中文\nlang: zh-CN\n---\n\n正文。\n")},
}

// A failing library opens well; once it is armed, reading some of its files
// does not.
type failingFS struct {
	fstest.MapFS
	armed atomic.Bool
}

func newFailing() *failingFS {
	return &failingFS{MapFS: fstest.MapFS{
		"good.md":     {Data: []byte("# 好的\n\n好。\n")},
		"panic.md":    {Data: []byte("# 恐慌\n\n读它会恐慌。\n")},
		"broken.md":   {Data: []byte("# 坏的\n\n读不出来。\n")},
		"gone.md":     {Data: []byte("# 没了\n\n刚刚删掉。\n")},
		"picture.svg": {Data: []byte("<svg/>")},
	}}
}

func (f *failingFS) Open(name string) (fs.File, error) {
	if f.armed.Load() {
		switch name {
		case "panic.md":
			panic("the disk is on fire")
		case "broken.md", "picture.svg":
			return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("input/output error")}
		case "gone.md":
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
	}
	return f.MapFS.Open(name)
}
