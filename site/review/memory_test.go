package review

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yanxi/content"
)

// opened counts which texts, ledgers and pictures are opened in a folder.
type opened struct {
	fs.FS
	mu    sync.Mutex
	names []string
}

func (o *opened) Open(name string) (fs.File, error) {
	if slices.Contains([]string{".md", ".jsonl", ".png"}, path.Ext(name)) {
		o.mu.Lock()
		o.names = append(o.names, name)
		o.mu.Unlock()
	}
	return o.FS.Open(name)
}

func (o *opened) since() []string {
	names := slices.Compact(slices.Sorted(slices.Values(o.names)))
	o.names = nil
	return names
}

// A realLibrary is a folder on disk, whose files are old unless they were just written.
type realLibrary struct {
	t   *testing.T
	dir string
	now time.Time
	at  time.Time // of the next file
}

func (l *realLibrary) write(name, text string) {
	l.t.Helper()
	file := filepath.Join(l.dir, filepath.FromSlash(name))
	l.at = l.at.Add(time.Second)
	err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644), os.Chtimes(file, l.at, l.at))
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *realLibrary) read(name string) string {
	l.t.Helper()
	data, err := os.ReadFile(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil {
		l.t.Fatal(err)
	}
	return string(data)
}

func (l *realLibrary) remove(name string) {
	l.t.Helper()
	if err := os.Remove(filepath.Join(l.dir, filepath.FromSlash(name))); err != nil {
		l.t.Fatal(err)
	}
}

// decide does what a line of a story says, as another process would.
func (l *realLibrary) decide(id, line string) {
	l.t.Helper()
	s := &shelf{t: l.t, now: l.now}
	b, err := OpenBoard(os.DirFS(l.dir))
	if err != nil {
		l.t.Fatal(err)
	}
	l.now = l.now.Add(time.Minute)
	words := strings.Fields(line)
	var c Change
	switch who := person(words[1]); words[0] {
	case "submit":
		c, err = b.Submit(Submission{ID: id}, who, s.now)
	case "sign":
		c, err = b.Sign(Signature{ID: id, Gate: words[2]}, who, s.now)
	case "return":
		c, err = b.Return(Refusal{ID: id, Comment: words[2]}, who, s.now)
	case "withdraw":
		c, err = b.Withdraw(id, words[2], who, s.now)
	}
	if err != nil {
		l.t.Fatalf("%s: %v", line, err)
	}
	for name, data := range c.Files {
		l.write(name, string(data))
	}
}

// TestMemory changes a library by all that can change it, and has a queue out of memory say each time what a look at all
// files says, while it reads only what has changed.
func TestMemory(t *testing.T) {
	l := &realLibrary{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 28, 2, 0, 0, 0, time.UTC), at: time.Now().Add(-24 * time.Hour).Truncate(time.Second)}
	for i := range 9 {
		l.write(fmt.Sprintf("notes/n%d.md", i), fmt.Sprintf("# 第%d篇\n\n![](p%d.png) 正文。\n", i, i%2))
	}
	l.write("notes/p0.png", "0")
	l.write("notes/bare.md", "# 没有图\n\n正文。\n")
	files := &opened{FS: os.DirFS(l.dir)}
	var m Memory
	steps := []struct {
		name  string
		do    func()
		reads string // what is opened afterwards, each once
	}{
		{"nothing was decided", func() {}, "notes/bare.md notes/n0.md notes/n1.md notes/n2.md notes/n3.md notes/n4.md notes/n5.md notes/n6.md notes/n7.md notes/n8.md"},
		{"nothing", func() {}, ""},
		{"another process submits", func() {
			for _, id := range []string{"notes/n0", "notes/n1", "notes/n2", "notes/bare"} {
				l.decide(id, "submit zhang")
			}
		}, "notes/bare.md notes/n0.md notes/n1.md notes/n2.md notes/p0.png yanxi/review/notes/bare.jsonl yanxi/review/notes/n0.jsonl yanxi/review/notes/n1.jsonl yanxi/review/notes/n2.jsonl"},
		{"nothing", func() {}, ""},
		{"another process signs", func() { l.decide("notes/n0", "sign li law") }, "yanxi/review/notes/n0.jsonl"},
		{"another process sends back", func() { l.decide("notes/n2", "return li 重写") }, "yanxi/review/notes/n2.jsonl"},
		{"it is published", func() {
			for _, gate := range content.GateNames() {
				l.decide("notes/bare", "sign li "+gate)
			}
		}, "yanxi/review/notes/bare.jsonl"},
		{"an edit by hand, as long as before", func() { l.write("notes/n0.md", strings.Replace(l.read("notes/n0.md"), "正文", "改过", 1)) }, "notes/n0.md"},
		{"an edit by hand of what was published", func() { l.write("notes/bare.md", "# 没有图\n\n改了。\n") }, "notes/bare.md"},
		{"the edit is taken back", func() { l.write("notes/bare.md", "# 没有图\n\n正文。\n") }, "notes/bare.md"},
		{"a picture is another", func() { l.write("notes/p0.png", "9") }, "notes/p0.png"},
		{"a picture comes where there was none", func() { l.write("notes/p1.png", "1") }, "notes/n0.md notes/n1.md notes/n2.md notes/p1.png"},
		{"a ledger is cut", func() {
			first, _, _ := strings.Cut(l.read("yanxi/review/notes/n2.jsonl"), "\n")
			l.write("yanxi/review/notes/n2.jsonl", first+"\n")
		}, "yanxi/review/notes/n2.jsonl"},
		{"a ledger is forged, as long as before", func() {
			l.write("yanxi/review/notes/n0.jsonl", strings.Replace(l.read("yanxi/review/notes/n0.jsonl"), "law", "low", 1))
		}, "yanxi/review/notes/n0.jsonl"},
		{"the policy asks for less", func() { l.write("yanxi/review.yaml", "gates: [law]\nauthor_may_sign: true\n") }, ""},
		{"a text is held back", func() { l.write("notes/n1.md", "---\ndraft: true\n---\n# 第1篇\n") }, "notes/n0.md notes/n1.md notes/n2.md"},
		{"a text is gone", func() { l.remove("notes/n2.md") }, "notes/n0.md"},
		{"a ledger is gone", func() { l.remove("yanxi/review/notes/n2.jsonl") }, ""},
		{"another file asks for an id", func() { l.write("notes/n0/index.md", "# 同名\n") }, "notes/n0/index.md"},
		{"nothing", func() {}, ""},
	}
	for _, step := range steps {
		step.do()
		files.since()
		b, err := m.Board(nil, files)
		if err != nil {
			t.Fatal(err)
		}
		b.Now = l.now
		got, err := b.Queue()
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if read := strings.Join(files.since(), " "); read != step.reads {
			t.Errorf("%s: %q is read, want %q", step.name, read, step.reads)
		}
		plain, err := OpenBoard(os.DirFS(l.dir))
		if err != nil {
			t.Fatal(err)
		}
		plain.Now = l.now
		want, err := plain.List()
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range want {
			if len(s.Ledger.src) == 0 {
				s.Digest, s.Files = "", nil
			}
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(Ledger{}), cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(content.Case{})); diff != "" {
			t.Errorf("%s: a look at all files, and out of memory:\n%s", step.name, diff)
		}
	}
}

