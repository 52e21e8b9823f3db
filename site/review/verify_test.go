package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"yanxi/content"
)

// kinds verifies and lists what is found.
func (s *shelf) kinds() string {
	s.t.Helper()
	problems, err := Verify(s.fs)
	if err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%s:%d", p.Kind, p.Line))
	}
	return strings.Join(out, " ")
}

// forge rewrites a ledger with a whole chain, as somebody who knows the format could.
func (s *shelf) forge(id string, change func([]Entry) []Entry) {
	s.t.Helper()
	l, err := ReadLedger(s.fs, id)
	if err != nil {
		s.t.Fatal(err)
	}
	_, data := (&Ledger{Document: id}).Append(change(l.Entries)...)
	s.put(LedgerFile(id), string(data))
}

// TestVerify breaks what is kept in each way that the files themselves can tell.
func TestVerify(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(s *shelf)
		want  string
	}{
		{"nothing", func(*shelf) {}, ""},
		{"an edit", func(s *shelf) {
			s.put(LedgerFile("x"), strings.Replace(string(s.fs[LedgerFile("x")].Data), "li", "wu", 1))
		}, "broken-chain:2"},
		{"a forged text", func(s *shelf) { s.put(TextFile(s.status("x").Digest), "假") }, "forged:0"},
		{"a missing text", func(s *shelf) { delete(s.fs, TextFile(s.status("x").Digest)) }, "missing-text:5"},
		{"a forged picture", func(s *shelf) { s.put(keptFile(sum([]byte("P")), "p.png"), "Q"); s.put("p.png", "Q") }, "forged:0 missing-file:6"},
		{"foreign files", func(s *shelf) { s.put("yanxi/review/notes.txt", "?"); s.put("yanxi/review/texts/a.md", "?") }, "foreign-file:0 foreign-file:0"},
		{"hidden files", func(s *shelf) { s.put("yanxi/review/.DS_Store", "?") }, ""},
		{"a ledger at another place", func(s *shelf) { s.put(LedgerFile("y"), string(s.fs[LedgerFile("x")].Data)) }, "broken-chain:1"},
		{"signed by the author", func(s *shelf) {
			s.forge("x", func(e []Entry) []Entry { return append([]Entry{submitted(e[0], "li")}, e...) })
		}, "breach:2 breach:3 breach:4 breach:5 unsigned:6 unsigned:6 unsigned:6 unsigned:6"},
		{"signed by a trainer", func(s *shelf) {
			s.forge("x", func(e []Entry) []Entry { e[2].Role = "trainer"; return e })
		}, "breach:3 unsigned:5"},
		{"a signature too few", func(s *shelf) { s.forge("x", func(e []Entry) []Entry { return append(e[:1:1], e[2:]...) }) }, "unsigned:4"},
		{"a gate of nobody", func(s *shelf) { s.forge("x", func(e []Entry) []Entry { e[1].Gate = "taste"; return e }) }, "breach:2 unsigned:5"},
		{"published without approval", func(s *shelf) { s.forge("x", func(e []Entry) []Entry { return append(e[:4:4], e[5]) }) }, "unapproved:5"},
		{"another text published", func(s *shelf) {
			s.forge("x", func(e []Entry) []Entry { e[5].Digest = strings.Repeat("a", 64); return e })
		}, "unapproved:6"},
		{"a lost policy", func(s *shelf) {
			s.forge("x", func(e []Entry) []Entry { e[4].Policy = strings.Repeat("b", 64); return e })
		}, "missing-policy:5"},
		{"a stricter policy later", func(s *shelf) { s.put("yanxi/review.yaml", "gates: {law: admin}\n") }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newShelf(t, "x.md", note+"![](p.png)\n", "p.png", "P")
			s.must("x", allGates...)
			tt.spoil(s)
			if got := s.kinds(); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func submitted(like Entry, by string) Entry {
	like.Do, like.Gate, like.By = DoSubmit, "", by
	return like
}

// TestVerifyPolicy looks at an approval by the policy of then.
func TestVerifyPolicy(t *testing.T) {
	s := newShelf(t, "x.md", note, "yanxi/review.yaml", "gates: [law]\nauthor_may_sign: true\n")
	s.must("x", "submit li", "sign li law")
	s.wantState("x", Published)
	s.put("yanxi/review.yaml", "gates: [law, policy]\n")
	if got := s.kinds(); got != "" {
		t.Error(got)
	}
	for name := range s.fs {
		if strings.HasPrefix(name, policiesFolder) {
			s.put(name, "gates: [law]\n")
		}
	}
	if got := s.kinds(); got != "forged:0 missing-policy:3" {
		t.Error(got)
	}
}

// TestVerifyHeads knows the end of a ledger from elsewhere.
func TestVerifyHeads(t *testing.T) {
	s := newShelf(t, "x.md", note)
	s.must("x", "submit zhang", "sign li law")
	head := s.status("x").Ledger.Head()
	s.must("x", "sign li policy")
	for _, tt := range []struct {
		change func([]Entry) []Entry
		want   int
	}{
		{func(e []Entry) []Entry { return e }, 0},
		{func(e []Entry) []Entry { return e[:1] }, 1},
		{func(e []Entry) []Entry { return nil }, 1},
		{func(e []Entry) []Entry { e[1].By = "wang"; return e }, 1},
	} {
		s.forge("x", tt.change)
		if got, err := VerifyHeads(s.fs, map[string]Head{"x": head}); err != nil || len(got) != tt.want {
			t.Errorf("%v, %v", got, err)
		}
		s.forge("x", func([]Entry) []Entry { return nil })
		s.must("x", "submit zhang", "sign li law", "sign li policy")
		head = ParseLedger("x", s.fs[LedgerFile("x")].Data).Entries[1].head()
	}
}

func (e Entry) head() Head { return Head{e.N, e.Hash} }

// TestVerifyGit cuts, rewrites and removes ledgers that a checkout's history knows.
func TestVerifyGit(t *testing.T) {
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	s := newShelf(t, "课/x.md", note)
	lib := filepath.Join(dir, "资料")
	save := func() {
		t.Helper()
		for name, f := range s.fs {
			full := filepath.Join(lib, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	verify := func() string {
		t.Helper()
		fsys, err := content.DirFS(lib)
		if err != nil {
			t.Fatal(err)
		}
		problems, err := VerifyGit(t.Context(), lib, fsys)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range problems {
			out = append(out, fmt.Sprintf("%s %s:%d", p.Kind, p.Document, p.Line))
		}
		return strings.Join(out, " ")
	}
	git("init", "-q", "-b", "main")
	s.must("课/x", "submit zhang")
	save()
	if got := verify(); got != "" {
		t.Errorf("before the first commit: %s", got)
	}
	git("add", ".")
	git("commit", "-qm", "1")
	git("switch", "-qc", "side")
	kept := s.fs[LedgerFile("课/x")].Data
	s.must("课/x", "sign li law")
	save()
	git("commit", "-qam", "2")
	git("switch", "-q", "main")
	git("commit", "-q", "--allow-empty", "-m", "3")
	git("merge", "-q", "--no-edit", "side")
	if got := verify(); got != "" {
		t.Errorf("whole: %s", got)
	}
	s.must("课/x", "sign li policy")
	save()
	if got := verify(); got != "" {
		t.Errorf("with a line that is not committed: %s", got)
	}
	s.put(LedgerFile("课/x"), string(kept))
	save()
	if got := verify(); got != "cut-tail 课/x:2" {
		t.Errorf("cut: %s", got)
	}
	git("commit", "-qam", "cut")
	if got := verify(); got != "cut-tail 课/x:2" {
		t.Errorf("cut and committed: %s", got)
	}
	if err := os.Remove(filepath.Join(lib, filepath.FromSlash(LedgerFile("课/x")))); err != nil {
		t.Fatal(err)
	}
	if got := verify(); got != "cut-tail 课/x:1" {
		t.Errorf("removed: %s", got)
	}
	git("switch", "-q", "--detach", "--discard-changes", "side")
	if got := verify(); got != "" {
		t.Errorf("back at side: %s", got)
	}
	// As in a hook of another checkout, which git tells of that one.
	git("switch", "-q", "--discard-changes", "main")
	t.Setenv("GIT_DIR", t.TempDir())
	t.Setenv("GIT_INDEX_FILE", "index.other")
	if got := verify(); got != "cut-tail 课/x:2" {
		t.Errorf("in a hook: %s", got)
	}
}

// FuzzLedger reads any ledger: what is read follows the chain, can be written again, and takes a further line.
func FuzzLedger(f *testing.F) {
	_, good := (&Ledger{Document: "x"}).Append(Entry{Do: DoSubmit, By: "li", Digest: strings.Repeat("a", 64), Via: ViaDesk, At: newShelf(nil).now})
	f.Add(good)
	f.Add([]byte("{}\n"))
	f.Add([]byte("<<<<<<< HEAD\n"))
	f.Add(bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")))
	f.Fuzz(func(t *testing.T, src []byte) {
		l := ParseLedger("x", src)
		for i, e := range l.Entries {
			if e.N != i+1 || e.Document != "x" || e.check() != "" {
				t.Fatalf("entry %d: %+v", i, e)
			}
		}
		if l.Damage != nil {
			return
		}
		next, data := l.Append(Entry{Do: DoSign, Gate: "law", By: "li", Digest: strings.Repeat("a", 64), Via: ViaDesk, At: newShelf(nil).now})
		again := ParseLedger("x", data)
		if again.Damage != nil || len(again.Entries) != len(l.Entries)+1 || again.Head() != next.Head() {
			t.Fatalf("after one more line: %+v", again.Damage)
		}
		if forkOf(again, l) != 0 {
			t.Fatal("it does not begin as it was")
		}
	})
}

// FuzzDigest holds normal texts to what they promise.
func FuzzDigest(f *testing.F) {
	f.Add([]byte(note))
	f.Add([]byte("\uFEFF\uFEFFa\r\n\r\n"))
	f.Add([]byte{0xff, 0xfe, 0x41, 0x00})
	f.Add([]byte{0xd6, 0xd0, 0xce, 0xc4})
	f.Fuzz(func(t *testing.T, src []byte) {
		text := Normal(src)
		if !bytes.HasSuffix(text, []byte("\n")) || bytes.HasSuffix(text, []byte("\n\n")) || bytes.Contains(text, []byte("\r")) || bytes.HasPrefix(text, []byte("\uFEFF")) {
			t.Fatalf("not normal: %q", text)
		}
		if !bytes.Equal(Normal(text), text) {
			t.Fatal("normal again is another text")
		}
		for _, same := range [][]byte{append([]byte("\uFEFF"), text...), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")), bytes.TrimRight(text, "\n")} {
			if Digest(same) != Digest(text) {
				t.Fatal("another form has another digest")
			}
		}
		if Digest(append(bytes.Clone(text), "。"...)) == Digest(text) {
			t.Fatal("another text has the same digest")
		}
	})
}

// FuzzReplay reads ledgers of any story: what readers see always has an approval with signatures.
func FuzzReplay(f *testing.F) {
	f.Add([]byte{1, 1, 3, 4, 5, 0, 1, 3, 4, 2})
	f.Fuzz(func(t *testing.T, story []byte) {
		l := &Ledger{Document: "x"}
		for _, b := range story[:min(len(story), 200)] {
			e := Entry{Do: deeds[int(b)%len(deeds)], By: "li", Gate: "law", Digest: strings.Repeat(string(rune('a'+b>>6)), 64), Via: ViaDesk, At: newShelf(nil).now}
			l, _ = l.Append(e)
		}
		if v := replay(l).published; v != nil {
			if len(v.Signatures) == 0 || v.Do != DoPublish {
				t.Fatalf("%+v", v)
			}
			for _, s := range v.Signatures {
				if !s.same(&v.Entry) || s.N >= v.N {
					t.Fatalf("%+v", s)
				}
			}
		}
	})
}

// TestEntryJSON is the format that others read.
func TestEntryJSON(t *testing.T) {
	s := newShelf(t, "courses/值班/index.md", note+"![](p.png)\n", "courses/值班/p.png", "P")
	s.must("courses/值班", "sign li law")
	line := bytes.TrimSpace(s.fs[LedgerFile("courses/值班")].Data)
	var m map[string]any
	if err := json.Unmarshal(line, &m); err != nil {
		t.Fatal(err)
	}
	const want = `{"n":1,"prev":"` + `%s","document":"courses/值班","do":"sign","gate":"law","by":"li","role":"reviewer","at":"2026-11-28T02:03:04Z","digest":"%s",` +
		`"file":"courses/值班/index.md","files":{"courses/值班/p.png":"%s"},"via":"desk"}`
	if got := string(line); got != fmt.Sprintf(want, chainStart("courses/值班"), m["digest"], sum([]byte("P"))) {
		t.Error(got)
	}
}
