package desk

import (
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"yanxi/site/account"
	"yanxi/site/diff"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// A judging is what a reviewer has done on the page of a text so far.
type judging struct {
	seen    string // digest of the text that was on the screen
	gate    string // with step: what was to be signed
	step    string
	comment string // of the signature, or why the text is returned
	said    []ui.LineComment
	notice  *ui.ReviewNotice
	missing bool // the comment is
	returns bool // it was to be returned
	status  int
}

// judge shows one text with all that is needed to decide about it.
func (d *desk) judge(w http.ResponseWriter, r *http.Request, me account.Person) error {
	j := judging{status: http.StatusOK}
	for _, line := range r.URL.Query()["line"] {
		if n, err := strconv.Atoi(line); err == nil && n > 0 && len(j.said) < mostSaid {
			j.said = append(j.said, ui.LineComment{Line: n})
		}
	}
	return d.judged(w, r, me, j)
}

// emptyRows is how many comments at lines can be written without a script at once.
const emptyRows = 2

func (d *desk) judged(w http.ResponseWriter, r *http.Request, me account.Person, j judging) error {
	s, err := d.standing(me, r.PathValue("id"))
	if err != nil {
		return err
	}
	src, err := d.source(s)
	if err != nil {
		return err
	}
	text := normal(src)
	d.remember(s.Digest, text)
	if j.notice == nil {
		j.notice = d.done(r, s)
	}
	words := d.Words()
	p := ui.ReviewTextPage{
		Layout: d.page(s.Document.Title, ui.Link{Text: words.T("deskreview.heading"), URL: reviewPath}), Heading: s.Document.Title, Tabs: d.tabs(me, ""),
		ID: s.ID, File: s.File, Kind: string(s.Document.Kind), KindLabel: words.Label("kind", string(s.Document.Kind)),
		State: string(s.State), StateLabel: words.T("deskreview.state." + string(s.State)), Author: d.authors(s), Mine: s.mine,
		Due: d.due(s.Due), Overdue: s.Overdue, Digest: s.Digest, Screen: s.screen(), Short: short(s.Digest),
		Notice: j.notice, Action: reviewURL(s.ID), Preview: "/desk/review-page/" + strings.TrimPrefix(reviewURL(s.ID), reviewPath),
		Publish:  s.State == review.Approved && s.Ledger.Damage == nil && me.Role.Includes(account.Reviewer),
		Withdraw: s.Published != nil && s.Ledger.Damage == nil && me.Role.Includes(account.Reviewer),
		Problems: d.problems(s),
	}
	p.Scripts = append(p.Scripts, "judge.js")
	if !s.Since.IsZero() && s.State == review.InReview {
		p.Since = words.T("deskreview.since", d.clock(s.Since))
	}
	if s.Published != nil {
		p.Page = documentURL(s.ID)
	}
	if policy := s.board.Policy; policy.InOrder && len(policy.Steps) > 1 {
		p.Order = words.T("deskreview.order")
	}
	found := d.flawsOf(r.Context(), s, src)
	d.addComparison(&p, r, s, text, found)
	d.addGates(&p, s, found, j)
	if j.seen != "" && j.seen != s.Digest {
		if old, ok := d.remembered(j.seen); ok {
			c := compared(diff.Texts(old, text), commentary{})
			p.Between = &c
		}
	}
	if s.returns() {
		p.Return = &ui.ReviewReturn{Said: j.said, Missing: j.missing, Due: d.returnDue(s)}
		if j.returns {
			p.Return.Comment = j.comment
		}
		for range emptyRows {
			p.Return.Said = append(p.Return.Said, ui.LineComment{})
		}
	}
	p.History = d.historyOf(r, s)
	d.Render(w, r, "desk-review", p, j.status)
	return nil
}

// addComparison compares the text with what was approved last, or with the version that was asked for.
func (d *desk) addComparison(p *ui.ReviewTextPage, r *http.Request, s *standing, text string, found flaws) {
	words := d.Words()
	past := d.pastOf(r.Context(), s)
	c := commentary{findings: d.atLines(found), said: d.saidAt(s, text, past), anchored: true}
	if s.returns() {
		c.comment = func(line int) string { return "?" + url.Values{"line": {strconv.Itoa(line)}}.Encode() + "#return" }
	}
	if !r.URL.Query().Has("all") {
		q := r.URL.Query()
		q.Set("all", "1")
		c.all = "?" + q.Encode()
	}
	old, ok := past(s.base())
	p.Base = words.T("deskreview.base.approved")
	if back := s.Return; !ok && back != nil && back.Digest != s.Digest {
		old, ok = past(back.Digest)
		p.Base = words.T("deskreview.base.returned", d.called(back.By), d.clock(back.At))
	}
	if asked := r.URL.Query().Get("base"); asked != "" {
		for _, e := range s.Ledger.Entries {
			if e.Digest != asked {
				continue
			}
			if text, found := past(asked); found {
				old, ok, p.Base = text, true, words.T("deskreview.base.entry", d.clock(e.At))
			}
			break
		}
	}
	if !ok {
		p.Base, p.Changed = words.T("deskreview.base.whole"), words.T("deskreview.whole")
		p.Comparison = whole(text, c)
		return
	}
	p.Comparison = compared(diff.Texts(old, text), c)
	p.Changed = words.T("deskreview.size.none")
	if !p.Comparison.Same {
		p.Changed = words.T("deskreview.size", p.Comparison.Removed, p.Comparison.Added)
	}
}

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

// problems are why nothing can be decided about a text.
func (d *desk) problems(s *standing) []string {
	words := d.Words()
	var out []string
	if x := s.Ledger.Damage; x != nil {
		out = append(out, words.T("deskreview.damage", x.Line))
	}
	if s.board.Policy.Wrong {
		out = append(out, words.T("deskreview.refused.policy"))
	}
	if s.Twin {
		out = append(out, words.T("deskreview.refused.twin"))
	}
	return out
}

// returnDue says until when a text would have to be mended if it were returned now.
func (d *desk) returnDue(s *standing) string {
	due := s.board.Library.DueIn(d.Now(), s.board.Policy.MendWithin)
	return d.Words().T("deskreview.return.due", d.Words().Day(due.In(d.Library().Settings().Location)))
}

// historyOf is the ledger as people read it, the last first.
func (d *desk) historyOf(r *http.Request, s *standing) []ui.ReviewEntry {
	words := d.Words()
	base, past := s.compared(r), d.pastOf(r.Context(), s)
	void := map[int]bool{}
	for _, n := range s.needs {
		for _, v := range n.Void {
			void[v.N] = true
		}
	}
	var out []ui.ReviewEntry
	for _, e := range slices.Backward(s.Ledger.Entries) {
		if len(out) == mostHistory {
			break
		}
		did := words.T("deskreview.did." + string(e.Do))
		if e.Do == review.DoSign {
			did = words.T("deskreview.did.sign", d.needLabel(need{Need: review.Need{Gate: e.Gate, Step: e.Step}}))
		}
		item := ui.ReviewEntry{
			Time: e.At, When: d.clock(e.At), By: d.called(e.By), Did: did, Do: string(e.Do), Comment: e.Comment, Short: short(e.Digest), Void: void[e.N],
		}
		if due, err := time.Parse(time.DateOnly, e.Due); err == nil {
			item.Due = words.T("desk.due", words.Day(due))
		}
		for _, c := range e.Comments {
			item.Said = append(item.Said, ui.LineComment{Line: c.Line, Text: c.Text})
		}
		if e.Via == review.ViaCommandLine {
			item.Via = words.T("deskreview.via.command")
		}
		if (e.Do == review.DoApprove || e.Do == review.DoReturn) && e.Digest != s.Digest {
			if _, ok := past(e.Digest); ok {
				item.Compare = "?" + url.Values{"base": {e.Digest}}.Encode()
				item.Compared = base == e.Digest
			}
		}
		out = append(out, item)
	}
	return out
}

// mostHistory bounds how much of a ledger a page shows.
const mostHistory = 200

// short is what people compare of a digest.
func short(digest string) string { return digest[:min(10, len(digest))] }

// source reads the file of a text.
func (d *desk) source(s *standing) ([]byte, error) {
	src, err := fs.ReadFile(d.FS(), s.File)
	if err != nil {
		return nil, problem{status: http.StatusNotFound, key: "notext"}
	}
	return src, nil
}

// asPage is the real page of a text as it would be published.
func (d *desk) asPage(w http.ResponseWriter, r *http.Request, me account.Person) error {
	s, err := d.standing(me, r.PathValue("id"))
	if err != nil {
		return err
	}
	src, err := d.source(s)
	if err != nil {
		return err
	}
	page, err := d.Preview(r.Context(), Preview{File: s.File, Text: src, Address: d.atWork})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(page)
	return nil
}
