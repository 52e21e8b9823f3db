package content

import (
	"io/fs"
	"path"
	"slices"
)

// A Policy says who has to sign a text before readers see it: the library's file yanxi/review.yaml, of which every key
// may be missing.
//
//	gates: [policy, wording, confidentiality, law]   # in any order; or with roles: {law: admin}
//	role: reviewer            # who signs, where a gate or step has no role of its own: trainer, reviewer or admin
//	author_may_sign: false
//	gates_per_person: 4       # how many signatures under one text may be one person's
//	mend_within: 5            # working days to mend what came back, 1 to 60
//	publish: when approved    # or: by hand
//	command_line: true        # whether yanxi review --as NAME may decide
//	errors: block             # or: allow, to sign what the rules of a gate find at level error
//
// Instead of gates there may be steps, at most 12, which are signed one after the other. 校对 (proofread) is a gate
// without rules:
//
//	steps:
//	  - {step: 初审, gates: [wording, policy], role: trainer}
//	  - {step: 复审, gates: [policy, confidentiality], role: reviewer}
//	  - {step: 终审, gates: [policy, law], role: admin}
//	  - {step: 一校, gates: [proofread], role: trainer}
//	in_order: true            # false: in any order
//	different_people: false   # true: nobody signs in two steps
//
// A file with a mistake in it is an error: nothing can be signed until it is mended, for what was meant may be stricter
// than what is understood.
type Policy struct {
	Steps           []PolicyStep // never empty, with a gate each
	InOrder         bool         // a step can be signed when those before it are
	DifferentPeople bool
	AuthorMaySign   bool
	GatesPerPerson  int // 0: any number
	MendWithin      int // working days
	ByHand          bool
	CommandLine     bool
	ErrorsBlock     bool

	Source []byte // of the file, decoded; empty: there is none
	Wrong  bool   // something in the file could not be used
}

// A PolicyStep is signed at each of its gates.
type PolicyStep struct {
	Name  string // empty of the only step of a policy without steps
	Gates []PolicyGate
}

// A PolicyGate is a gate and the least role that may sign at it.
type PolicyGate struct{ Gate, Role string }

// GateProofread is the gate of proofreaders, which has no rules.
const GateProofread = "proofread"

const (
	maxSteps     = 12
	usualRole    = "reviewer"
	usualMending = 5
)

// signingRoles are those who can be asked to sign, from the one that may do least.
var signingRoles = []string{"trainer", "reviewer", "admin"}

// PolicyFile is where a library's policy is.
var PolicyFile = path.Join(settingsFolder, "review.yaml")

// DefaultPolicy is that of a library without one of its own: all four gates, signed by reviewers who are not the author.
func DefaultPolicy() Policy {
	return Policy{
		Steps: []PolicyStep{{Gates: policyGates(GateNames(), usualRole)}}, InOrder: true,
		MendWithin: usualMending, CommandLine: true, ErrorsBlock: true,
	}
}

// ReadPolicy reads a library's policy, and says what is wrong with it.
func ReadPolicy(fsys fs.FS) (Policy, []Finding) {
	settings, _ := readSettings(fsys)
	return readPolicy(fsys, settings.Lang)
}

// Gates are those that the policy asks for, each once, in its order.
func (p Policy) Gates() []string {
	var out []string
	for _, s := range p.Steps {
		for _, g := range s.Gates {
			if !slices.Contains(out, g.Gate) {
				out = append(out, g.Gate)
			}
		}
	}
	return out
}

func policyGates(gates []string, role string) []PolicyGate {
	out := make([]PolicyGate, len(gates))
	for i, g := range gates {
		out[i] = PolicyGate{g, role}
	}
	return out
}
