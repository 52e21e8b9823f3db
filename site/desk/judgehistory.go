package desk

import (
	"net/url"
	"slices"
	"time"

	"yanxi/site/review"
	"yanxi/site/ui"
)

// historyOf is the ledger as people read it, the last first. base is the digest of the version that the text is compared with.
func (d *desk) historyOf(s *standing, base string, past pastTexts) []ui.ReviewEntry {
	words := d.Words()
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
