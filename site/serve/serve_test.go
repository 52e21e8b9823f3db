package serve_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"go.uber.org/goleak"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// Nothing may run on after a server has stopped, whatever it went through. The
// search engine starts its workers with the program, not with an index.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

const small = `
-- index.md --
# 小资料库
-- cases/first.md --
---
kind: case
title: 第一个案例
date: 2024-01-01
---

暴雨那一夜。
-- notes/second.md --
---
title: 第二篇笔记
tags: [值班]
---

## 值班表

谁先看到，谁先说。
`

// has reports that a page is there and says something.
func has(t *testing.T, s *sitetest.Server, path, text string) bool {
	t.Helper()
	status, body := s.Get(t, path)
	return status == http.StatusOK && strings.Contains(body, text)
}

// found lists the ids that a search finds.
func found(t *testing.T, s *sitetest.Server, query string) string {
	t.Helper()
	status, body := s.Get(t, "/api/v1/search?q="+url.QueryEscape(query))
	if status != http.StatusOK {
		return fmt.Sprint("status ", status)
	}
	var answer struct {
		Hits []struct{ ID string }
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(answer.Hits))
	for i, h := range answer.Hits {
		ids[i] = h.ID
	}
	return strings.Join(ids, " ")
}

// TestFolder edits a folder in every way an author does. After each change the
// pages, the search and the feed are what they would be after a new start.
func TestFolder(t *testing.T) {
	dir := sitetest.Folder(t, sitetest.FS([]byte(small)))
	s := sitetest.Serve(t, sitetest.ServerConfig{Folder: dir})
	s.WaitReady(t)
	if !has(t, s, "/notes/second/", "谁先看到") || found(t, s, "值班表") != "notes/second" {
		t.Fatal("the folder is not shown")
	}
	rename := func(from, to string) {
		t.Helper()
		if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	steps := []struct {
		what  string
		edit  func()
		holds func() bool
	}{
		{"an edited text", func() {
			sitetest.Write(t, dir, "notes/second.md", "---\ntitle: 第二篇改过\nupdated: 2024-06-01\n---\n\n无人机巡查。\n")
		}, func() bool {
			return has(t, s, "/notes/second/", "无人机巡查") && has(t, s, "/", "第二篇改过") && has(t, s, "/feed.atom", "第二篇改过") &&
				found(t, s, "无人机") == "notes/second" && found(t, s, "值班表") == "" && has(t, s, "/search.atom?q=%E6%97%A0%E4%BA%BA%E6%9C%BA", "第二篇改过")
		}},
		{"a text saved by way of another file", func() {
			sitetest.Write(t, dir, "notes/.second.md.swp", "---\ntitle: 换上来的\n---\n\n摩托车。\n")
			rename("notes/.second.md.swp", "notes/second.md")
		}, func() bool {
			return has(t, s, "/notes/second/", "换上来的") && found(t, s, "摩托车") == "notes/second"
		}},
		{"a text in new folders", func() {
			sitetest.Write(t, dir, "新文件夹/更深/第三篇.md", "# 第三篇\n\n直升机。\n")
		}, func() bool {
			return has(t, s, "/新文件夹/更深/第三篇/", "直升机") && has(t, s, "/新文件夹/", "更深") && found(t, s, "直升机") == "新文件夹/更深/第三篇"
		}},
		{"an edit in a folder that is new itself", func() {
			sitetest.Write(t, dir, "新文件夹/更深/第三篇.md", "# 第三篇\n\n冲锋舟。\n")
		}, func() bool {
			return found(t, s, "冲锋舟") == "新文件夹/更深/第三篇" && found(t, s, "直升机") == ""
		}},
		{"a renamed text", func() { rename("notes/second.md", "notes/renamed.md") }, func() bool {
			status, _ := s.Get(t, "/notes/second/")
			return status == http.StatusNotFound && has(t, s, "/notes/renamed/", "换上来的") && found(t, s, "摩托车") == "notes/renamed"
		}},
		{"a renamed folder", func() { rename("新文件夹", "旧文件夹") }, func() bool {
			status, _ := s.Get(t, "/新文件夹/更深/第三篇/")
			return status == http.StatusNotFound && found(t, s, "冲锋舟") == "旧文件夹/更深/第三篇"
		}},
		{"an edit in a renamed folder", func() {
			sitetest.Write(t, dir, "旧文件夹/更深/第三篇.md", "# 第三篇\n\n橡皮艇。\n")
		}, func() bool { return found(t, s, "橡皮艇") == "旧文件夹/更深/第三篇" }},
		{"a former address", func() {
			sitetest.Write(t, dir, "notes/renamed.md", "---\ntitle: 换上来的\naliases: [/notes/second/]\n---\n\n摩托车。\n")
		}, func() bool { return has(t, s, "/notes/second/", "换上来的") }},
		{"a picture", func() { sitetest.Write(t, dir, "pics/新图.svg", "<svg/>") }, func() bool { return has(t, s, "/pics/新图.svg", "<svg/>") }},
		{"broken front matter", func() {
			sitetest.Write(t, dir, "notes/renamed.md", "---\ntitle: [换\n---\n\n# 还看得到\n\n摩托车。\n")
		}, func() bool {
			return has(t, s, "/notes/renamed/", "还看得到") && found(t, s, "摩托车") == "notes/renamed" && has(t, s, "/api/v1/findings", "bad-front-matter")
		}},
		{"mended front matter", func() {
			sitetest.Write(t, dir, "notes/renamed.md", "---\ntitle: 修好了\n---\n\n摩托车。\n")
		}, func() bool {
			return has(t, s, "/notes/renamed/", "修好了") && !has(t, s, "/api/v1/findings", "bad-front-matter")
		}},
		{"a draft", func() {
			sitetest.Write(t, dir, "notes/renamed.md", "---\ntitle: 修好了\ndraft: true\n---\n\n摩托车。\n")
		}, func() bool {
			status, _ := s.Get(t, "/notes/renamed/")
			return status == http.StatusNotFound && found(t, s, "摩托车") == "" && !has(t, s, "/feed.atom", "修好了")
		}},
		{"another name of the site", func() {
			sitetest.Write(t, dir, "yanxi/settings.yaml", "name: 改名之后\n")
		}, func() bool { return has(t, s, "/cases/first/", "改名之后") }},
		{"a deleted folder", func() {
			if err := os.RemoveAll(filepath.Join(dir, "cases")); err != nil {
				t.Fatal(err)
			}
		}, func() bool {
			status, _ := s.Get(t, "/cases/first/")
			return status == http.StatusNotFound && found(t, s, "暴雨") == "" && !has(t, s, "/sitemap.xml", "cases/first")
		}},
	}
	for _, step := range steps {
		step.edit()
		sitetest.Eventually(t, step.what, step.holds)
	}
}

// A gate is a library with a text whose reading can be held up.
type gate struct {
	fstest.MapFS
	shut    atomic.Bool
	reading chan struct{} // receives when someone is held up
	open    chan struct{} // closed to let all through
}

func newGate() *gate {
	return &gate{MapFS: sitetest.FS([]byte(small + "-- slow.md --\n# 慢慢来\n\n读得慢。\n")), reading: make(chan struct{}, 100), open: make(chan struct{})}
}

func (g *gate) Open(name string) (fs.File, error) {
	if name == "slow.md" && g.shut.Load() {
		g.reading <- struct{}{}
		<-g.open
	}
	return g.MapFS.Open(name)
}

// serveGate serves the library, and shuts its gate once it has been opened.
func serveGate(t *testing.T, g *gate) *sitetest.Server {
	t.Helper()
	return sitetest.Serve(t, sitetest.ServerConfig{Library: &afterOpen{gate: g}})
}

// afterOpen shuts its gate when the slow text has been read once, which is when
// the library is opened.
type afterOpen struct {
	*gate
	once sync.Once
}

func (a *afterOpen) Open(name string) (fs.File, error) {
	f, err := a.gate.Open(name)
	if name == "slow.md" {
		a.once.Do(func() { a.shut.Store(true) })
	}
	return f, err
}

// TestBeforeReady reads pages while the first index is being built.
func TestBeforeReady(t *testing.T) {
	g := newGate()
	s := serveGate(t, g)
	<-g.reading // the index is at the slow text
	if status, _ := s.Get(t, "/readyz"); status != http.StatusServiceUnavailable {
		t.Errorf("/readyz: %d", status)
	}
	if status, _ := s.Get(t, "/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: %d", status)
	}
	for _, path := range []string{"/", "/cases/first/", "/kind/case/", "/feed.atom", "/api/v1/documents/cases/first"} {
		if !has(t, s, path, "第一个案例") {
			t.Errorf("%s is not there", path)
		}
	}
	for _, path := range []string{"/search?q=x", "/search.atom?q=x", "/api/v1/search?q=x"} {
		if status, _ := s.Get(t, path); status != http.StatusServiceUnavailable {
			t.Errorf("%s: %d", path, status)
		}
	}
	close(g.open)
	s.WaitReady(t)
	if got := found(t, s, "暴雨"); got != "cases/first" {
		t.Errorf("found %s", got)
	}
}

