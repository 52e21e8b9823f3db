package review

import (
	"fmt"
	"path"
	"time"
	"unicode/utf8"

	"yanxi/content"
)

// A Submission hands a text to reviewers.
type Submission struct {
	ID      string
	Comment string

	// A text that is not in the library yet, or not as it is there: the change then writes it as well.
	File     string // its path; empty: the working text as it is
	Text     []byte
	Pictures map[string][]byte // by their names beside File
}

// Submit hands a text to reviewers.
func (b *Board) Submit(s Submission, who Actor, now time.Time) (Change, error) {
	own := map[string][]byte{}
	if s.File != "" {
		with, files, err := b.with(s)
		if err != nil {
			return Change{}, err
		}
		b, own, s.ID = with, files, content.FileID(s.File)
	}
	st, err := b.decidable(s.ID, who, "", s.Comment, nil)
	switch {
	case err != nil:
		return Change{}, err
	case st.State == Draft:
		return Change{}, draftError(st)
	case st.State == Published && s.File == "":
		return Change{}, &Error{Reason: IsPublished, Problem: st.ID + " is published as it stands", Hint: "There is nothing to review until it is changed."}
	case !who.may("trainer"):
		return Change{}, roleError("submit a text", "trainer")
	}
	e := st.entry(DoSubmit, who, now)
	e.Comment, e.Files = s.Comment, readable(st.Files)
	c := b.change(st, e)
	for name, data := range own {
		c.Files[name] = data
	}
	return c, b.fits(c)
}

// with is the board of the library with a submission in it, and the files that this needs.
func (b *Board) with(s Submission) (*Board, map[string][]byte, error) {
	text := Normal(s.Text)
	files := map[string][]byte{s.File: text}
	beside := newTree()
	for name, data := range s.Pictures {
		beside.add(name, inMemory(data, b.now()))
		files[path.Join(path.Dir(s.File), name)] = data
	}
	lib, d, err := b.Library.With(s.File, text, beside)
	if err != nil {
		return nil, nil, err
	}
	over := &Board{Library: lib, FS: overlay{b.FS, s.File, inMemory(text, b.now())}, Policy: b.Policy, Now: b.Now}
	known, held := b.texts()[content.FileID(s.File)], b.Library.HoldsBack(s.File, text)
	twin := d.ID != content.FileID(s.File) || known.Document != nil && known.File != s.File
	over.texts = func() map[string]content.Text {
		return map[string]content.Text{content.FileID(s.File): {Document: d, Draft: held, Twin: twin}}
	}
	return over, files, nil
}

// A Signature is what somebody signs.
type Signature struct {
	ID      string
	Gate    string
	Step    string // empty: the first step in which the gate can be signed
	Comment string
	Digest  string // of the text that was looked at; empty: the working text, whatever it is
}

// Sign puts a signature under the working text. With the last that is needed the text is approved, and published unless
// the policy does that by hand.
func (b *Board) Sign(s Signature, who Actor, now time.Time) (Change, error) {
	st, err := b.decidable(s.ID, who, s.Digest, s.Comment, nil)
	if err != nil {
		return Change{}, err
	}
	if err := b.signable(st); err != nil {
		return Change{}, err
	}
	need, err := b.needFor(st, s, who)
	if err != nil {
		return Change{}, err
	}
	src, err := b.exact(st)
	if err != nil {
		return Change{}, err
	}
	if err := b.clean(st, need.Gate, src); err != nil {
		return Change{}, err
	}
	e := st.entry(DoSign, who, now)
	e.Gate, e.Step, e.Comment, e.Files = need.Gate, need.Step, s.Comment, st.Files
	entries := []Entry{e}
	need.Signed = &e
	if len(st.Missing()) == 0 {
		entries = append(entries, b.approval(st, who, now))
		if !b.Policy.ByHand {
			entries = append(entries, st.publication(who, now))
		}
	}
	c := b.change(st, entries...)
	if len(entries) > 1 {
		if err := b.keep(c, st, src); err != nil {
			return Change{}, err
		}
	}
	return c, b.fits(c)
}

// A Refusal sends a text back.
type Refusal struct {
	ID       string
	Comment  string        // why
	Comments []LineComment // one at least, if Comment is empty
	Digest   string        // as of [Signature]
}

