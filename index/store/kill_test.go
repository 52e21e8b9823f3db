package store

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	index "github.com/blevesearch/bleve_index_api"
)

// kills is how many times a process is killed while it writes.
var kills = 6

// writerDir names, in the environment, the store that this process is to write.
const writerDir = "STORE_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerDir); dir != "" {
		fmt.Fprintln(os.Stderr, writeForever(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForever commits batches and prints a line after each.
func writeForever(dir string) error {
	s, err := Open(dir, testFingerprint)
	for n := 0; err == nil; n++ {
		batch, manifest := NewBatch(), map[string]string{}
		for id, text := range s.Manifest() {
			manifest[id] = text
		}
		for k := range 25 {
			put(batch, manifest, fmt.Sprintf("doc-%d", (n*7+k)%120), fmt.Sprintf("text %d of %d %d", n, os.Getpid(), k))
		}
		if n%3 == 2 {
			for k := range 10 {
				id := fmt.Sprintf("doc-%d", (n*7+k+40)%120)
				if _, ok := manifest[id]; ok {
					remove(batch, manifest, id)
				}
			}
		}
		if err = s.Commit(batch, manifest); err == nil {
			fmt.Println(n)
		}
	}
	return err
}

// A store whose process is killed is opened by the next one, with the documents
// of a commit, the last that ended or the one that was under way.
func TestKilledWhileWriting(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store-1")
	must(t, created(t, dir).Close())
	for round := range kills {
		killAfter(t, dir, 1+round*3%23)
		s, err := Open(dir, testFingerprint)
		if err != nil {
			t.Fatalf("kill %d: %v", round, err)
		}
		checkTexts(t, s)
		if round%2 == 0 { // the next process finds it sealed, or as it was left
			commit(t, s, func(b *index.Batch, m map[string]string) { put(b, m, "between", fmt.Sprint("text ", round)) })
			must(t, s.Close())
			continue
		}
		must(t, s.Discard())
	}
}

// killAfter runs a process that writes the store and kills it after some commits.
func killAfter(t *testing.T, dir string, commits int) {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	c := exec.Command(self)
	c.Env = append(os.Environ(), writerDir+"="+dir)
	var problem strings.Builder
	c.Stderr = &problem
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	lines := bufio.NewScanner(out)
	for range commits {
		if !lines.Scan() {
			t.Fatalf("the writer ended: %s", problem.String())
		}
	}
	must(t, c.Process.Kill())
	_ = c.Wait() // it was killed
}

// checkTexts checks that each document has the text that the manifest says.
func checkTexts(t *testing.T, s *Store) {
	t.Helper()
	text, err := dump(s)
	must(t, err)
	documents := 0
	for line := range strings.Lines(text) {
		id, rest, _ := strings.Cut(line, " ")
		if _, ok := s.Manifest()[id]; !ok {
			continue
		}
		documents++
		if want := fmt.Sprintf("%q: _id=%s text=%s\n", s.Manifest()[id], id, s.Manifest()[id]); rest != want && rest != fmt.Sprintf("%q: text=%s\n", s.Manifest()[id], s.Manifest()[id]) {
			t.Errorf("%s: %s", id, rest)
		}
	}
	if documents != len(s.Manifest()) {
		t.Errorf("%d documents where the manifest has %d", documents, len(s.Manifest()))
	}
}
