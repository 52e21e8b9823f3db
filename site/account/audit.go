package account

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"yanxi/site/store"
)

// An Entry is one line of the audit log.
type Entry struct {
	Number int64 // counts the entries, from 1; set by [Accounts.Record]
	At     time.Time
	Who    string         // name of a person, or of the user of a computer; empty: nobody who is known
	What   string         // such as "user.add", "session.begin", "review.sign"
	About  string         // name of a person, id of a token, or of a document
	Via    string         // "command line", "site", "desk", "API"
	Detail map[string]any // what else there is to say; at most 4 KB as JSON
	Line   int64          // of the document's ledger that was added, from 1; 0: none
	Digest string         // of that line, SHA-256 in hex
}

// An Actor is who does something, and how.
type Actor struct {
	Name string
	Via  string
}

func (a Actor) did(what, about string, detail map[string]any) Entry {
	return Entry{Who: a.Name, What: what, About: about, Via: a.Via, Detail: detail}
}

// Bounds of an entry, in bytes.
const (
	maxDetail = 4 << 10
	maxField  = 1 << 10
)

// Record adds an entry to the audit log. Its number and time are set; detail that is too long is left out,
// and the entry says so. The error is [ErrAway].
func (a *Accounts) Record(ctx context.Context, e Entry) error {
	return a.write(ctx, func(ctx context.Context, tx *store.Tx) error { return a.record(ctx, tx, e) })
}

// record adds an entry in a transaction with what it is about.
func (a *Accounts) record(ctx context.Context, tx *store.Tx, e Entry) error {
	detail := "{}"
	if len(e.Detail) > 0 {
		text, err := json.Marshal(e.Detail)
		if err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		if detail = string(text); len(detail) > maxDetail {
			detail = `{"too_long":true}`
		}
	}
	if err := tx.Serialize(ctx, "audit"); err != nil {
		return err
	}
	var last int64
	if err := tx.QueryRow(ctx, "SELECT COALESCE(MAX(number), 0) FROM audit").Scan(&last); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "INSERT INTO audit (number, at, who, what, about, via, detail, line, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		last+1, a.second(), field(e.Who), field(e.What), field(e.About), field(e.Via), detail, e.Line, field(e.Digest))
	return err
}

// field is a text as both databases keep it.
func field(s string) string {
	s = clean(s)
	if len(s) <= maxField {
		return s
	}
	s = s[:maxField]
	for !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s
}

// MostEntries is how many entries [Accounts.Audit] returns at most.
const MostEntries = 500

// Audit returns entries of the log, the newest first: n at most, before the entry with a number if that is not 0, only of
// those about or by somebody or something if that is not empty.
func (a *Accounts) Audit(ctx context.Context, before int64, about string, n int) ([]Entry, error) {
	var out []Entry
	where, args := "WHERE 1 = 1", []any{}
	if before > 0 {
		where, args = where+" AND number < ?", append(args, before)
	}
	if about != "" {
		where, args = where+" AND (about = ? OR who = ?)", append(args, about, about)
	}
	args = append(args, max(1, min(n, MostEntries)))
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		out = nil
		return tx.Each(ctx, func(scan func(...any) error) error {
			var e Entry
			var at int64
			var detail string
			if err := scan(&e.Number, &at, &e.Who, &e.What, &e.About, &e.Via, &detail, &e.Line, &e.Digest); err != nil {
				return err
			}
			e.At = time.Unix(at, 0)
			if err := json.Unmarshal([]byte(detail), &e.Detail); err != nil {
				e.Detail = map[string]any{"unreadable": detail}
			}
			out = append(out, e)
			return nil
		}, "SELECT number, at, who, what, about, via, detail, line, digest FROM audit "+where+" ORDER BY number DESC LIMIT ?", args...)
	})
	return out, err
}

// A Head is the last line of a document's ledger that the audit log knows.
type Head struct {
	Line   int64  // its number, from 1
	Digest string // SHA-256 of it in hex
}

// Heads returns the last line of the ledger of each document that the audit log knows, by the document's id. A ledger that
// is shorter, or has another line there, was cut or changed.
func (a *Accounts) Heads(ctx context.Context) (map[string]Head, error) {
	out := map[string]Head{}
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Each(ctx, func(scan func(...any) error) error {
			var about string
			var h Head
			if err := scan(&about, &h.Line, &h.Digest); err != nil {
				return err
			}
			out[about] = h // of the same line the later entry counts
			return nil
		}, `SELECT about, line, digest FROM audit
			WHERE line > 0 AND line = (SELECT MAX(line) FROM audit AS later WHERE later.about = audit.about) ORDER BY number`)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
