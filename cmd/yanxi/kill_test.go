package main

import (
	"errors"
	"fmt"
	"html"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/site/review"
)

// TestKillsAtTheDesk kills a server at any moment while one person writes and submits and another signs, again and again.
// Each time it starts again by itself: what both were told is there, ledgers are whole and agree with Git and the
// audit log, and nothing is half written.
func TestKillsAtTheDesk(t *testing.T) {
	s := newDeskStory(t)
	for round := range killRounds {
		s.begin(t)
		s.wantAll(t)
		s.wantVerified(t, s.library, "--data", s.data)
		if got := s.git(t, "-C", s.library, "status", "--porcelain", "-uall"); got != "" {
			t.Errorf("not committed: %s", got)
		}
		if t.Failed() {
			t.Fatalf("round %d, %s", round, s.server.err.String())
		}
		killed := s.work(t, round, 1+round%4, rand.N(300*time.Millisecond))
		s.wantVerified(t, s.library, "--data", s.data) // which completes what was interrupted
		if strings.Contains(killed.err.String(), "panic") {
			t.Fatal(killed.err.String())
		}
	}
	s.begin(t)
	last := &text{name: "last"}
	if err := s.submit(last); err != nil {
		t.Fatal(err)
	}
	s.told.texts = append(s.told.texts, last)
	s.wantAll(t)
	if _, err := os.Lstat(filepath.Join(s.library, ".yanxi", "stage")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something is left where files are staged: %v", err)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
	clone := filepath.Join(t.TempDir(), "clone")
	s.git(t, "clone", "-q", s.remote, clone)
	s.wantVerified(t, clone)
	s.library = clone
	s.wantInLibrary(t) // the remote has all
	t.Logf("%d texts were begun, %d submitted, %d signatures given", len(s.told.texts), s.told.count(func(x *text) bool { return x.submitted }), s.told.signatures())
}

// A text is one of the story, with what its author and reviewer were told.
type text struct {
	name      string
	address   string // of its draft; empty: nobody was told that it is there
	saved     bool
	submitted bool
	signed    []string // gates
}

func (x *text) content() string {
	return "---\ntitle: 通报" + x.name + "\nauthor: zhou\ndate: 2026-11-02\n---\n\n先写几点恢复供水，再写原因。\n"
}

// told is what people were told, until the server was killed.
type told struct {
	sync.Mutex
	texts []*text
}

func (t *told) signatures() (n int) {
	for _, x := range t.texts {
		n += len(x.signed)
	}
	return n
}

func (t *told) count(is func(*text) bool) (n int) {
	for _, x := range t.texts {
		if is(x) {
			n++
		}
	}
	return n
}

// A deskStory is a library in Git with a remote, whose server is killed.
type deskStory struct {
	library, data, remote string
	server                *background
	author, reviewer      *visitor
	told                  told
}

func newDeskStory(t *testing.T) *deskStory {
	t.Helper()
	dir := t.TempDir()
	s := &deskStory{library: filepath.Join(dir, "library"), data: filepath.Join(dir, "data"), remote: filepath.Join(dir, "remote.git")}
	s.git(t, "init", "-q", "--bare", "-b", "main", s.remote)
	s.git(t, "clone", "-q", s.remote, s.library)
	if err := os.MkdirAll(filepath.Join(s.library, "notes"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.library, "notes", "first.md"), []byte("# 第一篇\n\n正文。\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.git(t, "-C", s.library, "checkout", "-q", "-B", "main")
	s.git(t, "-C", s.library, "add", ".")
	s.git(t, "-C", s.library, "commit", "-q", "-m", "Begin")
	s.git(t, "-C", s.library, "push", "-q", "-u", "origin", "main")
	for name, role := range map[string]string{"zhou": "trainer", "li": "reviewer"} {
		add := exec.Command("yanxi", "user", "add", name, "--role", role, "--data", s.data)
		add.Stdin = strings.NewReader(deskPassword + "\n")
		if out, err := add.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	s.author, s.reviewer = newVisitor(t), newVisitor(t)
	return s
}

const deskPassword = "correct horse battery 9"

func (s *deskStory) git(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("git", append([]string{"-c", "user.name=zhou", "-c", "user.email=zhou@example.org"}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// begin starts the server. Whoever has signed in once is still known.
func (s *deskStory) begin(t *testing.T) {
	t.Helper()
	var err error
	if s.server, err = launch(t.TempDir(), append(os.Environ(), "GORACE=atexit_sleep_ms=0"), "yanxi", "serve", s.library, "--addr", "127.0.0.1:0", "--data", s.data); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.server.kill)
	url := s.server.ready(t)
	for name, v := range map[string]*visitor{"zhou": s.author, "li": s.reviewer} {
		first := v.url == ""
		v.url = url
		if first {
			if a, err := v.post("/account/sign-in", "name", name, "password", deskPassword); err != nil || a.to != "/desk/" {
				t.Fatalf("%s cannot sign in: %+v, %v", name, a, err)
			}
		}
	}
}

// work has both at work until so many submissions and signatures are told to have been made, and kills the server a moment later.
func (s *deskStory) work(t *testing.T, round, after int, moment time.Duration) *background {
	t.Helper()
	deeds := make(chan bool, 10_000)
	submitted := make(chan *text, 10_000)
	var people sync.WaitGroup
	for _, x := range s.told.texts { // of former rounds
		if x.submitted && s.given(t, x)["publish"] == 0 {
			submitted <- x
		}
	}
	people.Go(func() {
		defer close(submitted)
		for i := range 2 {
			x := &text{name: fmt.Sprintf("%d-%d", round, i)}
			s.told.Lock()
			s.told.texts = append(s.told.texts, x)
			s.told.Unlock()
			if err := s.submit(x); err != nil {
				s.wantKilled(t, err)
				return
			}
			submitted <- x
			deeds <- true
		}
	})
	people.Go(func() {
		for x := range submitted {
			if err := s.sign(t, x, deeds); err != nil {
				s.wantKilled(t, err)
				return
			}
		}
	})
	stop := time.NewTimer(2 * patience)
	defer stop.Stop()
	for range after {
		select {
		case <-deeds:
		case <-stop.C:
			t.Fatalf("nothing is done any more\n%s", s.server.err.String())
		}
	}
	<-time.After(moment)
	killed := s.server
	killed.kill()
	people.Wait()
	return killed
}

// wantKilled fails for what a server says that was not killed.
func (s *deskStory) wantKilled(t *testing.T, err error) {
	t.Helper()
	if said, ok := errors.AsType[*unexpected](err); ok {
		t.Error(said)
	}
}

// submit writes a text and submits it.
func (s *deskStory) submit(x *text) error {
	a, err := s.author.post("/desk/new", "kind", "note", "title", "通报"+x.name)
	if err != nil || a.status != http.StatusSeeOther {
		return cmpError(err, "begin", a)
	}
	x.address = a.to
	if a, err = s.author.get(x.address); err != nil {
		return err
	}
	if a, err = s.author.post(x.address, "version", a.field("version"), "text", x.content()); err != nil || a.status != http.StatusSeeOther {
		return cmpError(err, "save", a)
	}
	x.saved = true
	if a, err = s.author.post(x.address+"submit", "folder", "notes", "name", "t"+x.name); err != nil || a.to != x.address+"submitted" {
		return cmpError(err, "submit", a)
	}
	x.submitted = true
	return nil
}

// sign signs a text at all gates, when the server has seen it. Of a signature that was given when the server was killed
// nobody was told; the remote may have it before the library.
func (s *deskStory) sign(t *testing.T, x *text, deeds chan<- bool) error {
	address := "/desk/review/notes/t" + x.name
	given := s.given(t, x)
	for _, gate := range content.GateNames() {
		if given["sign"+gate] > 0 {
			continue
		}
		var page visited
		for page.status != http.StatusOK {
			var err error
			if page, err = s.reviewer.get(address); err != nil {
				return err
			}
		}
		a, err := s.reviewer.post(address, "do", "sign", "gate", gate, "screen", page.field("screen"))
		before := err == nil && a.status == http.StatusConflict && s.given(t, x)["sign"+gate] == 1
		if !before && (err != nil || a.status != http.StatusSeeOther) {
			return cmpError(err, "sign "+gate, a)
		}
		x.signed = append(x.signed, gate)
		deeds <- true
	}
	return nil
}

// given counts what is in the ledger of a text, by deed and gate.
func (s *deskStory) given(t *testing.T, x *text) map[string]int {
	t.Helper()
	l, err := review.ReadLedger(os.DirFS(s.library), "notes/t"+x.name)
	if err != nil || l.Damage != nil {
		t.Errorf("the ledger of %s: %v, %+v", x.name, err, l)
		return nil
	}
	have := map[string]int{}
	for _, e := range l.Entries {
		have[string(e.Do)+e.Gate]++
	}
	return have
}

// wantAll fails unless all is there that was told.
func (s *deskStory) wantAll(t *testing.T) {
	t.Helper()
	for _, x := range s.told.texts {
		if x.address == "" {
			continue
		}
		a, err := s.author.get(x.address)
		if err == nil && a.status == http.StatusSeeOther && !x.submitted { // it had arrived, and its author is told so now
			x.submitted = true
			a, err = s.author.get(x.address)
		}
		if err != nil || a.status != http.StatusOK {
			t.Errorf("the draft of %s: %+v, %v", x.name, a.status, err)
		}
		if x.saved && !strings.Contains(html.UnescapeString(a.body), x.content()) {
			t.Errorf("what was saved of %s is not in its draft", x.name)
		}
	}
	s.wantInLibrary(t)
}

func (s *deskStory) wantInLibrary(t *testing.T) {
	t.Helper()
	for _, x := range s.told.texts {
		if !x.submitted {
			continue
		}
		file := "notes/t" + x.name + ".md"
		if src, err := os.ReadFile(filepath.Join(s.library, file)); err != nil || string(src) != x.content() {
			t.Errorf("%s: %q, %v", file, src, err)
		}
		have := s.given(t, x)
		for _, gate := range x.signed {
			if have["sign"+gate] != 1 {
				t.Errorf("%s is signed %v, by what was told %v", file, have, x.signed)
			}
		}
		if have["submit"] != 1 || have["approve"] != have["publish"] || have["publish"] > 1 {
			t.Errorf("%s has %v", file, have)
		}
	}
}

// wantVerified has the program verify a library.
func (s *deskStory) wantVerified(t *testing.T, library string, flags ...string) {
	t.Helper()
	out, err := exec.Command("yanxi", append([]string{"review", "verify", library}, flags...)...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// end ends the server as its owner does.
func (s *deskStory) end() error {
	if err := s.server.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	<-s.server.ended
	if !s.server.ProcessState.Success() {
		return fmt.Errorf("%v\n%s", s.server.ProcessState, s.server.err.String())
	}
	return nil
}
