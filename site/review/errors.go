package review

import "yanxi/content"

// A Reason is why something cannot be decided, for those who put it into words of their own.
type Reason string

// The reasons.
const (
	Unknown      Reason = "unknown"       // there is no such document
	Damaged      Reason = "damaged"       // its ledger is
	BadPolicy    Reason = "bad policy"    // the library's policy has a mistake in it
	Twin         Reason = "twin"          // two files have its id
	IsDraft      Reason = "draft"         // its front matter says so
	IsReturned   Reason = "returned"      // it was sent back, and not changed since
	IsWithdrawn  Reason = "withdrawn"     // it was withdrawn, and not changed since
	IsPublished  Reason = "published"     // readers see it as it stands
	NotPublished Reason = "not published" // readers do not see it
	NotApproved  Reason = "not approved"  // signatures are missing
	NotInReview  Reason = "not in review" // nothing can be sent back
	Changed      Reason = "changed"       // it is not the text that was looked at
	NoGate       Reason = "no gate"       // the policy has none of that name
	GateDone     Reason = "gate done"     // it is signed
	NotYet       Reason = "not yet"       // steps before it are not signed
	Own          Reason = "own"           // the author cannot sign
	Role         Reason = "role"          // the person's role may not
	TooMany      Reason = "too many"      // the person has signed as many gates as one may
	SamePerson   Reason = "same person"   // the person has signed another step
	NoCommand    Reason = "no command"    // the policy does not let the command line decide
	Findings     Reason = "findings"      // a rule of the gate finds something at level error
	NoComment    Reason = "no comment"    // a return needs one
	TooLong      Reason = "too long"      // a comment is
	BadName      Reason = "bad name"      // nobody can be called so
	Missing      Reason = "missing"       // a file that the text shows cannot be read
	FullLedger   Reason = "full ledger"   // no entry fits into it any more
)

// An Error is why something cannot be decided: a sentence without capital and full stop, and what to do about it.
type Error struct {
	Reason   Reason
	Problem  string
	Hint     string
	Findings []content.Finding // with [Findings]
	Digest   string            // with [Changed]: of the text as it is

	about any // what [Board.explain] puts into the sentence
}

func (e *Error) Error() string { return e.Problem }
