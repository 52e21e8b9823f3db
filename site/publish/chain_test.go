package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// chained is a make that adds an entry to a file in which each line begins with the
// hash of the line before, and keeps a text of its own beside it.
func chained(name, entry string) func(fs.FS) (Change, error) {
	return func(fsys fs.FS) (Change, error) {
		ledger, err := fs.ReadFile(fsys, "yanxi/ledger")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Change{}, err
		}
		if err := checkChain(ledger); err != nil {
			return Change{}, err
		}
		last := ""
		if lines := chainLines(ledger); len(lines) > 0 {
			last = lines[len(lines)-1]
		}
		return Change{
			Files: map[string][]byte{
				"yanxi/ledger":                 append(ledger, hash(last)+" "+entry+"\n"...),
				"notes/" + name + ".md":        []byte(entry + "\n"),
				"texts/" + hash(entry) + ".md": []byte(entry + "\n"),
			},
			Message: "review: sign " + entry + "\n\nSigned-gate: law " + name,
		}, nil
	}
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

func chainLines(ledger []byte) []string {
	if len(ledger) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(ledger), "\n"), "\n")
}

func checkChain(ledger []byte) error {
	last := ""
	for i, line := range chainLines(ledger) {
		if prev, _, ok := strings.Cut(line, " "); !ok || prev != hash(last) {
			return fmt.Errorf("line %d does not follow from the line before: %s", i+1, line)
		}
		last = line
	}
	return nil
}

// wantChain fails unless a library's ledger is a chain that has each of the entries
// once, and their texts are beside it.
func wantChain(t *testing.T, dir string, entries []string) {
	t.Helper()
	ledger, err := os.ReadFile(filepath.Join(dir, "yanxi/ledger"))
	if err != nil && len(entries) > 0 {
		t.Fatal(err)
	}
	if err := checkChain(ledger); err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	count := map[string]int{}
	for _, line := range chainLines(ledger) {
		_, entry, _ := strings.Cut(line, " ")
		count[entry]++
		if text, err := os.ReadFile(filepath.Join(dir, "texts", hash(entry)+".md")); err != nil || string(text) != entry+"\n" {
			t.Errorf("%s: the text of %q: %q, %v", dir, entry, text, err)
		}
	}
	for _, entry := range entries {
		if count[entry] != 1 {
			t.Errorf("%s: %q is there %d times", dir, entry, count[entry])
		}
	}
}

// TestNodes has two writers publish to one ledger while three readers follow.
func TestNodes(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n"})
	ctx, cancel := context.WithCancel(t.Context())
	var following sync.WaitGroup
	var readers []*Folder
	for range 3 {
		r := open(t, clone(t, remote), Options{})
		readers = append(readers, r)
		following.Go(func() { r.Follow(ctx, time.Millisecond) })
	}
	defer following.Wait()
	defer cancel()

	var writing sync.WaitGroup
	var writers []*Folder
	var entries []string
	for _, name := range []string{"zhang", "li"} {
		w := open(t, clone(t, remote), Options{Push: true})
		writers = append(writers, w)
		for i := range 8 {
			entries = append(entries, fmt.Sprintf("%s %d", name, i))
		}
		mine := slices.Clone(entries[len(entries)-8:])
		writing.Go(func() {
			for _, entry := range mine {
				result, err := w.Update(ctx, Author{Name: name}, chained(name, entry))
				if err != nil || !result.Pushed {
					t.Errorf("%s: %+v, %v", entry, result, err)
				}
			}
		})
	}
	writing.Wait()
	head := git(t, remote, "rev-parse", "main")
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for _, r := range readers {
		for r.Status().Commit != head && !t.Failed() {
			<-tick.C
		}
	}
	cancel()
	following.Wait()
	for _, w := range writers {
		if _, err := w.Sync(t.Context()); err != nil {
			t.Error(err)
		}
	}
	for _, f := range append(readers, writers...) {
		wantChain(t, f.dir, entries)
		clean(t, f.dir)
	}
}
