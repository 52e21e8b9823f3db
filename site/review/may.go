package review

import (
	"fmt"
	"slices"
	"strings"

	"yanxi/content"
)

// decidable loads a document about which something can be decided: its ledger is whole, no other file has its id, and if a
// digest is given, the text is still the one that was looked at.
func (b *Board) decidable(id string, who Actor, digest, comment string, comments []LineComment) (*Status, error) {
	st, err := b.Load(id)
	if err != nil {
		return nil, err
	}
	if err := b.sayable(who, comment, comments); err != nil {
		return nil, err
	}
	switch {
	case st.Ledger.Damage != nil:
		return nil, damaged(st)
	case st.File == "":
		return nil, unknown(id)
	case st.Twin:
		return nil, &Error{Reason: Twin, Problem: fmt.Sprintf("two files have the id %s, %s among them", id, st.File), Hint: "Rename or remove one of them; yanxi check names both."}
	case digest != "" && digest != st.Digest:
		return nil, changed(st, st.Digest)
	case who.Via == ViaCommandLine && !b.Policy.CommandLine:
		return nil, noCommand()
	}
	return st, nil
}

// signable says why nobody can sign a text now.
func (b *Board) signable(st *Status) error {
	switch {
	case b.Policy.Wrong:
		return &Error{Reason: BadPolicy, Problem: content.PolicyFile + " has a mistake in it, and what was meant may be stricter than what is understood", Hint: "See yanxi check, and mend it."}
	case st.State == Draft:
		return draftError(st)
	case st.State == Returned:
		return &Error{Reason: IsReturned, Problem: st.ID + " was sent back and has not changed since", Hint: "Mend it, or submit it again as it is: yanxi review submit " + st.ID}
	case st.State == Withdrawn:
		return &Error{Reason: IsWithdrawn, Problem: st.ID + " was withdrawn and has not changed since", Hint: "Submit it again first: yanxi review submit " + st.ID}
	case st.State == Published:
		return &Error{Reason: IsPublished, Problem: st.ID + " is published as it stands", Hint: "There is nothing to sign until it is changed."}
	}
	for _, name := range sortedKeys(st.Files) {
		if st.Files[name] == "" {
			return &Error{Reason: Missing, Problem: fmt.Sprintf("%s, which the text shows or leads to, cannot be read", name), Hint: "Check who may read it, or take it out of the text."}
		}
	}
	if len(st.Files) > maxFiles {
		return &Error{Reason: Missing, Problem: fmt.Sprintf("the text shows or leads to more than %d files", maxFiles), Hint: "Split it."}
	}
	return nil
}

// needFor finds what a signature is for, and whether the person may give it.
func (b *Board) needFor(st *Status, s Signature, who Actor) (*Need, error) {
	var first *Need
	var refused *Error
	for i := range st.Needs {
		n := &st.Needs[i]
		if n.Gate != s.Gate || s.Step != "" && n.Step != s.Step {
			continue
		}
		if first == nil {
			first = n
		}
		if n.Signed != nil {
			continue
		}
		err := b.refuses(st, n, who)
		if err == nil {
			return n, nil
		}
		if refused == nil {
			refused = b.explain(err, st, n, who)
		}
	}
	switch {
	case first == nil:
		return nil, &Error{Reason: NoGate, Problem: fmt.Sprintf("no signature is needed at the gate %q", strings.TrimSpace(s.Gate+" "+s.Step)), Hint: "The library's policy has these: " + b.gateWords() + "."}
	case refused != nil:
		return nil, refused
	}
	return nil, &Error{Reason: GateDone, Problem: fmt.Sprintf("%s is signed already at the gate %s, by %s", st.ID, s.Gate, first.Signed.By), Hint: "yanxi review show " + st.ID + " says what is missing."}
}