// TestStop stops a server while requests are under way: each is answered whole,
// and only then the server is gone.
func TestStop(t *testing.T) {
	g := newGate()
	s := serveGate(t, g)
	<-g.reading
	const requests = 5
	answers := make(chan bool, requests)
	for range requests {
		go func() { answers <- has(t, s, "/api/v1/documents/slow", "读得慢") }()
	}
	for range requests {
		<-g.reading
	}
	s.BeginStop()
	address := strings.TrimPrefix(s.URL, "http://")
	sitetest.Eventually(t, "the server takes no more requests", func() bool {
		c, err := net.Dial("tcp", address)
		if err == nil {
			c.Close()
		}
		return err != nil
	})
	close(g.open)
	for range requests {
		if !<-answers {
			t.Error("a request was lost")
		}
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

// listen opens the stream of changes and returns what comes, line by line. The
// channel is closed when the stream ends.
func listen(t *testing.T, s *sitetest.Server) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/_/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(r) //nolint:bodyclose // the goroutine below does
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Content-Encoding") != "" {
		t.Fatalf("events: %s %v", res.Status, res.Header)
	}
	lines := make(chan string, 1000)
	go func() {
		defer close(lines)
		defer res.Body.Close()
		for scan := bufio.NewScanner(res.Body); scan.Scan(); {
			lines <- scan.Text()
		}
	}()
	return lines
}

