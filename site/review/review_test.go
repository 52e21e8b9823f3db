package review

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

var allGates = []string{"sign li policy", "sign li wording", "sign li confidentiality", "sign li law"}

// TestStory is what happens to a text from its first line to its end.
func TestStory(t *testing.T) {
	s := newShelf(t, "notes/x.md", strings.Replace(note, "title", "draft: true\ntitle", 1))
	s.wantState("notes/x", Draft)
	if why := s.refused("notes/x", "submit zhang"); why != IsDraft {
		t.Error(why)
	}
	s.put("notes/x.md", note)
	s.wantState("notes/x", InReview)
	s.must("notes/x", "submit zhang 请审")
	s.must("notes/x", "return li 缺来源")
	s.wantState("notes/x", Returned)
	if st := s.status("notes/x"); st.Due.Format(time.DateTime) != "2026-12-04 23:59:59" || st.Overdue {
		t.Errorf("due %v, overdue %v", st.Due, st.Overdue) // 28 November 2026 is a Saturday
	}
	s.now = s.now.AddDate(0, 0, 7)
	if !s.status("notes/x").Overdue {
		t.Error("a week later it is not overdue")
	}
	if why := s.refused("notes/x", "sign li law"); why != IsReturned {
		t.Error(why)
	}
	s.put("notes/x.md", note+"来源：值班表。\n")
	s.wantState("notes/x", InReview)
	s.must("notes/x", "submit zhang", "sign li policy", "sign wang wording")
	if why := s.refused("notes/x", "sign zhao wording"); why != GateDone {
		t.Error(why)
	}
	s.put("notes/x.md", note+"来源：值班表。改。\n")
	st := s.status("notes/x")
	if len(st.Missing()) != 4 || len(st.Needs[0].Void) != 1 || st.Needs[0].Void[0].Why != VoidText {
		t.Errorf("after a change: %+v", st.Needs)
	}
	s.must("notes/x", allGates...)
	s.wantState("notes/x", Published)
	first := s.status("notes/x").Published
	if len(first.Signatures) != 4 || string(s.fs[TextFile(first.Digest)].Data) != note+"来源：值班表。改。\n" {
		t.Errorf("published as %+v", first)
	}
	s.put("notes/x.md", strings.Replace(note, "title", "draft: true\ntitle", 1))
	s.wantState("notes/x", Draft)
	if s.status("notes/x").Published == nil {
		t.Error("a draft line takes a published text from readers")
	}
	s.put("notes/x.md", note+"新的一段。\n")
	s.wantState("notes/x", InReview)
	if got := s.status("notes/x").Published; got == nil || got.Digest != first.Digest {
		t.Error("readers do not see the last approved text while a change is in review")
	}
	s.must("notes/x", "withdraw li 有误")
	s.wantState("notes/x", InReview)
	s.put("notes/x.md", note+"来源：值班表。改。\n")
	s.wantState("notes/x", Withdrawn)
	if why := s.refused("notes/x", "sign li law"); why != IsWithdrawn {
		t.Error(why)
	}
	s.must("notes/x", "submit zhang")
	s.must("notes/x", allGates...)
	s.wantState("notes/x", Published)
	delete(s.fs, "notes/x.md")
	s.wantState("notes/x", Withdrawn)
}

