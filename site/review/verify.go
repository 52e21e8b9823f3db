package review

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"yanxi/content"
)

// A Problem is something that cannot be believed in what a library keeps of its reviews.
type Problem struct {
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Document string `json:"document,omitempty"`
	Kind     Kind   `json:"kind"`
	Message  string `json:"message"` // a clause
}

// A Kind is what a problem is.
type Kind string

// The kinds of problems.
const (
	BrokenChain   Kind = "broken-chain"   // a line was changed, removed, added in between or put elsewhere
	ForeignFile   Kind = "foreign-file"   // a file that nothing of ours wrote
	MissingText   Kind = "missing-text"   // an approved text is not kept
	Forged        Kind = "forged"         // what is kept is not what its name says
	MissingFile   Kind = "missing-file"   // a file that readers should see is neither kept nor unchanged
	MissingPolicy Kind = "missing-policy" // the policy of an approval is not kept
	Unsigned      Kind = "unsigned"       // approved without a signature that the policy of then asks for
	Breach        Kind = "breach"         // a signature that the policy of then does not take
	Unapproved    Kind = "unapproved"     // published without an approval
	CutTail       Kind = "cut-tail"       // lines are gone that Git's history or the audit log knows
)

func (p Problem) String() string {
	at := p.File
	if p.Line > 0 {
		at = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return at + ": " + p.Message
}

// SortProblems orders problems by place.
func SortProblems(all []Problem) {
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(string(a.Kind), string(b.Kind)))
	})
}

// A verifier collects problems.
type verifier struct {
	fsys     fs.FS
	lib      *content.Library
	problems []Problem
}

// Verify looks at all that a library keeps of its reviews: whether each ledger is whole, each kept text and file what its
// name says, and each approval has the signatures that the policy of then asks for. It needs nothing but the files, so a
// ledger whose last lines were cut off is in order: [VerifyHeads] and [VerifyGit] know better. The error is that of reading.
func Verify(fsys fs.FS) ([]Problem, error) {
	lib, err := content.Open(fsys)
	if err != nil {
		return nil, err
	}
	v := &verifier{fsys: fsys, lib: lib}
	err = fs.WalkDir(fsys, Folder, func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == Folder:
			return fs.SkipAll
		case err != nil:
			return err
		case strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		case !e.Type().IsRegular():
			v.report(nil, name, ForeignFile, "it is a link, and no part of any review is one")
			return nil
		}
		return v.file(name)
	})
	SortProblems(v.problems)
	return v.problems, err
}

func (v *verifier) report(e *Entry, file string, kind Kind, format string, args ...any) {
	p := Problem{File: file, Kind: kind, Message: fmt.Sprintf(format, args...)}
	if e != nil {
		p.Document, p.Line = e.Document, e.N
	}
	v.problems = append(v.problems, p)
}

// file looks at one file of the folder.
func (v *verifier) file(name string) error {
	base := path.Base(name)
	switch dir := path.Dir(name); {
	case path.Ext(name) == ledgerExt:
		return v.ledger(strings.TrimSuffix(strings.TrimPrefix(name, Folder+"/"), ledgerExt))
	case dir == textsFolder || dir == filesFolder || dir == policiesFolder:
		digest := strings.TrimSuffix(base, path.Ext(base))
		if !isDigest(digest) {
			v.report(nil, name, ForeignFile, "no part of any review is called so")
			return nil
		}
		found, _, err := sumFile(func() (fs.File, error) { return v.fsys.Open(name) })
		if err != nil {
			return err
		}
		if found != digest {
			v.report(nil, name, Forged, "its content is not what its name says: it was changed or damaged after it was approved")
		}
	default:
		v.report(nil, name, ForeignFile, "no part of any review is called so")
	}
	return nil
}

// ledger looks at a document's ledger.
func (v *verifier) ledger(id string) error {
	l, err := ReadLedger(v.fsys, id)
	if err != nil {
		return err
	}
	file := LedgerFile(id)
	if l.Damage != nil {
		v.problems = append(v.problems, Problem{File: file, Line: l.Damage.Line, Document: id, Kind: BrokenChain, Message: l.Damage.Reason})
	}
	var approved *Entry
	for i := range l.Entries {
		switch e := &l.Entries[i]; e.Do {
		case DoReturn, DoWithdraw:
			approved = nil
		case DoApprove:
			approved = e
			v.approval(l, e)
		case DoPublish:
			if approved == nil || !approved.same(e) {
				v.report(e, file, Unapproved, "%s published a text that was not approved", e.By)
			}
		}
	}
	if version := replay(l).published; version != nil {
		v.shown(version)
	}
	return nil
}

