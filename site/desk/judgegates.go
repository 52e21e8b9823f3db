package desk

import (
	"path"

	"yanxi/site/review"
	"yanxi/site/ui"
)

// addGates adds the gates with what was found and signed at each.
func (d *desk) addGates(p *ui.ReviewTextPage, s *standing, found flaws, j judging) {
	words := d.Words()
	shown := map[int]bool{}
	for _, b := range p.Comparison.Blocks {
		for _, line := range b.Lines {
			shown[line.Number] = line.ID != ""
		}
	}
	target := func(line int) string {
		if shown[line] {
			return lineID(line)
		}
		return ""
	}
	listed := map[string]bool{}
	for i, n := range s.needs {
		g := ui.ReviewGate{
			ID: s.element("gate", i), Form: s.element("say", i), Gate: n.Gate, Step: n.Step, Label: d.needLabel(n), Key: i + 1, State: n.state(),
		}
		g.StateLabel = words.T("deskreview.sign-state." + g.State)
		if about := words.Label("deskreview.about", n.Gate); n.Signed == nil && about != n.Gate {
			g.About = about
		}
		g.Errors, g.Warnings, g.Infos = found.count(n.Gate)
		if !listed[n.Gate] {
			listed[n.Gate] = true
			g.Findings, g.More = d.listed(found[n.Gate], target)
		}
		g.CanSign = n.may && !s.blocked(n, g.Errors)
		g.Why = d.whyNot(s, n, g.Errors)
		if n.Signed != nil {
			g.Signed = append(g.Signed, d.signature(*n.Signed))
		}
		for _, v := range n.Void {
			x := d.signature(v.Entry)
			x.Why = words.T("deskreview.void." + string(v.Why))
			if v.Why == review.VoidFile {
				x.Why = words.T("deskreview.void.named", path.Base(v.File))
			}
			g.Void = append(g.Void, x)
		}
		if !j.returns && j.gate == n.Gate && j.step == n.Step {
			g.Comment = j.comment
		}
		p.Gates = append(p.Gates, g)
	}
	p.Other, _ = d.listed(found[""], target)
}

// whyNot says why the person who looks may not sign; empty where there is nothing to say.
func (d *desk) whyNot(s *standing, n need, errors int) string {
	words := d.Words()
	if n.may && s.blocked(n, errors) {
		return words.T("deskreview.why.findings", errors)
	}
	if n.why == nil {
		return ""
	}
	key := refusalKeys[n.why.Reason]
	if s.mine && !s.board.Policy.AuthorMaySign {
		key = "author" // whatever their role
	}
	if key == "role" {
		return words.T("deskreview.why.role", words.Label("account.role", n.Role))
	}
	return words.T("deskreview.why." + key)
}

func (d *desk) signature(e review.Entry) ui.ReviewSignature {
	return ui.ReviewSignature{By: d.called(e.By), When: d.clock(e.At), Comment: e.Comment}
}