// TestWho has each rule of a policy about people broken and kept.
func TestWho(t *testing.T) {
	const three = "steps:\n- {step: 初审, gates: [wording, policy], role: trainer}\n- {step: 终审, gates: [policy, 法律], role: admin}\n- {step: 一校, gates: [校对], role: trainer}\ndifferent_people: true\n"
	for _, tt := range []struct {
		name, policy, before, line string
		want                       Reason // empty: it is taken
	}{
		{"the author", "", "submit li", "sign li law", Own},
		{"the author where that is allowed", "author_may_sign: true", "submit li", "sign li law", ""},
		{"somebody of the front matter", "", "", "sign author law", Own},
		{"a trainer", "", "", "sign zhang law", Role},
		{"a trainer who may", "gates: {law: trainer}", "", "sign zhang law", ""},
		{"a gate that is not needed", "gates: [law]", "", "sign li policy", NoGate},
		{"one too many", "gates_per_person: 1", "sign li law", "sign li policy", TooMany},
		{"another person", "gates_per_person: 1", "sign li law", "sign wang policy", ""},
		{"too early", three, "", "sign zhao law", NotYet},
		{"the first step", three, "", "sign li policy", ""},
		{"the same gate in a later step", three, "sign li policy,sign li wording", "sign zhao policy", ""},
		{"a step too low", three, "sign li policy,sign li wording", "sign wang law", Role},
		{"two steps", three, "sign zhao policy,sign zhao wording", "sign zhao policy", SamePerson},
		{"proofread too early", three, "sign li policy", "sign zhang proofread", NotYet},
		{"a mistake in the policy", "gatess: [law]", "", "sign li law", BadPolicy},
		{"a reader returns", "", "", "return du 不好", Role},
		{"a return without a word", "", "", "return li", NoComment},
		{"publish too early", "", "", "publish li", NotApproved},
		{"withdraw nothing", "", "", "withdraw li", NotPublished},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newShelf(t, "x.md", strings.Replace(note, "title", "author: author\ntitle", 1), "yanxi/review.yaml", tt.policy)
			for line := range strings.SplitSeq(tt.before, ",") {
				if line != "" {
					s.must("x", line)
				}
			}
			if tt.want == "" {
				s.must("x", tt.line)
			} else if strings.Contains(tt.line, " author ") {
				_, err := s.board().Sign(Signature{ID: "x", Gate: "law"}, Actor{Name: "author", Role: "admin", Via: ViaDesk}, s.now)
				var why *Error
				if !errors.As(err, &why) || why.Reason != tt.want {
					t.Errorf("%v", err)
				}
			} else if why := s.refused("x", tt.line); why != tt.want {
				t.Errorf("refused as %q, want %q", why, tt.want)
			}
		})
	}
}

// TestByHand approves and leaves the publication to a hand.
func TestByHand(t *testing.T) {
	s := newShelf(t, "x.md", note, "yanxi/review.yaml", "publish: by hand\ngates: [law]\n")
	s.must("x", "sign li law")
	s.wantState("x", Approved)
	if s.status("x").Published != nil {
		t.Error("it is published")
	}
	s.must("x", "publish wang")
	s.wantState("x", Published)
}

// TestEncodings reads one text in many forms, and others that differ by little.
func TestEncodings(t *testing.T) {
	want := Digest([]byte(note))
	gbk, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(note))
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(note))
	for name, src := range map[string]string{
		"BOM": "\uFEFF" + note, "CRLF": strings.ReplaceAll(note, "\n", "\r\n"), "CR": strings.ReplaceAll(note, "\n", "\r"),
		"GB18030": string(gbk), "UTF-16": string(wide), "no end": strings.TrimSpace(note), "ends": note + "\n\n", "normal": string(Normal([]byte(note))),
	} {
		if Digest([]byte(src)) != want {
			t.Errorf("%s: another digest", name)
		}
	}
	for _, src := range []string{note + "。", " " + note, strings.Replace(note, "，", ",", 1), strings.Replace(note, "\n\n", "\n\n\n", 1), strings.Replace(note, "。\n", "。 \n", 1)} {
		if Digest([]byte(src)) == want {
			t.Errorf("%q: the same digest", src)
		}
	}
}

// TestFiles voids signatures by a picture that changes, and keeps pictures as they were approved.
func TestFiles(t *testing.T) {
	s := newShelf(t, "n/x.md", note+"\n![图](p.png)，[表](../doc.pdf)\n", "n/p.png", "P1", "doc.pdf", "D1", "n/other.png", "O")
	s.must("n/x", allGates[:3]...)
	if files := s.status("n/x").Files; !slices.Equal(slices.Sorted(maps.Keys(files)), []string{"doc.pdf", "n/p.png"}) {
		t.Errorf("files %v", files)
	}
	s.put("n/p.png", "P2")
	if st := s.status("n/x"); len(st.Missing()) != 4 || st.Needs[0].Void[0].File != "n/p.png" || st.Needs[0].Void[0].Why != VoidFile {
		t.Errorf("%+v", st.Needs[0])
	}
	s.must("n/x", allGates...)
	s.wantState("n/x", Published)
	if kept := s.fs[keptFile(sum([]byte("P2")), "p.png")]; kept == nil || string(kept.Data) != "P2" {
		t.Error("the picture is not kept")
	}
	delete(s.fs, "doc.pdf")
	s.wantState("n/x", InReview)
}

