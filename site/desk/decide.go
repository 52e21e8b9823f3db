package desk

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yanxi/site/account"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// mostSaid bounds the comments at lines.
const mostSaid = review.MaxComments

// A decision is what somebody does about a text.
type decision struct {
	do         review.Deed // one of [decisions]
	gate, step string
	screen     string // what was looked at, see [standing.screen]
	comment    string
	said       []review.LineComment
}

// decisions are the deeds of who decides; others follow from them.
var decisions = []review.Deed{review.DoSign, review.DoReturn, review.DoPublish, review.DoWithdraw}

// decide does what was chosen on the page of a text.
func (d *desk) decide(w http.ResponseWriter, r *http.Request, me account.Person) error {
	if err := form(w, r); err != nil {
		return err
	}
	x := decision{
		do: review.Deed(r.PostFormValue("do")), gate: r.PostFormValue("gate"), step: r.PostFormValue("step"), screen: r.PostFormValue("screen"),
		comment: strings.TrimSpace(typed(r.PostFormValue("comment"))),
	}
	if !slices.Contains(decisions, x.do) {
		return problem{status: http.StatusBadRequest, key: "unreadable"}
	}
	j := judging{seen: seenText(x.screen), gate: x.gate, step: x.step, comment: x.comment, returns: x.do == review.DoReturn, status: http.StatusUnprocessableEntity}
	refused := func(key string, args ...any) error {
		j.notice = &ui.ReviewNotice{Poor: true, Text: d.Words().T("deskreview.refused."+key, args...)}
		if j.missing {
			j.notice.Link = &ui.Link{Text: d.Words().T("deskreview.refused.comment.go"), URL: "#return-comment"}
		}
		return d.judged(w, r, me, j)
	}
	var bad string
	x.said, j.said, bad = saidOf(r.PostForm["line"], r.PostForm["said"])
	switch {
	case bad != "":
		return refused("line", bad)
	case x.do == review.DoReturn && x.comment == "" && len(x.said) == 0:
		j.missing = true
		return refused("comment")
	}
	waiting, err := d.act(r.Context(), me, r.PathValue("id"), x)
	var line noLine
	switch key := refusalKey(err); {
	case errors.As(err, &line):
		return refused("line", strconv.Itoa(int(line)))
	case key != "":
		j.status = http.StatusConflict
		return refused(key)
	case err != nil:
		return unknownText(err)
	}
	d.Lead(w, r, d.after(me, r.PathValue("id"), x.do, waiting))
	return nil
}

// after is where one goes on when something was decided: to the same text, at the gate that can be signed next.
func (d *desk) after(me account.Person, id string, did review.Deed, waiting bool) string {
	q := url.Values{"done": {string(did)}}
	if waiting {
		q.Set("push", "later")
	}
	to := reviewURL(id) + "?" + q.Encode()
	if s, err := d.standing(me, id); did == review.DoSign && err == nil {
		for i, n := range s.needs {
			if n.may {
				return to + "#" + s.element("gate", i)
			}
		}
	}
	return to
}

// element is the id of an element of the page for a need: of a gate that is needed at several steps, with a number.
func (s *standing) element(prefix string, i int) string {
	times := 1
	for _, n := range s.needs[:i] {
		if n.Gate == s.needs[i].Gate {
			times++
		}
	}
	id := prefix + "-" + s.needs[i].Gate
	if times > 1 {
		id += "-" + strconv.Itoa(times)
	}
	return id
}

// saidOf pairs lines with what was said about them. Of a line without words nothing is kept but the row; bad is a line
// that cannot be one.
func saidOf(lines, texts []string) (out []review.LineComment, rows []ui.LineComment, bad string) {
	for i, text := range texts[:min(len(texts), mostSaid)] {
		text = strings.TrimSpace(typed(text))
		written := ""
		if i < len(lines) {
			written = strings.TrimSpace(lines[i])
		}
		n, err := strconv.Atoi(written)
		switch {
		case written == "" && text == "":
			continue
		case written != "" && (err != nil || n < 1):
			bad, n = written, 0
		}
		rows = append(rows, ui.LineComment{Line: n, Text: text})
		if text != "" {
			out = append(out, review.LineComment{Line: n, Text: text})
		}
	}
	return out, rows, bad
}

// done says what was just done, by what the address says and how the text stands now.
func (d *desk) done(r *http.Request, s *standing) *ui.ReviewNotice {
	words := d.Words()
	n := &ui.ReviewNotice{}
	next := &ui.Link{Text: words.T("deskreview.notice.queue"), URL: reviewPath}
	switch do := review.Deed(r.URL.Query().Get("done")); {
	case (do == review.DoSign || do == review.DoPublish) && s.State == review.Published:
		n.Text = words.T("deskreview.notice.published")
		n.Link = &ui.Link{Text: words.T("deskreview.notice.link"), URL: documentURL(s.ID)}
	case do == review.DoSign && s.State == review.Approved:
		n.Text = words.T("deskreview.notice.approved")
	case do == review.DoSign && s.State == review.InReview:
		n.Text = words.T("deskreview.notice.signed", strings.Join(d.missing(s), words.T("deskreview.comma")))
	case do == review.DoReturn && s.State == review.Returned:
		n.Text, n.Link = words.T("deskreview.notice.returned.nodue"), next
		if !s.Due.IsZero() {
			n.Text = words.T("deskreview.notice.returned", words.Day(s.Due.In(d.Library().Settings().Location)))
		}
	case do == review.DoWithdraw && s.State == review.Withdrawn:
		n.Text = words.T("deskreview.notice.withdrawn")
	default:
		return nil
	}
	if r.URL.Query().Get("push") == "later" {
		n.Text += words.T("deskreview.notice.nopush")
	}
	return n
}

// missing are the gates that are still to be signed.
func (d *desk) missing(s *standing) []string {
	var out []string
	for _, n := range s.needs {
		if n.Signed == nil {
			out = append(out, d.needLabel(n))
		}
	}
	return out
}
