package review

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
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

	texts func() map[string]content.Text
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
		if err := b.look(st, text); err != nil {
			return nil, err
		}
	}
	b.judge(st)
	return st, nil
}

func unknown(id string) *Error {
	return &Error{Reason: Unknown, Problem: fmt.Sprintf("there is no document %s", id), Args: []any{id},
		Hint: "The id is the path of the file in the library without .md; yanxi review list shows all."}
}

// List says where all texts stand, by id, and those that are gone and have a ledger. What cannot be read is left out and
// joined into the error.
func (b *Board) List() ([]*Status, error) {
	ids := map[string]bool{}
	for id := range b.texts() {
		ids[id] = true
	}
	ledgers, err := ledgerIDs(b.FS)
	for _, id := range ledgers {
		ids[id] = true
	}
	sorted := make([]string, 0, len(ids))
	for id := range ids {
		sorted = append(sorted, id)
	}
	slices.Sort(sorted)
	out, errs := make([]*Status, len(sorted)), make([]error, len(sorted))
	each(len(sorted), func(i int) { out[i], errs[i] = b.Load(sorted[i]) })
	out = slices.DeleteFunc(out, func(s *Status) bool { return s == nil })
	return out, errors.Join(append(errs, err)...)
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

// look reads the working text.
func (b *Board) look(st *Status, text content.Text) error {
	st.File, st.Document, st.Twin = text.File, text.Document, text.Twin
	src, err := readText(b.FS, text.File)
	if err != nil {
		return fmt.Errorf("read %s: %w", text.File, err)
	}
	st.Digest = Digest(src)
	if text.Draft {
		st.State = Draft
		return nil
	}
	if !mayLink(src) {
		return nil
	}
	body, err := b.Library.Read(text.Document)
	if err != nil {
		return err
	}
	st.Files = b.sums(b.Library.LinkedAssets(text.Document, body))
	return nil
}

// mayLink reports whether a text holds any of what a link or picture is written with. Most texts of a large library do not,
// and need not be parsed.
func mayLink(src []byte) bool {
	text, _, _ := content.Decode(src)
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
func (b *Board) sums(names []string) map[string]string {
	if len(names) == 0 {
		return nil
	}
	out := make(map[string]string, len(names))
	for _, name := range names[:min(len(names), maxFiles+1)] {
		digest, _, err := sumFile(func() (fs.File, error) { return b.Library.Asset(name) })
		if err != nil {
			digest = ""
		}
		out[name] = digest
	}
	return out
}

// authorsOf are the names that the front matter of a text gives.
func authorsOf(d *content.Document) []string {
	if d == nil {
		return nil
	}
	return slices.DeleteFunc(append(slices.Clone(d.Authors), cmp.Or(d.Owner, "")), func(s string) bool { return s == "" })
}