// TestEvents tells open pages of a change, after which they see it.
func TestEvents(t *testing.T) {
	dir := sitetest.Folder(t, sitetest.FS([]byte(small)))
	s := sitetest.Serve(t, sitetest.ServerConfig{Folder: dir, Options: site.Options{Live: true}})
	s.WaitReady(t)
	if !has(t, s, "/", `data-live="/_/events"`) {
		t.Error("pages do not know where to listen")
	}
	streams := []<-chan string{listen(t, s), listen(t, s)}
	for _, lines := range streams {
		if first := <-lines; !strings.HasPrefix(first, ":") {
			t.Errorf("the stream begins with %q", first)
		}
	}
	sitetest.Write(t, dir, "notes/second.md", "# 改了\n\n无人机。\n")
	for _, lines := range streams {
		for line := range lines {
			if line == "event: change" {
				break
			}
		}
	}
	// What is told has happened: no waiting here. The search follows.
	if !has(t, s, "/notes/second/", "无人机") {
		t.Error("told of a change before it can be seen")
	}
	sitetest.Eventually(t, "the change is found", func() bool { return found(t, s, "无人机") == "notes/second" })
	// Open pages do not hold up the end, which without them takes no time.
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	for _, lines := range streams {
		for range lines {
		}
	}
}

// TestBurst searches from many sides at once while the folder is being edited.
func TestBurst(t *testing.T) {
	dir := sitetest.Folder(t, sitetest.FS([]byte(small)))
	s := sitetest.Serve(t, sitetest.ServerConfig{Folder: dir})
	s.WaitReady(t)
	const searches, edits = 200, 25
	var wg sync.WaitGroup
	for n := range searches {
		wg.Go(func() {
			paths := []string{"/search?q=%E6%9A%B4%E9%9B%A8", "/api/v1/search?q=%E6%9A%B4%E9%9B%A8", "/", "/notes/second/", "/search.atom?q=%E5%80%BC%E7%8F%AD", "/api/v1/suggest?q=%E7%AC%AC"}
			path := paths[n%len(paths)]
			status, body := s.Get(t, path)
			if status != http.StatusOK && status != http.StatusServiceUnavailable || body == "" {
				t.Errorf("%s: %d, %d bytes", path, status, len(body))
			}
			if strings.HasPrefix(path, "/api/") && !json.Valid([]byte(body)) {
				t.Errorf("%s: %s", path, body)
			}
		})
	}
	wg.Go(func() {
		for n := range edits {
			sitetest.Write(t, dir, "notes/second.md", fmt.Sprintf("# 第%d次\n\n值班，第%d次改。\n", n, n))
			sitetest.Write(t, dir, fmt.Sprintf("notes/new-%d.md", n), "# 新的\n\n值班。\n")
		}
	})
	wg.Wait()
	sitetest.Eventually(t, "the last edit is found", func() bool {
		_, body := s.Get(t, "/api/v1/search?q=%E5%80%BC%E7%8F%AD&size=50")
		return strings.Contains(body, fmt.Sprintf("第%d次", edits-1)) && strings.Contains(body, fmt.Sprintf(`"total":%d`, edits+1))
	})
}

// TestDamage spoils the index while it is in use: it is built anew, and goes on
// answering.
func TestDamage(t *testing.T) {
	s := sitetest.Serve(t, sitetest.ServerConfig{Folder: sitetest.Folder(t, sitetest.FS([]byte(small)))})
	s.WaitReady(t)
	if got := found(t, s, "暴雨"); got != "cases/first" {
		t.Fatalf("found %q", got)
	}
	before := currentStore(t, s)
	segments, err := filepath.Glob(filepath.Join(s.DataDir, before, "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("no segments: %v", err)
	}
	for _, segment := range segments {
		overwrite(t, segment)
	}
	sitetest.Eventually(t, "a new index answers", func() bool {
		return found(t, s, "暴雨") == "cases/first" && found(t, s, "值班表") == "notes/second" && currentStore(t, s) != before
	})
	if !has(t, s, "/search?q=%E6%9A%B4%E9%9B%A8", "第一个案例") {
		t.Error("the page does not find what the API finds")
	}
}

func currentStore(t *testing.T, s *sitetest.Server) string {
	t.Helper()
	name, err := os.ReadFile(filepath.Join(s.DataDir, "CURRENT"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(name))
}

// overwrite spoils the bytes of a file without changing its length.
func overwrite(t *testing.T, name string) {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	spoilt := make([]byte, info.Size())
	for i := range spoilt {
		spoilt[i] = 0xFF
	}
	if _, err := f.WriteAt(spoilt, 0); err != nil {
		t.Fatal(err)
	}
}
