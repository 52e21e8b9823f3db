package review

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"yanxi/content"
)

// A Board says where the texts of a library stand, at one state of its folder. It is safe for concurrent use.
type Board struct {
	Library *content.Library
	FS      fs.FS // the library's folder
	Policy  content.Policy
	Now     time.Time // what is overdue then; the zero value: time.Now

	texts  func() map[string]content.Text
	memory *Memory // of what was read for boards before; nil: none
}

// NewBoard is the board of a library that was opened from fsys. What is wrong with the policy is among the library's
// findings.
func NewBoard(lib *content.Library, fsys fs.FS) *Board {
	b := &Board{Library: lib, FS: fsys}
	b.Policy, _ = content.ReadPolicy(fsys)
	b.texts = sync.OnceValue(b.index)
	return b
}

// OpenBoard opens a library and its board. The error is that of reading the folder.
func OpenBoard(fsys fs.FS) (*Board, error) {
	lib, err := content.Open(fsys)
	if err != nil {
		return nil, err
	}
	return NewBoard(lib, fsys), nil
}

// index are the working texts by id. Of several for one id the published one counts; all of them are twins.
func (b *Board) index() map[string]content.Text {
	texts := map[string]content.Text{}
	twins := map[string]bool{}
	for _, t := range b.Library.Texts() {
		id := content.FileID(t.File)
		if have, ok := texts[id]; ok {
			twins[id] = true
			if have.ID == id && !have.Twin {
				continue
			}
		}
		texts[id] = t
	}
	for id := range twins {
		t := texts[id]
		t.Twin = true
		texts[id] = t
	}
	return texts
}

func (b *Board) now() time.Time {
	if b.Now.IsZero() {
		return time.Now()
	}
	return b.Now
}

// Load says where a document stands. The error is an [*Error] with [Unknown] if there is neither a text nor a ledger,
// else that of reading.
func (b *Board) Load(id string) (*Status, error) {
	text, found := b.texts()[id]
	ledger, err := ReadLedger(b.FS, id)
	if err != nil {
		return nil, fmt.Errorf("read the ledger of %s: %w", id, err)
	}
	if !found && len(ledger.src) == 0 {
		return nil, unknown(id)
	}
	st := &Status{ID: id, Ledger: ledger}
	if found {
		if err := b.look(st, text, nil); err != nil {
			return nil, err
		}
	}
	b.judge(st)
	return st, nil
}

func unknown(id string) *Error {
	return &Error{Reason: Unknown, Problem: fmt.Sprintf("there is no document %s", id),
		Hint: "The id is the path of the file in the library without .md; yanxi review list shows all."}
}

// List says where all texts stand, by id, and those that are gone and have a ledger. What cannot be read is left out and
// joined into the error.
func (b *Board) List() ([]*Status, error) {
	ledgers, err := ledgerFiles(b.FS)
	list, more := b.all(ledgers, func(id string) (*Status, error) { return b.Load(id) })
	return list, errors.Join(more, err)
}

// all makes the statuses of all texts and of what has a ledger, by id, on all cores.
func (b *Board) all(ledgers map[string]stamp, of func(id string) (*Status, error)) ([]*Status, error) {
	ids := map[string]bool{}
	for id := range b.texts() {
		ids[id] = true
	}
	for id := range ledgers {
		ids[id] = true
	}
	sorted := slices.Sorted(maps.Keys(ids))
	out, errs := make([]*Status, len(sorted)), make([]error, len(sorted))
	each(len(sorted), func(i int) { out[i], errs[i] = of(sorted[i]) })
	out = slices.DeleteFunc(out, func(s *Status) bool { return s == nil })
	return out, errors.Join(errs...)
}

// each calls do for every number below n, on all cores.
func each(n int, do func(int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				do(i)
			}
		})
	}
	wg.Wait()
}

// look reads the working text, or what m has kept of it; m may be nil.
func (b *Board) look(st *Status, text content.Text, m *Memory) error {
	st.File, st.Document, st.Twin = text.File, text.Document, text.Twin
	said, err := b.said(text, m)
	if err != nil {
		return err
	}
	st.Digest = said.digest
	if text.Draft {
		st.State = Draft
		return nil
	}
	if !said.links {
		return nil
	}
	linked, err := b.linked(text, m)
	if err != nil {
		return err
	}
	st.Files = b.sums(linked, m)
	return nil
}

// said is what the working text says, as far as signatures go.
func (b *Board) said(text content.Text, m *Memory) (said, error) {
	if m != nil {
		if s, ok := m.texts.get(text.Hash); ok {
			return s, nil
		}
	}
	src, err := readText(b.FS, text.File)
	if err != nil {
		return said{}, fmt.Errorf("read %s: %w", text.File, err)
	}
	normal := Normal(src)
	s := said{sum(normal), mayLink(normal)}
	if m != nil && sha256.Sum256(src) == text.Hash {
		m.texts.put(text.Hash, s)
	}
	return s, nil
}

// linked are the files that the working text shows and leads to.
func (b *Board) linked(text content.Text, m *Memory) ([]string, error) {
	var at place
	if m != nil {
		at = place{b.Library.Places(), text.Hash, text.File}
		if linked, ok := m.links.get(at); ok {
			return linked, nil
		}
	}
	body, err := b.Library.Read(text.Document)
	if err != nil {
		return nil, err
	}
	linked := b.Library.LinkedAssets(text.Document, body)
	if m != nil && !body.Changed {
		m.links.put(at, linked)
	}
	return linked, nil
}

// mayLink reports whether a text holds any of what a link or picture is written with. Most texts of a large library do not,
// and need not be parsed.
func mayLink(text []byte) bool {
	for _, sign := range []string{"](", "]:", "[[", "<"} {
		if bytes.Contains(text, []byte(sign)) {
			return true
		}
	}
	return false
}

// readText reads a text as far as content does.
func readText(fsys fs.FS, file string) ([]byte, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, content.MaxFileSize+1))
}

// sums are the digests of files; empty of one that cannot be read.
func (b *Board) sums(names []string, m *Memory) map[string]string {
	if len(names) == 0 {
		return nil
	}
	out := make(map[string]string, len(names))
	for _, name := range names[:min(len(names), maxFiles+1)] {
		digest, err := b.sum(name, m)
		if err != nil {
			digest = ""
		}
		out[name] = digest
	}
	return out
}

// sum is the digest of a file beside the texts.
func (b *Board) sum(name string, m *Memory) (string, error) {
	read := func() (string, error) {
		digest, _, err := sumFile(func() (fs.File, error) { return b.Library.Asset(name) })
		return digest, err
	}
	size, modified, known := b.Library.AssetStamp(name)
	if m == nil || !known {
		return read()
	}
	return fresh(&m.sums, name, stamp{size, modified}, read)
}

// authorsOf are the names that the front matter of a text gives.
func authorsOf(d *content.Document) []string {
	if d == nil {
		return nil
	}
	return slices.DeleteFunc(append(slices.Clone(d.Authors), d.Owner), func(s string) bool { return s == "" })
}