// Return sends the working text back to its author, to be mended within the policy's working days.
func (b *Board) Return(r Refusal, who Actor, now time.Time) (Change, error) {
	st, err := b.decidable(r.ID, who, r.Digest, r.Comment, r.Comments)
	switch {
	case err != nil:
		return Change{}, err
	case st.State == Draft:
		return Change{}, draftError(st)
	case st.State == Returned:
		return Change{}, &Error{Reason: IsReturned, Problem: st.ID + " was sent back already and has not changed since", Hint: "Wait for its author, or publish it by submitting it again."}
	case st.State == Withdrawn:
		return Change{}, &Error{Reason: NotInReview, Problem: st.ID + " is not in review", Hint: "It is withdrawn."}
	case r.Comment == "" && len(r.Comments) == 0:
		return Change{}, &Error{Reason: NoComment, Problem: "a text cannot be sent back without a word", Hint: "Say what is to be mended, with --comment."}
	case !b.maySignSome(who):
		return Change{}, roleError("send a text back", b.leastRole())
	}
	e := st.entry(DoReturn, who, now)
	e.Comment, e.Comments = r.Comment, r.Comments
	zone := b.Library.Settings().Location
	e.Due = b.Library.DueIn(now, b.Policy.MendWithin).In(zone).Format(time.DateOnly)
	c := b.change(st, e)
	return c, b.fits(c)
}

// Publish shows readers a text that is approved.
func (b *Board) Publish(id string, who Actor, now time.Time) (Change, error) {
	st, err := b.decidable(id, who, "", "", nil)
	switch {
	case err != nil:
		return Change{}, err
	case st.State == Published:
		return Change{}, &Error{Reason: IsPublished, Problem: id + " is published as it stands", Hint: "There is nothing to do."}
	case st.State != Approved:
		return Change{}, &Error{Reason: NotApproved, Problem: id + " is not approved as it stands", Hint: "See what is missing with yanxi review show."}
	case !who.may("reviewer"):
		return Change{}, roleError("publish a text", "reviewer")
	}
	src, err := b.exact(st)
	if err != nil {
		return Change{}, err
	}
	var entries []Entry
	current := st.entry(DoPublish, who, now)
	current.Files = st.Files
	if a := st.Approved; a == nil || !a.same(&current) || a.N <= replay(st.Ledger).round {
		entries = append(entries, b.approval(st, who, now))
	}
	c := b.change(st, append(entries, current)...)
	if err := b.keep(c, st, src); err != nil {
		return Change{}, err
	}
	return c, b.fits(c)
}

// Withdraw takes from readers what they see of a document.
func (b *Board) Withdraw(id, comment string, who Actor, now time.Time) (Change, error) {
	st, err := b.withdrawable(id, who, comment)
	if err != nil {
		return Change{}, err
	}
	e := st.entry(DoWithdraw, who, now)
	e.Digest, e.Path, e.Comment = st.Published.Digest, st.Published.Path, comment
	c := b.change(st, e)
	return c, b.fits(c)
}

func (b *Board) withdrawable(id string, who Actor, comment string) (*Status, error) {
	st, err := b.Load(id)
	switch {
	case err != nil:
		return nil, err
	case st.Ledger.Damage != nil:
		return nil, damaged(st)
	case st.Published == nil:
		return nil, &Error{Reason: NotPublished, Problem: id + " is not published", Hint: "There is nothing to withdraw."}
	case who.Via == ViaCommandLine && !b.Policy.CommandLine:
		return nil, noCommand()
	case !who.may("reviewer"):
		return nil, roleError("withdraw a text", "reviewer")
	}
	return st, b.sayable(who, comment, nil)
}

// sayable refuses names and comments that a ledger cannot take.
func (b *Board) sayable(who Actor, comment string, comments []LineComment) error {
	if !isName(who.Name) {
		return &Error{Reason: BadName, Problem: fmt.Sprintf("nobody can be called %q", who.Name), Hint: "A name has 1 to 40 characters and no spaces."}
	}
	long := utf8.RuneCountInString(comment) > MaxComment || len(comments) > MaxComments || !utf8.ValidString(comment)
	for _, c := range comments {
		long = long || utf8.RuneCountInString(c.Text) > MaxComment || !utf8.ValidString(c.Text)
	}
	if long {
		return &Error{Reason: TooLong, Problem: "the comment is too long", Hint: fmt.Sprintf("It may have %d characters.", MaxComment)}
	}
	return nil
}

// exact is the working text, if it is still the one that the board was opened with.
func (b *Board) exact(st *Status) ([]byte, error) {
	src, err := readText(b.FS, st.File)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", st.File, err)
	}
	body, err := b.Library.Read(st.Document)
	if err != nil {
		return nil, err
	}
	if body.Changed || Digest(src) != st.Digest {
		return nil, changed(st, Digest(src))
	}
	return src, nil
}

// readable are the files that can be read.
func readable(files map[string]string) map[string]string {
	out := map[string]string{}
	for name, digest := range files {
		if digest != "" && len(out) < maxFiles {
			out[name] = digest
		}
	}
	return out
}
