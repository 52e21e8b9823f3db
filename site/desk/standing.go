package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"time"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/publish"
	"yanxi/site/review"
)

// normal is a text of the library as signatures see it.
func normal(src []byte) string { return string(review.Normal(src)) }

// A standing is how far a text is, as somebody who may decide about it sees it.
type standing struct {
	*review.Status
	mine  bool // the person wrote it
	needs []need
	board *review.Board
}

// A need is a signature that a text needs.
type need struct {
	review.Need
	may bool          // the person may sign it now
	why *review.Error // they may not; nil also where it is signed, or nothing can be signed
}

// state of a need is signed, void (it was, before something changed) or open.
func (n need) state() string {
	switch {
	case n.Signed != nil:
		return "signed"
	case len(n.Void) > 0:
		return "void"
	}
	return "open"
}

// seenBy is a text's status for a person.
func seenBy(b *review.Board, st *review.Status, me account.Person) *standing {
	s := &standing{Status: st, board: b}
	s.mine = slices.ContainsFunc(st.Authors, func(a string) bool { return isNamed(me, a) })
	decided := st.State != review.InReview || b.Policy.Wrong || st.Ledger.Damage != nil || st.Twin
	for _, n := range st.Needs {
		x := need{Need: n}
		if n.Signed == nil && !decided {
			x.why = b.MaySign(st, n, actor(me))
			x.may = x.why == nil
		}
		s.needs = append(s.needs, x)
	}
	return s
}

// standings are all texts that something can be decided about, and how many of the library's ledgers and its policy cannot
// be believed.
func (d *desk) standings(me account.Person) (out []*standing, damaged int) {
	b := d.fullBoard()
	list, err := b.Queue()
	if err != nil {
		d.Log.Warn("desk: some texts are not in the queue", "error", err)
	}
	if b.Policy.Wrong {
		damaged++
	}
	for _, st := range list {
		if st.Ledger.Damage != nil {
			damaged++
		}
		if st.Document != nil && st.State != review.Draft {
			out = append(out, seenBy(b, st, me))
		}
	}
	return out, damaged
}

// standing is one text.
func (d *desk) standing(me account.Person, id string) (*standing, error) {
	b := d.board()
	st, err := b.Load(id)
	if isRefused(err, review.Unknown) || err == nil && st.Document == nil { // it may have come just now
		b = d.fullBoard()
		st, err = b.Load(id)
	}
	if err != nil {
		return nil, unknownText(err)
	}
	if st.Document == nil {
		return nil, problem{status: http.StatusNotFound, key: "notext"}
	}
	return seenBy(b, st, me), nil
}

// unknownText says that there is no such text, where that is what is wrong.
func unknownText(err error) error {
	if isRefused(err, review.Unknown) {
		return problem{status: http.StatusNotFound, key: "notext"}
	}
	return err
}

// waits reports whether there is something for the person to sign.
func (s *standing) waits() bool {
	return slices.ContainsFunc(s.needs, func(n need) bool { return n.may })
}

// submitted reports whether anything was ever decided about the text. A library that comes to be reviewed is full of others.
func (s *standing) submitted() bool { return s.Ledger.Head().N > 0 }

// base is the digest of the text that was approved last; empty: none was.
func (s *standing) base() string {
	if s.Approved != nil {
		return s.Approved.Digest
	}
	if s.Published != nil {
		return s.Published.Digest
	}
	return ""
}

// returns reports whether somebody could send the text back. Who may not is told so when they try.
func (s *standing) returns() bool {
	return s.Ledger.Damage == nil && !s.Twin && (s.State == review.InReview || s.State == review.Approved)
}

// screen names all that a signature is under: the text and its files. It changes when any of them does.
func (s *standing) screen() string {
	h := sha256.New()
	h.Write([]byte(s.Digest))
	files := make([]string, 0, len(s.Files))
	for name, sum := range s.Files {
		files = append(files, name+"\x00"+sum+"\x00")
	}
	slices.Sort(files)
	h.Write([]byte(strings.Join(files, "")))
	return s.Digest + "." + hex.EncodeToString(h.Sum(nil))[:16]
}