// TestMemoryOfNewFiles changes a ledger and a picture twice within what file systems tell apart by time.
func TestMemoryOfNewFiles(t *testing.T) {
	l := &realLibrary{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 28, 2, 0, 0, 0, time.UTC)}
	just := time.Now().Add(time.Hour) // a clock that is ahead, so that no file is ever old enough
	same := func(name, text string) {
		l.at = just.Add(-time.Second) // as write makes it
		l.write(name, text)
	}
	same("n.md", "# 题\n\n![](p.png)\n")
	same("p.png", "0")
	l.at = just
	l.decide("n", "submit zhang")
	l.decide("n", "sign li law")
	ledger := l.read("yanxi/review/n.jsonl")
	same("yanxi/review/n.jsonl", ledger)
	var m Memory
	state := func() (digest string, damaged bool) {
		b, err := m.Board(nil, os.DirFS(l.dir))
		if err != nil {
			t.Fatal(err)
		}
		list, err := b.Queue()
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0].Files["p.png"], list[0].Ledger.Damage != nil
	}
	before, damaged := state()
	if before == "" || damaged {
		t.Fatal(before, damaged)
	}
	same("p.png", "1")
	same("yanxi/review/n.jsonl", strings.Replace(ledger, "law", "low", 1))
	if after, damaged := state(); after == before || damaged {
		// The forged line is the last: nothing after it tells.
		t.Errorf("the picture has %s, which it had before; damaged: %v", after, damaged)
	}
	same("yanxi/review/n.jsonl", strings.Replace(ledger, "submit", "retort", 1))
	if _, damaged := state(); !damaged {
		t.Error("a ledger is believed that has changed since")
	}
}
