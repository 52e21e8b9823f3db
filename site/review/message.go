package review

import (
	"fmt"
	"strings"
	"time"
)

// message says what a commit of entries is.
func (b *Board) message(st *Status, entries []Entry) (subject, body string) {
	last := entries[len(entries)-1]
	title := st.ID
	if st.Document != nil {
		title = st.Document.Title
	}
	words := messageWords[last.Do]
	form := words[0]
	if strings.HasPrefix(strings.ToLower(b.Library.Settings().Lang), "en") {
		form = words[1]
	}
	subject = strings.NewReplacer("TITLE", oneLine(title), "GATE", strings.TrimSpace(last.Step+" "+last.Gate)).Replace(form)
	var lines []string
	if last.Comment != "" {
		// Quoted, so that nobody's words are taken for what we say of signatures below, by people or by Git.
		lines = append(lines, "> "+strings.Join(strings.FieldsFunc(last.Comment, isLineEnd), "\n> "), "")
	}
	lines = append(lines, "Document: "+st.ID, "Text: "+last.Digest)
	for _, n := range st.Needs {
		if n.Signed != nil && (last.Do == DoApprove || last.Do == DoPublish) {
			lines = append(lines, fmt.Sprintf("Reviewed-by: %s (%s, %s)", n.Signed.By, strings.TrimSpace(n.Step+" "+n.Gate), n.Signed.At.Format(time.RFC3339)))
		}
	}
	if via := last.Via; via != ViaDesk {
		lines = append(lines, "Via: "+via)
	}
	return subject, strings.Join(lines, "\n") + "\n"
}

// messageWords are the subjects of commits, Chinese and English.
var messageWords = map[Deed][2]string{
	DoSubmit:   {"送审：TITLE", "Submit for review: TITLE"},
	DoSign:     {"签字（GATE）：TITLE", "Sign (GATE): TITLE"},
	DoReturn:   {"退回：TITLE", "Return: TITLE"},
	DoApprove:  {"审定：TITLE", "Approve: TITLE"},
	DoPublish:  {"发布：TITLE", "Publish: TITLE"},
	DoWithdraw: {"撤下：TITLE", "Withdraw: TITLE"},
}

func isLineEnd(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