// seenText is the digest of the text in what names a screen.
func seenText(screen string) string {
	digest, _, _ := strings.Cut(screen, ".")
	return digest
}

// blocked reports whether findings of level error keep a gate from being signed.
func (s *standing) blocked(n need, errors int) bool {
	return errors > 0 && s.board.Policy.ErrorsBlock && slices.Contains(content.GateNames(), n.Gate)
}

// act does what was decided, and notes it in the audit log.
func (d *desk) act(ctx context.Context, me account.Person, id string, x decision) (waiting bool, err error) {
	var made review.Change
	result, err := d.Folder.Update(ctx, byline(me), func(fsys fs.FS) (publish.Change, error) {
		b, err := review.OpenBoard(fsys)
		if err != nil {
			return publish.Change{}, err
		}
		b.Now = d.Now()
		if made, err = decided(b, me, id, x, d.Now()); err != nil {
			return publish.Change{}, err
		}
		return publish.Change{Files: made.Files, Message: made.Message()}, nil
	})
	if err != nil {
		return false, err
	}
	d.audit(ctx, made)
	return !result.Pushed && result.Waiting != nil, nil
}

// decided is the change of a decision about the text that was on the screen.
func decided(b *review.Board, me account.Person, id string, x decision, now time.Time) (review.Change, error) {
	st, err := b.Load(id)
	if err != nil {
		return review.Change{}, err
	}
	if x.do != review.DoWithdraw && (&standing{Status: st}).screen() != x.screen {
		return review.Change{}, &review.Error{Reason: review.Changed, Problem: id + " has changed since it was looked at", Digest: st.Digest}
	}
	who := actor(me)
	switch x.do {
	case review.DoSign:
		return b.Sign(review.Signature{ID: id, Gate: x.gate, Step: x.step, Comment: x.comment, Digest: st.Digest}, who, now)
	case review.DoReturn:
		src, err := fs.ReadFile(b.FS, st.File)
		if err != nil {
			return review.Change{}, err
		}
		lines := bytes.Count(review.Normal(src), []byte("\n"))
		for _, c := range x.said {
			if c.Line > lines {
				return review.Change{}, noLine(c.Line)
			}
		}
		return b.Return(review.Refusal{ID: id, Comment: x.comment, Comments: x.said, Digest: st.Digest}, who, now)
	case review.DoPublish:
		return b.Publish(id, who, now)
	case review.DoWithdraw:
		return b.Withdraw(id, x.comment, who, now)
	}
	return review.Change{}, problem{status: http.StatusBadRequest, key: "unreadable"}
}

// noLine says that a comment is about a line that the text does not have.
type noLine int

func (n noLine) Error() string { return fmt.Sprintf("desk: there is no line %d", int(n)) }

// refusalKeys are the messages deskreview.refused.KEY of why nothing was decided.
var refusalKeys = map[review.Reason]string{
	review.Changed: "changed", review.Damaged: "ledger", review.BadPolicy: "policy", review.Twin: "twin",
	review.IsDraft: "state", review.IsReturned: "state", review.IsWithdrawn: "state", review.IsPublished: "state",
	review.NotPublished: "state", review.NotApproved: "state", review.NotInReview: "state", review.NoGate: "state",
	review.GateDone: "already", review.NotYet: "order", review.Own: "author", review.Role: "role", review.TooMany: "many",
	review.SamePerson: "same", review.Findings: "findings", review.NoComment: "comment", review.TooLong: "long",
	review.Missing: "file", review.FullLedger: "full", review.BadName: "name",
}

// refusalKey is the message of why nothing was decided; empty if it is not the decision that was refused.
func refusalKey(err error) string {
	var refused *review.Error
	if errors.As(err, &refused) {
		return refusalKeys[refused.Reason]
	}
	return ""
}
