package publish

import (
	"errors"
	"fmt"
	"syscall"
)

// A Reason is why a folder could not be written, for those who put it into words
// of their own.
type Reason string

// The reasons.
const (
	Busy        Reason = "busy"        // somebody else writes, or another git is at work
	BadName     Reason = "bad name"    // a path that cannot be written
	TooLarge    Reason = "too large"   // more than one change may hold
	Full        Reason = "full"        // no room on the disk
	Unwritable  Reason = "unwritable"  // the file system refuses
	NoGit       Reason = "no git"      // a checkout, and no program git
	Unfit       Reason = "unfit"       // a checkout in which nothing can be published: on no branch, sparse, somebody else's
	Underway    Reason = "under way"   // a merge, a rebase or the like waits for its end
	Dirty       Reason = "dirty"       // a file that nobody committed is in the way
	Diverged    Reason = "diverged"    // here and there are commits that do not go together
	Unreachable Reason = "unreachable" // the remote does not answer
	Refused     Reason = "refused"     // the remote does not take it
	Contended   Reason = "contended"   // others were faster each time
	GitFailed   Reason = "git failed"  // anything else that git says
	Unfinished  Reason = "unfinished"  // it is decided, and waits to be put in place
)

// An Error is why a folder was not written: a sentence without a capital or a full
// stop, and what to do about it.
type Error struct {
	Reason  Reason
	Problem string
	Hint    string
	Paths   []string // that it is about
	Err     error    // what lies below; may be nil
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Problem + ": " + e.Err.Error()
	}
	return e.Problem
}

func (e *Error) Unwrap() error { return e.Err }

// A Conflict is returned by those who make a change when a text is not the one
// that the change began from. Nothing is written; both are kept here.
type Conflict struct {
	Path   string
	Mine   []byte // what was to be written
	Theirs []byte // what is there; nil: it is gone
}

func (c *Conflict) Error() string {
	return fmt.Sprintf("%s was changed by somebody else meanwhile", c.Path)
}

// diskError is an error of the file system as one of ours.
func diskError(what string, err error) error {
	var known *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return &Error{Reason: Full, Problem: what + ": there is no room on the disk", Hint: "Nothing was changed. Make room and try again.", Err: err}
	}
	return &Error{Reason: Unwritable, Problem: what, Hint: "Check who may write the library's folder.", Err: err}
}

// unfinished is an error of the file system after an update was decided.
func unfinished(what string, err error) error {
	if err == nil {
		return nil
	}
	const hint = "The rest waits in " + stageFolder + " and is put in place by the next update, or when the library is opened again."
	return &Error{Reason: Unfinished, Problem: what, Hint: hint, Err: err}
}