// explain puts a refusal into a sentence.
func (b *Board) explain(e *Error, st *Status, n *Need, who Actor) *Error {
	switch e.Reason {
	case NotYet:
		e.Problem, e.Hint = fmt.Sprintf("the step %s has to wait for those before it", n.Step), "yanxi review show "+st.ID+" says what is missing."
	case NoCommand:
		return noCommand()
	case Role:
		return roleError("sign at the gate "+n.Gate, n.Role)
	case Own:
		e.Problem, e.Hint = fmt.Sprintf("%s wrote %s, and nobody signs a text of their own", who.Name, st.ID), "Somebody else has to."
	case SamePerson:
		e.Problem, e.Hint = fmt.Sprintf("%s has signed the step %s, and each step takes another person", who.Name, e.about), "Somebody else has to."
	case TooMany:
		e.Problem, e.Hint = fmt.Sprintf("%s has signed %d gates, and the policy lets nobody sign more", who.Name, e.about), "Somebody else has to."
	}
	return e
}

// MaySign says why somebody cannot sign a need of a text; nil: they can, as far as the person goes.
func (b *Board) MaySign(st *Status, n Need, who Actor) *Error {
	need := st.need(n.Step, n.Gate)
	if need == nil {
		return &Error{Reason: NoGate, Problem: "no such signature is needed", Hint: "Look at the text again."}
	}
	if err := b.refuses(st, need, who); err != nil {
		return b.explain(err, st, need, who)
	}
	return nil
}

// gateWords are the gates of the policy with their steps.
func (b *Board) gateWords() string {
	var out []string
	for _, s := range b.Policy.Steps {
		for _, g := range s.Gates {
			out = append(out, strings.TrimSpace(s.Name+" "+g.Gate))
		}
	}
	return strings.Join(out, ", ")
}

// clean refuses a text in which the rules of the gate find something at level error.
func (b *Board) clean(st *Status, gate string, src []byte) error {
	if !b.Policy.ErrorsBlock || gateLess(gate) {
		return nil
	}
	gates, _ := b.Library.Gates(gate)
	found := gates.Check(st.File, src)
	for _, name := range sortedKeys(st.Files) {
		found = append(found, b.Library.CheckAsset(gates, name)...)
	}
	found = slices.DeleteFunc(found, func(f content.Finding) bool { return f.Level != content.LevelError || f.Gate != gate })
	if len(found) == 0 {
		return nil
	}
	return &Error{
		Reason: Findings, Findings: found,
		Problem: fmt.Sprintf("%s does not pass the gate %s: %s", st.ID, gate, found[0].String()),
		Hint:    "Mend the text, or waive the rule in it with a reason: yanxi check --gate " + gate + " shows all.",
	}
}

// maySignSome reports whether somebody can sign anything that the policy asks for.
func (b *Board) maySignSome(who Actor) bool { return who.may(b.leastRole()) }

// leastRole is the role that can sign and may do least.
func (b *Board) leastRole() string {
	least := len(roles) - 1
	for _, s := range b.Policy.Steps {
		for _, g := range s.Gates {
			least = min(least, max(slices.Index(roles, g.Role), 0))
		}
	}
	return roles[least]
}

func roleError(what, role string) *Error {
	return &Error{Reason: Role, Problem: "only a " + role + " may " + what, Hint: "An administrator gives roles: yanxi user role."}
}

func noCommand() *Error {
	return &Error{Reason: NoCommand, Problem: "the library's policy does not let the command line decide", Hint: "Sign in at the site's desk, or see command_line in " + content.PolicyFile + "."}
}

func draftError(st *Status) *Error {
	return &Error{Reason: IsDraft, Problem: st.File + " is a draft", Hint: "Take the line draft: true out of its front matter."}
}

func damaged(st *Status) *Error {
	d := st.Ledger.Damage
	return &Error{
		Reason: Damaged, Problem: fmt.Sprintf("%s:%d: the ledger cannot be believed from here on: %s", LedgerFile(st.ID), d.Line, d.Reason),
		Hint: "Nothing is lost: bring the file back as it was from Git's history, then decide again.",
	}
}

func changed(st *Status, now string) *Error {
	return &Error{Reason: Changed, Problem: st.ID + " has changed since it was looked at", Hint: "Look at it as it is now.", Digest: now}
}
