package desk

import (
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"

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

// judged is that page, with what the reviewer has done on it so far.
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
	p := d.textPage(me, s, j)
	found, past := d.flawsOf(r.Context(), s, src), d.pastOf(r.Context(), s)
	against := d.addComparison(&p, r, s, text, found, past)
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
	p.History = d.historyOf(s, against, past)
	d.Render(w, r, "desk-review", p, j.status)
	return nil
}

// textPage begins the page of a text with what is known without reading it.
func (d *desk) textPage(me account.Person, s *standing, j judging) ui.ReviewTextPage {
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
	return p
}

// addComparison compares the text with its base, and returns the digest of that; empty: there is none.
func (d *desk) addComparison(p *ui.ReviewTextPage, r *http.Request, s *standing, text string, found flaws, past pastTexts) string {
	words := d.Words()
	c := commentary{findings: d.atLines(found), said: d.saidAt(s, text, past), anchored: true}
	if s.returns() {
		c.comment = func(line int) string { return "?" + url.Values{"line": {strconv.Itoa(line)}}.Encode() + "#return" }
	}
	if !r.URL.Query().Has("all") {
		q := r.URL.Query()
		q.Set("all", "1")
		c.all = "?" + q.Encode()
	}
	base, ok := d.baseOf(s, r.URL.Query().Get("base"), past)
	if !ok {
		p.Base, p.Changed = words.T("deskreview.base.whole"), words.T("deskreview.whole")
		p.Comparison = whole(text, c)
		return base.digest
	}
	p.Base = base.label
	p.Comparison = compared(diff.Texts(base.text, text), c)
	if p.Comparison.Same && !r.URL.Query().Has("base") { // there is the text to see, then
		p.Base, p.Changed = words.T("deskreview.base.whole"), words.T("deskreview.whole.same")
		p.Comparison = whole(text, c)
		return base.digest
	}
	p.Changed = words.T("deskreview.size.none")
	if !p.Comparison.Same {
		p.Changed = words.T("deskreview.size", p.Comparison.Removed, p.Comparison.Added)
	}
	return base.digest
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
