package content

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// A policyReader reads yanxi/review.yaml.
type policyReader struct {
	fields
	role string // of gates that have none of their own
}

// gateWords are the gates as a policy may call them.
var gateWords = map[string]string{
	"政策": "policy", "政策关": "policy", "文字": "wording", "文字关": "wording", "保密": "confidentiality", "保密关": "confidentiality",
	"法律": "law", "法律关": "law", "校对": GateProofread, GateProofread: GateProofread,
}

// readPolicy reads yanxi/review.yaml. What can't be used is reported, each at level error, and has its default.
func readPolicy(fsys fs.FS, lang string) (Policy, []Finding) {
	p := DefaultPolicy()
	r := &reporter{file: PolicyFile, lang: lang}
	root, ok := readKeys(fsys, r, "bad-policy")
	if src, err := readBounded(fsys, PolicyFile, maxFrontMatter); err == nil {
		p.Source = decode(src).text
	}
	switch {
	case !ok || root == nil || root.kind == nodeNull:
	case root.kind != nodeMap:
		r.reportHint("bad-policy", root.at, phrase(lang, "syntax"), phrase(lang, "no-keys"))
	default:
		f := &policyReader{fields{reporter: r, root: root}, usualRole}
		f.read(&p)
		f.unknown(root, "gates, role, steps, in_order, different_people, author_may_sign, gates_per_person, mend_within, publish, command_line, errors")
	}
	for i := range r.findings {
		if r.findings[i].Rule != "converted-encoding" {
			r.findings[i].Level, p.Wrong = LevelError, true
		}
	}
	return p, r.findings
}

func (f *policyReader) read(p *Policy) {
	f.role = f.roleOf(f.root, usualRole)
	gates, steps := f.root.get("gates"), f.root.get("steps")
	if gates != nil && steps != nil {
		f.report("policy-both", gates.at)
	}
	switch {
	case steps != nil:
		p.Steps = f.steps()
	case gates != nil:
		p.Steps = []PolicyStep{{Gates: f.gates(gates, f.role)}}
	default:
		p.Steps = []PolicyStep{{Gates: policyGates(GateNames(), f.role)}}
	}
	if len(p.Steps) == 0 || slices.ContainsFunc(p.Steps, func(s PolicyStep) bool { return len(s.Gates) == 0 }) {
		f.report("policy-empty", f.root.at)
		p.Steps = DefaultPolicy().Steps
	}
	p.InOrder = f.yes("in_order", true, true)
	p.DifferentPeople = f.yes("different_people", false, false)
	p.AuthorMaySign = f.yes("author_may_sign", false, false)
	p.CommandLine = f.yes("command_line", true, true)
	p.GatesPerPerson = f.count("gates_per_person", p.GatesPerPerson)
	p.MendWithin = f.count("mend_within", p.MendWithin)
	p.ByHand = f.choice("publish", "when approved", "by hand") == "by hand"
	p.ErrorsBlock = f.choice("errors", "block", "allow") == "block"
}

// steps reads the steps in their order.
func (f *policyReader) steps() []PolicyStep {
	var out []PolicyStep
	for i, n := range f.maps("steps", "") {
		if i == maxSteps {
			f.report("too-many-rules", n.at, "steps", maxSteps)
			break
		}
		in := policyReader{*f.within(n), f.role}
		step := PolicyStep{Name: oneLine(in.text("step", "name"))}
		if step.Name == "" || slices.ContainsFunc(out, func(s PolicyStep) bool { return s.Name == step.Name }) {
			f.report("policy-step-name", n.at)
		}
		role := in.roleOf(n, f.role)
		if gates := n.get("gates", "gate"); gates != nil {
			step.Gates = in.gates(gates, role)
		}
		in.unknown(n, "step, gates, role")
		out = append(out, step)
	}
	return out
}

// gates reads a list of gates, or gates with their roles.
func (f *policyReader) gates(n *node, role string) []PolicyGate {
	var out []PolicyGate
	add := func(word string, at span, role string) {
		gate := gateWords[word]
		if gate == "" && slices.Contains(GateNames(), strings.ToLower(word)) {
			gate = strings.ToLower(word)
		}
		switch {
		case gate == "":
			f.report("policy-gate", at, word, strings.Join(append(GateNames(), GateProofread), ", "))
		case slices.ContainsFunc(out, func(g PolicyGate) bool { return g.Gate == gate }):
			f.report("policy-twice", at, word)
		default:
			out = append(out, PolicyGate{gate, role})
		}
	}
	if n.kind == nodeMap {
		for _, m := range n.members {
			add(strings.TrimSpace(m.key), m.at, f.roleNamed(m.value, role))
		}
		return out
	}
	for _, item := range n.items() {
		add(strings.TrimSpace(item.text), item.at, role)
	}
	return out
}

func (f *policyReader) roleOf(n *node, usual string) string {
	if role := n.get("role"); role != nil {
		return f.roleNamed(role, usual)
	}
	return usual
}

func (f *policyReader) roleNamed(n *node, usual string) string {
	role := strings.ToLower(strings.TrimSpace(n.text))
	if !n.scalar() || !slices.Contains(signingRoles, role) {
		if n.kind != nodeNull {
			f.report("policy-role", n.at, n.text, strings.Join(signingRoles, ", "))
		}
		return usual
	}
	return role
}

// count reads a number from 1 to 60.
func (f *policyReader) count(key string, usual int) int {
	n := f.root.get(key)
	if n == nil {
		return usual
	}
	v, err := strconv.Atoi(strings.TrimSpace(n.text))
	if !n.scalar() || err != nil || v < 1 || v > maxAnswerWithin {
		f.report("policy-number", n.at, key, n.text, maxAnswerWithin)
		return usual
	}
	return v
}

// choice reads one of some words, the first if there is none.
func (f *policyReader) choice(key string, words ...string) string {
	n := f.root.get(key)
	if n == nil {
		return words[0]
	}
	said := strings.ReplaceAll(foldKey(n.text), "_", " ")
	if !n.scalar() || !slices.Contains(words, said) {
		f.report("policy-choice", n.at, key, n.text, strings.Join(words, ", "))
		return words[0]
	}
	return said
}

func (f *policyReader) unknown(n *node, known string) {
	for _, m := range n.members {
		if !m.used && m.value.kind != nodeNull {
			f.reportHint("policy-key", m.at, phrase(f.lang, "only-keys", known), m.key)
		}
	}
}