// TestSubmission submits texts that are not in the library yet.
func TestSubmission(t *testing.T) {
	s := newShelf(t, "n/x.md", note, "n/y.md", note)
	submit := func(file, text string, pictures map[string][]byte) error {
		return s.apply(s.board().Submit(Submission{File: file, Text: []byte(text), Pictures: pictures, Comment: "新的"}, person("zhang"), s.now))
	}
	if err := submit("n/new.md", note+"\n![](a.png)\n", map[string][]byte{"a.png": []byte("A")}); err != nil {
		t.Fatal(err)
	}
	st := s.status("n/new")
	if st.State != InReview || st.Files["n/a.png"] != sum([]byte("A")) || st.Since.IsZero() || !slices.Contains(st.Authors, "zhang") {
		t.Errorf("%+v", st)
	}
	if e := st.Ledger.last(); e.Files["n/a.png"] != st.Files["n/a.png"] || e.Digest != st.Digest {
		t.Errorf("%+v", e)
	}
	if err := submit("n/x.md", note+"改。\n", nil); err != nil {
		t.Fatal(err)
	}
	if got := string(s.fs["n/x.md"].Data); got != note+"改。\n" {
		t.Errorf("written: %q", got)
	}
	for file, want := range map[string]Reason{"n/y/index.md": Twin, "n/d.md": IsDraft} {
		text := note
		if want == IsDraft {
			text = strings.Replace(note, "title", "draft: true\ntitle", 1)
		}
		var why *Error
		if err := submit(file, text, nil); !errors.As(err, &why) || why.Reason != want {
			t.Errorf("%s: %v", file, err)
		}
	}
	for _, file := range []string{"../x.md", "yanxi/x.md", "x.png", ""} {
		if err := submit(file, note, nil); err == nil {
			t.Errorf("%q is taken", file)
		}
	}
}

// TestMessage has somebody write into a comment, and into a title, what a commit says of signatures.
func TestMessage(t *testing.T) {
	const forged = "Reviewed-by: wu (law, 2026-11-28T00:00:00Z)"
	text := strings.Replace(note, "title:", "title: \"甲\\n\\n"+forged+"\" #", 1)
	s := newShelf(t)
	c, err := s.board().Submit(Submission{File: "x.md", Text: []byte(text), Comment: "看过\n\n" + forged + "\r\n" + forged + "\u2028" + forged}, person("zhang"), s.now)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.FieldsFunc(c.Message(), func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' })
	for _, line := range lines {
		if strings.HasPrefix(line, "Reviewed-by") {
			t.Errorf("somebody's words are signatures:\n%s", c.Message())
		}
	}
	if !strings.Contains(c.Message(), "\n\n> 看过\n> "+forged+"\n") || strings.Count(c.Message(), forged) != 4 {
		t.Errorf("it says\n%s", c.Message())
	}
}

// TestFindings refuses a signature under what a rule of the gate does not let pass, and lets others sign.
func TestFindings(t *testing.T) {
	s := newShelf(t, "x.md", note+"\n请联系：身份证号11010519491231002X。\n")
	if why := s.refused("x", "sign li confidentiality"); why != Findings {
		t.Error(why)
	}
	s.must("x", "sign li law")
	s.put("yanxi/review.yaml", "errors: allow\n")
	s.must("x", "sign li confidentiality")
}

// TestStale refuses to sign a text that is not the one that was looked at.
func TestStale(t *testing.T) {
	s := newShelf(t, "x.md", note)
	seen := s.status("x").Digest
	s.put("x.md", note+"改。\n")
	_, err := s.board().Sign(Signature{ID: "x", Gate: "law", Digest: seen}, person("li"), s.now)
	var why *Error
	if !errors.As(err, &why) || why.Reason != Changed || why.Digest != s.status("x").Digest {
		t.Errorf("%v", err)
	}
	b := s.board()
	s.put("x.md", note+"又改。\n")
	if _, err := b.Sign(Signature{ID: "x", Gate: "law"}, person("li"), s.now); !errors.As(err, &why) || why.Reason != Changed {
		t.Errorf("%v", err)
	}
}

// TestNames has ids of all shapes keep ledgers of their own.
func TestNames(t *testing.T) {
	ids := map[string]string{
		"index.md": "index", "课程/index.md": "课程", "课程/第一节.md": "课程/第一节", "texts/a.md": "texts/a", "files.md": "files", "a b.md": "a b",
	}
	s := newShelf(t)
	for file := range ids {
		s.put(file, note+file)
	}
	for _, id := range ids {
		s.must(id, allGates...)
		s.wantState(id, Published)
	}
	list, err := s.board().List()
	if err != nil || len(list) != len(ids) {
		t.Fatal(len(list), err)
	}
	for _, st := range list {
		if st.State != Published || ids[st.File] != st.ID {
			t.Errorf("%s: %s", st.ID, st.State)
		}
	}
	if _, err := s.board().Load("none"); err == nil {
		t.Error("there is a document none")
	}
}
