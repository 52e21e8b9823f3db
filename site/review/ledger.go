package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"unicode/utf8"
)

// Bounds of a ledger: some thousand decisions.
const (
	MaxLedger = 4 << 20 // bytes
	maxLines  = 10_000
)

// A Ledger is what was decided about a document, in order.
type Ledger struct {
	Document string
	Entries  []Entry // those before the first damage
	Damage   *Damage // nil: none

	src []byte
}

// Damage is where a ledger cannot be believed any more.
type Damage struct {
	Line   int    // from 1
	Reason string // what is wrong with it, a clause
}

// chainStart is what the first entry of a document's ledger names as the one before it.
func chainStart(document string) string { return sum([]byte("yanxi review " + document)) }

// ReadLedger reads a document's ledger; without a file it is empty, and what stands there instead of a file is a damaged
// one. The error is that of reading it.
func ReadLedger(fsys fs.FS, document string) (*Ledger, error) {
	f, err := fsys.Open(LedgerFile(document))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return &Ledger{Document: document}, nil
	}
	if err == nil {
		defer f.Close()
	}
	if noFile(fsys, LedgerFile(document)) {
		return &Ledger{Document: document, Damage: &Damage{1, "a link or a folder stands where the ledger should be"}}, nil
	}
	if err != nil {
		return nil, err
	}
	src, err := io.ReadAll(io.LimitReader(f, MaxLedger+1))
	if err != nil {
		return nil, err
	}
	return ParseLedger(document, src), nil
}

// noFile reports that a link or a folder stands at a path, or a link on the way to it. Whoever can commit to a library can
// put one there, and must not keep all others from their texts.
func noFile(fsys fs.FS, name string) bool {
	for i, c := range name + "/" {
		if c != '/' {
			continue
		}
		info, err := fs.Lstat(fsys, name[:i])
		if err != nil {
			return false
		}
		if last := i == len(name); last && !info.Mode().IsRegular() || !last && !info.IsDir() {
			return true
		}
	}
	return false
}

// ParseLedger reads a ledger. What follows the first damage is left out of the entries.
func ParseLedger(document string, src []byte) *Ledger {
	l := &Ledger{Document: document, src: src}
	if len(src) > MaxLedger {
		l.Damage = &Damage{1, fmt.Sprintf("the ledger is longer than %d MiB", MaxLedger>>20)}
		return l
	}
	prev := chainStart(document)
	for rest := src; len(rest) > 0; {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		rest = after
		line = bytes.TrimSuffix(line, []byte("\r")) // as Git on Windows writes it
		e, wrong := readEntry(line, len(l.Entries)+1, prev, document)
		if wrong != "" {
			l.Damage = &Damage{len(l.Entries) + 1, wrong}
			return l
		}
		prev = e.Hash
		l.Entries = append(l.Entries, e)
	}
	return l
}

// readEntry reads the n-th line of a ledger; wrong says why it cannot be that.
func readEntry(line []byte, n int, prev, document string) (e Entry, wrong string) {
	if n > maxLines {
		return e, fmt.Sprintf("there are more than %d lines", maxLines)
	}
	if len(bytes.TrimSpace(line)) == 0 {
		return e, "the line is empty"
	}
	if !utf8.Valid(line) || json.Unmarshal(line, &e) != nil {
		return e, "the line is not an entry of a ledger"
	}
	e.Hash = sum(line)
	switch {
	case e.Document != document:
		return e, fmt.Sprintf("it is an entry about %q", e.Document)
	case e.N != n:
		return e, fmt.Sprintf("it is entry %d, and %d should be here", e.N, n)
	case e.Prev != prev:
		return e, "it does not follow the entry before: something was changed, removed or put elsewhere"
	}
	return e, e.check()
}

// last is the newest entry; nil if there is none.
func (l *Ledger) last() *Entry {
	if len(l.Entries) == 0 {
		return nil
	}
	return &l.Entries[len(l.Entries)-1]
}

// Append adds entries, whose number, chain and document it sets, and returns the new content of the file. Nothing may be
// added to a damaged ledger.
func (l *Ledger) Append(entries ...Entry) (*Ledger, []byte) {
	out := bytes.ReplaceAll(bytes.TrimRight(l.src, "\r\n"), []byte("\r\n"), []byte("\n"))
	if len(out) > 0 {
		out = append(out, '\n')
	}
	next := &Ledger{Document: l.Document, Entries: slices.Clone(l.Entries)}
	for _, e := range entries {
		e.N, e.Document, e.Prev = len(next.Entries)+1, l.Document, chainStart(l.Document)
		if last := next.last(); last != nil {
			e.Prev = last.Hash
		}
		line := e.line()
		e.Hash = sum(line)
		next.Entries = append(next.Entries, e)
		out = append(append(out, line...), '\n')
	}
	next.src = out
	return next, out
}

// A Head is the end of a ledger, as an audit log or a clone remembers it.
type Head struct {
	N    int    `json:"n"`
	Hash string `json:"hash"` // SHA-256 of the last line
}

// Head is the ledger's end; the zero value of an empty one.
func (l *Ledger) Head() Head {
	if last := l.last(); last != nil {
		return Head{last.N, last.Hash}
	}
	return Head{}
}
