//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/site"
)

// The benchmarks of this file run the real program on the library named by
// LIBRARY (see make bench) and report what an operator would see: seconds of
// processor, peak and resident memory, waiting times.

// program builds the program once for all benchmarks.
func program(b *testing.B) string {
	b.Helper()
	name := filepath.Join(b.TempDir(), "yanxi")
	build := exec.Command("go", "build", "-o", name, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return name
}

func benchFolder(b *testing.B) string {
	b.Helper()
	dir := os.Getenv("LIBRARY")
	if dir == "" {
		b.Skip("LIBRARY names no folder")
	}
	return dir
}

// reportProcess reports what a finished process used.
func reportProcess(b *testing.B, name string, state *os.ProcessState) {
	b.Helper()
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("no resource usage on this platform")
	}
	b.ReportMetric((state.UserTime() + state.SystemTime()).Seconds(), name+"cpu-s")
	b.ReportMetric(float64(usage.Maxrss)/1024, name+"peak-MB")
}

// BenchmarkBuild writes the static site from nothing: pages, feeds, search index.
func BenchmarkBuild(b *testing.B) {
	dir, yanxi := benchFolder(b), program(b)
	for b.Loop() {
		c := exec.Command(yanxi, "build", dir, "-o", filepath.Join(b.TempDir(), "public"))
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		reportProcess(b, "", c.ProcessState)
	}
}

// A server is a running yanxi serve.
type server struct {
	*exec.Cmd
	url     string
	started time.Time
}

func startServer(b *testing.B, yanxi, dir, data string) *server {
	b.Helper()
	s := &server{Cmd: exec.Command(yanxi, "serve", dir, "--data", data, "--addr", "127.0.0.1:0"), started: time.Now()}
	out, err := s.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal("the server said nothing: ", err)
	}
	s.url, _, _ = strings.Cut(line, " ")
	go io.Copy(io.Discard, out)
	return s
}

// until polls a condition and returns how long it took to become true.
func until(b *testing.B, what string, condition func() bool) time.Duration {
	b.Helper()
	start := time.Now()
	for !condition() {
		if time.Since(start) > 5*time.Minute {
			b.Fatal("waited in vain for ", what)
		}
		time.Sleep(5 * time.Millisecond) // asking takes processor that the answer needs
	}
	return time.Since(start)
}

func (s *server) ready(b *testing.B) time.Duration {
	b.Helper()
	until(b, "readyz", func() bool { return status(s.url+"/readyz") == http.StatusOK })
	return time.Since(s.started)
}

func (s *server) stop(b *testing.B) {
	b.Helper()
	s.Process.Signal(syscall.SIGTERM)
	if err := s.Wait(); err != nil {
		b.Fatal(err)
	}
}

func status(address string) int {
	resp, err := http.Get(address)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// residentMB is the memory that a process holds now.
func residentMB(b *testing.B, pid int) float64 {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		b.Fatal(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(data))[1])
	if err != nil {
		b.Fatal(err)
	}
	return float64(pages*os.Getpagesize()) / (1 << 20)
}

// BenchmarkServe starts a server on a library twice: from nothing, with a peak
// of at most 400 MB, and unchanged, ready within 500 ms; then reads 1,000 pages.
func BenchmarkServe(b *testing.B) {
	dir, yanxi := benchFolder(b), program(b)
	paths := pagePaths(b, dir, 1000)
	for b.Loop() {
		data := b.TempDir()
		first := startServer(b, yanxi, dir, data)
		b.ReportMetric(first.ready(b).Seconds(), "first-ready-s")
		first.stop(b)
		reportProcess(b, "first-", first.ProcessState)

		again := startServer(b, yanxi, dir, data)
		b.ReportMetric(again.ready(b).Seconds()*1000, "unchanged-ready-ms")
		for _, p := range paths {
			if got := status(again.url + p); got != http.StatusOK {
				b.Fatalf("%s: %d", p, got)
			}
		}
		b.ReportMetric(residentMB(b, again.Process.Pid), "resident-MB")
		again.stop(b)
	}
}

// pagePaths lists pages of a library's documents, up to n, spread over all.
func pagePaths(b *testing.B, dir string, n int) []string {
	b.Helper()
	fsys, err := content.DirFS(dir)
	if err != nil {
		b.Fatal(err)
	}
	lib, err := content.Open(fsys)
	if err != nil {
		b.Fatal(err)
	}
	docs := lib.Documents()
	var paths []string
	for i := range min(n, len(docs)) {
		d := docs[i*len(docs)/min(n, len(docs))]
		paths = append(paths, site.DocumentURL(d.ID))
	}
	return paths
}

// savesEach is how often a file is saved for one figure, as the first time after a start takes longer.
const savesEach = 5

// BenchmarkSave saves a file of a served library and waits for its page and
// for the search to know it, which is to take less than 250 ms. About 40 ms of that
// wait for the editor to be done, 20 read the folder, 25 write the index.
func BenchmarkSave(b *testing.B) {
	yanxi, dir := program(b), filepath.Join(b.TempDir(), "library")
	if err := os.CopyFS(dir, os.DirFS(benchFolder(b))); err != nil && !errors.Is(err, fs.ErrExist) {
		b.Fatal(err)
	}
	s := startServer(b, yanxi, dir, b.TempDir())
	s.ready(b)
	var page, search time.Duration
	n := 0
	for b.Loop() {
		for range savesEach {
			n++
			word := fmt.Sprintf("saved%dword", n)
			saved := time.Now()
			if err := os.WriteFile(filepath.Join(dir, "saved.md"), []byte("# 新存的一篇\n\n"+word+"\n"), 0o600); err != nil {
				b.Fatal(err)
			}
			until(b, "the page", func() bool { return strings.Contains(body(s.url+"/saved/"), word) })
			page += time.Since(saved)
			until(b, "the search", func() bool { return total(s.url, word) == 1 })
			search += time.Since(saved)
		}
	}
	b.ReportMetric(float64(page.Milliseconds())/float64(n), "to-page-ms")
	b.ReportMetric(float64(search.Milliseconds())/float64(n), "to-search-ms")
}

func body(address string) string {
	resp, err := http.Get(address)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return string(text)
}

func total(address, query string) int {
	var res struct{ Total int }
	if json.Unmarshal([]byte(body(address+"/api/v1/search?q="+url.QueryEscape(query))), &res) != nil {
		return -1
	}
	return res.Total
}
