package rules

import (
	"slices"
	"strings"
	"sync"
)

// A Set is rules ready to be run. It is immutable and safe for concurrent use.
type Set struct {
	rules  []Rule
	gates  []string
	ids    map[string]string // of all rules, also those of gates that are not run -> gate
	words  *automaton
	what   []pattern // by word of the automaton
	checks [numChecks]*Rule
	scans  sync.Pool
}

// A pattern says what it means that a word was found.
type pattern struct {
	rule   *Rule
	use    string
	excuse bool // a longer word, in which hits of the rule are none
	press  bool // one of [pressSigns]
}

// Compile makes the rules of some gates ready, without names those of all. Of two rules with one id or one
// built-in check the later holds. Words past the bound of the automaton are left out; see [Set.Full].
func Compile(all []Rule, gates ...string) *Set {
	if len(gates) == 0 {
		gates = Gates()
	}
	s := &Set{gates: gates, ids: map[string]string{}}
	for _, r := range all {
		s.ids[r.ID] = r.Gate
	}
	s.rules = slices.Clone(all)
	s.rules = slices.DeleteFunc(s.rules, func(r Rule) bool { return !slices.Contains(gates, r.Gate) })
	var words []string
	add := func(text string, p pattern) {
		if text != "" {
			words = append(words, text)
			s.what = append(s.what, p)
		}
	}
	for i := range s.rules {
		r := &s.rules[i]
		if c, ok := checkNames[r.Check]; ok {
			s.checks[c] = r
		}
		for _, w := range r.Words {
			add(w.Text, pattern{rule: r, use: w.Use})
		}
		for _, w := range r.Unless {
			add(w, pattern{rule: r, excuse: true})
		}
	}
	if s.checks[checkCopied] != nil {
		for _, sign := range pressSigns {
			add(sign, pattern{press: true})
		}
	}
	s.words, _ = newAutomaton(words)
	s.scans.New = func() any { return &scan{set: s} }
	return s
}

// Full reports whether some words had no room.
func (s *Set) Full() bool { return len(s.words.size) < len(s.what) }

// merge puts a library's rules in the place of those of the same id, and leaves out those switched off.
func merge(rules, own []Rule, off []string) []Rule {
	rules = slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool {
		return slices.Contains(off, r.ID) || slices.ContainsFunc(own, func(o Rule) bool { return o.ID == r.ID })
	})
	return append(rules, own...)
}

// applies reports whether a rule is for documents of a kind.
func (r *Rule) applies(kind string) bool {
	return len(r.Kinds) == 0 || slices.Contains(r.Kinds, kind)
}

// covers reports whether a rule looks at blocks such as b.
func (r *Rule) covers(b *block) bool {
	if b.quoted && r.SkipQuoted {
		return false
	}
	if len(r.In) == 0 {
		return true
	}
	for _, in := range r.In {
		switch {
		case in == "body" && b.place == placeBody,
			in == "headings" && b.place == placeHeading,
			in == "front" && b.place == placeFront,
			b.place == placeFront && in == b.field:
			return true
		}
	}
	return false
}

// Say fills a rule's words: {hit} with what was found and {use} with what to write instead.
func Say(text, hit, use string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return strings.NewReplacer("{hit}", hit, "{use}", use).Replace(text)
}