// approval looks at whether the policy of then was kept.
func (v *verifier) approval(l *Ledger, e *Entry) {
	file := LedgerFile(l.Document)
	src, err := readText(v.fsys, TextFile(e.Digest))
	if err != nil {
		v.report(e, file, MissingText, "the text that was approved is not kept: there is no %s", TextFile(e.Digest))
	}
	policy, ok := v.policyOf(e)
	if !ok {
		v.report(e, file, MissingPolicy, "the policy of then is not kept: there is no %s/%s.yaml", policiesFolder, e.Policy)
		return
	}
	b := &Board{Library: v.lib, Policy: policy}
	before := &Ledger{Document: l.Document, Entries: l.Entries[:e.N-1]}
	st := &Status{ID: l.Document, File: e.File(), Digest: e.Digest, Files: e.Files, Ledger: before}
	past := replay(before)
	st.Authors = merged(past.authors, authorsOf(v.lib.Glance(e.File(), src)))
	b.judgeNeeds(st, past)
	for _, n := range st.Needs {
		if n.Signed == nil {
			v.report(e, file, Unsigned, "%s approved it without a signature that counts at the gate %s", e.By, strings.TrimSpace(n.Step+" "+n.Gate))
		}
		for _, void := range n.Void {
			if void.Why == VoidPolicy {
				v.report(&void.Entry, file, Breach, "%s may not sign this at the gate %s: %s", void.By, strings.TrimSpace(n.Step+" "+n.Gate), b.breach(st, n, void))
			}
		}
	}
	for _, s := range before.under(e, past.round) {
		if st.need(s.Step, s.Gate) == nil {
			v.report(&s, file, Breach, "the policy of then has no gate %q", strings.TrimSpace(s.Step+" "+s.Gate))
		}
	}
}

// breach says why a signature is not taken.
func (b *Board) breach(st *Status, n Need, void Void) string {
	who := Actor{Name: void.By, Role: void.Role, Via: void.Via}
	if why := b.MaySign(st, n, who); why != nil {
		return why.Problem
	}
	return "it came out of order"
}

// policyOf is the policy that an approval satisfied.
func (v *verifier) policyOf(e *Entry) (content.Policy, bool) {
	if e.Policy == "" {
		return content.DefaultPolicy(), true
	}
	for _, name := range []string{policiesFolder + "/" + e.Policy + ".yaml", content.PolicyFile} {
		f, err := v.fsys.Open(name)
		if err != nil {
			continue
		}
		src, err := io.ReadAll(io.LimitReader(f, MaxLedger))
		f.Close()
		if err != nil || Digest(src) != e.Policy {
			continue
		}
		alone := newTree()
		alone.add(content.PolicyFile, inMemory(src, e.At))
		p, _ := content.ReadPolicy(alone)
		return p, true
	}
	return content.Policy{}, false
}

// shown looks at whether readers can see the files of what is published.
func (v *verifier) shown(version *Version) {
	if _, err := fs.Stat(v.fsys, version.File()); err != nil {
		return // nobody sees it
	}
	viewer := new(Viewer)
	for _, name := range sortedKeys(version.Files) {
		if _, ok := viewer.asset(v.fsys, name, version); !ok {
			v.report(&version.Entry, LedgerFile(version.Document), MissingFile, "%s was approved with it, is not kept and has changed since: readers do not see it", name)
		}
	}
}

// VerifyHeads looks for ledgers that end before the line that somebody remembers, by document.
func VerifyHeads(fsys fs.FS, heads map[string]Head) ([]Problem, error) {
	var all []Problem
	for id, head := range heads {
		l, err := ReadLedger(fsys, id)
		if err != nil {
			return nil, err
		}
		file := LedgerFile(id)
		switch {
		case head.N < 1:
		case len(l.Entries) < head.N && l.Damage == nil:
			all = append(all, Problem{file, len(l.Entries) + 1, id, CutTail, fmt.Sprintf("the audit log knows %d lines, and there are %d", head.N, len(l.Entries))})
		case len(l.Entries) >= head.N && l.Entries[head.N-1].Hash != head.Hash:
			all = append(all, Problem{file, head.N, id, CutTail, "the audit log knows another line here"})
		}
	}
	SortProblems(all)
	return all, nil
}
