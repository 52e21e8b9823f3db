package review

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"
)

// MaxKept is the size up to which a file of an approved text is kept as it was, in bytes.
const MaxKept = 8 << 20

// maxKeptAll bounds what one approval keeps of files, in bytes. Those beyond are shown while they are unchanged, as large ones are.
const maxKeptAll = 64 << 20

// keep adds what was approved to a change: the text, its files, and the policy.
func (b *Board) keep(c Change, st *Status, src []byte) error {
	c.Files[TextFile(st.Digest)] = Normal(src)
	if len(b.Policy.Source) > 0 {
		c.Files[policiesFolder+"/"+Digest(b.Policy.Source)+".yaml"] = Normal(b.Policy.Source)
	}
	left := int64(maxKeptAll)
	for _, name := range sortedKeys(st.Files) {
		data, err := b.bounded(name, min(left, MaxKept))
		switch {
		case errors.Is(err, errLarge):
			continue
		case err != nil:
			return fmt.Errorf("read %s: %w", name, err)
		case sum(data) != st.Files[name]:
			return changed(st, st.Digest)
		}
		left -= int64(len(data))
		c.Files[keptFile(st.Files[name], name)] = data
	}
	return nil
}

var errLarge = errors.New("too large to be kept")

// bounded reads a file beside the texts.
func (b *Board) bounded(name string, most int64) ([]byte, error) {
	f, err := b.Library.Asset(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = errLarge
	}
	return data, err
}

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

// overlay is a library's folder with one file that is not written yet.
type overlay struct {
	fs.FS
	file string
	leaf leaf
}

func (o overlay) Open(name string) (fs.File, error) {
	if name == o.file {
		return o.leaf.open(path.Base(name))
	}
	return o.FS.Open(name)
}
