package review

import (
	"path"
	"time"
)

// A Change is the files that a decision writes, by their paths in the library. A message for the commit of it is Subject,
// an empty line, Body.
type Change struct {
	Files   map[string][]byte
	Subject string
	Body    string

	// Entries are the lines that are appended to the ledger, and Head is its end with them.
	Entries []Entry
	Head    Head
}

// Message is what a commit says.
func (c Change) Message() string {
	if c.Body == "" {
		return c.Subject
	}
	return c.Subject + "\n\n" + c.Body
}

// entry begins an entry about the working text.
func (s *Status) entry(do Deed, who Actor, now time.Time) Entry {
	e := Entry{Document: s.ID, Do: do, By: who.Name, Role: who.Role, At: now.UTC().Truncate(time.Second), Digest: s.Digest, Via: who.Via}
	if s.File != "" {
		e.setFile(s.File)
	}
	return e
}

// approval is the entry of a text whose needs are all met.
func (b *Board) approval(st *Status, who Actor, now time.Time) Entry {
	e := st.entry(DoApprove, who, now)
	e.Files = st.Files
	if len(b.Policy.Source) > 0 {
		e.Policy = Digest(b.Policy.Source)
	}
	return e
}

func (s *Status) publication(who Actor, now time.Time) Entry {
	e := s.entry(DoPublish, who, now)
	e.Files = s.Files
	return e
}

// change appends entries to a text's ledger.
func (b *Board) change(st *Status, entries ...Entry) Change {
	next, data := st.Ledger.Append(entries...)
	c := Change{Files: map[string][]byte{LedgerFile(st.ID): data}, Entries: next.Entries[len(st.Ledger.Entries):], Head: next.Head()}
	c.Subject, c.Body = b.message(st, c.Entries)
	return c
}

// fits refuses a change whose ledger would be too long to be read again.
func (b *Board) fits(c Change) error {
	for name, data := range c.Files {
		if path.Ext(name) == ledgerExt && (len(data) > MaxLedger || c.Head.N > maxLines) {
			return &Error{Reason: FullLedger, Problem: "the ledger is full", Hint: "Give the text another name: its ledger begins anew there."}
		}
	}
	return nil
}
