package review

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"yanxi/content"
)

// view is the library as readers see it.
func (s *shelf) view() fs.FS {
	s.t.Helper()
	v, err := Reviewed(s.fs)
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

func (s *shelf) read(name string) string {
	data, err := fs.ReadFile(s.view(), name)
	if err != nil {
		return "none"
	}
	return string(data)
}

// TestReviewed shows what was published last, and nothing else.
func TestReviewed(t *testing.T) {
	s := newShelf(t,
		"index.md", note, "n/x.md", note+"\n![图](p.png)，[表](/doc.pdf)\n", "n/secret.md", note+"秘密\n", "n/p.png", "P1", "n/other.png", "O",
		"doc.pdf", "D1", "yanxi/settings.yaml", "name: 资料库\n", "yanxi/words.txt", "四道关\n", "README.txt", "T")
	if list := names(t, s.view()); list != "yanxi yanxi/settings.yaml yanxi/words.txt" {
		t.Errorf("before anything is signed: %s", list)
	}
	s.must("n/x", allGates...)
	s.must("index", allGates...)
	const want = "doc.pdf index.md n n/p.png n/x.md yanxi yanxi/settings.yaml yanxi/words.txt"
	if list := names(t, s.view()); list != want {
		t.Errorf("published: %s", list)
	}
	if err := fstest.TestFS(s.view(), strings.Fields(want)...); err != nil {
		t.Error(err)
	}
	s.put("n/x.md", note+"没有审过的一段。\n")
	s.put("n/p.png", "P2")
	s.put("doc.pdf", "D2")
	if got := s.read("n/x.md") + s.read("n/p.png") + s.read("doc.pdf"); got != note+"\n![图](p.png)，[表](/doc.pdf)\nP1D1" {
		t.Errorf("while a change is in review: %q", got)
	}
	before := s.view()
	s.must("n/x", allGates...)
	if got := s.read("n/x.md"); got != note+"没有审过的一段。\n" || s.read("n/p.png") != "none" {
		t.Errorf("after it was signed: %q", got)
	}
	if got, err := fs.ReadFile(before, "n/x.md"); err != nil || string(got) == s.read("n/x.md") {
		t.Errorf("an older view has changed: %q, %v", got, err)
	}
	s.put(TextFile(s.status("n/x").Digest), note+"假的。\n")
	if got := s.read("n/x.md"); got != "none" {
		t.Errorf("forged: %q", got)
	}
	s.must("index", "withdraw li")
	delete(s.fs, "n/x.md")
	if list := names(t, s.view()); list != "yanxi yanxi/settings.yaml yanxi/words.txt" {
		t.Errorf("withdrawn and deleted: %s", list)
	}
}

// names are all paths of a file system.
func names(t *testing.T, fsys fs.FS) string {
	t.Helper()
	var all []string
	err := fs.WalkDir(fsys, ".", func(name string, _ fs.DirEntry, err error) error {
		if name != "." {
			all = append(all, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

// TestReopenIn has a library take over what was not published anew.
func TestReopenIn(t *testing.T) {
	s := newShelf(t, "a.md", note, "b.md", note)
	s.must("a", allGates...)
	s.must("b", allGates...)
	lib, err := content.Open(s.view())
	if err != nil {
		t.Fatal(err)
	}
	s.put("a.md", strings.Replace(note, "先看到", "先听到", 1)) // of the same length
	s.must("a", allGates...)
	next, err := lib.ReopenIn(s.view())
	if err != nil {
		t.Fatal(err)
	}
	if lib.Document("a").Hash == next.Document("a").Hash || lib.Document("b").Hash != next.Document("b").Hash {
		t.Error("not what was published")
	}
}

// TestDamage breaks a ledger in each place: what it said before still holds, nothing after does, and nothing is added.
func TestDamage(t *testing.T) {
	s := newShelf(t, "x.md", note)
	s.must("x", allGates...)
	s.put("x.md", note+"二。\n")
	s.must("x", allGates...)
	s.must("x", "withdraw li")
	ledger := string(s.fs[LedgerFile("x")].Data)
	lines := strings.SplitAfter(strings.TrimSuffix(ledger, "\n"), "\n")
	if len(lines) != 13 {
		t.Fatalf("%d lines", len(lines))
	}
	for i := range lines {
		for how, broken := range map[string]string{
			"changed":  strings.Replace(lines[i], `"by":"li"`, `"by":"wu"`, 1),
			"removed":  "",
			"doubled":  lines[i] + lines[i],
			"conflict": "<<<<<<< HEAD\n" + lines[i],
		} {
			if i == len(lines)-1 && (how == "removed" || how == "changed") {
				continue // only a memory of elsewhere can tell
			}
			if how == "changed" && i == len(lines)-2 {
				continue // it breaks with the line after it, and that is the withdrawal
			}
			s.put(LedgerFile("x"), strings.Join(lines[:i], "")+broken+strings.Join(lines[i+1:], ""))
			st := s.status("x")
			if st.Ledger.Damage == nil {
				t.Errorf("line %d %s: not noticed", i+1, how)
			} else if st.Published != nil {
				t.Errorf("line %d %s: what was withdrawn is back", i+1, how)
			}
			if why := s.refused("x", "sign li law"); why != Damaged {
				t.Errorf("line %d %s: %s", i+1, how, why)
			}
		}
	}
	s.put(LedgerFile("x"), strings.ReplaceAll(ledger, "\n", "\r\n"))
	if st := s.status("x"); st.Ledger.Damage != nil {
		t.Errorf("line ends of Windows: %v", st.Ledger.Damage)
	}
	s.must("x", "submit zhang")
	if st := s.status("x"); st.Ledger.Damage != nil || len(st.Ledger.Entries) != 14 {
		t.Errorf("added after them: %v", st.Ledger.Damage)
	}
}

// TestLarge pins a file that is too large to be kept: it is shown while it is unchanged.
func TestLarge(t *testing.T) {
	large := strings.Repeat("a", MaxKept+1)
	s := newShelf(t, "x.md", note+"[表](big.pdf)\n", "big.pdf", large)
	s.must("x", allGates...)
	for name := range s.fs {
		if strings.HasPrefix(name, filesFolder) {
			t.Errorf("%s is kept", name)
		}
	}
	if s.read("big.pdf") != large || s.kinds() != "" {
		t.Error("it is not shown")
	}
	s.put("big.pdf", large[1:]+"b")
	if s.read("big.pdf") != "none" || s.kinds() != "missing-file:6" {
		t.Errorf("another one is shown; verify says %s", s.kinds())
	}
	s.wantState("x", InReview)
}

// TestShared shows the file of the later publication where two texts have one of the same name.
func TestShared(t *testing.T) {
	s := newShelf(t, "a.md", note+"![](p.png)\n", "b.md", note+"![](p.png)\n", "p.png", "1")
	s.must("a", allGates...)
	s.put("p.png", "2")
	if s.read("p.png") != "1" {
		t.Error("not the approved one")
	}
	s.must("b", allGates...)
	if s.read("p.png") != "2" {
		t.Error("not the later one")
	}
}

// TestViewer makes view after view of a folder whose files have times, as they change.
func TestViewer(t *testing.T) {
	s := newShelf(t, "a.md", note, "b.md", note)
	s.must("a", allGates...)
	var v Viewer
	read := func(name string) string {
		seen, err := v.View(s.fs)
		if err != nil {
			t.Fatal(err)
		}
		data, err := fs.ReadFile(seen, name)
		if err != nil {
			return "none"
		}
		return string(data)
	}
	if read("a.md") != note || read("b.md") != "none" {
		t.Error("at first")
	}
	s.put("a.md", note+"二。\n")
	s.must("b", allGates...)
	if read("a.md") != note || read("b.md") != note {
		t.Error("b published")
	}
	s.must("a", allGates...)
	if read("a.md") != note+"二。\n" {
		t.Error("a published anew")
	}
	text := s.fs[TextFile(s.status("a").Digest)]
	text.Data = []byte(strings.Replace(string(text.Data), "二", "三", 1))
	text.ModTime = text.ModTime.Add(1)
	if read("a.md") != "none" {
		t.Error("forged")
	}
	s.must("b", "withdraw li")
	if read("b.md") != "none" {
		t.Error("withdrawn")
	}
	delete(s.fs, LedgerFile("b"))
	if read("b.md") != "none" {
		t.Error("without a ledger")
	}
}
