package review

import (
	"slices"
	"strings"
	"time"

	"yanxi/content"
)

// judge finds the state of a text, and which signatures count, by what the ledger says.
func (b *Board) judge(st *Status) {
	past := replay(st.Ledger)
	st.Approved, st.Published, st.Return = past.approved, past.published, past.returned
	st.Authors = merged(past.authors, authorsOf(st.Document))
	b.judgeNeeds(st, past)
	if st.State == Draft {
		return
	}
	current := &Entry{Document: st.ID, Digest: st.Digest, Files: st.Files}
	current.setFile(st.File)
	ended := past.ended[st.Digest]
	switch {
	case st.File == "":
		st.State = Withdrawn
		if last := st.Ledger.last(); last != nil && last.Do == DoWithdraw {
			st.Since = last.At
		}
	case ended != nil:
		st.Since = ended.At
		st.State = Withdrawn
		if ended.Do == DoReturn {
			st.State = Returned
			b.setDue(st, ended)
		}
	case st.Published != nil && st.Published.same(current):
		st.State, st.Since = Published, st.Published.At
	case len(st.Missing()) == 0:
		st.State = Approved
		for _, n := range st.Needs {
			if n.Signed.At.After(st.Since) {
				st.Since = n.Signed.At
			}
		}
	default:
		st.State = InReview
		if past.submitted != nil && past.submitted.Digest == st.Digest {
			st.Since = past.submitted.At
		}
	}
}

// setDue takes over the day until which a text is to be mended.
func (b *Board) setDue(st *Status, e *Entry) {
	if day, err := time.ParseInLocation(time.DateOnly, e.Due, b.Library.Settings().Location); err == nil {
		st.Due = day.AddDate(0, 0, 1).Add(-time.Second)
		st.Overdue = b.now().After(st.Due)
	}
}

// past is what a ledger says by itself.
type past struct {
	approved  *Version
	published *Version
	returned  *Entry
	submitted *Entry            // the last submission
	ended     map[string]*Entry // by digest: the last return or withdrawal of a text, if nothing was submitted after it
	round     int               // index of the first entry after the last return or withdrawal
	why       VoidReason
	authors   []string
}

// replay reads a ledger from its beginning.
func replay(l *Ledger) past {
	p := past{ended: map[string]*Entry{}}
	for i := range l.Entries {
		e := &l.Entries[i]
		switch e.Do {
		case DoSubmit:
			p.submitted = e
			clear(p.ended)
			p.authors = merged(p.authors, []string{e.By})
		case DoReturn:
			p.returned, p.round, p.why = e, i+1, VoidReturned
			p.ended[e.Digest] = e
		case DoWithdraw:
			p.published, p.round, p.why = nil, i+1, VoidWithdrawn
			p.ended[e.Digest] = e
		case DoApprove:
			if signed := l.under(e, p.round); len(signed) > 0 {
				p.approved, p.authors, p.returned = &Version{*e, signed}, nil, nil
				clear(p.ended)
			}
		case DoPublish:
			if p.approved != nil && p.approved.N > p.round && p.approved.same(e) {
				p.published = &Version{*e, p.approved.Signatures}
			}
		}
	}
	if p.published != nil && l.Damage != nil && l.takenBack() {
		p.published = nil
	}
	return p
}

// under are the signatures of a round under the text of an entry, before it.
func (l *Ledger) under(e *Entry, round int) []Entry {
	var out []Entry
	for i := round; i < e.N-1; i++ {
		if s := &l.Entries[i]; s.Do == DoSign && s.same(e) {
			out = append(out, *s)
		}
	}
	return out
}

// takenBack reports that a damaged ledger speaks of a withdrawal where it cannot be believed any more: what was withdrawn
// must not come back by damage.
func (l *Ledger) takenBack() bool {
	lines := strings.Split(string(l.src), "\n")
	for _, line := range lines[min(len(l.Entries), len(lines)):] {
		if strings.Contains(line, `"`+string(DoWithdraw)+`"`) {
			return true
		}
	}
	return false
}

// judgeNeeds finds which signatures count for what the policy asks for.
func (b *Board) judgeNeeds(st *Status, p past) {
	for _, step := range b.Policy.Steps {
		for _, g := range step.Gates {
			st.Needs = append(st.Needs, Need{Step: step.Name, Gate: g.Gate, Role: g.Role})
		}
	}
	for i := range st.Ledger.Entries {
		e := &st.Ledger.Entries[i]
		if e.Do != DoSign {
			continue
		}
		need := st.need(e.Step, e.Gate)
		if need == nil {
			continue // the policy of now does not ask for it
		}
		why, file := st.void(e)
		if why == "" && i < p.round {
			why = p.why
		}
		if why == "" && need.Signed != nil {
			continue
		}
		if why == "" && b.refuses(st, need, Actor{Name: e.By, Role: e.Role, Via: e.Via}) != nil {
			why = VoidPolicy
		}
		if why == "" {
			need.Signed = e
			continue
		}
		need.Void = slices.DeleteFunc(need.Void, func(v Void) bool { return v.By == e.By })
		need.Void = append(need.Void, Void{*e, why, file})
	}
	for i := range st.Needs {
		n := &st.Needs[i]
		n.Open = n.Signed == nil && (!b.Policy.InOrder || st.stepsBefore(n))
		if n.Signed != nil {
			n.Void = nil
		}
	}
}

// need is what the policy asks for by that name; nil: it does not.
func (s *Status) need(step, gate string) *Need {
	for i := range s.Needs {
		if s.Needs[i].Step == step && s.Needs[i].Gate == gate {
			return &s.Needs[i]
		}
	}
	return nil
}

// void says why a signature is not under the working text, and which file has changed.
func (s *Status) void(e *Entry) (VoidReason, string) {
	switch {
	case s.File == "" || e.Digest != s.Digest:
		return VoidText, ""
	case e.File() != s.File:
		return VoidMoved, ""
	}
	for _, name := range merged(sortedKeys(e.Files), sortedKeys(s.Files)) {
		if e.Files[name] != s.Files[name] || e.Files[name] == "" {
			return VoidFile, name
		}
	}
	return "", ""
}

// stepsBefore reports whether all steps before that of a need are signed.
func (s *Status) stepsBefore(need *Need) bool {
	for i := range s.Needs {
		n := &s.Needs[i]
		if n.Step == need.Step {
			return true
		}
		if n.Signed == nil {
			return false
		}
	}
	return true
}

// refuses says why the policy does not take a person's signature for a need, by the signatures that count already; nil:
// it does.
func (b *Board) refuses(st *Status, need *Need, who Actor) *Error {
	switch {
	case b.Policy.InOrder && !st.stepsBefore(need):
		return &Error{Reason: NotYet}
	case who.Via == ViaCommandLine && !b.Policy.CommandLine:
		return &Error{Reason: NoCommand}
	case !who.may(need.Role):
		return &Error{Reason: Role}
	case !b.Policy.AuthorMaySign && (slices.Contains(st.Authors, who.Name) || who.Display != "" && slices.Contains(st.Authors, who.Display)):
		return &Error{Reason: Own}
	}
	count := 0
	for _, n := range st.Needs {
		if n.Signed == nil || n.Signed.By != who.Name {
			continue
		}
		count++
		if b.Policy.DifferentPeople && n.Step != need.Step {
			return &Error{Reason: SamePerson, about: n.Step}
		}
	}
	if most := b.Policy.GatesPerPerson; most > 0 && count >= most {
		return &Error{Reason: TooMany, about: most}
	}
	return nil
}

// gateLess reports a gate without rules.
func gateLess(gate string) bool { return gate == content.GateProofread }
